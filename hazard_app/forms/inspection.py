"""The inspection form: one class for each checklist version, composed of one compound field an item."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectMultipleField

from hazard_app.forms.answer_field import PARTS, AnswerField
from hazard_app.forms.fields import MomentField, UuidField
from hazard_app.forms.guest import Guest, GuestField
from hazard_app.forms.other_hazard import OtherHazard, OtherHazardField
from hazard_app.forms.told import ToldForm
from hazard_app.models.checklist import ChecklistItem, Section
from hazard_app.rules.answers import Answer

OTHERS = (1, 2, 3)
GUESTS = (1, 2, 3)
# An item's own name, or one of its parts, as they come in: SEC-M-06, SEC-M-06-note.
ITEM_NAME = re.compile(
    r"([A-Z0-9]+(?:-[A-Z0-9]+)+)(?:-(?:" + "|".join((*PARTS, "files", "after_files")) + "))?"
)


class ItemShape(NamedTuple):
    """What a form class needs of an item; values only, so that the class can be kept."""

    code: str
    number: str
    photo_required: bool
    rest: int | None


class InspectionForm(ToldForm):
    """Without its items; `inspection_form` adds them."""

    school = UuidField()
    version = UuidField()
    started_at = MomentField()
    companion = SelectMultipleField(coerce=UUID, validate_choice=False)
    unanswered = HiddenField()

    def __init__(self, formdata: MultiDict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.submitted = frozenset(formdata or ())

    @property
    def answers(self) -> dict[str, Answer]:
        return {field.code: field.data for field in self if isinstance(field, AnswerField)}

    @property
    def others(self) -> list[OtherHazard]:
        return [
            field.data for field in self if isinstance(field, OtherHazardField) and not field.data.is_blank
        ]

    @property
    def guests(self) -> list[Guest]:
        return [field.data for field in self if isinstance(field, GuestField) and field.data.name]

    @property
    def unchecked(self) -> list[str]:
        """Numbers of the items that nobody answered: asked about once, then kept as 未检查."""
        fields = (field for field in self if isinstance(field, AnswerField))
        return [field.number for field in fields if field.data.verdict is None]

    @property
    def unknown_items(self) -> list[str]:
        """Names that look like an item's and are none of this version's."""
        named = (ITEM_NAME.fullmatch(name) for name in self.submitted)
        return sorted({match[1] for match in named if match} - self.answers.keys())

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        self.form_errors = list(self.wrongs())
        return valid and not self.form_errors

    def wrongs(self) -> Iterator[Any]:
        if self.unknown_items:
            items = ", ".join(self.unknown_items)
            yield _l("This checklist has no item %(items)s. Open the form again.", items=items)
        if self.unchecked and self.unanswered.data != "ok":
            yield _l(
                "Not checked: %(items)s. Answer them, or submit once more to leave them unchecked.",
                items=", ".join(self.unchecked),
            )


def inspection_form(
    version_id: int, sections: list[Section], shown: list[ChecklistItem]
) -> type[InspectionForm]:
    """The form class of a version for whoever is shown these items; the same each time for the same items."""
    codes = {item.code for item in shown}
    shapes = tuple(
        ItemShape(item.code, item.number, item.photo_required, None if item.is_critical else section.number)
        for section in sections
        for item in section.items
        if item.code in codes
    )
    return composed(version_id, shapes)


@lru_cache(maxsize=256)
def composed(version_id: int, shapes: tuple[ItemShape, ...]) -> type[InspectionForm]:
    fields: dict[str, Any] = {shape.code: AnswerField(**shape._asdict()) for shape in shapes}
    fields |= {f"other-{number}": OtherHazardField(number) for number in OTHERS}
    fields |= {f"guest-{number}": GuestField(number) for number in GUESTS}
    return type(f"InspectionForm{version_id}", (InspectionForm,), fields)
