"""A campaign as a supervisor says it, a look back with its share, and what was seen there."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectChoice, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput, TextInput

from hazard_app.acts.refusals import Refused
from hazard_app.acts.run_campaigns import CampaignSaying, WrongDays
from hazard_app.forms.fields import ParsedField, TextLine, UuidField
from hazard_app.forms.people import CellField, IsNeeded
from hazard_app.forms.places_asked import PlacesForm, words
from hazard_app.forms.validators import PERSONAL, HoldsNoPersonalData, IsNotLongerThan
from hazard_app.models.person import Person
from hazard_app.reports.campaign_choices import CampaignChoices
from hazard_app.rules import cells
from hazard_app.rules.campaigns import CampaignKind, DaysWrong, days_wrong
from hazard_app.rules.draw import SHARES
from hazard_app.words import WORDS

LONGEST_LOOK = 200  # characters


class CampaignForm(PlacesForm):
    all: CampaignChoices

    id = UuidField()
    kind = SelectField(_l("Kind of campaign"), choices=words(CampaignKind), validators=[IsNeeded()])
    name = CellField(_l("What it is called"), read=cells.text(80), validators=[IsNeeded()])
    document_number = CellField(
        _l("Document number"), read=cells.text(60), description=_l("As it stands on the document")
    )
    starts_on = CellField(_l("First day"), read=cells.day, widget=DateInput(), validators=[IsNeeded()])
    ends_on = CellField(_l("Last day"), read=cells.day, widget=DateInput(), validators=[IsNeeded()])
    checklist = SelectField(
        _l("Checklist"), validate_choice=False, description=_l("Only checks by this one are counted")
    )
    leader = SelectField(_l("Led by"), validate_choice=False)

    def __init__(self, given: MultiDict[str, str] | None, choices: CampaignChoices, today: date, **stands: Any) -> None:
        self.today = today
        super().__init__(given, choices, **stands)
        self.checklist.choices = [SelectChoice("", _l("Any checklist")), *self.checklist.choices]
        people = (SelectChoice(str(person.uid), person.name) for person in choices.leaders)
        self.leader.choices = [SelectChoice("", "–"), *people]

    @property
    def led_by(self) -> Person | None:
        return next((one for one in self.all.leaders if str(one.uid) == self.leader.data), None)

    def validate_checklist(self, field: SelectField) -> None:
        if field.data and self.version is None:
            raise ValidationError(_l("This choice is not on offer."))

    def validate_leader(self, field: SelectField) -> None:
        if field.data and self.led_by is None:
            raise ValidationError(_l("They serve neither in this zone nor above it. Choose somebody else."))

    def validate_ends_on(self, field: CellField) -> None:
        if field.data and self.starts_on.data:
            wrong = days_wrong(self.starts_on.data, field.data, self.today)
            if wrong:
                raise ValidationError(WORDS[DaysWrong][wrong])

    @property
    def saying(self) -> CampaignSaying:
        """Of a form that is valid."""
        return CampaignSaying(
            kind=CampaignKind(self.kind.data),
            name=self.name.data,
            document_number=self.document_number.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            zone_id=next(zone.id for zone in self.all.zones if str(zone.uid) == self.zone.data),
            checklist_id=self.version.checklist_id if self.version else None,
            leader_id=self.led_by.id if self.led_by else None,
            kinds=self.picked_kinds,
            schools=self.picked_schools,
        )


def tell_refused(form: CampaignForm, refused: Refused) -> None:
    if isinstance(refused, WrongDays):
        form.ends_on.errors = [WORDS[DaysWrong][refused.why]]
    else:
        form.zone.errors = [_l("No school is bound by it: choose another zone, other kinds, or another checklist.")]


class ShareField(ParsedField):
    widget = TextInput()
    message = _l("A whole number from 1 to 100.")

    def parse(self, text: str) -> int:
        share = int(cells.tidy(text).strip().removesuffix("%"))
        if share not in SHARES:
            raise ValueError(text)
        return share

    def _value(self) -> str:
        return self.raw_text if self.errors else str(self.data or "")


class DrawForm(Form):  # type: ignore[misc]
    id = UuidField()
    share = ShareField(
        _l("Share in percent"),
        default=20,
        validators=[IsNeeded()],
        description=_l("Rounded up, so at least one. 20 of 100 draws every fifth."),
    )


class LookForm(Form):  # type: ignore[misc]
    """`seen`: which of the two buttons was touched."""

    id = UuidField()
    hazard = UuidField()
    seen = RadioField(choices=[SelectChoice("gone", ""), SelectChoice("back", "")], validators=[IsNeeded()])
    note = TextLine(_l("In words"), validators=[IsNotLongerThan(LONGEST_LOOK), HoldsNoPersonalData()])
    personal = TextLine()

    @property
    def asks_about_personal_data(self) -> bool:
        return bool(set(self.note.errors) & set(PERSONAL.values()))

    @property
    def gone(self) -> bool:
        return bool(self.seen.data == "gone")
