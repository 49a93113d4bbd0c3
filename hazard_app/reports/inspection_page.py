"""One inspection as its record shows it: every item with its answer, and the hazards it touched."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from hazard_app.models.attachment import Attachment
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo, SpokenWord
from hazard_app.models.participant import Participant
from hazard_app.models.photo import Photo
from hazard_app.models.reach import Reach
from hazard_app.models.step import Step
from hazard_app.reports.checked_task import CheckedTask, checked_task
from hazard_app.reports.published import shown_sections
from hazard_app.rules.answers import Answer, Tally, tally
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.terms import FlagKind


@dataclass(frozen=True)
class AnsweredItem:
    item: ChecklistItem
    answer: Answer
    steps: list[Step]

    @property
    def photos(self) -> list[Photo]:
        return [attachment.photo for step in self.steps for attachment in step.attachments]

    @property
    def memos(self) -> list[Memo]:
        return memos_in(self.steps)


@dataclass(frozen=True)
class AnsweredPart:
    name: Bilingual
    items: list[AnsweredItem]

    @property
    def by_rest(self) -> list[AnsweredItem]:
        """Answered together by one touch, and shown as that."""
        return [answered for answered in self.items if answered.answer.by_rest]

    @property
    def singly(self) -> list[AnsweredItem]:
        return [answered for answered in self.items if not answered.answer.by_rest]


@dataclass(frozen=True)
class InspectionRecord:
    inspection: Inspection
    task: CheckedTask | None
    parts: list[AnsweredPart]
    tally: Tally
    others: dict[Hazard, list[Memo]]  # found, but on no list; with what was said of each
    flags: list[Flag]
    to_confirm: Participant | None  # the reader's own line, still unconfirmed
    is_mine: bool


def inspection_page(session: Session, reach: Reach, inspection: Inspection, now: datetime) -> InspectionRecord:
    """What is police-only is in it only for whoever reads the zone."""
    police = reach.reads_police_only_at(inspection.zone.path)
    is_mine = inspection.person_id == reach.person_id
    steps = steps_of(session, reach, inspection)
    withheld = set() if police or is_mine else withheld_items(session, inspection)
    parts = [
        AnsweredPart(part.name, [answered(inspection, item, steps) for item in part.items if item.code not in withheld])
        for part in shown_sections(inspection.version, police=police)
    ]
    each = [answered for part in parts for answered in part.items]
    sums = tally({one.item.code: one.answer for one in each}, [one.item.code for one in each])
    mine = [line for line in inspection.participants if line.person_id == reach.person_id]
    return InspectionRecord(
        inspection=inspection,
        task=checked_task(session, reach, inspection),
        parts=parts,
        tally=sums,
        others=free_hazards(steps),
        flags=standing_flags(inspection) if police or is_mine else [],
        to_confirm=next((line for line in mine if line.confirmed_at is None), None),
        is_mine=is_mine,
    )


def withheld_items(session: Session, inspection: Inspection) -> set[str | None]:
    """Codes of the items whose hazards were marked police-only, whatever the checklist says of them."""
    marked = select(Hazard.item_code).join(Hazard.steps)
    return set(session.scalars(marked.where(Step.inspection_id == inspection.id, Hazard.police_only)))


def steps_of(session: Session, reach: Reach, inspection: Inspection) -> list[Step]:
    visible = Hazard.visible_to(reach).with_only_columns(Hazard.id)
    taken = (
        select(Step)
        .where(Step.inspection_id == inspection.id, Step.hazard_id.in_(visible))
        .options(
            joinedload(Step.hazard),
            joinedload(Step.attachments).joinedload(Attachment.photo),
            selectinload(Step.spoken).joinedload(SpokenWord.memo),
        )
        .order_by(Step.id)
    )
    return list(session.scalars(taken).unique())


def answered(inspection: Inspection, item: ChecklistItem, steps: list[Step]) -> AnsweredItem:
    own = [step for step in steps if step.hazard.item_code == item.code]
    return AnsweredItem(item, inspection.answer(item.code), own)


def free_hazards(steps: list[Step]) -> dict[Hazard, list[Memo]]:
    free = dict.fromkeys(step.hazard for step in steps if step.hazard.item_code is None)
    return {hazard: memos_in([step for step in steps if step.hazard is hazard]) for hazard in free}


def memos_in(steps: list[Step]) -> list[Memo]:
    return [word.memo for step in steps for word in step.spoken]


def standing_flags(inspection: Inspection) -> list[Flag]:
    """Once the second officer confirmed, one officer alone is nothing to look into any more."""
    settled = {FlagKind.ONE_OFFICER} if inspection.formal_at else set()
    return [flag for flag in inspection.flags if flag.kind not in settled]
