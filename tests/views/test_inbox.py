"""Work that a phone could not send comes in as a file, by whoever carries it, under the name of whoever made it."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.inbox import seal_key_of
from hazard_app.models.admin_act import AdminAct
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from tests.client import PageClient
from tests.filling import filled, newest
from tests.handed import as_file, bring, report_of, sealed
from tests.pictures import jpeg
from tests.reporting import reported
from tests.visits import kinds
from tests.world import NOW, PASSWORD, World

At = Callable[[object], None]
SignInAs = Callable[[Person], PageClient]

RECEIVED, HERE, UNSEALED = "平台已收到", "没有重复录入", "不能证明由谁填写"


def count(session: Session, model: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0


def the_hazard(session: Session) -> Hazard:
    session.rollback()
    return session.scalars(select(Hazard)).one()


@pytest.fixture
def colleague(sign_in_as: SignInAs, world: World) -> PageClient:
    return sign_in_as(world.officer2)


def test_a_colleague_brings_it_and_it_is_its_makers(colleague: PageClient, session: Session, world: World) -> None:
    page = bring(colleague, sealed(world.officer, world.school, [jpeg(seed=3)]))
    assert page.status_code == 200
    for said in (RECEIVED, "随手报 · 新安实验小学", "填写人：王敏", "1.hazard.json"):
        assert said in page.text
    hazard = the_hazard(session)
    assert f'href="/hazards/{hazard.uid}"' in page.text
    assert hazard.found_by == world.officer
    assert hazard.cover
    assert session.scalars(select(Photo)).one().uploader.username == "officer"


def test_twice_is_fine_also_after_the_phone_sent_it_itself(
    colleague: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    work = report_of(world.officer, world.school)
    file = as_file(work, seal_key_of(world.officer))
    fields = dict(work["fields"]) | {"id": work["id"], "sent_at": "2026-11-23T06:02:00Z", "tries": "4"}
    phone = sign_in_as(world.officer)
    assert phone.post("/hazards", data=fields, headers={"Accept": "application/json"}).status_code == 201
    for _ in range(2):
        page = bring(colleague, file)
        assert page.status_code == 200
        assert HERE in page.text
    assert count(session, Hazard) == 1


def test_the_phone_hears_yes_after_a_colleague_brought_it(
    colleague: PageClient, world: World, sign_in_as: SignInAs
) -> None:
    work = report_of(world.officer, world.school)
    bring(colleague, as_file(work, seal_key_of(world.officer)))
    fields = dict(work["fields"]) | {"id": work["id"], "sent_at": "2026-11-24T06:02:00Z", "tries": "9"}
    answer = sign_in_as(world.officer).post("/hazards", data=fields, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json and answer.json["uid"]) == (200, work["id"])


def test_it_is_noted_once_who_brought_whose(
    colleague: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    work = report_of(world.officer, world.school, id="abcdef12-0000-4000-8000-000000000000")
    file = as_file(work, seal_key_of(world.officer))
    for _ in range(2):
        bring(colleague, file)
    [act] = session.scalars(select(AdminAct))
    assert (act.person_id, act.about) == (world.officer2.id, world.officer.uid)
    assert act.facts == {"name": "王敏", "work": work["id"]}
    page = sign_in_as(world.auditor).get("/administration/acts").text
    for said in ("王敏", "由他人代交", "回执 ABCD-EF", "周磊"):
        assert said in page


@pytest.mark.parametrize("sealed_by", ["nobody", "another person", "an earlier password", "rubbish"])
def test_without_its_makers_seal_a_colleague_brings_nothing_and_learns_nothing(
    colleague: PageClient, session: Session, world: World, sealed_by: str
) -> None:
    key = {"nobody": "", "another person": seal_key_of(world.officer2), "rubbish": "x"}.get(sealed_by)
    if key is None:
        key = seal_key_of(world.officer)
        session.get_one(Person, world.officer.id).password_hash = "another"
        session.commit()
    page = bring(colleague, as_file(report_of(world.officer, world.school), key))
    assert page.status_code == 422
    assert UNSEALED in page.text
    for hidden in ("王敏", "新安实验小学", "随手报"):
        assert hidden not in page.text
    assert (count(session, Hazard), count(session, AdminAct)) == (0, 0)


def test_of_whom_nobody_knows_the_same_is_said(colleague: PageClient, world: World) -> None:
    file = as_file(report_of(world.officer, world.school, person=str(uuid.uuid4())), seal_key_of(world.officer))
    assert UNSEALED in bring(colleague, file).text


def test_what_was_changed_on_the_way_is_refused(colleague: PageClient, session: Session, world: World) -> None:
    file = sealed(world.officer, world.school)
    written = "校门口斑马线磨损".encode("ascii", "backslashreplace")
    assert written in file
    assert UNSEALED in bring(colleague, file.replace(written, b"X")).text
    assert "文件不完整" in bring(colleague, file[:-1]).text
    assert count(session, Hazard) == 0


def test_its_maker_needs_no_seal_and_nothing_is_noted(session: Session, world: World, sign_in_as: SignInAs) -> None:
    page = bring(sign_in_as(world.officer), as_file(report_of(world.officer, world.school)))
    assert RECEIVED in page.text
    assert (count(session, Hazard), count(session, AdminAct)) == (1, 0)


def test_an_inspection_days_later_counts_from_when_it_was_made(
    colleague: PageClient, session: Session, world: World, at: At
) -> None:
    form = filled(newest(session, "PER-W"), world.school)
    fields = [[name, value] for name, value in form.items() if name not in ("id", "sent_at")]
    work = report_of(world.officer, world.school, id=form["id"], action="/inspections") | {"fields": fields}
    file = as_file(work, seal_key_of(world.officer))
    at(NOW + timedelta(days=3))
    again = bring(world_browser(colleague), file)
    assert RECEIVED in again.text
    session.rollback()
    inspection = session.scalars(select(Inspection)).one()
    assert inspection.happened_at == NOW - timedelta(minutes=1)


def world_browser(client: PageClient) -> PageClient:
    """A desk's session ends meanwhile: its owner signs in again."""
    client.post("/login", data={"username": "officer2", "password": PASSWORD})
    return client


