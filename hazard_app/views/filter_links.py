"""The links beside a list of hazards: each changes one filter, keeps the others, and says how many stand behind it."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from flask import abort, g, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.db import db
from hazard_app.forms.filters import HazardFilters
from hazard_app.models.category import Category
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.hazard_counts import HazardCounts
from hazard_app.reports.hazard_query import HazardQuery, Order, Shown, Yes
from hazard_app.rules.terms import Severity
from hazard_app.views.formats import local
from hazard_app.words import word

PLACES = ("zone", "school")
NAMES = (*PLACES, "state", "severity", "overdue", "category", "q", "order")


@dataclass(frozen=True)
class FilterLink:
    """`count` is None where nobody counts: what is closed grows for ever."""

    url: str
    label: str
    count: int | None
    current: bool
    severity: Severity | None = None


class Option(NamedTuple):
    """One choice of a list; `label` has its count in it."""

    value: Any
    label: str
    current: bool


class HazardLinks:
    def __init__(self, session: Session, reach: Reach, counts: HazardCounts) -> None:
        self.session, self.reach, self.counts, self.query = session, reach, counts, counts.query

    @property
    def export(self) -> str:
        return changed("exports.new")

    @property
    def cleared(self) -> str:
        """The same place with no filter left."""
        return url_for("hazards.index", **{name: value for name, value in filters().items() if name in PLACES})

    def after(self, cursor: str) -> str:
        return changed(after=cursor)

    @property
    def chips(self) -> list[FilterLink]:
        return [self.all, self.overdue, *self.severities, *self.states]

    @property
    def all(self) -> FilterLink:
        query = replace(self.query, shown=Shown.OPEN, severity=None, overdue=False)
        current = query == self.query
        return FilterLink(changed(state=None, severity=None, overdue=None), _("All open"), self.count(query), current)

    @property
    def overdue(self) -> FilterLink:
        """What is closed is not overdue: from there it leads back to what is open."""
        shown = self.query.shown if self.query.shown.is_open else Shown.OPEN
        where = changed(overdue=None if self.query.overdue else Yes.YES, state=None if shown is Shown.OPEN else shown)
        query = replace(self.query, shown=shown, overdue=True)
        return FilterLink(where, _("Overdue"), self.count(query), self.query.overdue)

    @property
    def severities(self) -> list[FilterLink]:
        return [self.of_severity(severity) for severity in reversed(Severity)]

    def of_severity(self, severity: Severity) -> FilterLink:
        current = self.query.severity is severity
        count = self.counts.under(replace(self.query, severity=severity))
        return FilterLink(changed(severity=None if current else severity), word(severity), count, current, severity)

    @property
    def states(self) -> list[FilterLink]:
        named = {
            Shown.TO_FIX: _("To fix"),
            Shown.AWAITING_RECHECK: _("Awaiting recheck"),
            Shown.CLOSED: _("Closed"),
            Shown.VOID: _("Void"),
        }
        return [self.of_state(shown, label) for shown, label in named.items()]

    def of_state(self, shown: Shown, label: str) -> FilterLink:
        current = self.query.shown is shown
        where = changed(
            state=None if current else shown, overdue=Yes.YES if self.query.overdue and shown.is_open else None
        )
        return FilterLink(where, label, self.count(replace(self.query, shown=shown)), current)

    def count(self, query: Any) -> int | None:
        """None for states that were not read."""
        read = query.shown is self.query.shown or (query.shown.is_open and self.query.shown.is_open)
        return self.counts.under(query) if read else None

    @property
    def categories(self) -> list[Option]:
        chosen, counts = self.query.category, self.counts.by_category
        return [
            Option(kind.code, f"{local(kind.name)} {counts[kind.code]:,}", kind.code == chosen)
            for kind in self.session.scalars(Category.visible_to(self.reach))
        ]

    @property
    def zones(self) -> list[Option]:
        """The zones below the chosen one, else the topmost in reach, with the chosen one itself."""
        paths = (self.query.zone.path,) if self.query.zone else self.reach.reading_paths
        columns = (Zone.id, Zone.uid, Zone.name, Zone.path, Zone.parent_id)
        inside = self.session.execute(select(*columns).where(Zone.inside(paths)).order_by(Zone.path)).all()
        tops = [zone for zone in inside if zone.path in paths]
        below = [zone for zone in inside if zone.parent_id in {top.id for top in tops}]
        sums = self.in_subtrees({zone.id: zone.path for zone in inside})
        chosen = self.query.zone and self.query.zone.id
        return [Option(zone.uid, f"{zone.name} {sums[zone.id]:,}", zone.id == chosen) for zone in (*tops, *below)]

    def in_subtrees(self, paths: dict[int, str]) -> Counter[int]:
        """How many stand in each zone and all below it; a path is made of the ids down to its zone."""
        sums: Counter[int] = Counter()
        for zone_id, count in self.counts.by_zone.items():
            for ancestor in paths.get(zone_id, "").strip("/").split("/"):
                sums[int(ancestor or 0)] += count
        return sums

    @property
    def orders(self) -> list[FilterLink]:
        named = {Order.ATTENTION: _("attention"), Order.DEADLINE: _("deadline"), Order.NEWEST: _("newest")}
        return [
            FilterLink(changed(order=order), label, None, self.query.order is order) for order, label in named.items()
        ]


def changed(endpoint: str = "hazards.index", **changes: Any) -> str:
    """This list with other filters, from its first page."""
    return url_for(endpoint, **{name: value for name, value in (filters() | changes).items() if value})


def filters() -> dict[str, Any]:
    """Those of this page's address, each once; what is none of ours is left behind."""
    return {name: value for name, value in request.args.to_dict().items() if name in NAMES}


def asked_query() -> HazardQuery:
    """403 for who reads no hazards at all, 422 for what is no filter, 404 for a place out of reach."""
    if not (g.reach.reading_paths or g.reach.school_ids):
        abort(403, _("Hazards are for those who look after the schools. Your role sees none."))
    codes = frozenset(db.session.scalars(Category.visible_to(g.reach).with_only_columns(Category.code)))
    form = HazardFilters(request.args, codes)
    if not form.validate():
        abort(422, next(str(error) for errors in form.errors.values() for error in errors))
    zone, school = form.zone.data, form.school.data
    return form.query(
        (db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == zone)) or abort(404)) if zone else None,
        (db.session.scalar(School.visible_to(g.reach).where(School.uid == school)) or abort(404)) if school else None,
    )
