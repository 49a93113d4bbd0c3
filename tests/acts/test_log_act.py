"""What administrators do stands in one chain, each act on the one before."""

import uuid

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hazard_app.acts.log_act import TERMINAL, Actor, Done, chain_of, log_acts
from hazard_app.models.admin_act import AdminAct
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.chain import GENESIS, first_broken
from tests.world import NOW, World


def done(name: str, zone_id: int | None = None) -> Done:
    return Done(ActKind.CHANGED, Thing.SCHOOL, uuid.uuid4(), zone_id, {"name": name, "changes": {"radius": [150, 200]}})


def test_each_act_is_chained_to_the_one_before(session: Session, world: World) -> None:
    log_acts(session, Actor.of(world.administrator), [done("一"), done("二")], NOW)
    log_acts(session, TERMINAL, [done("三")], NOW)
    acts = session.scalars(select(AdminAct).order_by(AdminAct.number)).all()
    assert [(act.number, act.facts["name"], act.person_id) for act in acts] == [
        (1, "一", world.administrator.id),
        (2, "二", world.administrator.id),
        (3, "三", None),
    ]
    assert [act.previous_hash for act in acts] == [GENESIS, acts[0].hash, acts[1].hash]
    assert first_broken(chain_of(session)) is None


def test_an_act_that_is_changed_later_shows(session: Session, world: World) -> None:
    log_acts(session, Actor.of(world.administrator), [done("一"), done("二"), done("三")], NOW)
    session.execute(update(AdminAct).where(AdminAct.number == 2).values(person_id=world.supervisor.id))
    assert first_broken(chain_of(session)) == 2


def test_two_who_append_at_once_meet_in_the_number(session: Session) -> None:
    log_acts(session, TERMINAL, [done("一")], NOW)
    row = dict(session.execute(select(AdminAct.__table__)).mappings().one())
    with pytest.raises(IntegrityError):
        session.execute(insert(AdminAct), [{name: value for name, value in row.items() if name != "id"}])


def test_nothing_done_is_no_entry(session: Session) -> None:
    log_acts(session, TERMINAL, [], NOW)
    assert session.scalars(select(AdminAct)).all() == []
