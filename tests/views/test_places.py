"""Zones and schools as an administrator makes, changes, moves and closes them."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind
from hazard_app.rules.terms import Role, State
from tests.client import PageClient
from tests.reporting import reported
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]
SCHOOL = {"code": "S9", "name": "新学校", "kind": "primary", "zone": "西片警务区", "radius": "200", "datum": "wgs84"}
EAST = {"code": "east", "name": "东片警务区", "kind": "liaison_zone"}


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


def kinds(session: Session) -> list[ActKind]:
    return list(session.scalars(select(AdminAct.kind).order_by(AdminAct.number)))


def closed(session: Session) -> list[UUID]:
    return list(session.scalars(select(School.uid).where(School.closed_on == NOW.date())))


def of_school(school: School, **changes: str) -> dict[str, str]:
    given = {"code": school.code, "name": school.name, "kind": school.kind.value, "zone": school.zone.code}
    return given | {"radius": str(school.radius), "datum": "wgs84"} | changes


def test_a_school_is_added_with_its_place_as_phones_measure(admin: PageClient, session: Session, world: World) -> None:
    given = SCHOOL | {"latitude": "36.65", "longitude": "117.02", "datum": "gcj02"}
    assert admin.post("/administration/schools", data=given).status_code == 303
    school = session.scalars(select(School).where(School.code == "S9")).one()
    assert (school.zone_id, school.radius) == (world.west.id, 200)
    assert school.latitude == pytest.approx(36.6496, abs=0.0005)
    assert kinds(session) == [ActKind.CREATED]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "school"}, "已被别人使用"),
        ({"zone": "没有"}, "您管理的警务区里没有"),
        ({"latitude": "36.65"}, "要一起填"),
        ({"radius": "5"}, "应在 20 至 5000 之间"),
        ({"name": ""}, "必填"),
    ],
)
def test_what_is_wrong_with_a_school_is_told(admin: PageClient, changes: dict[str, str], said: str) -> None:
    answer = admin.post("/administration/schools", data=SCHOOL | changes)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_school_that_moves_takes_what_is_open_along_and_leaves_the_past(
    admin: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    going = reported(session, world.officer, world.school)
    staying = reported(session, world.officer, world.school, "FIRE")
    staying.state = State.CLOSED
    session.commit()
    given = of_school(world.school, zone="far")
    assert admin.post(f"/administration/schools/{world.school.uid}", data=given).status_code == 303
    zones = dict(session.execute(select(Hazard.uid, Hazard.zone_id)).all())
    assert zones == {going.uid: world.far.id, staying.uid: world.east.id}
    assert sign_in_as(world.outsider).get(f"/hazards/{going.uid}").status_code == 200
    assert sign_in_as(world.officer).get(f"/hazards/{going.uid}").status_code == 404
    [act] = session.scalars(select(AdminAct))
    assert (act.kind, act.facts["open_hazards"]) == (ActKind.MOVED, 1)
    assert act.facts["changes"]["zone"] == ["东片警务区", "北片警务区"]


def test_a_school_closes_once_nothing_is_open_there(admin: PageClient, session: Session, world: World) -> None:
    hazard = reported(session, world.officer, world.school)
    session.commit()
    path = f"/administration/schools/{world.school.uid}/closing"
    refused = admin.post(path)
    assert refused.status_code == 409
    assert "还有未销号的隐患" in refused.text
    hazard.state = State.VOID
    session.commit()
    admin.post(path)
    assert closed(session) == [world.school.uid]
    assert "新安实验小学" not in admin.get("/schools").text
    admin.post(f"{path}/end")
    assert closed(session) == []
    assert kinds(session) == [ActKind.CLOSED, ActKind.REOPENED]


def test_a_zone_is_added_and_its_place_in_the_tree_is_known(admin: PageClient, session: Session, world: World) -> None:
    given = {"code": "south", "name": "南片警务区", "kind": "liaison_zone", "parent": "新安派出所"}
    assert admin.post("/administration/zones", data=given).status_code == 303
    zone = session.scalars(select(Zone).where(Zone.code == "south")).one()
    assert zone.path == f"{world.station.path}{zone.id}/"
    assert admin.post("/administration/zones", data=given | {"parent": ""}).status_code == 422


def test_a_zone_that_moves_takes_along_whoever_serves_and_learns_below(
    admin: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    supervisor, page = sign_in_as(world.supervisor), f"/schools/{world.school.uid}"
    assert supervisor.get(page).status_code == 200
    admin.post(f"/administration/zones/{world.east.uid}", data=EAST | {"parent": "far_station"})
    assert world.east.path == f"{world.far_station.path}{world.east.id}/"
    assert supervisor.get(page).status_code == 404
    assert sign_in_as(world.officer).get(page).status_code == 200
    assert kinds(session) == [ActKind.MOVED]


def test_a_zone_made_its_own_ancestor_is_refused(admin: PageClient, session: Session, world: World) -> None:
    given = {"code": "station", "name": "新安派出所", "kind": "station"}
    for parent in ("east", "station"):
        answer = admin.post(f"/administration/zones/{world.station.uid}", data=given | {"parent": parent})
        assert answer.status_code == 422
        assert "不能成为自己的下级" in answer.text
    assert world.station.parent == world.bureau
    assert kinds(session) == []


def test_whoever_patrols_here_and_administers_elsewhere_changes_nothing_here(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    world.officer2.postings[0].zone = world.far
    world.officer2.postings[0].role = Role.ADMINISTRATOR
    session.commit()
    admin = sign_in_as(world.administrator)
    admin.post(f"/people/{world.officer2.uid}/postings", data={"role": "officer", "place": "east"})
    both = sign_in_as(world.officer2)
    assert both.get(f"/administration/schools/{world.school.uid}/edit").status_code == 403
    assert both.get(f"/administration/zones/{world.east.uid}/edit").status_code == 403
    assert both.get(f"/administration/zones/{world.west.uid}/edit").status_code == 404
    assert both.get(f"/administration/schools/{world.foreign.uid}/edit").status_code == 200
