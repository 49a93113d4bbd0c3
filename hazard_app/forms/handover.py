"""Who hands on to whom what they have in hand."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from hazard_app.forms.fields import UuidField
from hazard_app.forms.told import ToldForm

NOBODY = _l("Choose who takes it over.")


class HandoverForm(ToldForm):
    giver = UuidField(validators=[DataRequired(NOBODY)])
    taker = UuidField(validators=[DataRequired(NOBODY)])
