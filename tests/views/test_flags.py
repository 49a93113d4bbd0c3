from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.flag import Flag
from hazard_app.models.person import Person
from hazard_app.rules.terms import FlagKind
from hazard_app.views.flag_words import WORDS
from tests.client import PageClient
from tests.filling import filled, newest
from tests.world import World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def flag(session: Session, world: World, sign_in_as: SignInAs) -> Flag:
    """The officer's phone stood half a degree north of the school."""
    far_away = {"latitude": "37.15", "longitude": "117.02", "accuracy": "20"}
    sign_in_as(world.officer).post("/inspections", data=filled(newest(session, "PER-D"), world.school) | far_away)
    return session.scalars(select(Flag).where(Flag.kind == FlagKind.OUTSIDE_SCHOOL)).one()


def test_its_maker_sees_it_in_neutral_words(world: World, sign_in_as: SignInAs, flag: Flag) -> None:
    page = sign_in_as(world.officer).get(f"/flags/{flag.uid}/edit")
    assert "定位不在校区范围" in page.text
    assert "不作考核" in page.text


def test_its_maker_answers_and_the_supervisor_reads_it(world: World, sign_in_as: SignInAs, flag: Flag) -> None:
    kept = sign_in_as(world.officer).post(f"/flags/{flag.uid}", data={"answer": "在派出所补录"})
    assert kept.status_code == 303
    assert "在派出所补录" in sign_in_as(world.supervisor).get(kept.location).text


def test_nobody_answers_for_somebody_else(world: World, sign_in_as: SignInAs, flag: Flag) -> None:
    statuses = [
        sign_in_as(person).post(f"/flags/{flag.uid}", data={"answer": "替他说"}).status_code
        for person in (world.supervisor, world.outsider)
    ]
    assert statuses == [403, 404]


def test_an_empty_answer_is_asked_for_again(world: World, sign_in_as: SignInAs, flag: Flag) -> None:
    answer = sign_in_as(world.officer).post(f"/flags/{flag.uid}", data={"answer": " "})
    assert answer.status_code == 422
    assert "请写几个字" in answer.text


def test_a_reading_that_is_inside_as_gcj_02_is_no_matter(session: Session, world: World, sign_in_as: SignInAs) -> None:
    """The school's centre as a Chinese map would give it: half a kilometre off."""
    shifted = {"latitude": "36.6516", "longitude": "117.0266", "accuracy": "30"}
    sign_in_as(world.officer).post("/inspections", data=filled(newest(session, "PER-D"), world.school) | shifted)
    assert session.scalars(select(Flag).where(Flag.kind == FlagKind.OUTSIDE_SCHOOL)).all() == []


def test_every_kind_of_flag_has_its_sentence() -> None:
    assert WORDS.keys() == set(FlagKind)
