"""An installation for real servers: the newest schema, the library and the standing cast."""

from pathlib import Path

from flask_migrate import upgrade

from hazard_app import create_app
from hazard_app.acts.import_library import import_library
from hazard_app.db import db, write
from hazard_app.library.reader import built_in
from tests.servers import RealServer, fresh_database
from tests.world import CHEAP, NOW, make_world


def installed(folder: Path, processes: int = 2, app: str = "hazard_app:create_app") -> RealServer:
    """A server that is ready to start on a new database in `folder`; passwords are as cheap as in other tests."""
    database = fresh_database(folder)
    prepare(folder, database)
    weak = {f"HAZARD_{name}": str(value) for name, value in CHEAP.items()}
    return RealServer(folder, database, app, processes, weak)


def prepare(folder: Path, database: str) -> None:
    settings = {"SQLALCHEMY_DATABASE_URI": database, "PHOTO_STORE": str(folder / "photos"), "SECRET_KEY": "for now"}
    app = create_app(settings | CHEAP)
    with app.app_context():
        upgrade()
        write(lambda session: import_library(session, built_in(), NOW))
        write(make_world)
        db.session.remove()
        db.engine.dispose()
