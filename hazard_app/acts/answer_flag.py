"""The maker of an inspection or a step answers, in a line, what is to look into."""

from datetime import datetime

from sqlalchemy.orm import Session

from hazard_app.models.flag import Flag


def answer_flag(session: Session, flag: Flag, answer: str, now: datetime) -> None:
    flag.answer, flag.answered_at = answer, now
    session.flush()
