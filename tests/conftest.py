"""One app and one database for the whole run; what a test wrote is taken away after it."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.orm import Session

from hazard_app import create_app
from hazard_app.acts.import_library import import_library
from hazard_app.db import db, write
from hazard_app.library.reader import built_in
from hazard_app.models.person import Person
from hazard_app.storage import thumbnail_store
from tests.chromium import ARGUMENTS, chromium_path
from tests.client import PageClient, sign_in
from tests.places import Place, place
from tests.rows import Rows
from tests.servers import fresh_database
from tests.world import CHEAP, NOW, World, make_world, read_world


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        app = create_app(
            {
                "SQLALCHEMY_DATABASE_URI": fresh_database(instance),
                "PHOTO_STORE": str(instance / "photos"),
                "SECRET_KEY": "only for tests",
                "CLOCK": lambda: NOW,
                **CHEAP,
            }
        )
        app.extensions["thumbnail_store"] = thumbnail_store(instance)
        with app.app_context():
            upgrade()
            write(lambda session: import_library(session, built_in(), NOW))
            write(make_world)
            app.extensions["standing_rows"] = Rows.now_in(db.engine)
            db.session.remove()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def demo_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo of this moment of the cast's, made once a run: it takes long. Tests work on copies."""
    with place(tmp_path_factory.mktemp("demo")) as world:
        world.clock = NOW
        world.done("demo")
        yield world


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with app.app_context():
        yield db.session()
        db.session.remove()
        app.extensions["standing_rows"].restore(db.engine)


@pytest.fixture
def world(session: Session) -> World:
    """The cast, read from the database it stands in."""
    return read_world(session)


@pytest.fixture
def sign_in_as(app: Flask, session: Session) -> Callable[[Person], PageClient]:
    """A browser of its own for each person."""
    return lambda person: sign_in(app, person)


@pytest.fixture
def at(app: Flask) -> Iterator[Callable[[datetime], None]]:
    """Set the server's clock."""

    def set_clock(moment: datetime) -> None:
        app.config["CLOCK"] = lambda: moment

    yield set_clock
    app.config["CLOCK"] = lambda: NOW


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests that drive one; each has pages of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()
