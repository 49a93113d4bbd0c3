"""The page of calendars, and terms and school days by hand."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.calendar_day import CalendarDay
from hazard_app.models.person import Person
from hazard_app.models.school_calendar import SchoolDay, Term
from tests.client import PageClient
from tests.importing import agree
from tests.world import World

SignInAs = Callable[[Person], PageClient]
PAGE = "/administration/calendars"
AUTUMN = {"zone": "bureau", "name": "第一学期", "first_day": "2026-09-01", "last_day": "2027-01-29"}
SPORTS = {"zone": "bureau", "day": "2026-10-30", "taught": "no", "note": "秋季运动会"}


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_where_nothing_is_known_the_page_says_what_to_do(admin: PageClient) -> None:
    page = admin.get(PAGE).text
    for said in ("还没有这一年的节假日安排", "还没有学期", "没有个别上学日", "查看 2026 年节假日安排"):
        assert said in page
    assert "国务院办公厅一般在秋末冬初公布" in page  # of 2027
    assert PAGE in admin.get("/administration").text


def test_a_year_shows_its_holidays_by_name(admin: PageClient) -> None:
    agree(admin, admin.get(admin.post("/administration/calendar_years", data={"year": "2026"}).location))
    page = words(admin.get(PAGE).text)
    assert "休 33 天 · 周末上班 6 天" in page
    assert "国庆节 10月1日 周四 – 10月7日 周三" in page
    admin.post("/language", data={"locale": "en"})
    assert "National Day Thu 1 Oct – Wed 7 Oct" in words(admin.get(PAGE).text)


def test_a_holiday_that_only_a_table_knows_is_a_day_off(admin: PageClient, session: Session) -> None:
    session.add(CalendarDay(day=date(2027, 9, 16), working=False))
    session.commit()
    assert "休息日 2027年9月16日" in words(admin.get(PAGE).text)


def test_a_term_is_added_and_says_for_whom_it_counts(admin: PageClient) -> None:
    assert admin.post("/administration/terms", data=AUTUMN).status_code == 303
    page = words(admin.get(PAGE).text)
    assert "第一学期 9月1日 周二 – 2027年1月29日 · 进行中" in page
    assert "以下 5 个警务区没有自己的学期，也按它算：新安派出所" in page


def test_a_zone_with_terms_of_its_own_goes_by_those(admin: PageClient) -> None:
    admin.post("/administration/terms", data=AUTUMN)
    admin.post("/administration/terms", data={**AUTUMN, "zone": "station", "name": "本所学期"})
    page = words(admin.get(PAGE).text)
    assert "以下 2 个警务区没有自己的学期，也按它算：城北派出所、北片警务区" in page
    assert "以下 2 个警务区没有自己的学期，也按它算：东片警务区、西片警务区" in page


def test_terms_that_overlap_are_refused_with_what_was_typed(admin: PageClient, session: Session) -> None:
    admin.post("/administration/terms", data=AUTUMN)
    given = {**AUTUMN, "name": "寒假补课", "first_day": "2027-01-29", "last_day": "2027-02-03"}
    answer = admin.post("/administration/terms", data=given)
    assert answer.status_code == 422
    assert "与“第一学期”（2026-09-01 至 2027-01-29）重叠" in answer.text
    assert 'value="2027-02-03"' in answer.text
    assert session.scalars(select(Term.name)).all() == ["第一学期"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last_day": "2026-08-31"}, "学期的结束日期早于开始日期"),
        ({"name": ""}, "必填"),
        ({"first_day": "9月"}, "不是日期"),
        ({"zone": "nowhere"}, "您管理的警务区"),
    ],
)
def test_a_term_that_cannot_be_is_told(admin: PageClient, wrong: dict[str, str], said: str) -> None:
    answer = admin.post("/administration/terms", data=AUTUMN | wrong)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_term_is_changed_and_deleted_from_its_page(admin: PageClient, session: Session) -> None:
    admin.post("/administration/terms", data=AUTUMN)
    [term] = session.scalars(select(Term.id))
    where = f"/administration/terms/{term}"
    assert "删除这个学期" in admin.get(f"{where}/edit").text
    assert admin.post(where, data={**AUTUMN, "last_day": "2027-01-22"}).status_code == 303
    assert session.scalars(select(Term.ends_on)).all() == [date(2027, 1, 22)]
    session.rollback()
    assert admin.post(f"{where}/end").status_code == 303
    assert session.scalars(select(Term)).all() == []
    log = words(admin.get("/administration/acts").text)
    assert "学期 · 第一学期 删除 第一天：2026-09-01 → –" in log
    assert admin.get(f"{where}/edit").status_code == 404


def test_a_school_day_is_added_and_taken_back(admin: PageClient, session: Session) -> None:
    assert admin.post("/administration/school_days", data=SPORTS).status_code == 303
    page = admin.get(PAGE).text
    assert "10月30日 周五 · 不上课 泉城市公安局 · 秋季运动会" in words(page)
    [end] = re.findall(r"/administration/school_days/[^\"]+/end", page)
    assert admin.post(end).status_code == 303
    assert session.scalars(select(SchoolDay)).all() == []
    assert admin.post(end).status_code == 404
    assert admin.post(end.replace("2026-10-30", "soon")).status_code == 404


def test_a_school_day_without_a_day_or_a_zone_is_told(admin: PageClient) -> None:
    assert admin.post("/administration/school_days", data=SPORTS | {"day": ""}).status_code == 422
    assert admin.post("/administration/school_days", data=SPORTS | {"zone": "x"}).status_code == 422


def test_whoever_runs_a_station_reads_the_terms_above_and_changes_only_their_own(
    session: Session, world: World, admin: PageClient, sign_in_as: SignInAs
) -> None:
    admin.post("/administration/terms", data=AUTUMN)
    admin.post("/administration/school_days", data=SPORTS)
    world.administrator.postings[0].zone = world.station
    session.commit()
    [term] = session.scalars(select(Term.id))
    session.rollback()
    client = sign_in_as(world.administrator)
    page = client.get(PAGE).text
    assert "第一学期" in page
    assert f"terms/{term}/edit" not in page
    assert "查看 2026 年节假日安排" not in page
    assert client.get(f"/administration/terms/{term}/edit").status_code == 404
    assert client.post(f"/administration/terms/{term}/end").status_code == 404
    assert client.post("/administration/terms", data=AUTUMN).status_code == 422
    end = f"/administration/school_days/{world.bureau.uid}/2026-10-30/end"
    assert client.post(end).status_code == 404
