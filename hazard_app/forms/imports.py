"""A table that shall be brought in, and the choice to leave its wrong rows out."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, Form, HiddenField, RadioField, SelectChoice
from wtforms.validators import ValidationError

from hazard_app.forms.fields import WordField
from hazard_app.forms.people import CellField
from hazard_app.rules import cells
from hazard_app.rules.imports import Datum, ImportKind
from hazard_app.words import WORDS


class AFileIsChosen:
    # Marks the field as one that may not be left empty.
    field_flags = {"required": True}  # noqa: RUF012 (as WTForms has it)

    def __call__(self, _form: Form, field: Any) -> None:
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_l("Choose a file."))


class ImportForm(Form):  # type: ignore[misc]
    kind = WordField(words=ImportKind)
    datum = RadioField(
        _l("What are the coordinates in?"),
        description=_l(
            "Taken from a Chinese map they are shifted by some hundred metres; we keep them as phones measure."
        ),
        choices=[SelectChoice(datum.value, WORDS[Datum][datum]) for datum in Datum],
        default=Datum.WGS84.value,
    )
    zone = CellField(
        _l("Zone"),
        read=cells.code(32),
        description=_l("Its name or code, for all rows that name none; a calendar file names none."),
    )
    file = FileField(
        _l("Table"), description=_l(".xlsx or CSV, up to 50,000 rows and 20 MB"), validators=[AFileIsChosen()]
    )

    def validate_kind(self, field: WordField) -> None:
        if field.data is None:
            raise ValidationError(_l("This choice is not on offer."))


class ApplyForm(Form):  # type: ignore[misc]
    """`state` is the fingerprint of the dry run that the person has seen."""

    state = HiddenField()
    leave_out = BooleanField()
