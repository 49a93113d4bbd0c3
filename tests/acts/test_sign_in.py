import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.acts.change_password import change_password
from hazard_app.acts.sign_in import Attempt, Room, accept, begin_try, end, end_others, is_stale, room, see, sign_in
from hazard_app.models.person import Person
from hazard_app.models.sign_in import SignIn, SignInFailure
from hazard_app.rules.devices import Browser, Device, System
from hazard_app.rules.throttle import AT_BUSY_ADDRESS, BUSY, KEPT
from tests.world import NOW, World

HERE = Attempt("a" * 64, "address 10.1.1.1", known_device=False)
ELSEWHERE = Attempt("a" * 64, "address 10.1.1.2", known_device=False)
SOMEBODY_ELSE = Attempt("b" * 64, "address 10.1.1.1", known_device=False)
PHONE = Device(System.ANDROID, Browser.WECHAT)
MONTH = timedelta(days=30)
NOTHING_WRONG = Room(timedelta(), 5)


def fail(session: Session, attempt: Attempt, times: int) -> None:
    for _ in range(times):
        begin_try(session, attempt, NOW)


@pytest.fixture
def signed_in(session: Session, world: World) -> SignIn:
    return sign_in(session, world.officer.id, PHONE, "k" * 64, MONTH, NOW)


def test_a_try_counts_before_it_is_looked_at(session: Session) -> None:
    this = begin_try(session, HERE, NOW)
    assert room(session, HERE, NOW) == Room(timedelta(), 4)
    assert room(session, HERE, NOW, but=this) == NOTHING_WRONG


def test_failures_count_for_this_name_from_this_source_only(session: Session) -> None:
    fail(session, HERE, 5)
    assert room(session, HERE, NOW) == Room(timedelta(minutes=5), 0)
    assert room(session, ELSEWHERE, NOW) == NOTHING_WRONG
    assert room(session, SOMEBODY_ELSE, NOW) == NOTHING_WRONG


def test_a_busy_address_is_strict_with_names_that_failed_there(session: Session) -> None:
    for number in range(BUSY.failures - 2):
        fail(session, Attempt(f"{number:064}", HERE.source, known_device=False), 1)
    fail(session, HERE, AT_BUSY_ADDRESS.failures)
    assert room(session, HERE, NOW).wait == AT_BUSY_ADDRESS.within
    assert room(session, SOMEBODY_ELSE, NOW) == Room(timedelta(), 2)


def test_the_right_password_forgives_this_name_here_and_nothing_else(session: Session, world: World) -> None:
    for attempt in (HERE, ELSEWHERE, SOMEBODY_ELSE):
        fail(session, attempt, 2)
    accept(session, HERE, world.officer.id, None)
    assert room(session, HERE, NOW) == NOTHING_WRONG
    assert session.scalar(select(func.count(SignInFailure.id))) == 4


def test_a_new_try_takes_away_what_is_too_old_to_count(session: Session) -> None:
    fail(session, HERE, 3)
    begin_try(session, ELSEWHERE, NOW + KEPT + timedelta(seconds=1))
    assert session.scalars(select(SignInFailure.source)).all() == [ELSEWHERE.source]


def test_a_session_is_stale_after_ten_minutes(signed_in: SignIn) -> None:
    assert not is_stale(signed_in.seen_at, NOW + timedelta(minutes=9, seconds=59))
    assert is_stale(signed_in.seen_at, NOW + timedelta(minutes=10))


def test_seeing_a_session_lets_it_slide_once(session: Session, signed_in: SignIn) -> None:
    later = NOW + timedelta(minutes=10)
    see(session, signed_in.id, later, MONTH)
    see(session, signed_in.id, later + timedelta(seconds=1), MONTH)
    session.refresh(signed_in)
    assert (signed_in.seen_at, signed_in.expires_at) == (later, later + MONTH)


def test_a_session_that_was_ended_slides_no_more(session: Session, signed_in: SignIn, world: World) -> None:
    assert end(session, world.officer.id, signed_in.uid, NOW)
    see(session, signed_in.id, NOW + timedelta(hours=1), MONTH)
    session.refresh(signed_in)
    assert signed_in.seen_at == NOW


def test_only_ones_own_living_session_can_be_ended(session: Session, signed_in: SignIn, world: World) -> None:
    assert not end(session, world.officer2.id, signed_in.uid, NOW)
    assert not end(session, world.officer.id, uuid.uuid4(), NOW)
    assert end(session, world.officer.id, signed_in.uid, NOW)
    assert not end(session, world.officer.id, signed_in.uid, NOW)


def test_all_others_end_and_this_one_and_other_peoples_go_on(session: Session, world: World, signed_in: SignIn) -> None:
    other = sign_in(session, world.officer.id, PHONE, "o" * 64, MONTH, NOW)
    colleague = sign_in(session, world.officer2.id, PHONE, "c" * 64, MONTH, NOW)
    end_others(session, world.officer.id, signed_in.uid, NOW)
    session.expire_all()
    assert [each.ended_at for each in (signed_in, other, colleague)] == [None, NOW, None]


def test_a_new_password_is_ones_own_and_ends_the_others(session: Session, world: World, signed_in: SignIn) -> None:
    world.officer.must_change_password = True
    other = sign_in(session, world.officer.id, PHONE, "o" * 64, MONTH, NOW)
    change_password(session, world.officer.id, "new hash", signed_in.uid, NOW)
    session.expire_all()
    wang = session.get_one(Person, world.officer.id)
    assert (wang.password_hash, wang.must_change_password) == ("new hash", False)
    assert (signed_in.ended_at, other.ended_at) == (None, NOW)
