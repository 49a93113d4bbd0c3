"""Why a check could not be made: one touch, or in words and with a new day."""

from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput

from hazard_app.acts.note_hindrance import Hindered
from hazard_app.forms.fields import TextLine, UuidField, WordField
from hazard_app.forms.people import CellField
from hazard_app.forms.told import ToldForm
from hazard_app.forms.validators import HoldsNoPersonalData, IsNotLongerThan
from hazard_app.rules import cells
from hazard_app.rules.rounds import HindranceKind
from hazard_app.rules.told import Told

LONGEST = 200  # characters
FARTHEST = timedelta(days=31)


class IsChosen:
    def __call__(self, _form: object, field: Field) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(_l("Choose a reason."))


class IsWithinAMonth:
    """From today on."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and not form.today <= field.data <= form.today + FARTHEST:
            raise ValidationError(_l("Choose a day from today on, at most a month ahead."))


class HindranceForm(ToldForm):
    """`today`: the school's local day."""

    school = UuidField()
    kind = WordField(_l("Why it could not be checked"), words=HindranceKind, validators=[IsChosen()])
    note = TextLine(_l("In words"), validators=[IsNotLongerThan(LONGEST), HoldsNoPersonalData()])
    new_day = CellField(_l("Tried again on"), read=cells.day, widget=DateInput(), validators=[IsWithinAMonth()])

    def __init__(self, given: MultiDict[str, str] | None = None, *, today: date) -> None:
        super().__init__(given)
        self.today = today

    def hindered(self, told: Told) -> Hindered:
        return Hindered(told, self.kind.data, self.note.data, self.new_day.data)
