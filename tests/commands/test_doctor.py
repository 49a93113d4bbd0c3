"""`flask doctor` of a real installation in which something is wrong."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hazard_app.acts.log_act import TERMINAL, Done, log_acts
from hazard_app.commands.check_settings import check_https, check_room, check_secret
from hazard_app.commands.finding import Grade
from hazard_app.db import db, write
from hazard_app.models.calendar_day import CalendarDay
from hazard_app.models.photo import Photo
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.storage import FolderStore
from tests.places import Place, copied, place
from tests.unwatched import unwatched
from tests.world import NOW, make_world

YEAR = datetime.now(UTC).year


@pytest.fixture(scope="module")
def demo(demo_world: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """As it is today: clocks are compared. Each test puts back what it took."""
    with copied(demo_world, tmp_path_factory.mktemp("doctor") / "demo") as demo:
        demo.clock = None
        yield demo


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Place]:
    with place(tmp_path / "bare") as bare:
        yield bare


def bad(there: Place, *options: str) -> list[str]:
    """What must be done, in English."""
    said = there.refused("doctor", *options)
    return [line for line in said.splitlines() if line.startswith("✗") and line[2:].isascii()]


def sql(there: Place, statement: str) -> None:
    with there.app.app_context(), unwatched() as connection:
        connection.exec_driver_sql(statement)


def keys(there: Place) -> set[str]:
    """Of the photos that are rows."""
    with there.session() as session:
        return set(session.scalars(select(Photo.stored_sha256)))


def test_where_all_is_well_nothing_has_to_be_done(demo: Place) -> None:
    said = demo.done("doctor").splitlines()
    assert said[-1] == "Nothing has to be done."
    assert not [line for line in said if line.startswith("✗")]
    for line in (
        "✓ The photo store takes photos and gives them back.",
        "✓ The photo store takes memos and gives them back.",
        "✓ The database answers, and takes what is written.",
        f"✓ All {len(keys(demo))} photos are in the store.",
        "✓ Every step of every hazard is as it was written.",
    ):
        assert line in said


def test_everything_is_said_in_chinese_first(demo: Place) -> None:
    said = demo.done("doctor").splitlines()
    at = said.index("✓ The database answers, and takes what is written.")
    assert said[at - 1] == "✓ 数据库有响应，可以写入。"


def test_a_password_in_the_address_of_the_database_is_not_shown(demo: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql+psycopg://somebody:geheim@db/name"
    monkeypatch.setitem(demo.app.config, "SQLALCHEMY_DATABASE_URI", address)
    said = demo.done("doctor", "--quick")
    assert "somebody:***@db" in said
    assert "geheim" not in said


def test_a_short_secret_is_bad() -> None:
    assert [check_secret("x" * length).grade for length in (31, 32)] == [Grade.BAD, Grade.GOOD]


def test_a_secret_that_others_may_read_is_bad(bare: Place) -> None:
    (bare.folder / "secret_key").chmod(0o640)
    assert bad(bare) == [
        f"✗ Others on this machine may read what is for the server alone: {bare.folder / 'secret_key'}"
    ]


@pytest.mark.parametrize(
    ("secure", "hops", "grade"), [(True, 1, Grade.GOOD), (True, 0, Grade.NOTE), (False, 0, Grade.NOTE)]
)
def test_plain_http_is_noted_and_not_bad(secure: bool, hops: int, grade: Grade) -> None:
    assert check_https(secure, hops).grade is grade


def test_too_little_room_is_bad(tmp_path: Path) -> None:
    assert [check_room(tmp_path, free).grade for free in (10**9, 10**10)] == [Grade.BAD, Grade.GOOD]


def test_a_photo_store_that_is_no_folder_is_told(bare: Place) -> None:
    (bare.folder / "photos").write_text("a file")
    told = bad(bare)
    assert told
    assert {line.partition(":")[0] for line in told} == {"✗ The photo store does not do what it should"}


def test_a_memo_store_that_is_no_folder_is_told(bare: Place) -> None:
    (bare.folder / "photos").mkdir(exist_ok=True)
    (bare.folder / "photos" / "memos").write_text("a file")
    [told, *_rest] = bad(bare)
    assert told.startswith("✗ The photo store does not do what it should")


def test_no_schema_is_told_with_what_to_run(tmp_path: Path) -> None:
    with place(tmp_path / "new", migrated=False) as new:
        assert "  → Run flask upgrade, then flask setup." in new.refused("doctor")


def test_an_older_schema_is_told(bare: Place) -> None:
    bare.done("db", "downgrade", "0003")
    assert bad(bare) == ["✗ The schema is of an older release: 0003"]


def test_a_newer_schema_is_told(bare: Place) -> None:
    sql(bare, "UPDATE alembic_version SET version_num = '9999'")
    assert bad(bare) == ["✗ The schema is of a newer release: 9999"]


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    with place(tmp_path / "there", "sqlite", migrated=False) as there:
        (there.folder / "hazards.sqlite3").write_bytes(b"no database" * 1000)
        assert bad(there) == ["✗ The database does not answer: file is not a database"]


def test_a_database_server_that_is_away_is_told(bare: Place, tmp_path: Path) -> None:
    away = f"postgresql+psycopg://nobody@/none?host={tmp_path}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.places.fresh_database", lambda _: away)
        with place(tmp_path / "away", migrated=False) as there:
            [told] = bad(there)
    assert told.startswith("✗ The database does not answer: connection")


REFUSING = {
    "sqlite": ["CREATE TRIGGER full BEFORE UPDATE ON alembic_version BEGIN SELECT RAISE(ABORT, 'disk is full'); END"],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk is full'; END $$",
        "CREATE TRIGGER full_disk BEFORE UPDATE ON alembic_version EXECUTE FUNCTION refuse()",
    ],
}


def test_a_database_that_takes_nothing_is_told(bare: Place) -> None:
    with bare.session() as session:
        statements = REFUSING[session.get_bind().dialect.name]
    for statement in statements:
        sql(bare, statement)
    assert bad(bare) == ["✗ The database takes nothing: disk is full"]


def test_a_clock_behind_the_newest_record_is_bad(demo: Place) -> None:
    demo.clock = NOW - timedelta(days=30)
    told = bad(demo, "--quick")
    demo.clock = None
    assert told[0].startswith("✗ This machine's clock differs from the newest record by")


def test_holidays_that_are_known_are_no_matter(bare: Place) -> None:
    def enter(session: Session) -> None:
        session.add(CalendarDay(day=date(YEAR, 10, 1), working=False))

    unknown = f"· The holidays of {YEAR} are not known: Monday to Friday count as working days."
    assert unknown in bare.done("doctor").splitlines()
    with bare.session():
        write(enter)
    assert f"✓ The working days of {YEAR} are known." in bare.done("doctor")


def test_photos_without_bytes_are_named_and_bytes_without_a_row_are_counted(demo: Place) -> None:
    photos = FolderStore(demo.folder / "photos")
    rows, nobodys = keys(demo), len(list(photos.root.rglob("*.jpg"))) - len(keys(demo))
    gone = rows.pop()
    content = photos.get(gone)
    photos.delete(gone)
    photos.put("ab" * 32, b"nobody's")
    said = demo.refused("doctor")
    photos.put(gone, content)
    photos.delete("ab" * 32)
    assert f"✗ 1 of {len(rows) + 1} photos are not in the store: {gone}\n" in said
    assert f"· {nobodys + 1} files in the store belong to no photo. They do no harm." in said


def test_a_broken_chain_is_told_by_its_hazard_and_not_looked_for_in_haste(demo: Place) -> None:
    with demo.session() as session:
        note = session.scalar(text("SELECT note FROM steps WHERE id = 1"))
        write(lambda session: session.execute(text("UPDATE steps SET note = '改' WHERE id = 1")))
        told = bad(demo)
        assert "Nothing has to be done." in demo.done("doctor", "--quick")
        write(lambda session: session.execute(text("UPDATE steps SET note = :note WHERE id = 1"), {"note": note}))
    assert told[0].startswith("✗ 1 hazards are not as they were written: 202")


def test_a_changed_log_of_administration_is_told_by_its_entry(bare: Place) -> None:
    acts = [Done(ActKind.CHANGED, Thing.SCHOOL, uuid4(), None) for _ in range(2)]
    with bare.app.app_context():
        write(lambda session: log_acts(session, TERMINAL, acts, datetime.now(UTC)))
    sql(bare, "UPDATE admin_acts SET thing = 'zone' WHERE number = 2")
    assert "✗ The log of administration is not as it was written, from entry 2 on." in bad(bare)


def test_references_that_another_program_broke_on_sqlite_are_told(tmp_path: Path) -> None:
    with place(tmp_path / "there", "sqlite") as there:
        with there.session():
            write(make_world)
        sql(there, "DELETE FROM schools WHERE id = 1")
        assert any("rows refer to others that are gone; the first are in" in line for line in bad(there, "--quick"))
        with there.app.app_context():
            assert db.engine.dialect.name == "sqlite"
