"""`flask demo --size`: a large world in an empty database, whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hazard_app.demo.large import world
from tests.places import Place, place


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, str]]:
    """With what was said while it was filled."""
    with place(tmp_path_factory.mktemp("large")) as here:
        yield here, here.done("demo", "--size", "800")


@pytest.fixture
def large(filled: tuple[Place, str]) -> Place:
    return filled[0]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Place]:
    with place(tmp_path / "empty") as here:
        yield here


def test_it_stands_round_the_demo_and_says_how_far_it_is(filled: tuple[Place, str]) -> None:
    large, said = filled
    assert large.count("hazards WHERE school_id IN (SELECT id FROM schools WHERE code LIKE 'L%')") == 800
    assert large.count("schools WHERE code LIKE 'S%'") == 24
    assert "  375 / 800\n  750 / 800\n  800 / 800\n" in said
    assert "\n  supervisor " in said


def test_audit_and_doctor_are_content(large: Place) -> None:
    assert "All is as it was written" in large.done("audit", "verify")
    assert "Nothing has to be done." in large.done("doctor")


def test_a_second_run_makes_nothing_and_tells_who_can_sign_in(large: Place) -> None:
    before = large.count("steps")
    assert "  supervisor " in large.done("demo", "--size", "800")
    assert large.count("steps") == before


def test_it_is_not_made_where_people_are(empty: Place) -> None:
    names = ("--username", "chief", "--name", "高局", "--zone-name", "分局")
    empty.done("setup", *names, "--password", "correct horse battery")
    assert "Nothing was changed" in empty.refused("demo", "--size", "small")
    assert (empty.count("people"), empty.count("schools")) == (1, 0)


def test_nothing_is_left_of_one_that_was_interrupted(empty: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    write_area = world.write_area
    done: list[None] = []

    def interrupted(*given: Any) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(write_area(*given))

    monkeypatch.setattr(world, "write_area", interrupted)
    assert "375 / 500" in empty.refused("demo", "--size", "500")
    assert (empty.count("people"), empty.count("hazards"), empty.count("zones")) == (0, 0, 0)


def test_a_size_that_is_none_is_told(empty: Place) -> None:
    result = empty.run("demo", "--size", "huge")
    assert result.exit_code == 2
    assert "small, city, province" in result.output
