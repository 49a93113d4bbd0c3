"""A zone or a school, as an administrator fills it in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, RadioField, SelectChoice, SelectField
from wtforms.validators import ValidationError

from hazard_app.acts.refusals import Refused
from hazard_app.acts.run_people import Taken
from hazard_app.forms.fields import TextLine
from hazard_app.forms.import_words import WHY
from hazard_app.forms.people import CellField, IsNeeded
from hazard_app.rules import cells, datum
from hazard_app.rules.imports import Datum, Wrong
from hazard_app.rules.terms import SchoolKind, ZoneKind
from hazard_app.words import WORDS

TO_WGS84 = {Datum.GCJ02.value: datum.from_gcj02, Datum.BD09.value: datum.from_bd09}


class ZoneForm(Form):  # type: ignore[misc]
    """`parent` is named by its code or name; empty leaves the zone where it hangs."""

    code = CellField(_l("Code"), read=cells.code(32), validators=[IsNeeded()])
    name = CellField(_l("Its name"), read=cells.text(80), validators=[IsNeeded()])
    kind = SelectField(
        _l("Kind"),
        choices=[SelectChoice(kind.value, WORDS[ZoneKind][kind]) for kind in ZoneKind],
        validators=[IsNeeded()],
    )
    parent = TextLine(_l("Zone above"), description=_l("Its name or code. All that lies below goes along."))

    @property
    def values(self) -> dict[str, Any]:
        return {"code": self.code.data, "name": self.name.data, "kind": ZoneKind(self.kind.data)}


class SchoolForm(Form):  # type: ignore[misc]
    code = CellField(_l("Code"), read=cells.code(32), validators=[IsNeeded()])
    name = CellField(_l("Its name"), read=cells.text(80), validators=[IsNeeded()])
    kind = SelectField(
        _l("Kind"),
        choices=[SelectChoice(kind.value, WORDS[SchoolKind][kind]) for kind in SchoolKind],
        validators=[IsNeeded()],
    )
    zone = TextLine(
        _l("Zone"),
        validators=[IsNeeded()],
        description=_l("Its name or code. What is open at the school goes along to another zone; the past stays."),
    )
    address = CellField(_l("Address"), read=cells.text(200))
    latitude = CellField(_l("Latitude"), read=cells.number(-90, 90))
    longitude = CellField(_l("Longitude"), read=cells.number(-180, 180))
    datum = RadioField(
        _l("What are the coordinates in?"),
        choices=[SelectChoice(datum.value, WORDS[Datum][datum]) for datum in Datum],
        default=Datum.WGS84.value,
    )
    radius = CellField(_l("Radius"), read=cells.metres(20, 5000), description=_l("Metres"), validators=[IsNeeded()])
    boarding = BooleanField(_l("Boarding"))

    def validate_longitude(self, field: CellField) -> None:
        if (field.data is None) != (self.latitude.data is None) and not self.latitude.process_errors:
            raise ValidationError(WHY[Wrong.HALF_A_PLACE])

    @property
    def values(self) -> dict[str, Any]:
        """The place in WGS-84."""
        latitude, longitude = self.latitude.data, self.longitude.data
        if latitude is not None and self.datum.data in TO_WGS84:
            latitude, longitude = (round(degree, 7) for degree in TO_WGS84[self.datum.data](latitude, longitude))
        given = {name: self[name].data for name in ("code", "name", "radius", "boarding")}
        place = {"latitude": latitude, "longitude": longitude, "address": self.address.data or ""}
        return given | place | {"kind": SchoolKind(self.kind.data)}


class MergerForm(Form):  # type: ignore[misc]
    into = TextLine(
        _l("Into which school?"),
        validators=[IsNeeded()],
        description=_l("Its code or name. Nothing is written before you have seen what would happen."),
    )


def tell_refused(form: Form, name: str, refused: Refused) -> None:
    """At the code that somebody has, or at the zone that is named (`name`)."""
    if isinstance(refused, Taken):
        form["code"].errors = [_l("Somebody else has it already.")]
    else:
        form[name].errors = [WHY[Wrong.NO_SUCH_PLACE]]
