"""Where something is asked for, and by which checklist: what plans and campaigns have in common."""

from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from hazard_app.forms.people import IsNeeded
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.reports.plan_choices import PlaceChoices
from hazard_app.rules.terms import SchoolKind
from hazard_app.words import WORDS, in_words


def words(kind: type[Enum], *chosen: Enum) -> list[SelectChoice]:
    return [SelectChoice(each.value, WORDS[kind][each]) for each in chosen or kind]


class PlacesForm(Form):  # type: ignore[misc]
    """`kinds` and `schools`: none of them means all in the zone."""

    checklist = SelectField(_l("Checklist"), validators=[IsNeeded()])
    zone = SelectField(
        _l("Zone"), validators=[IsNeeded()], description=_l("With all zones below it. Days and times are this zone's.")
    )
    kinds = SelectMultipleField(_l("Only these kinds of schools"), choices=words(SchoolKind))
    schools = SelectMultipleField(_l("Only these schools"), validate_choice=False)

    def __init__(self, given: MultiDict[str, str] | None, choices: PlaceChoices, **stands: Any) -> None:
        self.all = choices
        super().__init__(given, data=stands)
        self.checklist.choices = [SelectChoice(one.checklist.code, in_words(one.title)) for one in choices.checklists]
        self.zone.choices = [SelectChoice(str(zone.uid), zone.name) for zone in choices.zones]
        self.schools.choices = [SelectChoice(str(school.uid), school.name) for school in choices.schools]

    def validate_schools(self, field: SelectMultipleField) -> None:
        if len(self.picked_schools) < len(set(field.data or ())):
            raise ValidationError(_l("Not all of these schools lie in this zone. Choose them again."))

    @property
    def version(self) -> ChecklistVersion | None:
        return next((one for one in self.all.checklists if one.checklist.code == self.checklist.data), None)

    @property
    def picked_kinds(self) -> tuple[SchoolKind, ...]:
        return tuple(map(SchoolKind, self.kinds.data or ()))

    @property
    def picked_schools(self) -> tuple[int, ...]:
        picked = set(self.schools.data or ())
        return tuple(school.id for school in self.all.schools if str(school.uid) in picked)
