"""How a person wants their pages: language, light or dark, large type."""

from sqlalchemy.orm import Session

from hazard_app.models.person import Person


def keep_preferences(session: Session, person_id: int, locale: str, theme: str, large_type: bool) -> None:
    person = session.get_one(Person, person_id)
    person.locale, person.theme, person.large_type = locale, theme, large_type
    session.flush()


def keep_language(session: Session, person_id: int, locale: str) -> None:
    session.get_one(Person, person_id).locale = locale
    session.flush()
