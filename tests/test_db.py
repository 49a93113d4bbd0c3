"""The one place that commits, the types, and the migrations."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import event, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hazard_app import create_app
from hazard_app.acts.import_library import import_library
from hazard_app.db import UtcDateTime, db, write
from hazard_app.library.reader import built_in
from hazard_app.models.calendar_day import CalendarDay
from hazard_app.models.department import Department
from hazard_app.models.hazard import Hazard
from hazard_app.models.posting import Posting
from hazard_app.rules.terms import Attention, Role
from tests.servers import fresh_database
from tests.visits import fail, the_hazard, visit
from tests.world import LONG_AGO, NOW, World

DAY = date(2026, 10, 1)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """An app whose database is empty."""
    app = create_app({"SQLALCHEMY_DATABASE_URI": fresh_database(tmp_path), "SECRET_KEY": "only for tests"})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def commits(session: Session) -> Iterator[list[str]]:
    """What ended a transaction in which something was done, in order."""
    ended: list[str] = []
    event.listen(db.engine, "commit", note := lambda _: ended.append("commit"))
    event.listen(db.engine, "rollback", back := lambda _: ended.append("rollback"))
    yield ended
    event.remove(db.engine, "commit", note)
    event.remove(db.engine, "rollback", back)


def a_day(day: date = DAY) -> CalendarDay:
    return CalendarDay(day=day, working=False)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(CalendarDay)) or 0


def test_a_unit_of_work_is_committed_once(session: Session, commits: list[str]) -> None:
    write(lambda session: session.add_all([a_day(), a_day(DAY + timedelta(days=1))]))
    assert commits == ["commit"]
    session.rollback()
    assert count(session) == 2


def test_it_gives_back_what_the_work_gave(session: Session) -> None:
    assert write(lambda session: 7) == 7


def test_reading_ends_before_writing_begins(session: Session, commits: list[str]) -> None:
    """A transaction that read before another one wrote could not be upgraded on SQLite."""
    session.scalars(select(CalendarDay)).all()
    write(lambda session: session.add(a_day()))
    assert commits == ["commit", "commit"]


def test_what_was_read_stays_read_when_reading_ends(world: World, session: Session) -> None:
    name = world.officer.name
    write(lambda session: session.add(a_day()))
    assert not inspect(world.officer).expired
    assert world.officer.name == name


def test_work_that_fails_leaves_nothing(session: Session) -> None:
    def half(session: Session) -> None:
        session.add(a_day())
        session.flush()
        raise LookupError("in the middle")

    with pytest.raises(LookupError):
        write(half)
    assert count(session) == 0


def test_a_lost_race_is_tried_again_and_finds_what_the_winner_wrote(session: Session) -> None:
    found: list[int] = []

    def open_a_day(session: Session) -> None:
        found.append(count(session))
        if len(found) == 1:
            raise IntegrityError("INSERT", {}, Exception("another one was faster"))
        session.add(a_day())

    write(open_a_day)
    assert found == [0, 0]
    assert count(session) == 1


def test_who_loses_every_try_is_told(session: Session) -> None:
    tries: list[int] = []

    def lose(session: Session) -> None:
        tries.append(1)
        session.add_all([a_day(), Posting(person_id=-1, role=Role.OFFICER, school_id=-1, starts_on=LONG_AGO)])

    with pytest.raises(IntegrityError):
        write(lose, tries=3)
    assert (len(tries), count(session)) == (3, 0)


def test_what_was_changed_outside_the_work_is_a_mistake(session: Session) -> None:
    session.add(a_day())
    with pytest.raises(RuntimeError, match="before the unit of work began"):
        write(lambda session: None)
    session.rollback()


def test_writers_wait_for_each_other_and_none_is_refused(app: Flask, session: Session) -> None:
    """On SQLite a lock taken late would refuse one of two who had both read."""
    both_read = threading.Barrier(4)

    def add_one(number: int) -> None:
        with app.app_context():
            count(db.session())
            both_read.wait(10)
            write(lambda session: session.add(a_day(DAY + timedelta(days=count(session)))), tries=20)
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one, range(4)))
    session.rollback()
    assert count(session) == 4


def test_two_who_find_the_same_at_once_make_one_hazard(app: Flask, session: Session, world: World) -> None:
    both = threading.Barrier(2)

    def find(name: str) -> None:
        with app.app_context():
            person, school = db.session.merge(getattr(world, name)), db.session.merge(world.school)
            both.wait(10)
            write(lambda session: visit(session, person, school, {"PER-D-14": fail("灯不亮")}))
            db.session.remove()

    session.rollback()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(find, ("officer", "officer2")))
    assert sorted(taken.kind.value for taken in the_hazard(session).steps) == ["found", "seen_again"]


def test_a_reference_to_nothing_is_refused(session: Session) -> None:
    session.add(Posting(person_id=-1, role=Role.OFFICER, school_id=-1, starts_on=LONG_AGO))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


@pytest.mark.parametrize("places", [{}, {"zone_id": 1, "school_id": 1}])
def test_a_posting_is_at_one_place(session: Session, world: World, places: dict[str, int]) -> None:
    session.add(Posting(person=world.officer, role=Role.OFFICER, starts_on=LONG_AGO, **places))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_what_sqlite_must_be_told(session: Session) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    asked = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
    assert [session.scalar(text(f"PRAGMA {name}")) for name in asked] == [1, "wal", 2, 30_000]


def test_a_moment_comes_back_in_utc_to_the_microsecond(session: Session, world: World) -> None:
    beijing = datetime(2026, 11, 23, 14, 2, 0, 123456, timezone(timedelta(hours=8)))
    world.officer.deactivated_at = beijing
    session.flush()
    session.expire_all()
    read = world.officer.deactivated_at
    assert (read, read and read.tzinfo) == (beijing, UTC)


def test_a_moment_without_a_zone_is_a_mistake(session: Session) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 23), db.engine.dialect)  # noqa: DTZ001


def test_the_highest_desk_sorts_first(session: Session, world: World) -> None:
    for number, attention in enumerate((Attention.OFFICER, Attention.LEVEL_ABOVE, Attention.SUPERVISOR)):
        visit(session, world.officer, world.school, {f"PER-D-{14 + number}": fail()})
        session.scalars(select(Hazard).order_by(Hazard.id.desc())).first().attention = attention  # type: ignore[union-attr]
    session.flush()
    ranked = session.scalars(select(Hazard.attention).order_by(Hazard.attention)).all()
    assert ranked == [Attention.LEVEL_ABOVE, Attention.SUPERVISOR, Attention.OFFICER]


def test_migrations_make_exactly_what_the_models_say(empty: Flask) -> None:
    upgrade()
    check()


def test_references_are_kept_on_the_connection_that_migrated(empty: Flask) -> None:
    upgrade()
    with pytest.raises(IntegrityError):
        write(lambda session: session.add(Posting(person_id=1, role=Role.OFFICER, school_id=1, starts_on=LONG_AGO)))


def test_migrating_again_changes_nothing(empty: Flask) -> None:
    upgrade()
    write(lambda session: session.add(Department(code="school", zh="学校", en="School")))
    upgrade()
    assert db.session.get_one(Department, "school").zh == "学校"


def test_migrations_lead_back_to_nothing(empty: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    check()


def test_a_filled_database_goes_one_step_back_and_forth(empty: Flask) -> None:
    """Copying a table must not take its children along."""
    upgrade()
    write(lambda session: import_library(session, built_in(), NOW))
    before = {table: rows(table) for table in inspect(db.engine).get_table_names() if "search" not in table}
    downgrade(revision="-1")
    upgrade()
    assert {table: rows(table) for table in before} == before


def rows(table: str) -> int:
    with db.engine.connect() as connection:
        return int(connection.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0)
