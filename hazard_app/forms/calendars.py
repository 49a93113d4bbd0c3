"""A term and a single school day, as an administrator fills them in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, RadioField, SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput

from hazard_app.acts.find_place import NoSuchPlace
from hazard_app.acts.refusals import Refused
from hazard_app.acts.run_calendars import GivenTerm, Overlaps
from hazard_app.forms.fields import TextLine
from hazard_app.forms.import_words import WHY
from hazard_app.forms.people import CellField, IsNeeded
from hazard_app.rules import cells
from hazard_app.rules.imports import Wrong
from hazard_app.rules.school_terms import SchoolTerm


class ZoneNamed(Form):  # type: ignore[misc]
    zone = TextLine(
        _l("Zone"),
        validators=[IsNeeded()],
        description=_l("Its name or code. It also counts for the zones below that have none of their own."),
    )


class TermForm(Form):  # type: ignore[misc]
    name = CellField(_l("Its name"), read=cells.text(80), validators=[IsNeeded()])
    first_day = CellField(_l("First day"), read=cells.day, widget=DateInput(), validators=[IsNeeded()])
    last_day = CellField(
        _l("Its last day"),
        read=cells.day,
        widget=DateInput(),
        validators=[IsNeeded()],
        description=_l("The last day of lessons, not the first one of the holidays"),
    )

    def validate_last_day(self, field: CellField) -> None:
        first, last = self.first_day.data, field.data
        if first and last and last < first:
            raise ValidationError(WHY[Wrong.TERM_ENDS_BEFORE])

    @property
    def given(self) -> GivenTerm:
        return GivenTerm(self.name.data, SchoolTerm(self.first_day.data, self.last_day.data))


class NewTermForm(TermForm, ZoneNamed):
    pass


class SchoolDayForm(Form):  # type: ignore[misc]
    zone = TextLine(
        _l("Zone"),
        validators=[IsNeeded()],
        description=_l("Its name or code. It counts for all zones below, where they say nothing else of that day."),
    )
    day = CellField(_l("Day"), read=cells.day, widget=DateInput(), validators=[IsNeeded()])
    taught = RadioField(
        _l("Is it a school day?"),
        choices=[SelectChoice("no", _l("No lessons: a sports day, a storm, an exam")),
                 SelectChoice("yes", _l("Lessons, though it would be free: a made-up Saturday"))],
        default="no",
    )  # fmt: skip
    note = CellField(_l("Note"), read=cells.text(80), description=_l("Why, in a few words; no children's names"))


def tell_refused(form: Any, refused: Refused) -> None:
    """At the zone that is named, or at the first day of a term that overlaps another one."""
    if isinstance(refused, Overlaps):
        name, days = refused.other
        told = {"name": name, "first": days.starts_on.isoformat(), "last": days.ends_on.isoformat()}
        form["first_day"].errors = [
            _l("It overlaps “%(name)s”, %(first)s to %(last)s. Change that one first, or these days.", **told)
        ]
    elif isinstance(refused, NoSuchPlace):
        form["zone"].errors = [WHY[Wrong.NO_SUCH_PLACE]]
