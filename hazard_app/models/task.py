"""A task (检查任务): one due occurrence of a plan at one school. Until somebody acts on it, it need not be a row."""

import uuid
from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    case,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.rounds import HindranceKind, TaskState
from hazard_app.rules.task_states import task_state
from hazard_app.rules.windows import Occurrence

NOBODY = 0


class Task(Base):
    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("plan_id", "due_on", "sequence", "school_id", "assignee_key"),
        Index("ix_tasks_zone_due", "zone_id", "due_on"),
        Index("ix_tasks_school_due", "school_id", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # From its name (`rules.task_names`): the same in every process, and before it is a row.
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    # A snapshot: a school that moves later leaves its past where it was due.
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    # The same, with 0 for nobody: what is NULL is unlike every other NULL.
    assignee_key: Mapped[int] = mapped_column(default=NOBODY)
    due_on: Mapped[date] = mapped_column(Date)
    sequence: Mapped[int]
    # Fixed when it became a row: a plan that changes leaves it as it was.
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    missed_at: Mapped[datetime]
    # Projections: when the check was made that does it, and why it could not be made, as was said last.
    done_at: Mapped[datetime | None]
    hindered_by: Mapped[HindranceKind | None]

    plan: Mapped["Plan"] = relationship()
    school: Mapped["School"] = relationship()
    zone: Mapped["Zone"] = relationship()
    assignee: Mapped["Person | None"] = relationship()
    checks: Mapped[list["TaskCheck"]] = relationship(back_populates="task", order_by="TaskCheck.inspection_id")

    @property
    def occurrence(self) -> Occurrence:
        return Occurrence(self.due_on, self.sequence, self.opens_at, self.due_at, self.missed_at)

    def state(self, now: datetime) -> TaskState:
        return task_state(self.occurrence, self.done_at, self.hindered_by is not None, now)

    @classmethod
    def stands(cls, now: datetime) -> ColumnElement[str]:
        """The word of its state: `rules.task_states` as SQL says it, for counting."""
        return case(
            (cls.done_at <= cls.due_at, TaskState.DONE.value),
            (cls.done_at.is_not(None), TaskState.DONE_LATE.value),
            (cls.hindered_by.is_not(None), TaskState.COULD_NOT.value),
            (cls.opens_at > now, TaskState.COMING.value),
            (cls.due_at >= now, TaskState.DUE.value),
            (cls.missed_at >= now, TaskState.OVERDUE.value),
            else_=TaskState.MISSED.value,
        )

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["Task"]:
        inside = cls.zone_id.in_(Zone.ids_inside(reach.reading_paths))
        return select(cls).where(or_(inside, cls.school_id.in_(reach.school_ids)))


class TaskCheck(Base):
    """A check that was made for a task. The first complete one that comes in does it; others are kept and marked."""

    __tablename__ = "task_checks"
    __table_args__ = (
        Index(
            "uq_task_checks_does",
            "task_id",
            unique=True,
            sqlite_where=text("does = 1"),
            postgresql_where=text("does"),
        ),
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    does: Mapped[bool] = mapped_column(Boolean)

    task: Mapped["Task"] = relationship(back_populates="checks")
    inspection: Mapped["Inspection"] = relationship()


class TaskStart(Base):
    """Somebody has begun: whoever else opens the same task sees their name."""

    __tablename__ = "task_starts"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[datetime]

    person: Mapped["Person"] = relationship()
