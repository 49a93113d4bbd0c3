"""What is to look into, in neutral words."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from hazard_app.models.flag import Flag
from hazard_app.rules.terms import FlagKind
from hazard_app.views.formats import metres

MINUTE = 60

Facts = dict[str, Any]


def flag_words(flag: Flag) -> LazyString:
    return WORDS[flag.kind](flag.facts)


def clock(facts: Facts) -> LazyString:
    seconds = int(facts["seconds"])
    minutes = f"{max(1, abs(seconds) // MINUTE):,}"
    if seconds > 0:
        return _("The phone's clock was %(minutes)s min ahead of ours.", minutes=minutes)
    return _("The phone's clock was %(minutes)s min behind ours.", minutes=minutes)


def long_ago(facts: Facts) -> LazyString:
    return _("By the phone's clock it was made %(days)s days before it arrived.", days=f"{facts['days']:,}")


def outside(facts: Facts) -> LazyString:
    return _(
        "The place is outside the school: %(distance)s from its centre, the radius is %(radius)s.",
        distance=metres(facts["distance"]),
        radius=metres(facts["radius"]),
    )


def short_visit(facts: Facts) -> LazyString:
    return _(
        "Filled in a short time: %(seconds)s s, while reading its items takes about %(reading)s s.",
        seconds=facts["seconds"],
        reading=facts["reading"],
    )


def open_item(facts: Facts) -> LazyString:
    return _("Passed while its hazard is still open: %(items)s.", items=facts["items"])


WORDS: dict[FlagKind, Callable[[Facts], LazyString]] = {
    FlagKind.CLOCK_DIFFERS: clock,
    FlagKind.LONG_AGO: long_ago,
    FlagKind.OUTSIDE_SCHOOL: outside,
    FlagKind.ACCURACY_ZERO: lambda _f: _("The phone gave its place with an accuracy of 0 metres, which no phone has."),
    FlagKind.SHORT_VISIT: short_visit,
    FlagKind.OPEN_ITEM_PASSED: open_item,
    FlagKind.ONE_OFFICER: lambda _f: _("A second police officer has not confirmed yet."),
    FlagKind.HANDED_IN: lambda facts: _(
        "It was made before its maker's account was deactivated, and arrived %(hours)s h after that.",
        hours=f"{facts['hours']:,}",
    ),
    FlagKind.LATE_EVIDENCE: lambda _f: _("This arrived after the hazard was closed; it is kept and changes nothing."),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals["flag_words"] = flag_words
