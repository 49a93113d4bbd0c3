import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.log_act import TERMINAL, Actor, chain_of
from hazard_app.acts.note_bearer import note_bearer
from hazard_app.models.admin_act import AdminAct
from hazard_app.rules.chain import first_broken
from tests.world import NOW, World


def test_it_stands_once_for_each_bearer_and_piece_of_work(session: Session, world: World) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    colleague = Actor.of(world.officer2)
    for bearer, work in ((colleague, one), (colleague, other), (TERMINAL, one), (colleague, one), (TERMINAL, one)):
        note_bearer(session, bearer, world.officer.id, work, NOW)
    noted = [(act.person_id, act.facts["work"]) for act in session.scalars(select(AdminAct).order_by(AdminAct.number))]
    assert noted == [(world.officer2.id, str(one)), (world.officer2.id, str(other)), (None, str(one))]


def test_it_stands_where_its_maker_serves_and_in_the_chain(session: Session, world: World) -> None:
    note_bearer(session, Actor.of(world.supervisor), world.liaison.id, uuid.uuid4(), NOW)
    [act] = session.scalars(select(AdminAct))
    assert (act.about, act.zone_id) == (world.liaison.uid, world.school.zone_id)
    assert first_broken(chain_of(session)) is None
