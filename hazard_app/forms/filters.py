"""What a list is asked for in its address: the same names on lists, maps and exports."""

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import ValidationError

from hazard_app.forms.fields import TextLine, UuidField, WordField
from hazard_app.forms.people import CellField
from hazard_app.forms.told import PlaceForm
from hazard_app.forms.validators import IsNotLongerThan
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.hazard_query import HazardQuery, Order, Shown, Yes
from hazard_app.rules import cells
from hazard_app.rules.rounds import TaskState
from hazard_app.rules.terms import Severity

LONGEST_SEARCH = 100  # characters


class HazardFilters(Form):  # type: ignore[misc]
    """`categories` are the codes on offer. What is no filter of ours is told in a sentence."""

    zone = UuidField()
    school = UuidField()
    state = WordField(words=Shown)
    severity = WordField(words=Severity)
    category = TextLine()
    overdue = WordField(words=Yes)
    q = TextLine(validators=[IsNotLongerThan(LONGEST_SEARCH)])
    order = WordField(words=Order)

    def __init__(self, given: Any, categories: Collection[str]) -> None:
        super().__init__(given)
        self.categories = categories

    def validate_category(self, field: TextLine) -> None:
        if field.data and field.data not in self.categories:
            raise ValidationError(_l("This choice is not on offer."))

    def query(self, zone: Zone | None, school: School | None) -> HazardQuery:
        """`zone` and `school` are what their uids stand for."""
        return HazardQuery(
            zone=zone,
            school=school,
            shown=self.state.data or Shown.OPEN,
            severity=self.severity.data,
            category=self.category.data or None,
            overdue=self.overdue.data is Yes.YES,
            q=self.q.data,
            order=self.order.data or Order.ATTENTION,
        )


class TaskFilters(Form):  # type: ignore[misc]
    """`first` and `last` stand in the address as `from` and `until`; days, both in it."""

    zone = UuidField()
    school = UuidField()
    checklist = TextLine()
    state = WordField(words=TaskState)
    first = CellField(read=cells.day, name="from")
    last = CellField(read=cells.day, name="until")


class SchoolFilters(PlaceForm):
    """Words of its name or its code; with a place, nearest first; `after` is the last school that was shown."""

    q = TextLine(validators=[IsNotLongerThan(LONGEST_SEARCH)])
    after = UuidField()
