"""How a person wants their pages."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, RadioField, SelectChoice

# Each language in its own words, so that who cannot read the other finds it.
LANGUAGES = (SelectChoice("zh_Hans_CN", "中文"), SelectChoice("en", "English"))
THEMES = (
    SelectChoice("", _l("As this device")),
    SelectChoice("light", _l("Light")),
    SelectChoice("dark", _l("Dark")),
)


class MeForm(Form):  # type: ignore[misc]
    locale = RadioField(_l("Language"), choices=LANGUAGES)
    theme = RadioField(_l("Light or dark"), choices=THEMES)
    large_type = BooleanField(_l("Large type"), description=_l("Everything a step larger"))
