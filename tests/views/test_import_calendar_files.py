"""Calendar files on the import page: looked at, told entry by entry, brought in."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.documents.tables import read_rows
from hazard_app.models.calendar_day import working_days
from hazard_app.models.person import Person
from hazard_app.models.school_calendar import SchoolDay, Term
from tests.calendars import days, entry, ics
from tests.client import PageClient
from tests.importing import agree, bring
from tests.world import World

SignInAs = Callable[[Person], PageClient]
HOLIDAYS = ics(
    days("国庆节（休）", "20261001", "20261008"),
    days("国庆节（班）", "20261010", "20261011"),
    days("寒露", "20261008", "20261009"),
    entry("DTSTART;VALUE=DATE:20261225", "RRULE:FREQ=YEARLY", "SUMMARY:圣诞节 休"),
)
TERM = ics(days("2026—2027学年第一学期", "20260901", "20270130"))


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


def test_holidays_and_made_up_days_come_from_a_calendar_file(admin: PageClient, session: Session) -> None:
    preview = bring(admin, HOLIDAYS, kind="calendar")
    for said in ("从日历文件识别出 9 行", "另有 1 条日程与此无关", "国庆节(休)", "这是重复日程"):
        assert said in preview.text
    assert agree(admin, preview).status_code == 422
    agree(admin, preview, leave_out="yes")
    known = working_days(session)
    assert [known.is_working_day(date(2026, 10, day)) for day in (1, 7, 8, 10)] == [False, False, True, True]
    assert not [day for day in known.holidays if day.month == 12]
    again = bring(admin, HOLIDAYS, kind="calendar")
    assert 'form="apply"' not in again.text


def test_what_was_wrong_in_it_comes_back_as_a_table_to_mend(admin: PageClient) -> None:
    where = bring(admin, HOLIDAYS, kind="calendar").request.path
    rows = [cells for _number, cells in read_rows(admin.get(f"{where}/wrong-rows").data)]
    assert rows[0] == ("日期", "上班", "说明", "原因")
    assert rows[1][:3] == ("2026-12-25", "否", "圣诞节 休")
    assert len(rows) == 2


def test_a_term_comes_from_a_calendar_file_into_the_zone_that_was_said(admin: PageClient, session: Session) -> None:
    preview = bring(admin, TERM, kind="terms", zone="station")
    assert "新安派出所" in preview.text
    agree(admin, preview)
    [term] = session.scalars(select(Term))
    assert (term.zone.code, term.name) == ("station", "2026—2027学年第一学期")
    assert (term.starts_on, term.ends_on) == (date(2026, 9, 1), date(2027, 1, 29))


def test_without_a_zone_its_rows_say_what_they_lack(admin: PageClient) -> None:
    page = bring(admin, TERM, kind="terms").text
    assert "试运行：1 行里 1 行有问题" in page


def test_single_days_keep_what_the_entry_was_called(admin: PageClient, session: Session) -> None:
    content = ics(days("秋季运动会 停课", "20261030", "20261031"))
    agree(admin, bring(admin, content, kind="school_days", zone="bureau"))
    assert [(day.day, day.taught, day.note) for day in session.scalars(select(SchoolDay))] == [
        (date(2026, 10, 30), False, "秋季运动会 停课")
    ]


def test_the_zone_that_was_said_counts_for_rows_of_a_table_too(admin: PageClient, session: Session) -> None:
    content = "学期,开始日期,结束日期\r\n第一学期,2026-09-01,2027-01-29\r\n".encode()
    agree(admin, bring(admin, content, kind="terms", zone="东片警务区"))
    assert [term.zone.code for term in session.scalars(select(Term))] == ["east"]


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("schools", HOLIDAYS, "这里需要表格"),
        ("calendar", ics(), "没有日程"),
        ("calendar", b"BEGIN:VCALENDAR\r\nrubbish", "日历文件已损坏"),
        ("terms", b"BEGIN:VCALENDAR\r\n" + b"x" * 2_000_000, "不超过 2 MB"),
    ],
)
def test_a_file_that_is_no_calendar_of_ours_is_refused_in_words(
    admin: PageClient, kind: str, content: bytes, said: str
) -> None:
    answer = bring(admin, content, kind=kind)
    assert answer.status_code == 422
    assert said in answer.text


def test_the_page_says_how_a_calendar_file_is_read(admin: PageClient) -> None:
    for kind in ("calendar", "terms", "school_days"):
        page = admin.get(f"/administration/imports/new?kind={kind}").text
        assert "日历文件怎样识别" in page
        assert ".ics" in page
    assert ".ics" not in admin.get("/administration/imports/new?kind=schools").text
