"""The quick report: a photo, a school, a kind; everything else may be left as it is."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from hazard_app.acts.item_steps import NewHazard
from hazard_app.forms.fields import TextLine, UuidField, WordField
from hazard_app.forms.file_fields import MemosField, PhotosField
from hazard_app.forms.told import ToldForm
from hazard_app.forms.validators import PERSONAL, HoldsNoPersonalData, IsNotLongerThan
from hazard_app.forms.whereabouts import LONGEST_BUILDING, LONGEST_PLACE, LONGEST_ROOM
from hazard_app.models.category import Category
from hazard_app.rules.terms import Severity
from hazard_app.rules.whereabouts import Whereabouts


class IsOnOffer:
    def __call__(self, form: "QuickReportForm", field: Any) -> None:
        if field.data not in form.categories:
            raise ValidationError(_l("This choice is not on offer."))


class SaysOrShowsWhatIsWrong:
    def __call__(self, form: "QuickReportForm", field: Any) -> None:
        if not (field.data or form.photos.data or form.memos.data):
            raise ValidationError(_l("Take a photo, or say in a few words what is wrong."))


class ShowsTheFix:
    def __call__(self, form: "QuickReportForm", field: Any) -> None:
        if form.spot.data and not field.data:
            raise ValidationError(_l("It was fixed on the spot: add a photo after the fix."))


class QuickReportForm(ToldForm):
    """`categories` by code are those that this person is offered."""

    photos = PhotosField(_l("Photos"))
    school = UuidField(_l("School"), validators=[InputRequired(_l("Choose the school."))])
    category = TextLine(
        _l("What kind of hazard"), validators=[InputRequired(_l("Choose what kind of hazard it is.")), IsOnOffer()]
    )
    severity = WordField(_l("Severity"), words=Severity)
    note = TextLine(
        _l("In a few words"), validators=[SaysOrShowsWhatIsWrong(), IsNotLongerThan(), HoldsNoPersonalData()]
    )
    memos = MemosField(_l("Voice memo"))
    building = TextLine(_l("Building"), validators=[IsNotLongerThan(LONGEST_BUILDING), HoldsNoPersonalData()])
    room = TextLine(_l("Room"), validators=[IsNotLongerThan(LONGEST_ROOM), HoldsNoPersonalData()])
    place_words = TextLine(_l("Where exactly"), validators=[IsNotLongerThan(LONGEST_PLACE), HoldsNoPersonalData()])
    spot = BooleanField(_l("Fixed on the spot"))
    after_photos = PhotosField(_l("Photo after the fix"), validators=[ShowsTheFix()])

    def __init__(self, categories: Mapping[str, Category], given: MultiDict[str, str] | None = None) -> None:
        self.categories = categories
        super().__init__(given)

    @property
    def found(self) -> NewHazard:
        """Of a valid form."""
        category = self.categories[self.category.data]
        return NewHazard(
            category=category,
            severity=self.severity.data or category.default_severity,
            note=self.note.data,
            whereabouts=self.whereabouts,
            photos=self.photos.data,
            after_photos=self.after_photos.data if self.spot.data else (),
            fixed_on_spot=self.spot.data,
            memos=self.memos.data,
        )

    @property
    def whereabouts(self) -> Whereabouts:
        return Whereabouts(self.building.data, self.room.data, self.place_words.data)

    @property
    def asks_about_personal_data(self) -> bool:
        asked = set(PERSONAL.values())
        texts = (self.note, self.building, self.room, self.place_words)
        return any(error in asked for field in texts for error in field.errors)
