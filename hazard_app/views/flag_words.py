"""What is to look into, in neutral words."""

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from hazard_app.models.flag import Flag
from hazard_app.rules.terms import FlagKind
from hazard_app.views.formats import metres

MINUTE = 60


def flag_words(flag: Flag) -> LazyString:
    facts = flag.facts
    match flag.kind:
        case FlagKind.CLOCK_DIFFERS:
            return clock_words(int(facts["seconds"]))
        case FlagKind.OUTSIDE_SCHOOL:
            return _(
                "The place is outside the school: %(distance)s from its centre, the radius is %(radius)s.",
                distance=metres(facts["distance"]),
                radius=metres(facts["radius"]),
            )
        case FlagKind.ACCURACY_ZERO:
            return _("The phone gave its place with an accuracy of 0 metres, which no phone has.")
        case FlagKind.SHORT_VISIT:
            return _(
                "Filled in a short time: %(seconds)s s, while reading its items takes about %(reading)s s.",
                seconds=facts["seconds"],
                reading=facts["reading"],
            )
        case FlagKind.OPEN_ITEM_PASSED:
            return _("Passed while its hazard is still open: %(items)s.", items=facts["items"])
        case FlagKind.ONE_OFFICER:
            return _("A second police officer has not confirmed yet.")
        case FlagKind.LATE_EVIDENCE:
            return _("This arrived after the hazard was closed; it is kept and changes nothing.")


def clock_words(seconds: int) -> LazyString:
    minutes = max(1, abs(seconds) // MINUTE)
    if seconds > 0:
        return _("The phone's clock was %(minutes)s min ahead of ours.", minutes=f"{minutes:,}")
    return _("The phone's clock was %(minutes)s min behind ours.", minutes=f"{minutes:,}")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["flag_words"] = flag_words
