"""What entries of a calendar are taken for."""

from datetime import date, timedelta

import pytest

from hazard_app.rules.event_words import is_festival, is_free, is_taught, is_worked
from hazard_app.rules.import_events import Event, understood
from hazard_app.rules.imports import ImportKind, Wrong

FIRST = date(2026, 10, 1)


def entry(summary: str, days: int = 1, first: date = FIRST, mark: str = "") -> Event:
    return Event(summary, first, first + timedelta(days=days - 1), mark=mark)


@pytest.mark.parametrize(
    ("summary", "worked"),
    [
        ("国庆节 休", False),
        ("国庆节(休)", False),
        ("休｜国庆节", False),
        ("国庆节 假期 第1天/共8天", False),
        ("国庆节放假", False),
        ("National Day holiday", False),
        ("National Day (day off)", False),
        ("国庆节 班", True),
        ("国庆节(班)", True),
        ("班｜国庆节", True),
        ("国庆节 补班 第1天/共2天", True),
        ("调休上班", True),
        ("国庆节假期补班", True),
        ("Special Working Day", True),
        ("Makeup workday for the holiday", True),
        ("国庆节调休", None),
        ("值班安排", None),
        ("国庆节", None),
        ("立春", None),
        ("Offline training", None),
        ("Homework", None),
    ],
)
def test_what_a_holiday_calendar_says_of_a_day(summary: str, worked: bool | None) -> None:
    assert is_worked(summary) is worked


def test_a_mark_beside_counts_more_than_the_name() -> None:
    assert is_worked("国庆节", "WORK-HOLIDAY") is False
    assert is_worked("国庆节假期", "ALTERNATE-WORKDAY") is True
    assert is_worked("国庆节", "BIRTHDAY") is None


@pytest.mark.parametrize(
    ("summary", "taught"),
    [
        ("运动会 停课", False),
        ("中考 不上课", False),
        ("校庆放假", False),
        ("No school: storm", False),
        ("周六补课", True),
        ("国庆调休 上课", True),
        ("School day instead of Friday", True),
        ("秋季运动会", None),
    ],
)
def test_what_a_school_calendar_says_of_a_day(summary: str, taught: bool | None) -> None:
    assert is_taught(summary) is taught


def test_festivals_and_holidays_between_terms_are_known_by_their_names() -> None:
    assert is_festival("国庆节")
    assert is_festival("清明")
    assert not is_festival("国庆节晚会")
    assert is_free("寒假")
    assert is_free("Winter break")
    assert not is_free("2026—2027学年第一学期")


def cells(kind: ImportKind, *events: Event, zone: str = "") -> list[tuple[str, ...]]:
    return [tuple(row.cells) for row in understood(kind, events, zone).rows]


def wrongs(kind: ImportKind, *events: Event) -> list[Wrong | None]:
    return [row.why for row in understood(kind, events, "").rows]


def test_each_day_of_a_holiday_is_a_row_with_its_name() -> None:
    assert cells(ImportKind.CALENDAR, entry("国庆节 休", 2), entry("国庆节 班", first=date(2026, 10, 10))) == [
        ("2026-10-01", "否", "国庆节 休"),
        ("2026-10-02", "否", "国庆节 休"),
        ("2026-10-10", "是", "国庆节 班"),
    ]


def test_what_says_nothing_beside_others_that_do_is_passed_over_and_counted() -> None:
    found = understood(ImportKind.CALENDAR, [entry("国庆节（休）"), entry("国庆节"), entry("寒露")], "")
    assert (len(found.rows), found.passed_over) == (1, 2)


def test_in_a_calendar_without_marks_festivals_are_off_and_the_rest_is_told() -> None:
    assert cells(ImportKind.CALENDAR, entry("国庆节")) == [("2026-10-01", "否", "国庆节")]
    assert wrongs(ImportKind.CALENDAR, entry("寒露")) == [Wrong.NEITHER_WORKED]


def test_the_same_day_said_twice_stands_once_and_differently_twice() -> None:
    assert len(cells(ImportKind.CALENDAR, entry("国庆节 休"), entry("中秋节 休"))) == 1
    twice = understood(ImportKind.CALENDAR, [entry("国庆节 休"), entry("国庆节 班")], "")
    assert [row.cells[1] for row in twice.rows] == ["否", "是"]


def test_an_entry_of_a_whole_year_is_not_spun_out() -> None:
    assert len(cells(ImportKind.CALENDAR, entry("长假 休", 62))) == 62
    assert wrongs(ImportKind.CALENDAR, entry("长假 休", 63)) == [Wrong.TOO_MANY_DAYS]
    assert wrongs(ImportKind.CALENDAR, entry("长假 休", 2_900_000)) == [Wrong.TOO_MANY_DAYS]


def test_a_term_is_one_row_and_holidays_are_none() -> None:
    assert cells(ImportKind.TERMS, entry("第一学期", 151, date(2026, 9, 1)), zone="east") == [
        ("east", "第一学期", "2026-09-01", "2027-01-29")
    ]
    assert wrongs(ImportKind.TERMS, entry("寒假", 30), entry("开学", 1), entry("军训学期", 28)) == [
        Wrong.NO_TERM,
        Wrong.NO_TERM,
        None,
    ]


def test_without_a_zone_that_was_said_the_place_of_an_entry_is_its_zone() -> None:
    event = Event("运动会 停课", FIRST, FIRST, place="east")
    assert cells(ImportKind.SCHOOL_DAYS, event) == [("east", "2026-10-01", "否", "运动会 停课")]
    assert cells(ImportKind.SCHOOL_DAYS, event, zone="west")[0][0] == "west"


def test_rows_and_faults_go_by_the_same_numbers() -> None:
    broken = Event("国庆节 休", FIRST, why=Wrong.REPEATS)
    found = understood(
        ImportKind.CALENDAR, [entry("元旦 休"), broken, entry("国庆节 班", first=date(2026, 10, 10))], ""
    )
    table = found.table()
    assert [line.row for line in table.lines] == [2, 4]
    assert [(fault.row, fault.column, fault.why) for fault in table.faults] == [(3, "day", Wrong.REPEATS)]
    assert found.numbered()[2] == (3, ("2026-10-01", "否", "国庆节 休"))


def test_a_name_that_is_too_long_for_a_cell_is_cut() -> None:
    assert len(cells(ImportKind.CALENDAR, entry("休" * 200))[0][2]) == 80
