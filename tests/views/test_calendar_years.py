"""Working days that come with the app, on the page where tables are brought in."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.calendar_day import working_days
from hazard_app.models.person import Person
from tests.client import PageClient
from tests.importing import agree
from tests.world import World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


def test_a_year_is_looked_at_and_then_brought_in(admin: PageClient, session: Session) -> None:
    assert "查看 2026 年节假日安排" in admin.get("/administration/imports/new?kind=calendar").text
    preview = admin.get(admin.post("/administration/calendar_years", data={"year": "2026"}).location)
    assert "试运行：39 行都没问题" in preview.text
    assert "国庆节休" in preview.text
    assert not working_days(session).years
    assert "已导入 39 行" in agree(admin, preview).text
    days = working_days(session)
    assert [days.is_working_day(date(2026, 10, day)) for day in (1, 7, 8, 10)] == [False, False, True, True]
    assert session.scalars(select(AdminAct)).one().facts["file"].startswith("chinesecalendar-")
    assert "查看 2026 年节假日安排" not in admin.get("/administration/imports/new?kind=calendar").text


def test_a_year_twice_changes_nothing(admin: PageClient) -> None:
    for _ in range(2):
        preview = admin.get(admin.post("/administration/calendar_years", data={"year": "2026"}).location)
        agree(admin, preview)
    assert "39" in preview.text
    assert 'form="apply"' not in preview.text


def test_the_calendar_of_all_zones_is_nothing_for_a_stations_administrator(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    world.administrator.postings[0].zone = world.station
    session.commit()
    client = sign_in_as(world.administrator)
    assert client.post("/administration/calendar_years", data={"year": "2026"}).status_code == 403
