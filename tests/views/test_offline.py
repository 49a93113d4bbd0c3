"""What a phone asks for a round without a net, as it is sent."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from hazard_app.db import db
from hazard_app.models.person import Person
from hazard_app.rules.rounds import Rhythm
from hazard_app.rules.terms import StepKind
from tests.client import PageClient
from tests.packs import held
from tests.reporting import reported
from tests.rounds import plan
from tests.visits import photo, step
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]
At = Callable[..., None]
PACK = "/offline/pack.json"
HOUR = timedelta(hours=1)


def test_it_is_a_persons_own_and_asked_for_again_each_time(sign_in_as: SignInAs, world: World) -> None:
    answer = sign_in_as(world.officer).get(PACK)
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Hazard-Person"] == answer.get_json()["person"] == str(world.officer.uid)
    assert answer.get_json()["made_at"] == "2026-11-23T06:02:00+00:00"


def test_what_has_not_changed_is_not_sent_again(sign_in_as: SignInAs, session: Session, world: World, at: At) -> None:
    officer = sign_in_as(world.officer)
    tag = {"If-None-Match": officer.get(PACK).headers["ETag"]}
    at(NOW + HOUR)
    unchanged = officer.get(PACK, headers=tag)
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert unchanged.headers["Hazard-Person"] == str(world.officer.uid)
    assert sign_in_as(world.officer2).get(PACK, headers=tag).status_code == 200
    reported(session, world.officer, world.school)
    session.commit()
    assert officer.get(PACK, headers=tag).status_code == 200


def test_it_goes_over_a_thin_line_packed_and_with_the_same_tag(
    sign_in_as: SignInAs, session: Session, world: World
) -> None:
    for _ in range(30):
        reported(session, world.officer, world.school)
    session.commit()
    officer = sign_in_as(world.officer)
    plain, packed = officer.get(PACK), officer.get(PACK, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    of_the_moment = {"made_at": None, "cursor": None}
    assert json.loads(gzip.decompress(packed.data)) | of_the_moment == plain.get_json() | of_the_moment
    assert len(packed.data) * 4 < len(plain.data)
    assert "校门口" in plain.text
    both = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert officer.get(PACK, headers=both).status_code == 304


def test_changes_are_asked_for_with_the_cursor(sign_in_as: SignInAs, session: Session, world: World, at: At) -> None:
    officer = sign_in_as(world.officer)
    whole = officer.get(PACK)
    at(NOW + HOUR)
    hazard = reported(session, world.officer, world.school)
    session.commit()
    answer = officer.get(PACK, query_string={"since": whole.get_json()["cursor"]})
    change = answer.get_json()
    assert (change["full"], [each["uid"] for each in change["hazards"]]) == (False, [str(hazard.uid)])
    # Each has a cursor to be kept: not even the same again may be answered by the phone's own cache.
    assert "ETag" not in answer.headers
    phone = held(whole.get_json())
    phone.take(change)
    assert phone == held(officer.get(PACK).get_json())


@pytest.mark.parametrize("since", ["", "nonsense", "%00", "9" * 9000])
def test_a_damaged_cursor_gets_a_whole_pack(sign_in_as: SignInAs, world: World, since: str) -> None:
    answer = sign_in_as(world.officer).get(PACK, query_string={"since": since})
    assert (answer.status_code, answer.get_json()["full"]) == (200, True)


def test_it_speaks_the_readers_language_and_another_one_is_another_pack(sign_in_as: SignInAs, world: World) -> None:
    officer = sign_in_as(world.officer)
    chinese = officer.get(PACK).get_json()
    assert {each["kind"] for each in chinese["schools"]} == {"小学", "幼儿园"}
    officer.post("/me", data={"locale": "en", "theme": ""})
    english = officer.get(PACK, query_string={"since": chinese["cursor"]}).get_json()
    assert english["full"]
    assert {each["kind"] for each in english["schools"]} == {"Primary school", "Kindergarten"}
    assert "Police inspection of internal campus security (monthly)" in {
        each["title"] for each in english["checklists"]
    }


PAGES = {
    "officer": ["/today", "/schools", "/me", "/hazards", "/hazards/new", "/schools/{school}/rechecks/new"],
    "liaison": ["/today", "/schools", "/me", "/hazards", "/hazards/new"],
    "auditor": ["/today", "/schools", "/me", "/hazards"],
    "administrator": ["/today", "/schools", "/me"],
    "nobody": ["/today", "/schools", "/me"],
}


@pytest.mark.parametrize("who", PAGES)
def test_the_pages_that_belong_to_it_open_for_whoever_is_told_of_them(
    sign_in_as: SignInAs, session: Session, world: World, who: str
) -> None:
    hazard = reported(session, world.officer2, world.school)
    step(session, hazard, world.liaison, StepKind.FIX, after=[photo(session, world.liaison, "after")])
    session.commit()
    browser = sign_in_as(getattr(world, who))
    pages = browser.get(PACK).get_json()["pages"]
    assert pages == [page.format(school=world.school.uid) for page in PAGES[who]]
    assert {browser.get(page).status_code for page in pages} == {200}


def test_it_says_how_often_a_check_comes_in_the_readers_words(
    sign_in_as: SignInAs, session: Session, world: World
) -> None:
    plan(session, world, Rhythm.OWN, rule="FREQ=DAILY")
    session.commit()
    officer = sign_in_as(world.officer)
    for language, words in (("zh-CN", "每天"), ("en", "each day")):
        pack = officer.get(PACK, headers={"Accept-Language": language}).get_json()
        assert {each["often"] for each in pack["tasks"]} == {words}


@contextmanager
def asked() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*given: Any) -> None:
        if not given[2].startswith("BEGIN"):
            statements.append(given[2])

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


def test_it_asks_the_database_as_often_for_many_as_for_few(
    sign_in_as: SignInAs, session: Session, world: World, at: At
) -> None:
    officer = sign_in_as(world.officer)
    for hour, more in ((1, 1), (2, 20)):
        for _ in range(more):
            reported(session, world.officer, world.school)
            reported(session, world.officer, world.neighbour)
        session.commit()
        at(NOW + hour * HOUR)
        officer.get(PACK)  # what a process reads once, it has read; and that the sign-in is in use is noted
        with asked() as whole:
            pack = officer.get(PACK).get_json()
        with asked() as nothing_new:
            change = officer.get(PACK, query_string={"since": pack["cursor"]}).get_json()
        assert (change["full"], change["hazards"]) == (False, [])
        assert (len(whole), len(nothing_new)) == (9, 10)
