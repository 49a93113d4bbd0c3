"""A hazard (隐患): something wrong that stays open until somebody has seen that it is gone.

Its columns are a projection of its steps, set in one place (`acts.take_step`), so that lists are fast.
"""

import uuid
from datetime import datetime, tzinfo

from sqlalchemy import (
    Boolean,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.assignment import Assignment
from hazard_app.models.attachment import Attachment
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.flag import Flag
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo, SpokenWord
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.models.zone import Zone
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.terms import OPEN_STATES, Attention, Severity, State
from hazard_app.rules.whereabouts import Whereabouts

IS_OPEN = text("state IN ('open', 'awaiting_recheck')")


class Hazard(Base):
    __tablename__ = "hazards"
    __table_args__ = (
        # One open hazard per school and item; who loses the race sees it again (DESIGN §4).
        Index(
            "uq_hazards_open_item", "school_id", "item_code", unique=True,
            sqlite_where=IS_OPEN, postgresql_where=IS_OPEN,
        ),
        # Lists walk these in their order and count on the next, so that no list sorts or counts what it does not show.
        Index(
            "ix_hazards_open", "attention", "deadline", "happened_at", "id", "zone_id", "self_found",
            sqlite_where=IS_OPEN, postgresql_where=IS_OPEN,
        ),
        Index("ix_hazards_recent", "state", "happened_at", "id", "zone_id", "self_found"),
        # All that counts, sums and short lists ask of a zone: they read no rows.
        Index(
            "ix_hazards_zone", "zone_id", "state", "severity", "category_code",
            "deadline", "happened_at", "attention", "id", "self_found",
        ),
        # And of a whole bureau, where the sums of all zones would have to be added up.
        Index("ix_hazards_kind", "state", "severity", "category_code", "zone_id", "deadline", "self_found"),
        Index("ix_hazards_school", "school_id", "state", "item_code"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"))
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspections.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("checklist_items.id"))
    item_code: Mapped[str | None] = mapped_column(String(32))
    category_code: Mapped[str] = mapped_column(ForeignKey("categories.code"))
    hazard_class: Mapped[str] = mapped_column(String(32))
    severity: Mapped[Severity]
    police_only: Mapped[bool] = mapped_column(Boolean, default=False)
    self_found: Mapped[bool] = mapped_column(Boolean, default=False)
    # 构成重大(事故)隐患: only a person says so, with its basis (RULES §1.9).
    is_major: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    responsible_code: Mapped[str] = mapped_column(ForeignKey("departments.code"))
    state: Mapped[State]
    attention: Mapped[Attention] = mapped_column(default=Attention.OFFICER)
    deadline: Mapped[datetime]
    first_deadline: Mapped[datetime]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    found_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    building: Mapped[str | None] = mapped_column(String(60))
    room: Mapped[str | None] = mapped_column(String(40))
    place_words: Mapped[str] = mapped_column(String(120), default="")
    words: Mapped[str] = mapped_column(Text, default="")  # what the search index reads
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id"))
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("hazards.id"))
    length: Mapped[int] = mapped_column(default=0)  # steps so far
    tip: Mapped[str] = mapped_column(String(64))  # the last step's hash

    school: Mapped["School"] = relationship()
    zone: Mapped["Zone"] = relationship()
    inspection: Mapped["Inspection | None"] = relationship()
    item: Mapped["ChecklistItem | None"] = relationship()
    category: Mapped["Category"] = relationship()
    found_by: Mapped["Person | None"] = relationship()
    cover: Mapped["Photo | None"] = relationship()
    assignment: Mapped["Assignment | None"] = relationship(back_populates="hazard")
    # To be read: a table that refers to itself would be written row by row.
    repeat_of: Mapped["Hazard | None"] = relationship(remote_side=id, viewonly=True)
    # To be read: steps are rows before the session knows of them (`inserts`).
    steps: Mapped[list["Step"]] = relationship(order_by="Step.number", viewonly=True)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def title(self) -> Bilingual:
        item = self.item.text if self.item else None
        return title_of(self.note, item, self.category.name, is_shown=self.cover_id is not None)

    @property
    def whereabouts(self) -> Whereabouts:
        return Whereabouts(self.building or "", self.room or "", self.place_words)

    def number(self, clock: tzinfo) -> str:
        return number_of(self.id, self.happened_at, clock)

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["Hazard"]:
        """By zone for its readers; a school sees its own, never what is police-only or unconfirmed."""
        parts: list[ColumnElement[bool]] = []
        if reach.reading_paths:
            parts.append(cls.zone_id.in_(Zone.ids_inside(reach.reading_paths)))
        if reach.school_ids:
            ours = cls.school_id.in_(reach.school_ids)
            parts.append(and_(ours, cls.police_only.is_(False), cls.state != State.UNCONFIRMED))
        # One part alone is no OR: the planner can then use its index.
        return select(cls).where(or_(false(), *parts))

    @classmethod
    def listed_for(cls, reach: Reach, now: datetime) -> Select["Hazard"]:
        """Of what is visible, what lists and sums hold: of schools' own findings those that have joined the others.

        A school itself has all of its own.
        """
        visible = cls.visible_to(reach)
        if not reach.reading_paths:
            return visible
        joined = or_(cls.self_found.is_(False), cls.joined(now))
        return visible.where(or_(joined, cls.school_id.in_(reach.school_ids)) if reach.school_ids else joined)

    @classmethod
    def joined(cls, now: datetime) -> ColumnElement[bool]:
        """`rules.why_joined`, asked of the database: now, or until it was closed."""
        asked = select(Step.id).where(Step.hazard_id == cls.id, Step.is_asking(Step))
        late = cls.deadline < func.coalesce(cls.closed_at, now)
        return or_(cls.severity == Severity.CRITICAL, late, asked.exists())

    @classmethod
    def open_only(cls) -> ColumnElement[bool]:
        # Literals, not parameters: the planner must see that the partial indexes apply.
        return cls.state.in_([literal_column("'open'"), literal_column("'awaiting_recheck'")])

    @classmethod
    def open_at(cls, school: School) -> Select["Hazard"]:
        return select(cls).where(cls.school_id == school.id, cls.open_only()).order_by(cls.deadline, cls.id)


def title_of(note: str, item: Bilingual | None, category: Bilingual, *, is_shown: bool) -> Bilingual:
    """What is wrong, in the finder's words; else the good state that was not met, or the kind of it.

    That a photo then shows, or else a memo tells.
    """
    if note:
        return Bilingual(note, note)
    if item is None and is_shown:
        return Bilingual(f"{category.zh}（见照片）", f"{category.en} (see the photo)")
    if item is None:
        return Bilingual(f"{category.zh}（听录音）", f"{category.en} (listen to the memo)")
    return Bilingual(f"不符合：{item.zh}", f"Not met: {item.en}")


def number_of(serial: int, happened_at: datetime, clock: tzinfo) -> str:
    """What people call it: the local year it was found in, and its serial number."""
    return f"{happened_at.astimezone(clock).year}-{serial:04d}"


def photos_visible_to(reach: Reach) -> Select[Photo]:
    """One's own uploads until they are attached; then whoever sees the hazard sees the photo."""
    used = steps_in_sight(reach).join(Attachment, Attachment.step_id == Step.id)
    attached = used.where(Attachment.photo_id == Photo.id).correlate(Photo).exists()
    free = and_(Photo.uploader_id == reach.person_id, ~Photo.attachments.any())
    return select(Photo).where(or_(attached, free))


def memos_visible_to(reach: Reach) -> Select[Memo]:
    """As with photos: who sees the hazard hears what was said of it."""
    used = steps_in_sight(reach).join(SpokenWord, SpokenWord.step_id == Step.id)
    said = used.where(SpokenWord.memo_id == Memo.id).correlate(Memo).exists()
    free = and_(Memo.uploader_id == reach.person_id, ~Memo.uses.any())
    return select(Memo).where(or_(said, free))


def flags_visible_to(reach: Reach) -> Select[Flag]:
    """About inspections, and about steps of hazards."""
    inspection = Inspection.visible_to(reach).where(Inspection.id == Flag.inspection_id).correlate(Flag).exists()
    step = steps_in_sight(reach).where(Step.id == Flag.step_id).correlate(Flag).exists()
    return select(Flag).where(or_(inspection, step))


def steps_in_sight(reach: Reach) -> Select[int]:
    """To be asked about one row: inside an OR, a list of all that is in sight would be read whole for it."""
    return Hazard.visible_to(reach).join(Step, Step.hazard_id == Hazard.id).with_only_columns(Step.id)
