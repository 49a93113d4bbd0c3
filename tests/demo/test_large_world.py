"""The large world is written in bulk: here the same deeds go through the acts, one by one, and leave the same rows."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from hazard_app.acts.add_step import Addition, add_step
from hazard_app.acts.confirm_participation import confirm_participation
from hazard_app.acts.keep_photo import Camera, keep_photo
from hazard_app.acts.record_hazard import Report, record_hazard
from hazard_app.acts.record_inspection import Filled, named_photos, record_inspection
from hazard_app.db import Base
from hazard_app.demo.large.deeds import Deed
from hazard_app.demo.large.ground import Beginning, areas
from hazard_app.demo.large.visits import deeds_of
from hazard_app.demo.large.world import BEFORE, Pictures, Size, grow, stage_of
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.participant import Participant
from hazard_app.models.search import holding
from hazard_app.models.step import Step
from hazard_app.reports.chain_audit import audit_chains
from hazard_app.rules.terms import FlagKind, State, StepKind
from hazard_app.storage import FolderStore
from tests.fold import columns, fold
from tests.visits import hazards
from tests.world import NOW, World

SIZE = Size(160)
TABLES = ("inspections", "participants", "flags", "photos", "hazards", "steps", "attachments", "assignments")
# What the acts name at random.
AT_RANDOM = {("photos", "uid"), ("participants", "uid"), ("flags", "uid")}
# By what a row is known wherever it has which id.
NAMES = {"photos": ("stored_sha256",), "checklist_items": ("code",), "checklist_versions": ("title_zh",)}

Road = Callable[[Session, World, Pictures], None]


def in_bulk(session: Session, world: World, pictures: Pictures) -> None:
    grow(session, world.bureau, SIZE, stage_of(session, pictures, 7, NOW), pictures, "hash", lambda _: None)


def through_the_acts(session: Session, world: World, pictures: Pictures) -> None:
    stage, school = stage_of(session, pictures, 7, NOW), 0
    for area in areas(session, world.bureau, SIZE.schools, Beginning(NOW - BEFORE, "hash")):
        for place, crew in area.schools:
            for deed in deeds_of(stage, crew, place, SIZE.at(school)):
                play(session, pictures, deed)
            school += 1
    session.flush()


def play(session: Session, pictures: Pictures, deed: Deed) -> None:
    person, what = deed
    if isinstance(what, Filled):
        send_photos(session, pictures, deed, named_photos(what), what.told.received_at)
        assert record_inspection(session, person, what)[1]
    elif isinstance(what, Report):
        send_photos(session, pictures, deed, frozenset(what.found.photos), what.told.received_at)
        assert record_hazard(session, person, what)[1]
    elif isinstance(what, Addition):
        assert add_step(session, person, what)[1]
    else:
        named = select(Participant).join(Inspection).where(Inspection.uid == what.inspection)
        confirm_participation(session, session.scalars(named.where(Participant.person_id == person.id)).one(), what.at)


def send_photos(session: Session, pictures: Pictures, deed: Deed, hashes: frozenset[str], at: datetime) -> None:
    for sha in hashes:
        keep_photo(session, deed.person, pictures.by_hash[sha], Camera(), at)


def rows(session: Session) -> dict[str, list[str]]:
    """Of each table without ids; whoever is referred to stands by name."""
    tables = {table.name: table for table in Base.metadata.sorted_tables}
    names = {name: names_in(session, table) for name, table in tables.items() if "id" in table.c}
    return {name: sorted(told(names, tables[name], session)) for name in TABLES}


def names_in(session: Session, table: Table) -> dict[int, str]:
    """By its id, how a row is called in every database."""
    called = [column for column in table.c if column.name in NAMES.get(table.name, ("uid",))]
    return {row[0]: repr(row[1:]) for row in session.execute(select(table.c.id, *called))} if called else {}


def told(names: dict[str, dict[int, str]], table: Table, session: Session) -> Iterator[str]:
    for row in session.execute(select(table)).mappings():
        yield repr([(name, by_name(names, table.c[name], value)) for name, value in row.items() if name != "id"])


def by_name(names: dict[str, dict[int, str]], column: Any, value: Any) -> Any:
    if (column.table.name, column.name) in AT_RANDOM:
        return None
    keys = [key.column.table.name for key in column.foreign_keys if key.column.name == "id"]
    return names[keys[0]][value] if keys and value is not None else value


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    return Pictures.taken(FolderStore(tmp_path_factory.mktemp("photos")), NOW)


@pytest.fixture
def large(session: Session, world: World, pictures: Pictures) -> None:
    in_bulk(session, world, pictures)


def made_by(road: Road, session: Session, world: World, pictures: Pictures) -> dict[str, list[str]]:
    road(session, world, pictures)
    made = rows(session)
    session.rollback()
    return made


def test_the_bulk_road_leaves_the_rows_that_the_acts_leave(session: Session, world: World, pictures: Pictures) -> None:
    bulk = made_by(in_bulk, session, world, pictures)
    acts = made_by(through_the_acts, session, world, pictures)
    assert {name: len(lines) for name, lines in bulk.items()} == {name: len(lines) for name, lines in acts.items()}
    for name in TABLES:
        assert bulk[name] == acts[name]


@pytest.mark.usefixtures("large")
def test_as_many_hazards_are_found_as_were_asked_for_in_every_state_that_people_of_ours_give(session: Session) -> None:
    found = hazards(session)
    assert len(found) == 160
    assert {hazard.state for hazard in found} == set(State) - {State.UNCONFIRMED}
    assert any(hazard.repeat_of_id for hazard in found)
    assert any(hazard.police_only for hazard in found)
    assert any(hazard.inspection_id is None for hazard in found)
    assert not [hazard for hazard in found if hazard.received_at >= NOW]


@pytest.mark.usefixtures("large")
def test_they_live_through_every_kind_of_step_that_people_take_by_hand(session: Session) -> None:
    kinds = Counter(session.scalars(select(Step.kind)))
    assert set(kinds) == {
        StepKind.FOUND, StepKind.SEEN_AGAIN, StepKind.FIX, StepKind.RECHECK_PASS, StepKind.RECHECK_FAIL,
        StepKind.FIXED_ON_SPOT, StepKind.ASK_MORE_TIME, StepKind.ASSIGN, StepKind.RAISE_ATTENTION, StepKind.REGRADE,
        StepKind.VOID, StepKind.REOPEN, StepKind.COMMENT,
    }  # fmt: skip
    flags = set(session.scalars(select(Flag.kind)))
    assert flags >= {FlagKind.OUTSIDE_SCHOOL, FlagKind.SHORT_VISIT, FlagKind.ONE_OFFICER, FlagKind.CLOCK_DIFFERS}


@pytest.mark.usefixtures("large")
def test_their_columns_follow_from_their_steps_and_their_chains_hold(session: Session) -> None:
    for hazard in hazards(session):
        assert fold(session, hazard.id) == columns(session, hazard.id)
    assert not [found for found in audit_chains(session) if found.broken]


@pytest.mark.usefixtures("large")
def test_they_are_found_by_their_words(session: Session) -> None:
    words = [hazard.id for hazard in hazards(session) if "消防车通道" in hazard.note]
    found = session.scalars(select(Hazard.id).where(holding("消防车通道"))).all()
    assert words
    assert set(words) <= set(found)


def test_the_same_seed_and_moment_make_the_same_large_world(session: Session, world: World, pictures: Pictures) -> None:
    assert made_by(in_bulk, session, world, pictures) == made_by(in_bulk, session, world, pictures)


@pytest.mark.parametrize(("text", "found", "schools"), [("small", 1_000, 40), ("city", 100_000, 4_000), ("26", 26, 2)])
def test_a_size_is_a_word_or_a_number_of_hazards(text: str, found: int, schools: int) -> None:
    size = Size.read(text)
    assert (size.hazards, size.schools) == (found, schools)


@pytest.mark.parametrize("text", ["0", "-5", "huge", "1e9", "10000001"])
def test_no_other_size_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Size.read(text)
