"""Where at a school a thing is, in words: found again without a map and without a position."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What was not said is empty. `words` are free: 二楼东侧楼梯口."""

    building: str = ""
    room: str = ""
    words: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """From the larger to the smaller, as people look for it."""
        return tuple(part for part in (self.building, self.room, self.words) if part)

    def __str__(self) -> str:
        return " · ".join(self.parts)

    def as_facts(self) -> dict[str, str]:
        """What the chain keeps of it: only what was said, so that a life begun without them reads as it did."""
        said = {"building": self.building, "room": self.room}
        return {name: value for name, value in said.items() if value}


NOWHERE = Whereabouts()
