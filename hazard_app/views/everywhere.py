"""What every page knows: who is asking, the time, and where the tabs lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hazard_app.clock import now
from hazard_app.forms.guest import CAPACITIES
from hazard_app.languages import LOCALES
from hazard_app.models.reach import LOG_READERS, READERS
from hazard_app.reports.form_page import TimeToMend
from hazard_app.rules.devices import is_in_app
from hazard_app.rules.rounds import HindranceKind
from hazard_app.rules.terms import Role, Severity
from hazard_app.security import local_day
from hazard_app.views.formats import local_date
from hazard_app.views.rule_words import how_often


@dataclass(frozen=True)
class Tab:
    name: str
    url: str
    label: Any
    icon: str
    count: int | None = None


def init_app(app: Flask) -> None:
    app.context_processor(context)
    app.jinja_env.globals.update(capacities=CAPACITIES, due_words=due_words)
    app.jinja_env.globals.update(hindrance_kinds=list(HindranceKind), how_often=how_often)


def due_words(times: Mapping[Severity, TimeToMend]) -> dict[Severity, str]:
    """What each severity means here, if it is found today."""
    return {severity: words_of(time) for severity, time in times.items()}


def words_of(time: TimeToMend) -> str:
    by = by_when(time)
    at_once = _("Control it on the spot.") if time.control == "immediate" else ""
    assumed = "" if time.by_calendar else _("Holidays are not known for that year.")
    between = "" if str(get_locale()).startswith("zh") else " "
    return between.join(part for part in (at_once, by, assumed) if part)


def by_when(time: TimeToMend) -> str:
    if time.deadline is None:
        return str(
            ngettext(
                "To be fixed within %(num)s day of being found.",
                "To be fixed within %(num)s days of being found.",
                time.days,
            )
        )
    return str(_("To be fixed by %(day)s (%(days)s days).", day=local_date(time.deadline), days=time.days))


def context() -> dict[str, Any]:
    return {
        "person": g.get("person"),
        "reach": g.get("reach"),
        "now": now(),
        "locale": str(get_locale()),
        "lang": LOCALES.get(str(get_locale()), "zh-Hans"),
        "on_phone": bool(g.get("sign_in") and g.sign_in.is_phone),
        "in_app": is_in_app(request.user_agent.string),
        "nav": tabs() if g.get("person") else [],
        "nav_note": posts() if g.get("person") else "",
        "current_tab": request.blueprint or "",
    }


def posts() -> str:
    """Where the person serves today."""
    today = local_day(now())
    places = (posting.place for posting in g.person.postings if posting.in_force(today))
    return " · ".join(dict.fromkeys(places))


def tabs() -> list[Tab]:
    """Police: today, hazards, report, schools, me; a school has its ledger. An administrator has no hazards.

    An auditor reads what administrators did.
    """
    roles = g.reach.roles
    at_school = roles == {Role.LIAISON}
    reads = bool(roles & (READERS | {Role.LIAISON}))
    shown = [
        (True, "today", "today.show", _l("Today"), "today"),
        (reads, "hazards", "hazards.index", _l("Hazards"), "hazards"),
        (reads and roles != {Role.AUDITOR}, "report", "hazard_reports.new", _l("Report"), "plus"),
        (not at_school, "schools", "schools.index", _l("Schools"), "school"),
        (at_school, "ledgers", "ledgers.index", _l("Ledger"), "ledger"),
        (Role.ADMINISTRATOR in roles, "people", "administration.show", _l("Administration"), "ledger"),
        (roles & LOG_READERS == {Role.AUDITOR}, "people", "admin_acts.index", _l("Admin log"), "ledger"),
        (True, "me", "me.show", _l("Me"), "person"),
    ]
    return [Tab(name, url_for(endpoint), label, icon) for shows, name, endpoint, label, icon in shown if shows]
