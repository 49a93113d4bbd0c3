"""Why a list is taken away."""

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import DataRequired

from hazard_app.forms.fields import TextLine
from hazard_app.forms.validators import IsNotLongerThan

LONGEST_REASON = 200  # characters


class ExportForm(Form):  # type: ignore[misc]
    reason = TextLine(
        _l("What it is for"),
        description=_l("for example the monthly report; it stands in the file and in the log"),
        validators=[DataRequired(_l("Say what the list is for.")), IsNotLongerThan(LONGEST_REASON)],
    )
