"""Hang a zone under another one: the paths of all that lies below follow."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.refusals import Refused
from hazard_app.models.zone import Zone


class OwnAncestor(Refused):
    """The zone would come to lie inside itself."""


def place_zone(session: Session, zone: Zone, parent: Zone) -> None:
    """Raises OwnAncestor. What is said of hazards and schools stays: they name the zone, not its path."""
    if parent.path.startswith(zone.path):
        raise OwnAncestor
    zone.parent, old = parent, zone.path
    inside = session.scalars(select(Zone).where(Zone.path.startswith(old))).all()
    for each in inside:
        each.path = f"{parent.path}{zone.id}/{each.path.removeprefix(old)}"
    session.flush()


def settle_paths(zones: Iterable[Zone]) -> None:
    """Of a whole tree, from the roots down."""
    below: dict[int | None, list[Zone]] = {}
    for zone in zones:
        below.setdefault(zone.parent_id, []).append(zone)
    waiting = [(zone, "/") for zone in below.get(None, [])]
    while waiting:
        zone, above = waiting.pop()
        path = f"{above}{zone.id}/"
        if zone.path != path:
            zone.path = path
        waiting += [(each, path) for each in below.get(zone.id, [])]
