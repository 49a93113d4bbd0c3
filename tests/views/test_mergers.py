"""Two schools are merged on a page, and every list is right the moment after."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.merger import Merger
from hazard_app.models.person import Person
from hazard_app.models.step import Step
from hazard_app.rules.terms import State
from tests.client import PageClient
from tests.pictures import jpeg
from tests.reporting import reported
from tests.sending import sent
from tests.visits import fail, hazards, visit
from tests.world import World

SignInAs = Callable[[Person], PageClient]
LAMP = "PER-D-14"


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


@pytest.fixture
def path(world: World) -> str:
    return f"/administration/schools/{world.school.uid}/merger"


@pytest.fixture
def two_lamps(session: Session, world: World, sign_in_as: SignInAs) -> list[Hazard]:
    """The neighbour's, then the school's with a photo."""
    shown = sent(sign_in_as(world.officer), jpeg(seed=5))
    visit(session, world.officer, world.neighbour, {LAMP: fail("路口灯不亮")})
    visit(session, world.officer, world.school, {LAMP: fail("校门灯不亮", photos=(shown,))})
    session.commit()
    return hazards(session)


@pytest.mark.usefixtures("two_lamps")
def test_it_is_shown_before_it_is_done(admin: PageClient, session: Session, path: str) -> None:
    assert "合并到哪所学校" in admin.get(path).text
    shown = admin.get(path, query_string={"into": "neighbour"})
    assert shown.status_code == 200
    for words in ("还没有写入任何内容", "陈立、吴静", "合并后不能撤回"):
        assert words in shown.text
    assert session.scalar(select(Merger)) is None


def test_the_other_open_schools_of_the_zone_are_offered(admin: PageClient, path: str) -> None:
    assert '<datalist id="beside"><option value="河滨幼儿园"></datalist>' in admin.get(path).text


@pytest.mark.parametrize("into", ["没有这所", "school"])
def test_what_cannot_be_chosen_is_told(admin: PageClient, path: str, into: str) -> None:
    answer = admin.get(path, query_string={"into": into})
    assert answer.status_code == 422
    assert "没有" in answer.text


def test_what_is_outside_ones_reach_does_not_exist(
    session: Session, world: World, sign_in_as: SignInAs, path: str
) -> None:
    """An administrator of zone East sees neither the foreign school nor a way to it."""
    world.administrator.postings[0].zone = world.east
    session.commit()
    admin = sign_in_as(world.administrator)
    assert admin.get(path, query_string={"into": "foreign"}).status_code == 422
    assert admin.post(path, data={"into": str(world.foreign.uid)}).status_code == 404
    other = f"/administration/schools/{world.foreign.uid}/merger"
    assert admin.get(other).status_code == 404
    assert admin.post(other, data={"into": str(world.school.uid)}).status_code == 404
    assert session.scalar(select(Merger)) is None


def test_lists_and_counts_are_right_the_moment_after(
    admin: PageClient, session: Session, world: World, sign_in_as: SignInAs, two_lamps: list[Hazard], path: str
) -> None:
    reported(session, world.officer, world.school)
    session.commit()
    officer = sign_in_as(world.officer)
    assert "未销号 3 处" in officer.get("/hazards").text
    answer = admin.post(path, data={"into": str(world.neighbour.uid)})
    assert answer.location == f"/schools/{world.neighbour.uid}"
    assert "未销号 2 处" in officer.get("/hazards").text
    there = officer.get("/hazards", query_string={"school": world.neighbour.uid}).text
    assert "校门口斑马线磨损" in there
    assert "校门灯不亮" not in there
    assert "路口灯不亮" in there
    assert "新安实验小学" not in officer.get("/schools").text
    assert session.scalars(select(Hazard.state).order_by(Hazard.id)).all() == [State.OPEN, State.VOID, State.OPEN]


def test_each_school_says_what_became_of_it(admin: PageClient, world: World, sign_in_as: SignInAs, path: str) -> None:
    admin.post(path, data={"into": str(world.neighbour.uid)})
    liaison = sign_in_as(world.liaison)
    old, new = f"/schools/{world.school.uid}", f"/schools/{world.neighbour.uid}"
    assert "已并入河滨幼儿园" in liaison.get(old).text
    assert new in liaison.get(old).text
    assert "含已并入的" in liaison.get(new).text
    assert old in liaison.get(new).text
    assert old not in liaison.get("/today").text
    edit = admin.get(f"/administration/schools/{world.school.uid}/edit").text
    assert "已并入河滨幼儿园" in edit
    assert "恢复启用" not in edit


def test_the_duplicate_leads_to_the_other_and_keeps_its_photo(
    admin: PageClient, session: Session, world: World, sign_in_as: SignInAs, two_lamps: list[Hazard], path: str
) -> None:
    theirs, ours = two_lamps
    admin.post(path, data={"into": str(world.neighbour.uid)})
    liaison = sign_in_as(world.liaison)
    page = liaison.get(f"/hazards/{ours.uid}").text
    assert f"/hazards/{theirs.uid}" in page
    assert "来自已合并的新安实验小学" in page
    attached = session.scalars(select(Step).where(Step.hazard_id == ours.id, Step.number == 1)).one().attachments[0]
    assert liaison.get(f"/photos/{attached.photo.uid}").status_code == 200


def test_done_twice_it_is_told_and_done_once(admin: PageClient, session: Session, world: World, path: str) -> None:
    given = {"into": str(world.neighbour.uid)}
    assert [admin.post(path, data=given).status_code for _ in range(2)] == [303, 303]
    assert admin.post(path, data={"into": str(world.foreign.uid)}).status_code == 409
    closing = f"/administration/schools/{world.school.uid}/closing/end"
    assert admin.post(closing).status_code == 409
    assert len(session.scalars(select(Merger)).all()) == 1
