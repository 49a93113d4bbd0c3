"""What is known of working days, terms and school days."""

from sqlalchemy.orm import Session

from hazard_app.library.working_days import known_years
from hazard_app.models.calendar_day import working_days


def years_to_bring(session: Session) -> list[int]:
    """Those that the app brings along and that are not here yet, newest first."""
    here = working_days(session).years
    return [year for year in reversed(known_years()) if year not in here]
