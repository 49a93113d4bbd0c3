import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.storage import StoreFull
from tests.client import PageClient
from tests.failing_store import FailingStore
from tests.filling import filled, newest
from tests.pictures import jpeg, png_bomb, sample
from tests.reporting import count, file, posted, the_hazard
from tests.sending import sha256
from tests.world import World

SignInAs = Callable[[Person], PageClient]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


BAD_FILES = {
    "a JPEG cut in half": (jpeg()[: len(jpeg()) // 2], "damaged or cut short", "损坏或不完整"),
    "a PDF named .jpg": (b"%PDF-1.7\n", "no picture", "不是照片"),
    "a script named .jpg": (b"<script>alert(1)</script>", "no picture", "不是照片"),
    "0 bytes": (b"", "empty, 0 bytes", "0 字节"),
    "200 megapixels": (png_bomb(), "too many pixels", "像素太多"),
    "31 MB": (b"\xff\xd8\xff" + bytes(31_000_000), "too large", "文件太大"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_is_told_by_its_name_and_the_good_one_is_kept(
    what: str, session: Session, world: World, officer: PageClient
) -> None:
    content, english, chinese = BAD_FILES[what]
    for headers, words in ((ENGLISH, english), ({}, chinese)):
        given = posted(world.school) | {"files": [file(content, "坏的 <b>.jpg"), file(jpeg(), "good.jpg")]}
        page = officer.post("/hazards", data=given, headers=headers)
        assert page.status_code == 422
        assert re.search(f"坏的 &lt;b&gt;.jpg[:：] ?[^<]*{words}", page.text)
        assert f'value="{sha256(jpeg())}"' in page.text
        assert sha256(content) not in page.text
    assert (count(session), count(session, Photo)) == (0, 1)


def test_what_a_refused_form_kept_is_not_picked_twice(session: Session, world: World, officer: PageClient) -> None:
    given = posted(world.school, category="", note="") | {"files": [file(sample("gps_1.jpg"))]}
    page = officer.post("/hazards", data=given)
    kept = re.findall(r'name="photos" value="(\w{64})" checked', page.text)
    thumbnail = re.search(r"/photos/[\w-]{36}/thumbnail", page.text)
    assert thumbnail
    assert officer.get(thumbnail[0]).status_code == 200
    mended = posted(world.school, id=given["id"], note="", photos=kept[0])
    assert officer.post("/hazards", data=mended).status_code == 303
    assert the_hazard(session).cover.sent_sha256 == sha256(sample("gps_1.jpg"))  # type: ignore[union-attr]


@pytest.mark.parametrize("input_", ["school-files", "school-after_files", "school-memo_files", "note-files"])
def test_a_bad_file_in_an_input_that_no_page_has_is_left_out(
    session: Session, world: World, officer: PageClient, input_: str
) -> None:
    given = posted(world.school) | {input_: [file(b"no picture", "a.jpg")]}
    assert officer.post("/hazards", data=given).status_code == 303
    assert the_hazard(session).cover is None


def test_more_than_six_photos_are_too_many(session: Session, world: World, officer: PageClient) -> None:
    given = posted(world.school) | {"files": [file(jpeg(32, 32, seed=seed)) for seed in range(7)]}
    page = officer.post("/hazards", data=given, headers=ENGLISH)
    assert page.status_code == 422
    assert "A hazard takes 6 photos at most." in page.text
    assert len(set(re.findall(r'name="photos" value="\w{64}" checked', page.text))) == 7


def test_a_form_too_large_to_take_is_answered_in_words(
    app: Flask, world: World, officer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000_000)
    answer = officer.post("/hazards", data=posted(world.school) | {"files": [file(bytes(1_500_000))]})
    assert answer.status_code == 413


def test_in_a_checklist_the_item_is_named_too_and_the_good_photo_kept(
    session: Session, world: World, officer: PageClient
) -> None:
    given = filled(newest(session, "PER-D"), world.school, PER_D_06="fail", PER_D_06__note="路灯不亮")
    page = officer.post("/inspections", data=given | {"PER-D-06-files": [file(b"%PDF-1.7", "a.jpg"), file(jpeg())]})
    assert page.status_code == 422
    assert "第 06 项，a.jpg：这不是照片" in page.text
    assert re.findall(r'name="PER-D-06-photos" value="(\w+)"', page.text) == [sha256(jpeg())]


def test_a_store_that_is_full_refuses_the_form_and_keeps_what_was_typed(
    app: Flask, world: World, officer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "photo_store", FailingStore(StoreFull("full")))
    page = officer.post("/hazards", data=posted(world.school, note="护栏断裂") | {"files": [file(jpeg())]})
    assert page.status_code == 422
    assert "此刻存不下照片" in page.text
    assert 'value="护栏断裂"' in page.text
