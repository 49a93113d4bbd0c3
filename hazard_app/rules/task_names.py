"""What a task is called before it is a row: everybody who derives it gives it the same name."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from hazard_app.rules.times import YEARS

LONGEST = 100  # characters


@dataclass(frozen=True, slots=True)
class TaskName:
    """`school` stands beside it in every form; `assignee`, a person, is None where it is nobody's own."""

    plan: UUID
    school: UUID
    due_on: date
    sequence: int
    assignee: UUID | None = None

    @property
    def uid(self) -> UUID:
        whose = self.assignee or 0
        return uuid5(self.plan, f"{self.school}/{whose}/{self.due_on.isoformat()}/{self.sequence}")

    def __str__(self) -> str:
        parts = [str(self.plan), self.due_on.isoformat(), str(self.sequence)]
        return ".".join([*parts, str(self.assignee)] if self.assignee else parts)

    @classmethod
    def read(cls, text: str, school: UUID) -> "TaskName | None":
        """None for what is no name: a damaged link leads to a check without a task, never to a refusal."""
        parts = text[: LONGEST + 1].split(".")
        if len(text) > LONGEST or len(parts) not in (3, 4):
            return None
        try:
            assignee = UUID(parts[3]) if parts[3:] else None
            name = cls(UUID(parts[0]), school, date.fromisoformat(parts[1]), int(parts[2]), assignee)
        except ValueError:
            return None
        # Of another year no calendar could say what is due a month later.
        return name if name.due_on.year in YEARS else None
