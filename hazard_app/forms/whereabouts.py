"""Where at a school, as part of a compound field: how long each part may be, and what is wrong with it."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from hazard_app.forms.validators import PERSONAL
from hazard_app.rules.personal_data import looks_personal
from hazard_app.rules.whereabouts import Whereabouts

# Characters, as many as the columns hold.
LONGEST_BUILDING = 60
LONGEST_ROOM = 40
LONGEST_PLACE = 120


def wrongs_of(where: Whereabouts, *, asks: bool) -> Iterator[Any]:
    """`asks`: nobody has said yet that what looks like personal data is none."""
    parts = (
        (_l("Building"), where.building, LONGEST_BUILDING),
        (_l("Room"), where.room, LONGEST_ROOM),
        (_l("Where exactly"), where.words, LONGEST_PLACE),
    )
    for name, text, longest in parts:
        if len(text) > longest:
            yield _l(
                "%(part)s: %(given)s characters are too many, %(longest)s at most. Nothing was lost.",
                part=name,
                given=len(text),
                longest=longest,
            )
        elif asks and (kind := looks_personal(text)):
            yield PERSONAL[kind]
