import json
import uuid
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from hazard_app.rules.handed_work import Fate, NotReadable, Work, WorkFile, is_sealed, read_work, seal_key

PERSON = uuid.UUID("8c1f7a52-0a57-4f0e-9a3f-5b1d6f3f8a11")
ABC = sha256(b"abc").hexdigest()
WORK: dict[str, Any] = {
    "id": "3f0d3c8e-6c0b-4a3e-8f57-2f4a0d1b9c77",
    "person": str(PERSON),
    "action": "/inspections",
    "fields": [["note", "逗号，[括号]"], ["note", "2"], ["sent_at", "x"], ["tries", "9"], ["id", "y"]],
    "title": "巡查",
    "place": "新安实验小学",
    "files": [{"sha256": ABC, "path": "/photos/", "type": "image/jpeg", "told": {"latitude": "1"}}],
    "saved_at": "2026-11-23T14:01:30.000+08:00",
}  # fmt: skip
FILES = [{"sha256": ABC, "base64": "YWJj"}]


def whole(work: Any = WORK, **changes: Any) -> bytes:
    text = work if isinstance(work, str) else json.dumps(work)
    return json.dumps({"format": "hazard-work-1", "work": text, "seal": "", "files": FILES} | changes).encode()


def read(content: bytes) -> Work:
    return read_work(content, 100_000)


def fate_of(content: bytes) -> Fate:
    with pytest.raises(NotReadable) as refused:
        read(content)
    return refused.value.fate


def test_it_says_what_the_phone_kept() -> None:
    work = read(whole())
    assert work.fields == (("note", "逗号，[括号]"), ("note", "2"))
    assert work.saved_at == datetime(2026, 11, 23, 6, 1, 30, tzinfo=UTC)
    [file] = work.files
    assert (file.path, file.told, file.content()) == ("/photos/", (("latitude", "1"),), b"abc")


def test_a_photo_that_did_not_come_along_has_no_bytes() -> None:
    [file] = read(whole(files=[])).files
    assert file.encoded == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'"hazard-work-1"',
        b"[" * 90_000,
        b'{"a":' * 19_000,
        whole(format="hazard-work-2"),
        whole("nonsense"),
        whole("[]"),
        whole("7"),
        whole(work=None),
        whole(files={"a": 1}),
        whole(files=[{"sha256": 1, "base64": 2}]),
        whole(seal=None),
        whole(seal="\ud800"),
    ],
)
def test_rubbish_is_none_of_ours(content: bytes) -> None:
    assert fate_of(content) is Fate.UNREADABLE


@pytest.mark.parametrize(
    "changed",
    [
        {"id": 7},
        {"person": "nobody"},
        {"action": "/login"},
        {"action": "/inspections\n"},
        {"action": "//elsewhere/inspections"},
        {"action": f"/hazards/{PERSON}/steps/../../../me"},
        {"action": f"/people/{PERSON}/deactivation"},
        {"action": None},
        {"fields": {"a": "b"}},
        {"fields": [["a"]]},
        {"fields": [["a", 1]]},
        {"fields": [["a", "\ud800"]]},
        {"title": None},
        {"saved_at": "2026-11-23T06:01:30"},
        {"saved_at": "yesterday"},
        {"saved_at": "0001-01-01T00:00:00+14:00"},
        {"files": [{"sha256": "0" * 64, "path": "/login", "type": "", "told": {}}]},
        {"files": [{"sha256": "../" * 20, "path": "/photos/", "type": "", "told": {}}]},
        {"files": [{"sha256": "0" * 64, "path": "/photos/", "type": "", "told": []}]},
        {"files": [{"sha256": "0" * 64, "path": "/photos/", "type": "", "told": {"latitude": 1}}]},
        {"files": [{"sha256": "0" * 64, "path": "/photos/", "type": "", "told": {}}] * 401},
    ],
)
def test_so_is_work_that_no_page_of_ours_makes(changed: dict[str, Any]) -> None:
    assert fate_of(whole(WORK | changed)) is Fate.UNREADABLE


@pytest.mark.parametrize(
    "action", ["/inspections", "/hazards", f"/hazards/{PERSON}/steps", f"/schools/{PERSON}/rechecks"]
)
def test_four_kinds_of_work_are_carried(action: str) -> None:
    assert read(whole(WORK | {"action": action})).action == action


def test_brackets_are_counted_before_they_become_memory_also_when_they_hide() -> None:
    hidden = '{"work":"[' + "\\u005b\\u005d," * 50_001 + '[]]","format":"hazard-work-1","seal":"","files":[]}'
    for content in (b"[" + b"[]," * 50_001 + b"[]]", hidden.encode()):
        with pytest.raises(NotReadable) as refused:
            read_work(content, 10_000_000)
        assert refused.value.fate is Fate.UNREADABLE


def test_more_bytes_than_allowed_are_not_read() -> None:
    with pytest.raises(NotReadable) as refused:
        read_work(whole(), 100)
    assert refused.value.fate is Fate.TOO_LARGE


@pytest.mark.parametrize("encoded", ["YWJ", "YWJj\n", "YW Jj", "YWJjYWJj", "é", b64encode(b"abd").decode()])
def test_other_bytes_than_those_named_are_damage(encoded: str) -> None:
    file = WorkFile(ABC, "/photos/", "", (), encoded)
    with pytest.raises(NotReadable) as refused:
        file.content()
    assert refused.value.fate is Fate.DAMAGED


def test_a_seal_is_the_makers_over_this_very_text() -> None:
    key = seal_key("secret", PERSON, "hash")
    # As openssl says: printf '{"a": "巡查"}' | openssl dgst -sha256 -hmac key
    text, seal = '{"a": "巡查"}', "d80038387c53f9209e0468c62f3e8528ae9153b4b4328c7c754de0ec2858e245"
    work = Work(text, seal, PERSON, PERSON, "", (), "", "", (), datetime(2026, 1, 1, tzinfo=UTC))
    assert is_sealed(work, "key")
    assert not is_sealed(work, key)
    for wrong in ("", "é" * 64, seal.upper(), seal[:-1] + "0"):
        assert not is_sealed(Work(text, wrong, PERSON, PERSON, "", (), "", "", (), work.saved_at), "key")


def test_a_key_is_of_one_person_one_installation_and_one_password() -> None:
    key = seal_key("secret", PERSON, "hash")
    others = {
        seal_key("other", PERSON, "hash"),
        seal_key("secret", uuid.uuid4(), "hash"),
        seal_key("secret", PERSON, "new"),
    }
    assert len({key, *others}) == 4
    assert len(key) == 64
