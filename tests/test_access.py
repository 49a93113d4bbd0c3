"""Walks every route × method × role × (own school, other school of the zone, other zone) of the access table."""

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from hazard_app.db import db
from hazard_app.models.person import Person
from tests.access_places import found_there, make_everywhere
from tests.access_table import PLACES, TABLE, Row, read_table
from tests.access_visitor import Visitor, ask
from tests.access_visits import ANYWHERE, AT_A_SCHOOL
from tests.client import browser, sign_in
from tests.rows import Rows
from tests.world import World, read_world

ROWS = read_table(TABLE)


@pytest.fixture(scope="module")
def made(app: Flask) -> Iterator[dict[str, uuid.UUID]]:
    """The same inspections and hazards for all rows: they stand, as the cast does, while this module runs."""
    standing = app.extensions["standing_rows"]
    with app.app_context():
        made = make_everywhere(app, db.session(), read_world(db.session()))
        app.extensions["standing_rows"] = Rows.now_in(db.engine)
    yield made
    app.extensions["standing_rows"] = standing
    with app.app_context():
        standing.restore(db.engine)


def routes(app: Flask) -> set[tuple[str, str]]:
    return {(method, rule.endpoint) for rule in app.url_map.iter_rules() for method in methods(rule)}


def methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def test_every_route_and_method_stands_in_the_table(app: Flask) -> None:
    assert sorted(routes(app) - {(row.method, row.endpoint) for row in ROWS}) == []


def test_every_row_of_the_table_is_a_route(app: Flask) -> None:
    assert sorted({(row.method, row.endpoint) for row in ROWS} - routes(app)) == []


def test_no_row_stands_twice_and_each_way_of_asking_is_used() -> None:
    keys = [row.key for row in ROWS]
    assert len({(row.method, row.key) for row in ROWS}) == len(keys)
    assert set(ANYWHERE) | set(AT_A_SCHOOL) <= set(keys)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_do_what_where(
    row: Row, app: Flask, session: Session, world: World, made: dict[str, uuid.UUID]
) -> None:
    people = {
        "out": None,
        "officer": world.officer,
        "liaison": world.liaison,
        "supervisor": world.supervisor,
        "administrator": world.administrator,
        "auditor": world.auditor,
        "none": world.nobody,
    }
    places = PLACES if row.key in AT_A_SCHOOL else PLACES[:1]
    found = {
        role: tuple(answered(row, app, session, person, made[place]) for place in places)
        for role, person in people.items()
    }
    assert found == {role: codes[: len(places)] for role, codes in row.answers.items()}


def answered(row: Row, app: Flask, session: Session, person: Person | None, inspection: uuid.UUID) -> int:
    client: FlaskClient = sign_in(app, person) if person else browser(app)
    asking = AT_A_SCHOOL.get(row.key) or ANYWHERE.get(row.key)
    parts, sends = asking(Visitor(session, person, found_there(session, inspection))) if asking else ask()
    with app.test_request_context():
        path = app.url_for(row.endpoint, **parts)
    return client.open(path, method=row.method, **sends).status_code
