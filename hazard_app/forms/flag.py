"""The answer to what is to look into: one line."""

from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField
from wtforms.validators import DataRequired

from hazard_app.forms.fields import TextLine
from hazard_app.forms.validators import HoldsNoPersonalData, IsNotLongerThan


class FlagForm(Form):  # type: ignore[misc]
    answer = TextLine(
        _l("Your answer, in a line"),
        validators=[
            DataRequired(_l("Write a few words, or leave it as it is.")),
            IsNotLongerThan(400),
            HoldsNoPersonalData(),
        ],
    )
    personal = HiddenField()
