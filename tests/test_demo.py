"""The demo: made by one command, the same for the same seed and moment, and all that a visitor looks for is there."""

import stat
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from hazard_app import create_app
from hazard_app.db import Base, db
from hazard_app.demo.people import POSTS, SIGN_INS
from hazard_app.demo.places import CAMPUSES
from hazard_app.demo.world import build, write_script
from hazard_app.images.photos import clean
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.posting import Posting
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.models.zone import Zone
from hazard_app.passwords import Passwords
from hazard_app.rules.chain import Link, first_broken
from hazard_app.rules.distance import metres
from hazard_app.rules.terms import Attention, DoneBy, FlagKind, Role, SchoolKind, Severity, State, StepKind, ZoneKind
from hazard_app.storage import FolderStore
from tests.servers import fresh_database
from tests.tables import rows
from tests.world import CHEAP, NOW

# All but the one that is meant to differ.
QUANCHENG_SQUARE = (36.6612, 117.0168)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="module")
def demo(instance: Path) -> Iterator[Flask]:
    """An installation of its own, filled by the command."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HAZARD_INSTANCE_PATH", str(instance))
        patch.setenv("HAZARD_SQLALCHEMY_DATABASE_URI", fresh_database(instance))
        app = create_app({"CLOCK": lambda: NOW, **CHEAP})
    with app.app_context():
        upgrade()
    first_run = app.test_cli_runner().invoke(args=["demo"])
    assert first_run.exit_code == 0, first_run.output
    app.extensions["first_run"] = first_run
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(demo: Flask) -> Iterator[Session]:
    with demo.app_context():
        yield db.session()
        db.session.remove()


@pytest.fixture
def run_again(demo: Flask) -> Iterator[Any]:
    def run(password: str = "") -> Result:
        demo.config["DEMO_PASSWORD"] = password
        return demo.test_cli_runner().invoke(args=["demo"])

    yield run
    demo.config["DEMO_PASSWORD"] = ""


def count(session: Session, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(Hazard).where(*conditions)) or 0


def test_everybody_named_can_sign_in_with_the_printed_password(demo: Flask, session: Session, instance: Path) -> None:
    password = (instance / "demo_password").read_text()
    passwords: Passwords = demo.extensions["passwords"]
    output = demo.extensions["first_run"].output
    assert password in output
    for username in SIGN_INS:
        person = session.scalars(select(Person).where(Person.username == username)).one()
        assert passwords.matches(person.password_hash, password)
        assert not person.must_change_password
        assert f"  {username} " in output


def test_only_its_owner_reads_the_kept_password(demo: Flask, instance: Path) -> None:
    assert stat.S_IMODE((instance / "demo_password").stat().st_mode) == 0o600


def test_a_second_run_makes_nothing_and_says_the_same(demo: Flask, session: Session, run_again: Any) -> None:
    before = count(session)
    assert run_again().output in demo.extensions["first_run"].output
    assert count(session) == before


def test_another_password_by_setting_is_taken_and_kept(demo: Flask, session: Session, run_again: Any) -> None:
    assert "neues Wort 77" in run_again("neues Wort 77").output
    hashes = set(session.scalars(select(Person.password_hash)))
    assert len(hashes) == 1
    assert demo.extensions["passwords"].matches(hashes.pop(), "neues Wort 77")
    assert "neues Wort 77" in run_again().output


def test_the_same_seed_and_moment_make_the_same_world(session: Session, tmp_path: Path) -> None:
    script = write_script(FolderStore(tmp_path), 1, NOW)
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as other:
        build(other, script, "another hash")
        other.commit()
        again = rows(other)
    engine.dispose()
    assert again == rows(session)


def test_another_seed_makes_another_world(session: Session, tmp_path: Path) -> None:
    events = write_script(FolderStore(tmp_path), 2, NOW).events
    assert {event.uid for event in events}.isdisjoint(session.scalars(select(Inspection.uid)))


def test_one_bureau_has_two_stations_six_zones_and_24_schools_of_all_kinds(session: Session) -> None:
    zones = Counter(session.scalars(select(Zone.kind)))
    assert zones == {ZoneKind.BUREAU: 1, ZoneKind.STATION: 2, ZoneKind.LIAISON_ZONE: 6}
    schools = session.scalars(select(School)).all()
    assert len(schools) == 24
    assert {school.kind for school in schools} == set(SchoolKind)
    assert all(school.centre and metres(school.centre, QUANCHENG_SQUARE) < 8_000 for school in schools)


def test_every_zone_has_officers_and_every_school_a_liaison(session: Session) -> None:
    held = session.scalars(select(Posting)).all()
    assert {posting.role for posting in held} == set(Role)
    patrolled = {posting.zone_id for posting in held if posting.role is Role.OFFICER}
    assert patrolled == set(session.scalars(select(Zone.id).where(Zone.kind == ZoneKind.LIAISON_ZONE)))
    cared_for = {posting.school_id for posting in held if posting.role is Role.LIAISON}
    assert cared_for == set(session.scalars(select(School.id)))


def test_the_outsider_serves_the_other_station() -> None:
    places = {held.username: held.place for held in POSTS}
    assert places["officer"] == places["officer2"] == "Q11"
    assert places["supervisor"] == "Q1"
    assert places["outsider"].startswith("Q2")


@pytest.mark.parametrize(
    "conditions",
    [
        pytest.param((Hazard.deadline < NOW, Hazard.open_only()), id="overdue"),
        pytest.param((Hazard.deadline.between(NOW, NOW + timedelta(days=3)), Hazard.open_only()), id="due soon"),
        pytest.param((Hazard.severity == Severity.CRITICAL, Hazard.open_only()), id="critical"),
        pytest.param((Hazard.severity == Severity.MINOR, Hazard.open_only()), id="minor"),
        pytest.param((Hazard.state == State.CLOSED,), id="closed"),
        pytest.param((Hazard.steps.any(Step.kind == StepKind.FIXED_ON_SPOT),), id="fixed on the spot"),
        pytest.param((Hazard.steps.any(Step.kind == StepKind.SEEN_AGAIN), Hazard.open_only()), id="seen again"),
        pytest.param((Hazard.steps.any(Step.kind == StepKind.RECHECK_PASS),), id="rechecked"),
        pytest.param((Hazard.steps.any(Step.kind == StepKind.COMMENT),), id="commented"),
        pytest.param((Hazard.police_only, Hazard.open_only()), id="police only"),
        pytest.param((Hazard.self_found, Hazard.open_only()), id="found by the school"),
        pytest.param((Hazard.self_found, Hazard.state == State.CLOSED), id="found and fixed by the school"),
        pytest.param((Hazard.building.is_not(None), Hazard.room.is_not(None)), id="found in a room"),
        pytest.param((Hazard.item_code.is_(None), Hazard.inspection_id.is_not(None)), id="on no checklist"),
        pytest.param((Hazard.inspection_id.is_(None),), id="quick report"),
        pytest.param((Hazard.repeat_of_id.is_not(None),), id="back again"),
        pytest.param((Hazard.state == State.AWAITING_RECHECK,), id="awaiting its recheck"),
        pytest.param((Hazard.steps.any(Step.kind == StepKind.RECHECK_FAIL),), id="sent back"),
        pytest.param((Hazard.steps.any(Step.kind == StepKind.ASK_MORE_TIME),), id="more time asked for"),
        pytest.param((Hazard.assignment.has(),), id="assigned"),
        pytest.param((Hazard.attention == Attention.SUPERVISOR,), id="attention raised"),
    ],
)
def test_each_kind_of_hazard_is_there(session: Session, conditions: tuple[Any, ...]) -> None:
    assert count(session, *conditions)


def test_the_officers_first_school_shows_what_there_is_to_show(session: Session) -> None:
    school = session.scalars(select(School).where(School.code == "S101")).one()
    here = session.scalars(Hazard.open_at(school)).all()
    assert any(hazard.deadline < NOW for hazard in here)
    assert any(NOW < hazard.deadline < NOW + timedelta(days=3) for hazard in here)
    assert {hazard.severity for hazard in here} == set(Severity)
    assert any(hazard.police_only for hazard in here)


def test_some_schools_are_clean_and_some_are_not(session: Session) -> None:
    found = Counter(session.scalars(select(School.code).join(Hazard, Hazard.school_id == School.id)))
    assert {campus.code for campus in CAMPUSES if campus.code not in found} == {
        campus.code for campus in CAMPUSES if not campus.trouble
    }
    assert found["S101"] > 3 * found["S105"]


def test_some_visits_are_to_look_into_and_some_of_those_answered(session: Session) -> None:
    kinds = set(session.scalars(select(Flag.kind)))
    assert kinds >= {FlagKind.OUTSIDE_SCHOOL, FlagKind.SHORT_VISIT, FlagKind.ONE_OFFICER, FlagKind.OPEN_ITEM_PASSED}
    assert session.scalar(select(func.count()).select_from(Flag).where(Flag.answered_at.is_not(None)))


def test_every_kind_of_record_but_the_yearly_one_was_made(session: Session) -> None:
    kinds = Counter(inspection.record_kind for inspection in session.scalars(select(Inspection)))
    assert set(kinds) == set(DoneBy) - {DoneBy.JOINT}
    assert min(kinds.values()) >= 20


def test_nothing_lies_in_the_future(session: Session) -> None:
    assert (session.scalar(select(func.max(Inspection.received_at))) or NOW) < NOW
    assert (session.scalar(select(func.max(Step.received_at))) or NOW) < NOW


def test_every_chain_holds(session: Session) -> None:
    for hazard in session.scalars(select(Hazard)):
        links = [Link(step.number, step.previous_hash, step.hash, step.record()) for step in hazard.steps]
        assert first_broken(links) is None


def test_every_photo_is_a_small_picture_in_the_store(demo: Flask, session: Session) -> None:
    stored = {photo.stored_sha256: photo for photo in session.scalars(select(Photo))}
    assert 25 <= len(stored) <= 40
    for key, photo in stored.items():
        content = demo.extensions["photo_store"].get(key)
        assert 30_000 < len(content) < 130_000
        assert (photo.width, photo.height) == (1280, 960)
        assert clean(content).stored_sha256 == key


def test_a_photo_was_taken_where_its_finder_stood(session: Session) -> None:
    placed: Any = session.scalars(select(Step).where(Step.latitude.is_not(None), Step.attachments.any())).first()
    photo = placed.attachments[0].photo
    assert metres(photo.place, placed.place) < 1
    assert photo.taken_at <= placed.made_at
