"""What every page knows: who is asking, the time, and where the tabs lead."""

from typing import Any, NamedTuple

from flask import Flask, g, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from hazard_app.clock import now
from hazard_app.languages import LOCALES
from hazard_app.models.reach import READERS
from hazard_app.rules.terms import Role
from hazard_app.views import formats


class Tab(NamedTuple):
    name: str
    url: str
    label: Any
    icon: str
    count: int | None = None


def init_app(app: Flask) -> None:
    app.context_processor(context)
    formats.init_app(app)


def context() -> dict[str, Any]:
    return {
        "person": g.get("person"),
        "reach": g.get("reach"),
        "now": now(),
        "locale": str(get_locale()),
        "lang": LOCALES.get(str(get_locale()), "zh-Hans"),
        "nav": tabs() if g.get("person") else [],
        "current_tab": request.blueprint or "",
    }


def tabs() -> list[Tab]:
    """Police: today, hazards, report, schools, me. An administrator has no hazards."""
    roles = g.reach.roles
    reads = bool(roles & (READERS | {Role.LIAISON}))
    shown = [
        (True, "today", "today.show", _l("Today"), "today"),
        (reads, "hazards", "hazards.index", _l("Hazards"), "hazards"),
        (reads and roles != {Role.AUDITOR}, "report", "hazards.new", _l("Report"), "plus"),
        (True, "schools", "schools.index", _l("Schools"), "school"),
        (True, "me", "me.show", _l("Me"), "person"),
    ]
    return [Tab(name, url_for(endpoint), label, icon) for shows, name, endpoint, label, icon in shown if shows]
