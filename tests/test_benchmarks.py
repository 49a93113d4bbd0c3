"""The benchmarks run; how fast things are is no test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.benchmarks import field, lists, pages, phones, rounds, submissions
from tests.benchmarks.results import Result, table
from tests.installed import installed
from tests.lines import Line

SMALL: dict[str, Callable[[Path], Iterator[Result]]] = {
    "submissions": lambda folder: submissions.measured(folder, 8),
    "lists": lambda folder: lists.measured(folder, 30, 60, 2),
    "phones": lambda folder: phones.measured(folder, 2, 8, 3_000_000),
}


@pytest.mark.servers
@pytest.mark.parametrize("part", SMALL)
def test_each_part_measures_something(part: str, tmp_path: Path) -> None:
    results = list(SMALL[part](tmp_path))
    assert results
    assert all(result.value >= 0 for result in results)


@pytest.mark.browser
def test_pages_are_weighed(tmp_path: Path, chromium: Browser) -> None:
    with installed(tmp_path) as instance, instance.server() as server, pages.Scale(server.url) as scale:
        measured = list(pages.of_pages(chromium, scale, instance, 1))
    weighed = {result.what: result.value for result in measured}
    assert weighed["signed in, and Today, first use"] < weighed["… and a form of 39 items"]
    assert weighed["later, unasked: worker and round"] > 0


@pytest.mark.browser
def test_what_a_phone_with_no_network_waits_for_is_timed(tmp_path: Path, chromium: Browser) -> None:
    with installed(tmp_path) as instance, instance.server() as server, Line(server.url) as line:
        measured = list(field.of_field(chromium, line, instance, 1))
    assert all(result.value > 0 for result in measured)
    assert "an inspection is kept for sending" in {result.what for result in measured}


def test_a_night_before_many_checks_is_timed(tmp_path: Path) -> None:
    measured = {result.what: result.value for result in rounds.measured(tmp_path, 50)}
    # With the two schools of the cast: four checks each, then four of each of three officers.
    assert (measured["tasks opened"], measured["each officer's own tasks opened"]) == (4 * 52, 4 * 52 * 3)
    assert measured["… tasks: memory of the command at its most"] > 0


VERDICTS = [
    (Result("speed", 1.0, must=4, aim=2), "aim"),
    (Result("speed", 3.0, must=4, aim=2), "must"),
    (Result("speed", 5.0, must=4, aim=2), "MISSED"),
    (Result("rate", 5.0, must=4, aim=6, at_least=True), "must"),
    (Result("rate", 3.0, must=4, at_least=True), "MISSED"),
    (Result("size", 9.0, aim=2), ""),
]


@pytest.mark.parametrize(("result", "verdict"), VERDICTS)
def test_a_result_says_what_it_reaches(result: Result, verdict: str) -> None:
    assert result.verdict == verdict


def test_a_table_is_readable_as_text() -> None:
    assert list(table([Result("a page", 1234.6, must=2000, aim=1000)])) == [
        "| what   | measured | must       | aim        |      |",
        "|--------|----------|------------|------------|------|",
        "| a page | 1,235 ms | ≤ 2,000 ms | ≤ 1,000 ms | must |",
    ]
