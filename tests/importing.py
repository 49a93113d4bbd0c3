"""Tables as acts and as pages take them: tried, agreed to, brought in."""

import io
import re
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hazard_app.acts.import_rows import Given, import_rows, try_rows
from hazard_app.acts.import_tally import Tally
from hazard_app.acts.log_act import Actor
from hazard_app.models.reach import Reach
from hazard_app.rules.import_lines import read_lines
from hazard_app.rules.imports import ImportKind
from tests.client import PageClient
from tests.world import NOW, World

Row = tuple[str, ...]


def given(kind: ImportKind, *rows: Row) -> Given:
    return Given(kind, read_lines(kind, list(enumerate(rows, start=1))), "table.xlsx", "0" * 64)


def reach_of(world: World) -> Reach:
    return world.administrator.reach_on(NOW.date())


def tried(session: Session, world: World, kind: ImportKind, *rows: Row) -> Tally:
    return try_rows(session, reach_of(world), given(kind, *rows), NOW)


def brought(session: Session, world: World, kind: ImportKind, *rows: Row, leave_out: bool = False) -> Tally:
    table, reach = given(kind, *rows), reach_of(world)
    seen = try_rows(session, reach, table, NOW).fingerprint
    actor = Actor.of(world.administrator)
    return import_rows(session, actor, reach, table, seen, NOW, leave_out=leave_out)


def wrongs(tally: Tally) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.why.value) for fault in tally.faults]


def bring(client: PageClient, content: bytes, **changes: str) -> TestResponse:
    fields: dict[str, Any] = {"kind": "schools", "datum": "wgs84", **changes}
    answer = client.post("/administration/imports", data={**fields, "file": (io.BytesIO(content), "学校名单.csv")})
    return client.get(answer.location) if answer.status_code == 303 else answer


def agree(client: PageClient, preview: TestResponse, **changes: str) -> TestResponse:
    [state] = re.findall(r'name="state" value="(\w+)"', preview.text)
    answer = client.post(preview.request.path, data={"state": state, **changes})
    return client.get(answer.location) if answer.status_code == 303 else answer
