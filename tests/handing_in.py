"""A phone that brings at eleven what was made a minute past six."""

import uuid
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from tests.client import browser
from tests.filling import filled, newest
from tests.reporting import posted
from tests.stepping import JSON
from tests.world import PASSWORD, World

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"}
BEFORE, SENT = "2026-11-23T06:01:00Z", "2026-11-23T11:02:00Z"


class Phone:
    def __init__(self, app: Flask, person: Person) -> None:
        self.client = browser(app)
        given = {"username": person.username, "password": PASSWORD}
        assert self.client.post("/login", data=given, headers=PHONE).status_code == 303

    def inspect(self, session: Session, world: World, made_at: str = BEFORE, **said: str) -> TestResponse:
        times = {"started_at": made_at, "made_at": made_at, "sent_at": SENT}
        given = filled(newest(session, "PER-W"), world.school) | times | said
        return self.client.post("/inspections", data=given, headers=JSON)

    def report(self, world: World, **said: str) -> TestResponse:
        given = posted(world.school, made_at=BEFORE, sent_at=SENT) | said
        return self.client.post("/hazards", data=given, headers=JSON)

    def step(self, hazard: Hazard, kind: str, **said: Any) -> TestResponse:
        given = {"id": str(uuid.uuid4()), "kind": kind, "made_at": BEFORE, "sent_at": SENT, "note": "已处理", **said}
        return self.client.post(f"/hazards/{hazard.uid}/steps", data=given, headers=JSON)
