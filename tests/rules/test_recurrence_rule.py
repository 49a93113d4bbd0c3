from datetime import date

import pytest

from hazard_app.rules.recurrence_rule import RuleError, RuleWrong, days_of, read_rule

BEGIN = date(2026, 9, 1)  # a Tuesday


def first_days(rule: str, count: int = 4, begins_on: date = BEGIN) -> list[str]:
    days = days_of(read_rule(rule, begins_on), begins_on, begins_on, begins_on.replace(year=begins_on.year + 9))
    return [f"{day:%y-%m-%d}" for day, _ in zip(days, range(count), strict=False)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY", ["26-09-01", "26-09-02", "26-09-03", "26-09-04"]),
        ("FREQ=DAILY;INTERVAL=366", ["26-09-01", "27-09-02", "28-09-02", "29-09-03"]),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO", ["26-09-07", "26-09-21", "26-10-05", "26-10-19"]),
        ("FREQ=DAILY;BYDAY=SA,SU", ["26-09-05", "26-09-06", "26-09-12", "26-09-13"]),
        # The first of September is a Tuesday: its week counts, the next one does not.
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", ["26-09-03", "26-09-14", "26-09-17", "26-09-28"]),
        # A week that begins on Sunday ends before this Sunday, and after it the second week is off.
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", ["26-09-06", "26-09-20", "26-10-04", "26-10-18"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", ["26-09-13", "26-09-27", "26-10-11", "26-10-25"]),
        ("FREQ=WEEKLY", ["26-09-01", "26-09-08", "26-09-15", "26-09-22"]),
        ("FREQ=MONTHLY;BYDAY=2TU", ["26-09-08", "26-10-13", "26-11-10", "26-12-08"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["26-09-25", "26-10-30", "26-11-27", "26-12-25"]),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", ["26-09-07", "26-09-21", "26-10-05", "26-10-19"]),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", ["26-11-13", "27-08-13", "28-10-13", "29-04-13"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["26-09-30", "26-10-30", "26-11-30", "26-12-31"]),
        # A month without such a day has none, as RFC 5545 wants it.
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["26-10-31", "26-12-31", "27-01-31", "27-03-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=+15,-01", ["26-09-15", "26-09-30", "26-10-15", "26-10-31"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", ["26-09-01", "26-12-01", "27-03-01", "27-06-01"]),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15", ["27-03-15", "28-03-15", "29-03-15", "30-03-15"]),
        ("FREQ=YEARLY;BYDAY=1MO", ["27-01-04", "28-01-03", "29-01-01", "30-01-07"]),
        ("FREQ=YEARLY;BYDAY=20MO", ["27-05-17", "28-05-15", "29-05-14", "30-05-20"]),
        ("FREQ=YEARLY;BYMONTH=3,11;BYDAY=1MO", ["26-11-02", "27-03-01", "27-11-01", "28-03-06"]),
        ("FREQ=YEARLY", ["26-09-01", "27-09-01", "28-09-01", "29-09-01"]),
    ],
)
def test_a_rule_of_ones_own_comes_on_these_days(rule: str, days: list[str]) -> None:
    assert first_days(rule) == days


def test_a_rule_without_a_day_comes_on_that_of_its_first() -> None:
    assert first_days("FREQ=MONTHLY", begins_on=date(2027, 1, 31)) == ["27-01-31", "27-03-31", "27-05-31", "27-07-31"]


@pytest.mark.parametrize(
    "typed",
    ["freq=weekly;byday=mo", " FREQ=WEEKLY;BYDAY=MO\r\n", "RRULE:FREQ=WEEKLY;BYDAY=MO", "rrule:Freq=Weekly;ByDay=Mo"],
)
def test_a_rule_is_kept_in_capitals_and_without_its_name(typed: str) -> None:
    assert read_rule(typed, BEGIN) == "FREQ=WEEKLY;BYDAY=MO"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=1440",
        "FREQ=HOURLY;INTERVAL=24",
        "freq=hourly",
        "FREQ=DAILY;BYHOUR=8,16",
        "FREQ=DAILY;BYMINUTE=0,30",
        "FREQ=WEEKLY;BYSECOND=0",
    ],
)
def test_what_may_come_more_than_once_a_day_is_no_round(rule: str) -> None:
    assert refused(rule) is RuleWrong.TOO_OFTEN


@pytest.mark.parametrize("end", ["COUNT=3", "UNTIL=20270101", "UNTIL=20270101T000000Z", "COUNT=3;UNTIL=20270101"])
def test_a_rule_does_not_say_when_its_plan_ends(end: str) -> None:
    assert refused(f"FREQ=DAILY;{end}") is RuleWrong.ENDS


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4,6,9,11;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",  # counted from a Tuesday
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=8",  # counted from a September
    ],
)
def test_a_rule_that_comes_never_is_a_mistake(rule: str) -> None:
    assert refused(rule) is RuleWrong.NEVER


