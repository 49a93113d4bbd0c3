"""The app, killed outright at a chosen moment: `die` in the instance folder names it, once."""

import os
import signal
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from sqlalchemy import Engine, event

import hazard_app
from hazard_app.models.photo import Photo
from hazard_app.models.step import Step
from hazard_app.storage import PhotoStore

# Each in the order in which it comes.
UNSTORED, STORED, IN_THE_MIDDLE, UNANSWERED = "before the bytes", "after the bytes", "between rows", "after the commit"


class Death:
    def __init__(self, folder: Path) -> None:
        self.order = folder / "die"

    def at(self, moment: str) -> None:
        """The order is taken away first, so that the next process lives."""
        if self.order.exists() and self.order.read_text() == moment:
            self.order.unlink()
            os.kill(os.getpid(), signal.SIGKILL)


class MortalStore:
    """A store whose process may die beside it."""

    def __init__(self, store: PhotoStore, death: Death) -> None:
        self.store, self.death = store, death

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def put(self, key: str, content: bytes) -> None:
        self.death.at(UNSTORED)
        self.store.put(key, content)
        self.death.at(STORED)


def create_app() -> Flask:
    app = hazard_app.create_app()
    death = Death(Path(app.instance_path))
    app.extensions["photo_store"] = MortalStore(app.extensions["photo_store"], death)

    def executed(*given: Any) -> None:
        if given[2].startswith(tuple(f"INSERT INTO {model.__tablename__} " for model in (Photo, Step))):
            death.at(IN_THE_MIDDLE)

    event.listen(Engine, "after_cursor_execute", executed)

    @app.after_request
    def answer(response: Response) -> Response:
        if request.method in ("POST", "PUT"):
            death.at(UNANSWERED)
        return response

    return app
