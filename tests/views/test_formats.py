"""How LOOK.md writes times, distances and figures, in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.terms import Severity, State, StepKind
from hazard_app.views import formats
from hazard_app.words import word

NOW = datetime(2026, 11, 23, 6, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("hazard_app", root_path="hazard_app")
    app.config["CLOCK"] = lambda: NOW
    Babel(app, timezone_selector=lambda: "Asia/Shanghai", default_locale="en")
    return app


@pytest.fixture(params=["zh_Hans_CN", "en"])
def language(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    with app.test_request_context(), force_locale(request.param):
        yield request.param[:2]


def test_a_day_of_this_year_has_its_weekday(language: str) -> None:
    assert formats.local_date(NOW) == {"zh": "11月23日 周一", "en": "Mon 23 Nov"}[language]
    assert formats.local_date(date(2026, 1, 4)) == {"zh": "1月4日 周日", "en": "Sun 4 Jan"}[language]


def test_a_day_of_another_year_has_its_year(language: str) -> None:
    expected = {"zh": "2025年11月23日", "en": "23 Nov 2025"}[language]
    assert formats.local_date(date(2025, 11, 23)) == expected


def test_the_day_and_the_time_are_those_of_the_place(language: str) -> None:
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert formats.local_time(late) == "00:30"
    assert formats.moment(late) == {"zh": "11月24日 周二 · 00:30", "en": "Tue 24 Nov · 00:30"}[language]


def test_the_year_turns_with_the_place_too(language: str) -> None:
    assert (
        formats.local_date(datetime(2025, 12, 31, 16, tzinfo=UTC))
        == ({"zh": "1月1日 周四", "en": "Thu 1 Jan"}[language])
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0 m"), (119.6, "120 m"), (999.4, "999 m"), (999.5, "1.0 km"), (2345, "2.3 km"), (1_234_567, "1,234.6 km")],
)
def test_distances_are_metres_until_a_kilometre(app: Flask, value: float, written: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert formats.metres(value) == written


def test_thousands_get_a_comma() -> None:
    assert [formats.thousands(number) for number in (999, 1000, 1234567)] == ["999", "1,000", "1,234,567"]


def test_names_are_told_in_the_readers_language(language: str) -> None:
    assert (
        formats.local(Bilingual("东湖小学", "Donghu Primary")) == {"zh": "东湖小学", "en": "Donghu Primary"}[language]
    )
    assert formats.local("as typed") == "as typed"


def test_words_of_the_same_value_are_told_apart(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert (word(State.VOID), word(StepKind.VOID)) == ("Void", "Voided")
        assert word(Severity.CRITICAL) == "Critical"