def test_a_rule_that_does_not_come_within_750_days_comes_never() -> None:
    leap_day = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
    assert read_rule(leap_day, date(2026, 2, 9)) == leap_day
    assert refused(leap_day, date(2026, 2, 8)) is RuleWrong.NEVER


@pytest.mark.parametrize("begins_on", [date(1, 1, 1), date(2399, 12, 31), date(9998, 12, 31)])
def test_a_rule_is_read_whatever_year_it_begins_in(begins_on: date) -> None:
    assert read_rule("FREQ=DAILY", begins_on) == "FREQ=DAILY"


@pytest.mark.parametrize(
    "rule",
    [
        "",
        " \n ",
        "every second Tuesday",
        "每周二",
        ";;;;",
        "FREQ",
        "FREQ=",
        "FREQ=;BYDAY=MO",
        "FREQ=FORTNIGHTLY",
        "BYDAY=MO",
        "FREQ=DAILY;",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;DTSTART=20260901",
        "FREQ=DAILY;NOTHING=1",
        "FREQ=DAILY;INTERVAL",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=1.5",
        "FREQ=DAILY;INTERVAL=367",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=YEARLY;INTERVAL=0366999",
        "FREQ=DAILY;INTERVAL=" + "9" * 10_000,
        "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 5_000),
        "FREQ=DAILY;" * 1_000,
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYDAY=",
        "FREQ=DAILY;BYDAY=MO,",
        "FREQ=DAILY;BYDAY=MO;BYDAY=TU",
        "FREQ=DAILY;BYDAY=MO=TU",
        "FREQ=WEEKLY;WKST=MO,TU",
        "FREQ=WEEKLY;BYMONTH=3",
        "FREQ=WEEKLY;BYDAY=2MO",  # means nothing in a week, and dateutil would take it for every Monday
        "FREQ=DAILY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=MO,-1FR",  # dateutil would take it for what is both, which is no day
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=MO(+1)",
        "FREQ=MONTHLY;BYMONTHDAY=0",  # dateutil would take it for every day
        "FREQ=MONTHLY;BYMONTHDAY=0,15",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=1_5",
        "FREQ=MONTHLY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTH=0",
        "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO",
        "FREQ=MONTHLY;BYSETPOS=367;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYMONTH=2;BYDAY=6MO",
        "FREQ=YEARLY;BYMONTH=2;BYDAY=53SA",
        "FREQ=YEARLY;BYDAY=54MO",
        "FREQ=YEARLY;BYWEEKNO=53",
        "FREQ=YEARLY;BYYEARDAY=366",
        "FREQ=YEARLY;BYEASTER=0",
    ],
)
def test_what_is_no_rule_cannot_be_read(rule: str) -> None:
    assert refused(rule) is RuleWrong.UNREADABLE


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY\nFREQ=WEEKLY",
        "FREQ=DAILY\r\nRRULE:FREQ=WEEKLY",
        "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        "RRULE:RRULE:FREQ=DAILY",
        "EXRULE:FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO RRULE:FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=MO FREQ=SECONDLY",
        # With a first day of its own it would count from another than its plan.
        "FREQ=WEEKLY;BYDAY=MO DTSTART:20200101T083000",
        "FREQ=WEEKLY;BYDAY=MO DTSTART:20200101T083000Z",
        "DTSTART:20260901\nFREQ=WEEKLY;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=MO EXDATE:20260907",
        "FREQ=WEEKLY;BYDAY=MO\tRDATE:20260907",
    ],
)
def test_two_lines_in_one_are_no_rule(rule: str) -> None:
    assert refused(rule) is RuleWrong.UNREADABLE


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=１５",
        "FREQ=MONTHLY;BYMONTHDAY=١٥",
        "FREQ=DAILY;INTERVAL=²",
        "FREQ=DAıLY",  # a dotless i, which becomes an I among capitals
        "ＦＲＥＱ＝ＤＡＩＬＹ",
        "FREQ=DAILY\x00",
        "FREQ=WEEKLY;BYDAY=MO\x00",
        "FREQ=WEEKLY;BYDAY=MO,\x1fTU",
        "FREQ=WEEKLY;BYDAY=MO\u2028",
        "FREQ=WEEKLY;\u200bBYDAY=MO",
        "FREQ=WEEKLY; BYDAY=MO",
    ],
)
def test_signs_that_stand_in_no_rule_are_not_read(rule: str) -> None:
    assert refused(rule) is RuleWrong.UNREADABLE


def refused(rule: str, begins_on: date = BEGIN) -> RuleWrong:
    with pytest.raises(RuleError) as error:
        read_rule(rule, begins_on)
    return error.value.why
