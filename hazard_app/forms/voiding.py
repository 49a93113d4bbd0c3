"""Why an inspection counts nowhere."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired
from wtforms.widgets import TextArea

from hazard_app.forms.fields import TextLine
from hazard_app.forms.told import ToldForm
from hazard_app.forms.validators import HoldsNoPersonalData, IsNotLongerThan


class VoidingForm(ToldForm):
    reason = TextLine(
        _l("Why it counts nowhere"),
        widget=TextArea(),
        validators=[
            DataRequired(_l("Say why: a wrong school, a training run, filled in twice.")),
            IsNotLongerThan(),
            HoldsNoPersonalData(),
        ],
    )
