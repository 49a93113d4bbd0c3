"""Write down what an administrator did, as a link of the chain that all such acts share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.person import Person
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.chain import GENESIS, Link, step_hash


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: no person at the server's own terminal."""

    id: int | None
    uid: UUID | None

    @classmethod
    def of(cls, person: Person) -> "Actor":
        return cls(person.id, person.uid)


TERMINAL = Actor(None, None)


@dataclass(frozen=True, slots=True)
class Done:
    """One act. `zone_id` is where, `facts` are JSON: the thing's name, and what changed."""

    kind: ActKind
    thing: Thing
    about: UUID | None
    zone_id: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)


def log_acts(session: Session, actor: Actor, acts: Iterable[Done], now: datetime) -> None:
    """Of two who append at once, one ends in an IntegrityError and starts again."""
    latest = select(AdminAct.number, AdminAct.hash).order_by(AdminAct.number.desc()).limit(1)
    last, tip = session.execute(latest).one_or_none() or (0, GENESIS)
    rows = []
    for number, done in enumerate(acts, last + 1):
        row = {"number": number, "kind": done.kind, "thing": done.thing, "about": done.about, "at": now}
        row |= {"zone_id": done.zone_id, "facts": dict(done.facts), "previous_hash": tip, "person_id": actor.id}
        tip = step_hash(tip, record(row, actor.uid))
        rows.append({**row, "hash": tip})
    if rows:
        session.execute(insert(AdminAct), rows)


def record(row: Mapping[str, Any], person: UUID | None) -> dict[str, Any]:
    """What the chain holds of an act."""
    return {
        "number": row["number"],
        "person": person,
        "kind": row["kind"].value,
        "thing": row["thing"].value,
        "about": row["about"],
        "zone": row["zone_id"],
        "facts": row["facts"],
        "at": row["at"],
    }


def chain_of(session: Session) -> Sequence[Link]:
    """All acts as links, for `rules.chain.first_broken`."""
    rows = session.execute(
        select(AdminAct, Person.uid).outerjoin(Person, Person.id == AdminAct.person_id).order_by(AdminAct.number)
    )
    return [Link(act.number, act.previous_hash, act.hash, record(vars(act), uid)) for act, uid in rows]
