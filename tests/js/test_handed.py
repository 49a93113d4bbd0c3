"""A file that the phone's own script saves is one that the platform takes."""

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.inbox import seal_key_of
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.rules.handed_work import is_sealed, read_work
from tests.client import PageClient
from tests.handed import bring, report_of
from tests.pictures import jpeg
from tests.world import World

pytestmark = pytest.mark.scripts

NOTE = '斑马线\u2028磨损 \\ "急" 🚸'
# The record is kept, as a form keeps it, and then saved; `before` may harm what is kept.
SAVE = """async ([{ person, ...record }, photos, key]) => {
  const base = document.querySelector("script[type=module]").src.replace("app.js", "offline/");
  const [{ Records }, { asFile }] = await Promise.all([import(base + "records.js"), import(base + "handed.js")]);
  const records = new Records(person);
  const files = photos.map(({ base64, ...file }) => (
    { ...file, bytes: Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)).buffer }
  ));
  await records.submit({ ...record, files: files.map((file) => file.sha256) }, files);
  BEFORE
  const { name, blob } = await asFile(records, await records.get(record.id), key);
  return [name, await blob.text()];
}"""
LOSE = 'await records.database.turn(["bytes"], "readwrite", (bytes) => { bytes.clear(); });'
CUT = 'await records.change(record.id, { fields: [["note", "急\\ud83d"], ["room", "\\ufeff1"]] });'


def saved(page: Page, record: dict[str, Any], photos: list[bytes], key: str, before: str = "") -> tuple[str, bytes]:
    """The name and the content of the file."""
    told = {"original_sha256": "a" * 64, "latitude": 36.65, "longitude": 117.02, "accuracy": None}
    kept = {"path": "/photos/", "type": "image/jpeg", "told": told, "thumbnail": "x"}
    files = [{**kept, "sha256": sha256(photo).hexdigest(), "base64": b64encode(photo).decode()} for photo in photos]
    name, text = page.evaluate(SAVE.replace("BEFORE", before), [record, files, key])
    return name, text.encode()


def record_of(maker: Person, world: World, photos: list[bytes]) -> dict[str, Any]:
    work = report_of(maker, world.school, photos, fields={"note": NOTE})
    return {name: work[name] for name in ("id", "person", "action", "fields", "title", "place")}


def test_it_comes_in_with_its_photos_whoever_brings_it(
    page: Page, session: Session, world: World, sign_in_as: Callable[[Person], PageClient]
) -> None:
    photos = [jpeg(seed=11), jpeg(1600, 1200, seed=12)]
    record = record_of(world.officer, world, photos)
    name, file = saved(page, record, photos, seal_key_of(world.officer))
    assert name == f"随手报-新安实验小学-{record['id'][:8]}.hazard.json"
    colleague = sign_in_as(world.officer2)
    for said in ("平台已收到", "没有重复录入"):
        answer = bring(colleague, file)
        assert (answer.status_code, said in answer.text) == (200, True)
    hazard = session.scalars(select(Hazard)).one()
    assert (str(hazard.uid), hazard.found_by, hazard.note) == (record["id"], world.officer, NOTE)
    kept = session.scalars(select(Photo)).all()
    assert {(photo.sent_sha256, photo.original_sha256, photo.latitude) for photo in kept} == {
        (sha256(photo).hexdigest(), "a" * 64, 36.65) for photo in photos
    }


def test_what_was_changed_in_it_is_refused(
    page: Page, session: Session, world: World, sign_in_as: Callable[[Person], PageClient]
) -> None:
    record = record_of(world.officer, world, [])
    _name, file = saved(page, record, [], seal_key_of(world.officer))
    assert b"TRAFFIC" in file
    answer = bring(sign_in_as(world.officer2), file.replace(b"TRAFFIC", b"FIRE"))
    assert (answer.status_code, "不能证明由谁填写" in answer.text) == (422, True)
    assert session.scalars(select(Hazard)).all() == []


def test_without_a_key_it_has_no_seal(page: Page, session: Session, world: World) -> None:
    work = read_work(saved(page, record_of(world.officer, world, []), [], "")[1], 10_000)
    assert (work.seal, work.place, work.files) == ("", "新安实验小学", ())


def test_half_a_sign_is_written_as_the_form_sends_it(page: Page, session: Session, world: World) -> None:
    """Cut in the middle of a picture, as an input's maxlength does."""
    _name, file = saved(page, record_of(world.officer, world, []), [], "key", before=CUT)
    work = read_work(file, 10_000)
    assert work.fields == (("note", "急\ufffd"), ("room", "\ufeff1"))
    assert is_sealed(work, "key")


def test_a_photo_whose_bytes_are_gone_is_named_without_them(page: Page, session: Session, world: World) -> None:
    photo = jpeg()
    _name, file = saved(page, record_of(world.officer, world, [photo]), [photo], "key", before=LOSE)
    assert json.loads(file)["files"] == [{"sha256": sha256(photo).hexdigest(), "base64": ""}]
    assert read_work(file, 10_000).files[0].encoded == ""


def test_it_is_ascii_so_that_its_photos_take_a_byte_a_sign(page: Page, session: Session, world: World) -> None:
    assert saved(page, record_of(world.officer, world, []), [], "key")[1].isascii()