def test_a_step_comes_in_under_its_makers_role(session: Session, world: World, sign_in_as: SignInAs) -> None:
    hazard = reported(session, world.officer, world.school)
    session.commit()
    fields = [["hazard", str(hazard.uid)], ["kind", "fix"], ["made_at", "2026-11-23T06:01:00Z"], ["note", "已修好"]]
    photo = jpeg(seed=5)
    work = report_of(world.liaison, world.school, [photo], action=f"/hazards/{hazard.uid}/steps")
    work["fields"] = fields + [pair for pair in work["fields"] if pair[0] == "photos"]
    page = bring(sign_in_as(world.officer), as_file(work, seal_key_of(world.liaison), [photo]))
    assert RECEIVED in page.text
    session.expire_all()
    assert kinds(hazard) == ["found", "fix"]


def test_what_its_maker_may_not_do_is_refused_whoever_brings_it(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    chief = sign_in_as(world.supervisor)
    page = bring(chief, sealed(world.outsider, world.school), sealed(world.auditor, world.school))
    assert page.status_code == 422
    assert page.text.count("没有相应任职") == 2
    assert count(session, Hazard) == 0


def test_other_content_under_the_same_name_is_refused(colleague: PageClient, session: Session, world: World) -> None:
    work = report_of(world.officer, world.school)
    other = work | {"fields": [*work["fields"], ["room", "302"]]}
    key = seal_key_of(world.officer)
    page = bring(colleague, as_file(work, key), as_file(other, key))
    assert (RECEIVED in page.text, "以先前的为准" in page.text) == (True, True)
    assert count(session, Hazard) == 1


def test_what_is_to_be_mended_is_told_to_its_maker_alone(
    colleague: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    photo = jpeg(seed=6)
    file = as_file(report_of(world.officer, world.school, [photo]), seal_key_of(world.officer))
    told = "有一张照片平台还没有收到"
    page = bring(colleague, file)
    assert (page.status_code, "需要修改" in page.text, told in page.text) == (422, True, False)
    assert told in bring(sign_in_as(world.officer), file).text


def test_a_photo_that_the_platform_has_need_not_come_along(
    colleague: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    photo = jpeg(seed=6)
    assert RECEIVED in bring(colleague, sealed(world.officer, world.school, [photo])).text
    second = as_file(report_of(world.officer, world.school, [photo]), seal_key_of(world.officer))
    assert RECEIVED in bring(colleague, second).text
    assert count(session, Photo) == 1


def test_a_damaged_photo_keeps_all_of_it_out(colleague: PageClient, session: Session, world: World) -> None:
    work = report_of(world.officer, world.school, [jpeg(seed=6)])
    files = [{"sha256": work["files"][0]["sha256"], "base64": "YWJj"}]
    page = bring(colleague, as_file(work, seal_key_of(world.officer), files=files))
    assert "在传递中损坏" in page.text
    assert (count(session, Hazard), count(session, Photo)) == (0, 0)


def test_what_is_no_picture_keeps_all_of_it_out(colleague: PageClient, session: Session, world: World) -> None:
    page = bring(colleague, sealed(world.officer, world.school, [b"no picture"]))
    assert "无法读取" in page.text
    assert count(session, Hazard) == 0


def test_what_the_camera_told_stays_with_its_photo(colleague: PageClient, session: Session, world: World) -> None:
    photo = jpeg(seed=7)
    work = report_of(world.officer, world.school, [photo])
    work["files"][0]["told"] = {"original_sha256": "a" * 64, "latitude": "36.65", "longitude": "117.02"}
    bring(colleague, as_file(work, seal_key_of(world.officer), [photo]))
    kept = session.scalars(select(Photo)).one()
    assert (kept.original_sha256, kept.latitude) == ("a" * 64, 36.65)


def test_rubbish_and_what_is_too_large_is_said_in_words(
    app: Flask, colleague: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "INBOX_MAX_BYTES", 3000)
    page = bring(colleague, b"", b"[" * 2000, b"x" * 3001, sealed(world.officer, world.school))
    assert (page.status_code, page.text.count("文件不完整"), page.text.count("太大或太长")) == (422, 2, 1)
    assert RECEIVED in page.text


def test_no_file_and_too_many_are_asked_for_again(colleague: PageClient) -> None:
    for files, said in (((), "选择一个文件"), ([b"x"] * 51, "一次最多提交 50 个文件")):
        page = bring(colleague, *files)
        assert (page.status_code, said in page.text) == (422, True)
