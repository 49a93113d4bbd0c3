"""Pages before they know what they are about: kept on a phone, which fills them in from its pack."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.reach import INSPECTORS, Reach
from hazard_app.models.time_limit import TimeLimit
from hazard_app.models.zone import Zone
from hazard_app.reports.form_page import OpenHazard, ShownItems, TimeToMend, companions, stands_above
from hazard_app.reports.published import Published
from hazard_app.rules.answers import UNANSWERED, Answer
from hazard_app.rules.checks import may_fill
from hazard_app.rules.terms import Role, Severity, State
from hazard_app.rules.whereabouts import Whereabouts

# What components replace by the real one.
NO_UID = UUID(int=0)
SOMEWHERE = Whereabouts(words="…")


@dataclass(frozen=True)
class BlankSchool:
    uid: UUID = NO_UID
    name: str = ""


NO_SCHOOL = BlankSchool()


@dataclass(frozen=True)
class BlankHazard:
    """With it the macros make the markup that they make of any hazard; the phone puts the words in."""

    uid: UUID = NO_UID
    title: str = ""
    severity: Severity = Severity.MINOR
    state: State = State.OPEN
    states: tuple[State, ...] = (State.OPEN, State.AWAITING_RECHECK)
    is_open: bool = True
    school: BlankSchool = NO_SCHOOL
    whereabouts: Whereabouts = SOMEWHERE
    happened_at: datetime | None = None
    deadline: datetime | None = None
    days_open: int = 0
    days_left: int = 0
    pictures: tuple[()] = ()
    cover: None = None
    cover_uid: None = None


@dataclass(frozen=True)
class BlankItem:
    """Its code is replaced by that of the item that it is used for."""

    severity: Severity = Severity.MINOR
    code: str = "ITEM"


NO_HAZARD = BlankHazard()
NO_ITEM = BlankItem()
ONE_OF_EACH = tuple(BlankItem(severity) for severity in Severity)


@dataclass(frozen=True, kw_only=True)
class BlankPage(ShownItems):
    """A `FormPage` without its school: one for each checklist version."""

    companions: list[Person]
    times: dict[Severity, TimeToMend]
    school: None = None
    open_hazards: dict[str, OpenHazard] = field(default_factory=dict)
    buildings: list[str] = field(default_factory=list)
    next: None = None
    blank_hazard: BlankHazard = NO_HAZARD
    blank_item: BlankItem = NO_ITEM
    blank_items: tuple[BlankItem, ...] = ONE_OF_EACH
    blank_answer: Answer = UNANSWERED


def blank_page(session: Session, person: Person, reach: Reach, text: Published) -> BlankPage:
    police, as_school = reach.roles & INSPECTORS, reach.roles & {Role.LIAISON}
    # For who is both, nothing stands on a list that they also fill as their school and the school may not read.
    for_schools = not police or may_fill(text.version.done_by, as_school)
    return BlankPage(
        version=text.version,
        shown=text.for_schools if for_schools else text.for_police,
        companions=companions(session, person, or_(*map(of_round, reach.paths_as(INSPECTORS)))) if police else [],
        times=times_without_a_day(session),
    )


def of_round(path: str) -> ColumnElement[bool]:
    """Zones of any school inside the path, and those above."""
    return stands_above(path) | Zone.path.startswith(path)


def times_without_a_day(session: Session) -> dict[Severity, TimeToMend]:
    limits = session.scalars(select(TimeLimit)).all()
    return {limit.severity: TimeToMend(limit.days, None, limit.control, by_calendar=True) for limit in limits}
