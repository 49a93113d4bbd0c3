"""What a field must be, one small class a sentence."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import ValidationError

from hazard_app.rules.personal_data import looks_personal

LONGEST_NOTE = 2_000  # characters: a hazard is told in a few sentences


class IsNotLongerThan:
    def __init__(self, longest: int = LONGEST_NOTE) -> None:
        self.longest = longest

    def __call__(self, _form: Form, field: Any) -> None:
        if field.data and len(field.data) > self.longest:
            raise ValidationError(too_long(len(field.data), self.longest))


class HoldsNoPersonalData:
    """Asks first: the same text with `personal=ok` is taken, because a number may be a device's."""

    def __call__(self, form: Form, field: Any) -> None:
        asks = form["personal"].data != "ok"
        if asks and field.data and (kind := looks_personal(field.data)):
            raise ValidationError(PERSONAL[kind])


PERSONAL = {
    "id_card": _l("This looks like an ID-card number. Take it out, or confirm at the end of the form that it is not."),
    "mobile": _l(
        "This looks like a mobile number. Take it out, or confirm at the end of the form that it belongs here."
    ),
}


def too_long(given: int, longest: int) -> Any:
    return _l(
        "%(given)s characters are too many: %(longest)s at most. Nothing was lost.",
        given=given,
        longest=longest,
    )
