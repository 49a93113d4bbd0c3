"""A person and a posting, as an administrator fills them in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, SelectChoice, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput, TextInput

from hazard_app.acts.find_place import NoSuchPlace
from hazard_app.acts.refusals import Refused
from hazard_app.acts.run_people import EndsBefore, Taken
from hazard_app.forms.fields import ParsedField, TextLine
from hazard_app.forms.import_words import WHY, why
from hazard_app.rules import cells
from hazard_app.rules.cells import BadCell, Read
from hazard_app.rules.imports import Fault, Wrong
from hazard_app.rules.terms import Role
from hazard_app.words import WORDS


class IsNeeded:
    field_flags = {"required": True}  # noqa: RUF012 (as WTForms has it)

    def __call__(self, _form: Form, field: Any) -> None:
        if field.data in (None, "") and not field.errors and not field.process_errors:
            raise ValidationError(_l("This is needed."))


class CellField(ParsedField):
    """Read as a cell of an import is, so that both roads know the same."""

    widget = TextInput()

    def __init__(self, label: Any = None, *, read: Read, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.read, self.raw_text = read, ""

    def parse(self, text: str) -> Any:
        try:
            return self.read(text)
        except BadCell as bad:
            self.message = why(Fault(0, self.name, text, bad.why, bad.facts))
            raise ValueError(text) from bad

    def _value(self) -> str:
        return self.raw_text or ("" if self.data is None else str(self.data))


class PersonForm(Form):  # type: ignore[misc]
    username = CellField(
        _l("Username"), read=cells.username, validators=[IsNeeded()], description=_l("They sign in with it.")
    )
    name = CellField(_l("Name"), read=cells.text(40), validators=[IsNeeded()])
    mobile = CellField(
        _l("Mobile number"), read=cells.mobile, description=_l("It signs in too. No message is ever sent to it.")
    )
    unit = CellField(_l("Unit"), read=cells.text(80))
    title = CellField(_l("Title"), read=cells.text(40))
    police = BooleanField(_l("Police"), description=_l("Counts as a police officer in formal inspections"))

    @property
    def values(self) -> dict[str, Any]:
        given = {name: self[name].data for name in ("username", "name", "mobile", "police")}
        return given | {name: self[name].data or "" for name in ("unit", "title")}


class PostingForm(Form):  # type: ignore[misc]
    """`place` is a zone's or a school's name or code; who reads the form finds out which."""

    role = SelectField(
        _l("Role"), choices=[SelectChoice(role.value, WORDS[Role][role]) for role in Role], validators=[IsNeeded()]
    )
    place = TextLine(
        _l("Zone or school"),
        validators=[IsNeeded()],
        description=_l("Its name or code. Liaison officers serve at a school, all others in a zone."),
    )
    starts_on = CellField(_l("From"), read=cells.day, widget=DateInput(), description=_l("Today, if left empty"))
    ends_on = CellField(_l("Until"), read=cells.day, widget=DateInput(), description=_l("The last day; empty for good"))


class LastDayForm(Form):  # type: ignore[misc]
    ends_on = CellField(_l("Last day"), read=cells.day, widget=DateInput(), validators=[IsNeeded()])


def tell_taken(form: PersonForm, refused: Taken) -> None:
    form[refused.column].errors = [_l("Somebody else has it already.")]


def tell_place(form: Form, refused: Refused) -> None:
    """What is wrong with a posting."""
    if isinstance(refused, EndsBefore):
        form["ends_on"].errors = [WHY[Wrong.ENDS_BEFORE]]
    else:
        why_not = Wrong.NO_SUCH_PLACE if isinstance(refused, NoSuchPlace) else Wrong.WRONG_PLACE
        form["place"].errors = [WHY[why_not]]
