"""Who asks the routes of the access table, and what they send along."""

import io
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.flag import Flag
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.school_calendar import SchoolDay, Term
from hazard_app.models.sign_in import SignIn
from hazard_app.models.zone import Zone
from tests.access_places import There
from tests.filling import filled, newest
from tests.pictures import jpeg


class Visitor(NamedTuple):
    """Who asks; `there` is the school that the question is about."""

    session: Session
    person: Person | None
    there: There

    @property
    def zone(self) -> Zone:
        return self.there.school.zone

    @property
    def above(self) -> Zone:
        assert self.zone.parent
        return self.zone.parent

    @property
    def maker(self) -> Person:
        return self.there.inspection.person

    @property
    def flag(self) -> Flag:
        return self.there.inspection.flags[0]

    @property
    def companion(self) -> Participant:
        return self.there.inspection.participants[1]

    def a_sign_in_of(self, *, mine: bool) -> uuid.UUID:
        own = SignIn.person == self.person
        uid = self.session.scalar(select(SignIn.uid).where(own if mine else ~own).order_by(SignIn.id).limit(1))
        return uid or uuid.uuid4()

    @property
    def another_school(self) -> uuid.UUID:
        return self.session.scalars(select(School.uid).where(School.id != self.there.school.id).limit(1)).one()

    @property
    def term(self) -> Term:
        """Of the whole bureau, with one single school day: still here, or made now."""
        found = self.session.scalar(select(Term))
        if found is None:
            autumn = {"name": "第一学期", "starts_on": date(2026, 9, 1), "ends_on": date(2027, 1, 29)}
            found = Term(zone_id=self.bureau.id, **autumn)
            self.session.add(found)
            self.session.merge(SchoolDay(zone_id=self.bureau.id, day=date(2026, 10, 30), taught=False))
            self.session.commit()
        return found

    @property
    def bureau(self) -> Zone:
        return self.session.scalars(select(Zone).where(Zone.parent_id.is_(None))).one()

    @property
    def of_the_draw(self) -> dict[str, Any]:
        return {"campaign": self.there.station_campaign.uid, "draw": self.there.draw.uid}

    def a_form(self, checklist: str, **answers: str) -> dict[str, Any]:
        return filled(newest(self.session, checklist), self.there.school, **answers)

    def names(self, checklist: str) -> dict[str, Any]:
        return {"school": self.there.school.uid, "version": newest(self.session, checklist).uid}


class Ask(NamedTuple):
    """`parts` are those of the URL; the rest is what Werkzeug's client takes."""

    parts: dict[str, Any]
    sends: dict[str, Any]


def ask(parts: dict[str, Any] | None = None, **sends: Any) -> Ask:
    return Ask(parts or {}, sends)


def told() -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T06:02:00Z"}


def a_comment(note: str = "已请学校先拦起来", kind: str = "comment") -> dict[str, str]:
    return told() | {"kind": kind, "note": note}


def a_look(hazard: uuid.UUID) -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "hazard": str(hazard), "seen": "gone"}


def seen_again() -> dict[str, Any]:
    """With a photo of its own: the very same one would prove nothing."""
    given = told()
    photo = io.BytesIO(jpeg(seed=uuid.UUID(given["id"]).int % 100_000))
    return given | {"kind": "seen_again", "files": (photo, "today.jpg")}


Asking = Callable[[Visitor], Ask]
