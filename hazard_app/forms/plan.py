"""A plan as a supervisor says it. The words of RFC 5545 are only there for a rhythm of one's own."""

import re
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError
from wtforms.widgets import DateInput, TextInput

from hazard_app.acts.run_plans import Saying
from hazard_app.forms.fields import ParsedField, TextLine
from hazard_app.forms.people import CellField, IsNeeded
from hazard_app.forms.places_asked import PlacesForm, words
from hazard_app.models.person import Person
from hazard_app.reports.plan_choices import PlanChoices
from hazard_app.rules import cells
from hazard_app.rules.checks import WHO_FILLS
from hazard_app.rules.recurrence import Recurrence
from hazard_app.rules.recurrence_rule import RuleError, RuleWrong, read_rule
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.rules.terms import DoneBy, Role
from hazard_app.rules.windows import MOST_AFTER, MOST_BEFORE, MOST_TIMES, Window

FARTHEST = 10  # years
WHY = {
    RuleWrong.UNREADABLE: _l("This is no rule of RFC 5545 that means days. One that does: FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    RuleWrong.TOO_OFTEN: _l("A round comes once a day at most: choose days, and write its times below."),
    RuleWrong.NEVER: _l("This rule falls on no day within two years."),
    RuleWrong.ENDS: _l("Leave COUNT and UNTIL out: the last day stands below."),
}


# Whatever people put between two times.
BETWEEN = re.compile(r"[^0-9:]+")


class TimesField(ParsedField):
    """Times of a day: 8:00, 16:30."""

    message = _l("Write times as 8:00, 16:30: one after the other, six at most.")

    def parse(self, text: str) -> tuple[time, ...]:
        said = BETWEEN.split(cells.tidy(text).strip())
        times = tuple(time.fromisoformat(each.zfill(5)) for each in said if each)
        if len(times) > MOST_TIMES or list(times) != sorted(set(times)):
            raise ValueError(text)
        return times

    def _value(self) -> str:
        return self.raw_text if self.errors else ", ".join(each.isoformat("minutes") for each in self.data or ())


class DoesSuch:
    """Whoever fills this checklist; nobody else could do the task."""

    def __call__(self, form: Any, field: Field) -> None:
        if form.done_by and field.data and Role(field.data) not in WHO_FILLS[form.done_by]:
            raise ValidationError(_l("This checklist is not filled in by them."))


class PlanForm(PlacesForm):
    all: PlanChoices

    rhythm = RadioField(_l("How often"), choices=words(Rhythm), default=Rhythm.WEEKLY.value)
    rule = TextLine(_l("Rule, as in RFC 5545"), description=_l("Only for days of its own"))
    opens_before = IntegerField(
        _l("Opens so many days before"),
        validators=[Optional(), NumberRange(0, MOST_BEFORE)],
        description=_l("Left empty: with its week, month or term"),
    )
    times = TimesField(
        _l("Due at"),
        widget=TextInput(),
        description=_l("Times of the day, such as 8:00, 16:30. Left empty: by its end"),
    )
    open_after = IntegerField(
        _l("Can still be checked so many days later"), default=0, validators=[Optional(), NumberRange(0, MOST_AFTER)]
    )
    role = SelectField(
        _l("Whose work"),
        choices=words(Role, Role.OFFICER, Role.LIAISON, Role.SUPERVISOR),
        validators=[IsNeeded(), DoesSuch()],
    )
    who = RadioField(_l("Done by"), choices=words(Who), default=Who.ONE_OF.value)
    assignee = SelectField(_l("Who"), validate_choice=False)
    applies_from = CellField(_l("Applies from"), read=cells.day, widget=DateInput(), validators=[IsNeeded()])
    ends_on = CellField(
        _l("Last day it is due"), read=cells.day, widget=DateInput(), description=_l("The last day; empty for good")
    )

    def __init__(self, given: MultiDict[str, str] | None, choices: PlanChoices, today: date, **stands: Any) -> None:
        self.today = today
        super().__init__(given, choices, **stands)
        nobody = SelectChoice("", "–")
        self.assignee.choices = [nobody, *(SelectChoice(str(person.uid), person.name) for person in choices.people)]

    @property
    def done_by(self) -> DoneBy | None:
        return self.version.done_by if self.version else None

    @property
    def person(self) -> Person | None:
        return next((one for one in self.all.people if str(one.uid) == self.assignee.data), None)

    def validate_rule(self, field: TextLine) -> None:
        if self.rhythm.data != Rhythm.OWN:
            return
        try:
            field.data = read_rule(field.data or "", self.applies_from.data or self.today)
        except RuleError as refused:
            raise ValidationError(WHY[refused.why]) from refused

    def validate_assignee(self, _field: SelectField) -> None:
        if self.who.data == Who.PERSON and self.person is None:
            raise ValidationError(_l("Choose who does it."))

    def validate_applies_from(self, field: CellField) -> None:
        if field.data and field.data < self.today:
            raise ValidationError(_l("A plan applies from today on, or later: what is past stays as it was."))
        if field.data and field.data.year > self.today.year + FARTHEST:
            raise ValidationError(_l("A plan begins within ten years."))

    def validate_ends_on(self, field: CellField) -> None:
        if field.data and self.applies_from.data and field.data < self.applies_from.data:
            raise ValidationError(_l("It would end before it begins."))

    @property
    def saying(self) -> Saying:
        """Of a form that is valid."""
        rhythm, who = Rhythm(self.rhythm.data), Who(self.who.data)
        return Saying(
            recurrence=Recurrence(rhythm, self.rule.data if rhythm is Rhythm.OWN else "", self.applies_from.data),
            window=Window(self.opens_before.data, self.times.data or (), self.open_after.data or 0),
            who=who,
            role=Role(self.role.data),
            assignee_id=self.person.id if who is Who.PERSON and self.person else None,
            kinds=self.picked_kinds,
            schools=self.picked_schools,
            applies_from=self.applies_from.data,
            ends_on=self.ends_on.data,
        )
