"""A person's own new password."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Form, HiddenField, PasswordField
from wtforms.validators import DataRequired, ValidationError

from hazard_app.forms.sign_in import duration
from hazard_app.rules.passwords import LONGEST, SHORTEST, Weakness, weakness

SENTENCES = {
    Weakness.TOO_SHORT: _l(
        "Too short: %(shortest)s characters at least. Three words in a row are easy to keep in mind.",
        shortest=SHORTEST,
    ),
    Weakness.TOO_LONG: _l("Too long: %(longest)s characters at most.", longest=LONGEST),
    Weakness.OWN_NAME: _l("This is little more than your own name. Take something only you would think of."),
    Weakness.WELL_KNOWN: _l("This is one of the first passwords that others try. Take three words in a row."),
}


class IsStrongEnough:
    def __call__(self, form: "PasswordForm", field: Any) -> None:
        if found := weakness(field.data, form.names):
            raise ValidationError(SENTENCES[found])


class DiffersFromTheOldOne:
    def __call__(self, form: "PasswordForm", field: Any) -> None:
        if field.data == form.current_password.data:
            raise ValidationError(_l("This is the password you have. Take another one."))


class IsTheSameTwice:
    def __call__(self, form: "PasswordForm", field: Any) -> None:
        if field.data != form.new_password.data:
            raise ValidationError(_l("The two are not the same. Type the new password again."))


class PasswordForm(Form):  # type: ignore[misc]
    """`names` are the person's own, which no password may be."""

    names: Iterable[str] = ()

    current_password = PasswordField(
        _l("Password until now"), validators=[DataRequired(_l("Type the password you signed in with."))]
    )
    new_password = PasswordField(
        _l("New password"),
        description=_l("%(shortest)s characters or more; three words in a row will do.", shortest=SHORTEST),
        validators=[DataRequired(_l("Type a new password.")), IsStrongEnough(), DiffersFromTheOldOne()],
    )
    new_password_again = PasswordField(
        _l("New password again"),
        validators=[DataRequired(_l("Type the new password again.")), IsTheSameTwice()],
    )
    next = HiddenField()
    kept = HiddenField()


def wrong_old_password(wait: timedelta, tries: int) -> str:
    if wait:
        later = _(
            "This is not the password you signed in with. The next try is possible in %(wait)s.",
            wait=duration(wait),
        )
        return str(later)
    again = ngettext(
        "This is not the password you signed in with. %(num)s more try.",
        "This is not the password you signed in with. %(num)s more tries.",
        tries,
    )
    return str(again)
