"""Where a plan stands still, each time with a reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput

from hazard_app.forms.people import CellField, IsNeeded
from hazard_app.rules import cells


class IsNotPast:
    def __call__(self, form: Any, field: Field) -> None:
        if field.data and field.data < form.today:
            raise ValidationError(_l("Choose today or a later day: what was due stays as it was."))


class BreakForm(Form):  # type: ignore[misc]
    reason = CellField(_l("Reason"), read=cells.text(200), validators=[IsNeeded()])

    def __init__(self, given: MultiDict[str, str] | None, today: date, **stands: Any) -> None:
        self.today = today
        super().__init__(given, data=stands)
        # Two of these stand on one page.
        self.reason.id = f"{type(self).__name__.removesuffix('Form').lower()}-reason"


class PauseForm(BreakForm):
    starts_on = CellField(_l("Paused from"), read=cells.day, widget=DateInput(), validators=[IsNeeded(), IsNotPast()])


class SkipForm(BreakForm):
    due_on = CellField(
        _l("The day it is due"), read=cells.day, widget=DateInput(), validators=[IsNeeded(), IsNotPast()]
    )


@dataclass(frozen=True)
class Breaks:
    """Both forms of a plan's page; one of them may come back with its errors."""

    pause: PauseForm
    skip: SkipForm

    @classmethod
    def blank(cls, today: date) -> "Breaks":
        return cls(PauseForm(None, today, starts_on=today), SkipForm(None, today))
