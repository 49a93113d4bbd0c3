"""What every form of a phone carries besides its words: its name, its times and its place."""

from datetime import datetime
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField

from hazard_app.forms.fields import MomentField, NumberField, UuidField, WordField, uid_or_none
from hazard_app.rules.content import content_hash
from hazard_app.rules.places import Place
from hazard_app.rules.terms import PlaceSource
from hazard_app.rules.told import Told


class PlaceForm(Form):  # type: ignore[misc]
    """Where the phone was; every part may be missing."""

    latitude = NumberField(least=-90, most=90, message=_l("A latitude lies between -90 and 90 degrees."))
    longitude = NumberField(least=-180, most=180, message=_l("A longitude lies between -180 and 180 degrees."))
    accuracy = NumberField(
        least=0, most=10_000_000, message=_l("The accuracy of a place is a number of metres, 0 or more.")
    )
    position_at = MomentField()
    position_source = WordField(words=PlaceSource)

    @property
    def place(self) -> Place | None:
        if self.latitude.data is None or self.longitude.data is None:
            return None
        return Place(
            self.latitude.data,
            self.longitude.data,
            self.accuracy.data,
            self.position_at.data,
            self.position_source.data or PlaceSource.DEVICE,
        )


class TimesForm(Form):  # type: ignore[misc]
    """When, and by whose clock: enough to judge a submission by, before all of it is read."""

    id = UuidField()
    made_at = MomentField()
    sent_at = MomentField()

    @property
    def place(self) -> Place | None:
        return None

    def told(self, now: datetime, content_hash: str = "") -> Told:
        """Where no script ran, our own time stands for the phone's.

        `content_hash` is that of the submission, with files in it as their SHA-256.
        """
        sent_at = self.sent_at.data or now
        return Told(
            uid=self.id.data or uuid4(),
            content_hash=content_hash,
            made_at=self.made_at.data or sent_at,
            sent_at=sent_at,
            received_at=now,
            place=self.place,
        )


class ToldForm(PlaceForm, TimesForm):
    """`missing` are photos that the form names and that have not arrived here: the phone sends them once more."""

    personal = HiddenField()
    missing: tuple[str, ...] = ()


def fingerprint(given: MultiDict[str, str]) -> tuple[UUID | None, str]:
    """The name and the content hash of a submission, before anything else of it is looked at."""
    return uid_or_none(given.get("id", "")), content_hash(given.items(multi=True))
