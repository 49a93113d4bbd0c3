"""`flask audit verify` on a real database that somebody changed by SQL."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from hazard_app.db import db, write
from hazard_app.reports import chain_audit
from hazard_app.rules.terms import StepKind
from tests.unwatched import unwatched
from tests.visits import fail, hazards, photo, step, visit
from tests.world import World

HOLDS = "All is as it was written: 2 hazards, 5 steps."
# One step takes another's number by way of one that nobody has: the two may never be the same.
SWAPPED = [f"UPDATE steps SET number = {new} WHERE hazard_id = {{id}} AND number = {old}" for old, new in
           ((2, 9), (3, 2), (9, 3))]  # fmt: skip
COPIED = (
    "content_hash, hazard_id, kind, state, person_id, note, facts, salt, sealed_note, sealed_place, made_at, sent_at, "
    "received_at, happened_at, position_source"
)
APPENDED = (
    f"INSERT INTO steps (uid, number, previous_hash, hash, {COPIED}) "
    f"SELECT '{'0' * 30}42', 5, hash, '{'ab' * 32}', {COPIED} FROM steps WHERE hazard_id = {{id}} AND number = 4"
)


@pytest.fixture
def number(session: Session, world: World) -> str:
    """A hazard of four steps with a photo, beside another of one."""

    def live(session: Session) -> None:
        shown = photo(session, world.officer, "lamp").sent_sha256
        visit(session, world.officer, world.school, {"PER-D-14": fail("灯不亮", photos=(shown,))})
        visit(session, world.officer, world.school, {"PER-D-15": fail("护栏松动")})
        lamp = hazards(session)[0]
        for said in ("已报修", "等配件", "明天换"):
            step(session, lamp, world.officer, StepKind.COMMENT, note=said)

    write(live)
    return hazards(session)[0].number(world.east.clock)


def tamper(*statements: str) -> None:
    """As somebody would who opens the database with another program, which watches no references."""
    db.session.rollback()
    with unwatched() as connection:
        hazard_id = connection.scalar(text("SELECT min(id) FROM hazards"))
        for statement in statements:
            connection.exec_driver_sql(statement.format(id=hazard_id))


def verify(app: Flask, *options: str) -> tuple[int, list[str]]:
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["audit", "verify", *options])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, [line for line in done.output.splitlines() if line.isascii()]


@pytest.fixture(autouse=True)
def singly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch for each, so that every test goes from one to the next."""
    monkeypatch.setattr(chain_audit, "BATCH", 1)


def test_a_record_that_nobody_touched_holds(app: Flask, number: str) -> None:
    assert verify(app) == (0, [HOLDS])


@pytest.mark.parametrize(
    ("statements", "at", "told"),
    [
        (["UPDATE steps SET note = '' WHERE hazard_id = {id} AND number = 2"], 2, "its note or its place was changed."),
        (["UPDATE steps SET latitude = 36.1, longitude = 117.1 WHERE hazard_id = {id} AND number = 2"], 2,
         "its note or its place was changed."),
        (["UPDATE steps SET note = '没事', salt = '' WHERE hazard_id = {id} AND number = 2"], 2,
         "its note or its place was changed."),
        (["UPDATE steps SET facts = '{{\"deadline\": \"later\"}}' WHERE hazard_id = {id} AND number = 1"], 1,
         "it was changed after it was written."),
        (["UPDATE steps SET kind = 'fix' WHERE hazard_id = {id} AND number = 3"], 3,
         "it was changed after it was written."),
        (["UPDATE steps SET happened_at = '2026-11-01 00:00:00' WHERE hazard_id = {id} AND number = 1",
          "UPDATE steps SET person_id = NULL WHERE hazard_id = {id} AND number = 2"], 1,
         "it was changed after it was written."),
        (["UPDATE steps SET kind = 'nonsense' WHERE hazard_id = {id} AND number = 3"], 3,
         "it was changed into something that cannot be read."),
        (["DELETE FROM steps WHERE hazard_id = {id} AND number = 2"], 2, "it is missing; later ones are there."),
        (["DELETE FROM steps WHERE hazard_id = {id} AND number = 4"], 4,
         "it is missing; steps were cut off at the end."),
        (["DELETE FROM steps WHERE hazard_id = {id}"], 1, "it is missing; steps were cut off at the end."),
        (SWAPPED, 2, "it is out of order; it was written at another place."),
        ([APPENDED], 5, "it was added without a valid hash."),
        (["UPDATE hazards SET tip = '" + "ab" * 32 + "' WHERE id = {id}"], 4,
         "the hazard's own row names another last step; one of the two was changed."),
        (["UPDATE hazards SET length = 3 WHERE id = {id}"], 4, "it was added without a valid hash."),
        (["DELETE FROM attachments"], 1, "it was changed after it was written."),
        (["DELETE FROM photos"], 1, "a photo or memo of it is no longer in the database."),
        (["UPDATE photos SET stored_sha256 = '" + "ab" * 32 + "'"], 1, "it was changed after it was written."),
    ],
)  # fmt: skip
def test_what_was_done_by_sql_is_told_with_its_hazard_and_step(
    app: Flask, number: str, statements: list[str], at: int, told: str
) -> None:
    tamper(*statements)
    code, lines = verify(app)
    assert (code, lines[0]) == (1, f"Hazard {number}, step {at}: {told}")
    assert lines[1].startswith("1 of 2 hazards are not as they were written")


def test_a_hazard_that_left_its_steps_behind_is_told(app: Flask, number: str) -> None:
    tamper("DELETE FROM hazards WHERE id = {id}")
    code, lines = verify(app)
    assert (code, "the hazard itself is gone" in lines[0] if lines else "") == (1, True)


def test_what_retention_erased_with_its_salt_still_holds(app: Flask, number: str) -> None:
    tamper("UPDATE steps SET note = '', salt = '' WHERE hazard_id = {id}")
    assert verify(app) == (0, [HOLDS])


def test_one_hazard_alone_can_be_asked_for(app: Flask, session: Session, world: World, number: str) -> None:
    tamper("UPDATE steps SET note = '' WHERE hazard_id = {id} AND number = 2")
    other = hazards(session)[1].number(world.east.clock)
    assert verify(app, "--hazard", other) == (0, ["All is as it was written: 1 hazards, 1 steps."])
    assert verify(app, "--hazard", number)[0] == 1


@pytest.mark.parametrize("number", ["2026-9999", "nothing", "2026-²"])
def test_a_hazard_that_is_not_there_is_refused(app: Flask, session: Session, number: str) -> None:
    code, lines = verify(app, "--hazard", number)
    assert (code, lines[-1:]) == (1, [f"There is no hazard {number}."] if number.isascii() else [])
