"""Sign in: who, and the password."""

from datetime import timedelta
from math import ceil

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Form, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired

from hazard_app.rules.names import sign_in_name

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class SignInForm(Form):  # type: ignore[misc]
    username = StringField(
        _l("Username or mobile number"),
        validators=[DataRequired(_l("Type your username or mobile number."))],
        filters=[lambda typed: sign_in_name(typed) if typed else typed],
    )
    password = PasswordField(_l("Password"), validators=[DataRequired(_l("Type your password."))])
    next = HiddenField()
    kept = HiddenField()


def wrong_password(wait: timedelta, tries: int) -> str:
    """One sentence whether the name is unknown, the password wrong or the person deactivated."""
    if wait:
        later = _("Username or password is wrong. The next try is possible in %(wait)s.", wait=duration(wait))
        return str(later)
    again = ngettext(
        "Username or password is wrong. %(num)s more try.",
        "Username or password is wrong. %(num)s more tries.",
        tries,
    )
    return str(again)


def too_many_tries(wait: timedelta) -> str:
    sentence = _(
        "Too many wrong passwords for this name from here. Try again in %(wait)s, or on a device where you "
        "have signed in before.",
        wait=duration(wait),
    )
    return str(sentence)


def duration(wait: timedelta) -> str:
    """Rounded up, so that who waits as long as told is let in."""
    if wait > HOUR:
        return str(ngettext("%(num)s hour", "%(num)s hours", ceil(wait / HOUR)))
    return str(ngettext("%(num)s minute", "%(num)s minutes", max(1, ceil(wait / MINUTE))))
