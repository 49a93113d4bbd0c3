"""An installation that real servers serve: the schema, the library, the cast, and browsers signed in over HTTP."""

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from hazard_app import create_app
from hazard_app.acts.import_library import import_library
from hazard_app.db import db, write
from hazard_app.library.reader import built_in
from hazard_app.storage import FolderStore
from tests.lines import Line
from tests.servers import PATIENCE, RealServer, fresh_database
from tests.world import CHEAP, NOW, PASSWORD, make_world

T = TypeVar("T")
CHEAPLY = {f"HAZARD_{name}": str(cost) for name, cost in CHEAP.items()}
FORM = "application/x-www-form-urlencoded"


@dataclass
class Said:
    status: int
    body: bytes


@dataclass
class Phone:
    """Somebody's browser: a cookie, and a connection of its own for each request."""

    url: str
    cookie: str

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Said:
        address = urlsplit(self.url)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, self.headers | given)
            answer = connection.getresponse()
            return Said(answer.status, answer.read())
        finally:
            connection.close()

    def post(self, path: str, form: Mapping[str, Any]) -> Said:
        return self.ask("POST", path, urlencode(form, doseq=True).encode(), Content_Type=FORM)

    def at(self, server: RealServer) -> "Phone":
        """The same person, served by another one."""
        return Phone(server.url, self.cookie)

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": self.cookie, "Accept": "application/json", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Instance:
    folder: Path
    database: str
    app: Flask

    def server(self, app: str = "hazard_app:create_app", processes: int = 2, **settings: str) -> RealServer:
        return RealServer(self.folder, self.database, app, processes, CHEAPLY | settings)

    def secure_server(self) -> RealServer:
        return RealServer(self.folder, self.database, settings=CHEAPLY, https=True)

    def phone(self, server: RealServer | Line, username: str) -> Phone:
        """Signed in over HTTP, as everybody is."""
        address = urlsplit(server.url)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
        form = urlencode({"username": username, "password": PASSWORD, "next": "/me"})
        connection.request("POST", "/login", form, {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        assert answer.status == 303, answer.read().decode()
        cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        connection.close()
        return Phone(server.url, "; ".join(cookies))

    @contextmanager
    def session(self) -> Iterator[Session]:
        """What stands in the database at this moment."""
        with self.app.app_context():
            yield db.session()
            db.session.remove()

    @property
    def photos(self) -> FolderStore:
        return FolderStore(self.folder / "photos")


@contextmanager
def installed(folder: Path, database: str = "") -> Iterator[Instance]:
    """`database` is a URI; without one it is a fresh one of the kind this run is about."""
    uri = database or fresh_database(folder)
    app = create_app({"SQLALCHEMY_DATABASE_URI": uri, "SECRET_KEY": "not the server's", **CHEAP})
    with app.app_context():
        upgrade()
        write(lambda session: import_library(session, built_in(), NOW))
        write(make_world)
        db.session.remove()
    try:
        yield Instance(folder, uri, app)
    finally:
        with app.app_context():
            db.engine.dispose()


def at_once(times: int, call: Callable[[int], T]) -> list[T]:
    """`call(0)`, `call(1)` … at the same moment, each in a thread of its own."""
    start = threading.Barrier(times)

    def run(number: int) -> T:
        start.wait(PATIENCE)
        return call(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))
