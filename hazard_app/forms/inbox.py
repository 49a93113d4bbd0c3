"""Files that somebody brings for the phones they were saved on, and what is said of each."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import Form, MultipleFileField
from wtforms.validators import ValidationError

from hazard_app.rules.handed_work import Fate

MOST_AT_ONCE = 50

FATES: dict[Fate, LazyString] = {
    Fate.RECEIVED: _l("Received."),
    Fate.HERE: _l("It was on the platform already; nothing was added."),
    Fate.TO_MEND: _l(
        "Not received: something in it has to be mended. Its maker can do so on the phone it was made on."
    ),
    Fate.OTHER_CONTENT: _l(
        "Not received: it was sent before with other content, and that stands. Its maker decides on the phone."
    ),
    Fate.NOT_THEIRS: _l("Not received: when it was made, its maker had no posting there that allows it."),
    Fate.OWN_PASSWORD: _l(
        "Not received: its maker has to choose a password of their own first. Bring it again after that."
    ),
    Fate.TOO_LATE: _l(
        "Not received: its maker’s account is closed, and this was made after that or is brought too late."
    ),
    Fate.NO_PICTURE: _l("Not received: a photo or a recording in it cannot be read."),
    Fate.BACK_SOON: _l("Not received: the platform cannot keep it at this moment. Bring it again in a few minutes."),
    Fate.UNSEALED: _l(
        "Not received: nothing in this file proves who made it. "
        "Its maker can bring it, signed in with their own account."
    ),
    Fate.DAMAGED: _l("Not received: a photo or a recording was damaged on the way. Save the file anew on the phone."),
    Fate.TOO_LARGE: _l("Not received: the file, or a photo or a recording in it, is too large or too long."),
    Fate.UNREADABLE: _l("Not received: this is no file that an outbox saved, or only part of one."),
}


class SomeFilesAreChosen:
    # Marks the field as one that may not be left empty.
    field_flags = {"required": True}  # noqa: RUF012 (as WTForms has it)

    def __call__(self, _form: Form, field: Any) -> None:
        field.data = [file for file in field.data or () if getattr(file, "filename", "")]
        if not field.data:
            raise ValidationError(_l("Choose a file."))
        if len(field.data) > MOST_AT_ONCE:
            raise ValidationError(_l("At most %(num)s files at once.", num=MOST_AT_ONCE))


class InboxForm(Form):  # type: ignore[misc]
    files = MultipleFileField(
        _l("Saved files"),
        description=_l("Their names end in .hazard.json. Several at once are fine, and twice is too."),
        validators=[SomeFilesAreChosen()],
    )
