"""`make test` fails when either database's tests do, and shows what both said."""

import sys

import pytest

from tests.side_by_side import main

# A run of tests on the one database that goes as the sentence says.
SENTENCE = "import os, sys; database = os.environ['HAZARD_TEST_DATABASE']; print('on', database, flush=True); "


def run(sentence: str) -> int:
    return main([sys.executable, "-c", SENTENCE + sentence])


@pytest.mark.parametrize(
    ("failing", "told"),
    [
        ([], "All tests pass on SQLite and on PostgreSQL."),
        (["sqlite"], "FAILED on SQLite"),
        (["postgresql"], "FAILED on PostgreSQL"),
        (["sqlite", "postgresql"], "FAILED on SQLite and PostgreSQL"),
    ],
)
def test_it_is_well_only_when_both_are(failing: list[str], told: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(f"sys.exit(3 * (database in {failing}))") == bool(failing)
    assert capfd.readouterr().out.splitlines()[-1] == told


def test_what_each_said_is_shown_one_after_the_other(capfd: pytest.CaptureFixture[str]) -> None:
    run("print('an error', file=sys.stderr, flush=True)")
    said = capfd.readouterr()
    assert said.out.split("\n") == [
        "on sqlite",
        "",
        "PostgreSQL:",
        "on postgresql",
        "an error",
        "All tests pass on SQLite and on PostgreSQL.",
        "",
    ]
    assert said.err == "an error\n"


def test_what_needs_a_browser_runs_once_scripts_alone_beside_postgresql(capfd: pytest.CaptureFixture[str]) -> None:
    run("print('asked for', sys.argv[1:])")
    said = capfd.readouterr().out.splitlines()
    assert [line for line in said if "asked for" in line] == [
        "asked for ['-m', 'not scripts']",
        "asked for ['-m', 'not browser']",
    ]


def test_one_that_was_killed_is_no_yes() -> None:
    assert run("database == 'sqlite' and os.kill(os.getpid(), 9)") == 1
