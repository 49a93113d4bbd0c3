"""The log of administrators as a browser gets it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from hazard_app.acts.log_act import Actor, Done, log_acts
from hazard_app.models.person import Person
from hazard_app.rules.administration import ActKind, Thing
from tests.client import PageClient
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


def log(session: Session, world: World, count: int = 1) -> None:
    there, elsewhere = world.east.id, world.far.id
    radius = {"name": "新安实验小学", "changes": {"radius": [150, 200], "kind": ["primary", "secondary"]}}
    acts = [Done(ActKind.CHANGED, Thing.SCHOOL, world.school.uid, there, radius) for _ in range(count)]
    far = Done(ActKind.CREATED, Thing.SCHOOL, world.foreign.uid, elsewhere, {"name": "城北中学"})
    log_acts(session, Actor.of(world.administrator), [*acts, far], NOW)
    session.commit()


def test_the_log_tells_who_changed_what_from_what_to_what(session: Session, world: World, sign_in_as: SignInAs) -> None:
    log(session, world)
    page = sign_in_as(world.administrator).get("/administration/acts").text
    for said in ("新安实验小学", "半径：150 → 200", "小学 → 中学", "郑管", "城北中学"):
        assert said in page


def test_an_auditor_finds_the_log_among_their_tabs(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.auditor).get("/today").text
    assert 'href="/administration/acts"' in page
    assert 'href="/administration"' not in page


def test_an_auditor_reads_of_their_own_zones_only(session: Session, world: World, sign_in_as: SignInAs) -> None:
    log(session, world)
    page = sign_in_as(world.auditor).get("/administration/acts").text
    assert "新安实验小学" in page
    assert "城北中学" not in page


def test_a_long_log_goes_on_where_the_page_ended(session: Session, world: World, sign_in_as: SignInAs) -> None:
    log(session, world, 60)
    admin = sign_in_as(world.administrator)
    page = admin.get("/administration/acts").text
    assert 'href="/administration/acts?before=12"' in page
    assert "第 11 号" in (rest := admin.get("/administration/acts?before=12").text)
    assert "第 12 号" not in rest


def test_an_empty_log_says_what_will_stand_there(world: World, sign_in_as: SignInAs) -> None:
    assert "还没有管理记录" in sign_in_as(world.administrator).get("/administration/acts").text
