"""Who does whose rounds, and on which days."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectChoice, SelectField
from wtforms.widgets import DateInput

from hazard_app.acts.refusals import Refused
from hazard_app.acts.run_covers import WrongSpan
from hazard_app.forms.fields import UuidField
from hazard_app.forms.people import CellField, IsNeeded
from hazard_app.models.person import Person
from hazard_app.rules import cells
from hazard_app.rules.covers import SpanWrong

WHY = {
    SpanWrong.BACKWARDS: _l("The last day lies before the first."),
    SpanWrong.PAST: _l("These days are over. Choose today or a later day as the last one."),
    SpanWrong.LONG: _l("Three months at a time, 92 days, is the longest. Whoever is away longer has another posting."),
}


class CoverForm(Form):  # type: ignore[misc]
    id = UuidField()
    who = SelectField(_l("Who does the rounds"), validators=[IsNeeded()])
    starts_on = CellField(_l("First day"), read=cells.day, widget=DateInput(), validators=[IsNeeded()])
    ends_on = CellField(_l("Last day"), read=cells.day, widget=DateInput(), validators=[IsNeeded()])
    reason = CellField(_l("Reason"), read=cells.text(200), description=_l("Both of them read it. It need not be said."))

    def __init__(self, given: MultiDict[str, str] | None, people: Sequence[Person], **stands: Any) -> None:
        self.people = people
        super().__init__(given, data=stands)
        self.who.choices = [SelectChoice("", "–"), *(SelectChoice(str(each.uid), named(each)) for each in people)]

    @property
    def person(self) -> Person | None:
        return next((each for each in self.people if str(each.uid) == self.who.data), None)


def named(person: Person) -> str:
    return f"{person.name} · {person.unit}" if person.unit else person.name


def tell_cover(form: CoverForm, refused: Refused) -> None:
    if isinstance(refused, WrongSpan):
        form.ends_on.errors = [WHY[refused.why]]
    else:
        form.who.errors = [_l("On that day they serve at none of these schools. Choose somebody else.")]
