"""What stands on a school's items: the open hazard of each, else the one that was closed last."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.school import School
from hazard_app.rules.terms import State


class Standing(NamedTuple):
    """As much of it as decides what an answer does; the hazard itself is read when a step is taken."""

    item_code: str
    id: int
    state: State
    police_only: bool
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


COLUMNS = Hazard.__table__.c
# The open ones come last and win over those closed before.
HERE = (
    select(COLUMNS.item_code, COLUMNS.id, COLUMNS.state, COLUMNS.police_only, COLUMNS.closed_at)
    .where(
        COLUMNS.school_id == bindparam("school_id"),
        or_(
            and_(Hazard.open_only(), COLUMNS.item_code.is_not(None)),
            and_(COLUMNS.state == State.CLOSED, COLUMNS.item_code.in_(bindparam("closed", expanding=True))),
        ),
    )
    .order_by(COLUMNS.closed_at.is_(None), COLUMNS.closed_at, COLUMNS.id)
    .with_for_update()
)


def standing_hazards(session: Session, school: School, closed: Iterable[str]) -> dict[str, Standing]:
    """By item code: all that are open, and of the items in `closed` the newest closed one where none is open.

    Locked where the database locks rows, so that none is closed or reopened meanwhile.
    """
    rows = session.execute(HERE, {"school_id": school.id, "closed": list(closed)})
    return {row.item_code: Standing._make(row) for row in rows}
