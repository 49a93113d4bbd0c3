"""Commands of the terminal, as somebody at it meets them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_migrate import upgrade
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app import create_app
from hazard_app.acts.log_act import chain_of
from hazard_app.db import db
from hazard_app.library.reader import BUILT_IN
from hazard_app.models.admin_act import AdminAct
from hazard_app.models.person import Person
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.chain import first_broken
from hazard_app.rules.terms import Role, ZoneKind
from tests.servers import fresh_database
from tests.world import CHEAP, NOW

FIRST = ["setup", "--username", "Root", "--name", "郑管", "--zone-name", "泉城市公安局"]
GOOD = "three words in a row"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """An installation without people."""
    app = create_app(
        {"SQLALCHEMY_DATABASE_URI": fresh_database(tmp_path), "SECRET_KEY": "x", "CLOCK": lambda: NOW, **CHEAP}
    )
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def terminal(app: Flask, session: Session) -> FlaskCliRunner:
    """Of the installation where the standing cast works."""
    return app.test_cli_runner()


def test_setup_makes_the_first_administrator_and_the_bureau(empty: Flask) -> None:
    done = empty.test_cli_runner().invoke(args=FIRST, input=f"{GOOD}\n{GOOD}\n")
    assert done.exit_code == 0
    assert "root can sign in" in done.output
    person, zone = db.session.scalars(select(Person)).one(), db.session.scalars(select(Zone)).one()
    assert (person.username, person.name, person.must_change_password) == ("root", "郑管", False)
    assert (zone.name, zone.kind, zone.path) == ("泉城市公安局", ZoneKind.BUREAU, f"/{zone.id}/")
    assert [(posting.role, posting.zone_id) for posting in person.postings] == [(Role.ADMINISTRATOR, zone.id)]
    assert empty.extensions["passwords"].matches(person.password_hash, GOOD)


def test_how_it_began_stands_first_in_the_log_of_administrators(empty: Flask) -> None:
    assert empty.test_cli_runner().invoke(args=[*FIRST, "--password", GOOD]).exit_code == 0
    acts = db.session.scalars(select(AdminAct).order_by(AdminAct.number)).all()
    assert [(act.kind, act.thing, act.facts["name"]) for act in acts] == [
        (ActKind.CREATED, Thing.ZONE, "泉城市公安局"),
        (ActKind.CREATED, Thing.PERSON, "郑管"),
        (ActKind.POSTED, Thing.PERSON, "郑管"),
    ]
    assert {act.person_id for act in acts} == {None}
    assert first_broken(chain_of(db.session())) is None


def test_setup_asks_for_what_was_not_said(empty: Flask) -> None:
    done = empty.test_cli_runner().invoke(args=["setup"], input=f"root\n郑管\n泉城市公安局\n{GOOD}\n{GOOD}\n")
    assert done.exit_code == 0
    assert db.session.scalar(select(Person.username)) == "root"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([*FIRST, "--password", "short"], "Too short"),
        ([*FIRST, "--password", "1234567890"], "one of the first passwords"),
        (["setup", "--username", " ", "--name", "郑管", "--zone-name", "局", "--password", GOOD], "are needed"),
    ],
)
def test_setup_says_what_is_wrong_and_makes_nothing(empty: Flask, args: list[str], told: str) -> None:
    done = empty.test_cli_runner().invoke(args=args)
    assert (done.exit_code, told in done.output) == (1, True)
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_setup_is_refused_where_people_are(terminal: FlaskCliRunner) -> None:
    done = terminal.invoke(args=[*FIRST, "--password", GOOD])
    assert (done.exit_code, "People are here already" in done.output) == (1, True)


def test_no_demo_is_made_where_people_are(empty: Flask) -> None:
    empty.test_cli_runner().invoke(args=[*FIRST, "--password", GOOD])
    done = empty.test_cli_runner().invoke(args=["demo"])
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "People are here already: no demo world was made."
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


def test_the_library_says_what_became_of_each_checklist(terminal: FlaskCliRunner) -> None:
    lines = terminal.invoke(args=["library", "import"]).output.splitlines()
    assert lines[0].startswith("SEC-M    v1 ")
    assert lines[0].endswith("unchanged")
    assert lines[-1] == "Library: 10 checklists, 0 new or changed."


def test_a_changed_file_makes_a_new_version(terminal: FlaskCliRunner, tmp_path: Path) -> None:
    checklists = json.loads(BUILT_IN[1].read_text())[:1]
    checklists[0]["items"][0]["text_zh"] = "另一句话"
    path = tmp_path / "ours.json"
    path.write_text(json.dumps(checklists))
    lines = terminal.invoke(args=["library", "import", str(path)]).output.splitlines()
    assert lines[0].startswith("SEC-M    v2 ")
    assert lines[0].endswith("new version")


def test_a_wrong_file_changes_nothing_and_says_why(terminal: FlaskCliRunner, tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    path.write_text('[{"code": "X", "title_zh": 7}]')
    done = terminal.invoke(args=["library", "import", str(path)])
    assert (done.exit_code, done.output.splitlines()[-1]) == (1, "Nothing was imported: X: title_zh = 7")


def test_a_file_that_is_not_there_is_named(terminal: FlaskCliRunner) -> None:
    done = terminal.invoke(args=["library", "import", "nowhere.json"])
    assert (done.exit_code, "nowhere.json" in done.output) == (2, True)
