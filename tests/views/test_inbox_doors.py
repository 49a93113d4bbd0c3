"""The inbox opens five doors on behalf of a file, and no other; for whoever has left as for a phone of theirs."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from hazard_app.db import db
from hazard_app.inbox import Handed, answered, seal_key_of
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.rules.handed_work import ACTION, FILE_PATHS, Fate
from hazard_app.rules.terms import FlagKind
from hazard_app.security import HANDED_IN, HANDED_IN_FOR
from hazard_app.views.inbox import _one_at_a_time
from tests.client import PageClient, browser
from tests.handed import as_file, bring, report_of, sealed
from tests.recordings import webm
from tests.sending import sha256
from tests.stepping import JSON
from tests.views.test_handing_in import LEFT, closed_doors
from tests.world import World

At = Callable[[datetime], None]
SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def leave(world: World, sign_in_as: SignInAs, at: At) -> Callable[[timedelta], PageClient]:
    """The officer is deactivated at eight; a colleague signs in when the file is brought."""

    def deactivate(later: timedelta) -> PageClient:
        admin = sign_in_as(world.administrator)
        at(LEFT)
        assert admin.post(f"/people/{world.officer.uid}/deactivation").status_code == 303
        at(LEFT + later)
        return sign_in_as(world.officer2)

    return deactivate


Leave = Callable[[timedelta], PageClient]


def test_what_whoever_left_had_made_before_comes_in_for_seven_days(
    session: Session, world: World, leave: Leave
) -> None:
    file = sealed(world.officer, world.school)
    page = bring(leave(timedelta(days=7)), file)
    assert page.status_code == 200
    hazard = session.scalars(select(Hazard)).one()
    assert hazard.found_by == world.officer
    assert session.scalars(select(Flag.kind)).all() == [FlagKind.HANDED_IN]


def test_whose_maker_has_no_password_of_their_own_yet_hears_that(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    world.officer.must_change_password = True
    session.commit()
    page = bring(sign_in_as(world.officer2), sealed(world.officer, world.school))
    assert (page.status_code, "先设置自己的密码" in page.text, "没有相应任职" in page.text) == (422, True, False)


def test_a_memo_of_more_than_ninety_seconds_is_too_long(world: World, sign_in_as: SignInAs) -> None:
    work, memo = report_of(world.officer, world.school), webm(91)
    work["files"] = [{"sha256": sha256(memo), "path": "/memos/", "type": "audio/webm", "told": {}}]
    page = bring(sign_in_as(world.officer2), as_file(work, seal_key_of(world.officer), [memo]))
    assert "太大或太长" in page.text


class Slow(io.BytesIO):
    """A body that tells whether a transaction is open while it comes in."""

    open_meanwhile = False

    def read(self, size: int | None = -1) -> bytes:
        Slow.open_meanwhile |= db.session().in_transaction()
        return super().read(size)


def test_while_files_come_in_and_are_read_one_at_a_time_no_transaction_is_open(
    world: World, sign_in_as: SignInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, bool]] = []
    here = f"/schools/{world.school.uid}"

    def noted(_content: bytes, _bearer: Person) -> Handed:
        seen.append((_one_at_a_time.locked(), db.session().in_transaction()))
        return Handed(Fate.HERE, url=here)

    monkeypatch.setattr("hazard_app.views.inbox.hand_in", noted)
    files = [FileStorage(io.BytesIO(b"a file"), f"{number}.hazard.json") for number in range(2)]
    stream, length, boundary = stream_encode_multipart({"files": files}, use_tempfile=False)
    kind, body = f"multipart/form-data; boundary={boundary}", Slow(stream.read())
    sign_in_as(world.officer2).post("/inbox", input_stream=body, content_type=kind, content_length=length)
    assert seen == [(True, False), (True, False)]
    assert not Slow.open_meanwhile


@pytest.mark.parametrize(
    ("later", "made_at"), [(timedelta(days=8), "2026-11-23T06:01:00Z"), (timedelta(days=1), "2026-11-23T08:03:00Z")]
)
def test_neither_what_comes_later_nor_what_was_made_after(
    session: Session, world: World, leave: Leave, later: timedelta, made_at: str
) -> None:
    file = sealed(world.officer, world.school, fields={"made_at": made_at})
    page = bring(leave(later), file)
    assert (page.status_code, "账号已停用" in page.text) == (422, True)
    assert session.scalars(select(Hazard)).all() == []


def test_whoever_has_a_new_code_vouches_for_nothing_sealed_before(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    """The phone may be in other hands: that is why there is a new code."""
    file = sealed(world.officer, world.school)
    sign_in_as(world.administrator).post("/administration/slips", data={"person": str(world.officer.uid)})
    assert "不能证明由谁填写" in bring(sign_in_as(world.officer2), file).text


def test_no_other_door_opens(app: Flask, session: Session, world: World) -> None:
    doors = list(closed_doors(app))
    assert {("GET", "/hazards"), ("POST", "/me"), ("POST", "/inbox")} <= set(doors)
    for method, path in doors:
        status, said = answered(world.administrator, path, method=method)
        assert (status, said["error"]) == (401, "sign_in"), f"{method} {path}"


def test_the_work_that_is_carried_is_what_phones_hold_back(app: Flask) -> None:
    uid = "8c1f7a52-0a57-4f0e-9a3f-5b1d6f3f8a11"
    for endpoint in HANDED_IN:
        names: dict[str, Any] = {name: uid if name != "sha256" else "0" * 64 for name in ("hazard", "school", "sha256")}
        with app.test_request_context():
            rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
            path = url_for(endpoint, **{name: names[name] for name in rule.arguments})
        assert ACTION.fullmatch(path) or path.removesuffix("0" * 64) in FILE_PATHS


def test_no_client_says_whose_work_it_brings(app: Flask, world: World) -> None:
    guest, maker = browser(app), str(world.officer.id)
    for name in (HANDED_IN_FOR, "Hazard-Handed-In-For", "hazard_handed_in_for"):
        answer = guest.post("/hazards", data={"id": "x"}, headers={**JSON, name: maker})
        assert answer.status_code == 401


def test_whoever_brings_stays_who_they_are(world: World, sign_in_as: SignInAs) -> None:
    colleague = sign_in_as(world.liaison)
    page = bring(colleague, sealed(world.outsider, world.foreign), sealed(world.officer, world.school))
    assert page.status_code == 200
    assert "陈立" in page.text
    assert page.headers["Hazard-Person"] == str(world.liaison.uid)
    # One of the two is open to them.
    assert page.text.count('href="/hazards/') == 1 + page.text.count('href="/hazards/new')


def test_what_breaks_over_one_file_breaks_no_other(
    app: Flask, session: Session, world: World, sign_in_as: SignInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_said: object) -> None:
        raise RuntimeError("broken")

    work = report_of(world.officer, world.school)
    monkeypatch.setattr("hazard_app.views.rechecks.known_school", broken)
    bad = as_file(work | {"action": f"/schools/{world.school.uid}/rechecks"}, seal_key_of(world.officer))
    page = bring(sign_in_as(world.officer2), bad, sealed(world.officer, world.school))
    assert (page.status_code, page.text.count("暂时无法保存"), page.text.count("平台已收到")) == (422, 1, 1)


def test_me_and_the_outbox_lead_there(world: World, sign_in_as: SignInAs) -> None:
    for person, path in ((world.officer, "/outbox"), (world.officer, "/me"), (world.administrator, "/me")):
        assert 'href="/inbox/new"' in sign_in_as(person).get(path).text


def test_every_pack_says_what_its_owners_phone_seals_with(sign_in_as: SignInAs, world: World) -> None:
    officer = sign_in_as(world.officer)
    pack = officer.get("/offline/pack.json").get_json()
    changes = officer.get("/offline/pack.json", query_string={"since": pack["cursor"]}).get_json()
    assert changes["full"] is False
    assert changes["seal_key"] == pack["seal_key"]
    assert sign_in_as(world.liaison).get("/offline/pack.json").get_json()["seal_key"] != pack["seal_key"]
    page = bring(sign_in_as(world.officer2), as_file(report_of(world.officer, world.school), pack["seal_key"]))
    assert page.status_code == 200
