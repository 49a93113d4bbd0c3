"""What the buildings of a school are called, as people here named them last: offered, never demanded."""

from sqlalchemy import func
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.reports.hazard_strategy import BY_SCHOOL, hinted

MOST = 12


def buildings_at(session: Session, reach: Reach, school: School) -> list[str]:
    """The last named first, each once; of hazards in reach only."""
    named = Hazard.visible_to(reach).where(Hazard.school_id == school.id, Hazard.building.is_not(None))
    names = hinted(named.with_only_columns(Hazard.building), BY_SCHOOL).group_by(Hazard.building)
    return [str(name) for name in session.scalars(names.order_by(func.max(Hazard.id).desc()).limit(MOST))]
