"""The inspection form: one class for each checklist version, composed of one compound field an item."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectMultipleField

from hazard_app.acts.item_steps import NewHazard
from hazard_app.acts.record_inspection import Companion, Filled
from hazard_app.forms.answer_field import PARTS, AnswerField
from hazard_app.forms.copied_fields import CopiedFields
from hazard_app.forms.fields import MomentField, UuidField
from hazard_app.forms.guest import Guest, GuestField
from hazard_app.forms.other_hazard import OtherHazard, OtherHazardField
from hazard_app.forms.told import ToldForm
from hazard_app.forms.validators import PERSONAL
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem, Section
from hazard_app.models.person import Person
from hazard_app.reports.form_page import FormItems, ShownItems
from hazard_app.reports.published import Shown
from hazard_app.rules.answers import Answer
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.terms import Capacity
from hazard_app.rules.told import Told

OTHERS = (1, 2, 3)
GUESTS = (1, 2, 3)
# An item's own name, or one of its parts, as they come in: SEC-M-06, SEC-M-06-note.
ITEM_NAME = re.compile(
    r"([A-Z0-9]+(?:-[A-Z0-9]+)+)(?:-(?:" + "|".join((*PARTS, "files", "after_files", "memo_files")) + "))?"
)


class InspectionForm(ToldForm):
    """Without its items; `inspection_form` adds them."""

    school = UuidField()
    version = UuidField()
    started_at = MomentField()
    companion = SelectMultipleField(coerce=UUID, validate_choice=False)
    unanswered = HiddenField()
    task = HiddenField()
    Meta = CopiedFields
    fits = True  # is the checklist for this kind of school?

    def __init__(self, formdata: MultiDict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.submitted = frozenset(formdata or ())

    def process(self, formdata: MultiDict[str, str] | None = None, *_args: Any, **_kwargs: Any) -> None:
        """Nothing here has a filter or comes from an object: what else a form asks of fifty fields is left out."""
        given = self.meta.wrap_formdata(self, formdata)
        for field in self:
            field.process(given)

    @property
    def answers(self) -> dict[str, Answer]:
        return {field.code: field.data for field in self if isinstance(field, AnswerField)}

    @property
    def others(self) -> list[OtherHazard]:
        return [field.data for field in self if isinstance(field, OtherHazardField) and not field.data.is_blank]

    @property
    def guests(self) -> list[Guest]:
        return [field.data for field in self if isinstance(field, GuestField) and field.data.name]

    @property
    def photos(self) -> frozenset[str]:
        """Every photo that is named, by the SHA-256 of the bytes sent."""
        named: list[Answer | OtherHazard] = [*self.answers.values(), *self.others]
        return frozenset(sha for each in named for sha in (*each.photos, *each.after_photos))

    @property
    def memos(self) -> frozenset[str]:
        """Every memo that is named, in the same way."""
        named: list[Answer | OtherHazard] = [*self.answers.values(), *self.others]
        return frozenset(sha for each in named for sha in each.memos)

    @property
    def unchecked(self) -> list[str]:
        """Numbers of the items that nobody answered: asked about once, then kept as 未检查."""
        fields = (field for field in self if isinstance(field, AnswerField))
        return [field.number for field in fields if field.data.verdict is None]

    @property
    def is_refused(self) -> bool:
        return bool(self.errors)

    @property
    def asks_about_personal_data(self) -> bool:
        asked = set(PERSONAL.values())
        return any(error in asked for field in self for error in field.errors)

    @property
    def unknown_items(self) -> list[str]:
        """Names that look like an item's and are none of this version's."""
        named = (ITEM_NAME.fullmatch(name) for name in self.submitted)
        return sorted({match[1] for match in named if match} - self.answers.keys())

    def filled(self, told: Told, asked: FormItems, people: Sequence[Person]) -> Filled:
        """The domain type. `people` are the companions that were ticked."""
        categories = {category.code: category for category in asked.categories}
        return Filled(
            told=told,
            school=asked.school,
            version=asked.version,
            started_at=self.started_at.data or told.made_at,
            answers=self.answers,
            others=[new_hazard(found, categories) for found in self.others],
            companions=[*map(along, people), *map(guest_along, self.guests)],
            task=TaskName.read(self.task.data or "", asked.school.uid),
        )

    def validate(self, *_extra: Any) -> bool:
        """Every field judges itself; there is no `validate_…` beside them to look for."""
        valid = [field.validate(self) for field in self]
        self.form_errors = list(self.wrongs())
        return all(valid) and not self.form_errors

    def wrongs(self) -> Iterator[Any]:
        if not self.fits:
            yield _l("This checklist is not for this kind of school. Choose another one on the school's page.")
        if self.unknown_items:
            items = str(_(", ")).join(self.unknown_items)
            yield _l("This checklist has no item %(items)s. Open the form again.", items=items)
        if self.unchecked and self.unanswered.data != "ok":
            yield _l(
                "Not checked: %(items)s. Answer them, or submit once more to leave them unchecked.",
                items=str(_(", ")).join(self.unchecked),
            )


def new_hazard(found: OtherHazard, categories: Mapping[str, Category]) -> NewHazard:
    category = categories[found.category]
    return NewHazard(
        category=category,
        severity=found.severity or category.default_severity,
        note=found.note,
        whereabouts=found.whereabouts,
        photos=found.photos,
        after_photos=found.after_photos,
        fixed_on_spot=found.fixed_on_spot,
        memos=found.memos,
    )


def along(person: Person) -> Companion:
    return Companion(Capacity.INSPECTOR, person=person)


def guest_along(guest: Guest) -> Companion:
    return Companion(guest.capacity, name=guest.name, unit=guest.unit, title=guest.title)


def inspection_form(asked: FormItems) -> type[InspectionForm]:
    """The form class of a version for whoever is shown these items; the same class each time for the same items."""
    return composed(asked.shown, asked.version.fits(asked.school.kind))


def blank_form(asked: ShownItems) -> type[InspectionForm]:
    """Before it knows its school."""
    return composed(asked.shown, fits=True)


@lru_cache(maxsize=64)
def composed(shown: Shown, fits: bool) -> type[InspectionForm]:
    categories = tuple(category.code for category in shown.categories)
    fields: dict[str, Any] = {"fits": fits}
    fields |= {item.code: answer_field(item, section) for section in shown.sections for item in section.items}
    fields |= {f"other-{number}": OtherHazardField(number, categories) for number in OTHERS}
    fields |= {f"guest-{number}": GuestField(number) for number in GUESTS}
    return type("ComposedForm", (InspectionForm,), fields)


def answer_field(item: ChecklistItem, section: Section) -> AnswerField:
    """Values only: the class outlives the rows."""
    return AnswerField(
        code=item.code,
        number=item.number,
        photo_required=item.photo_required,
        rest=None if item.is_critical else section.number,
    )
