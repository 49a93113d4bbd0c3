"""Work that a phone saved as a file (static/js/offline/handed.js), and how somebody brings it."""

import hmac
import io
import json
import uuid
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from werkzeug.test import TestResponse

from hazard_app.inbox import seal_key_of
from hazard_app.models.person import Person
from hazard_app.models.school import School
from tests.client import PageClient
from tests.reporting import posted

SAVED = "2026-11-23T06:01:30.000Z"


def report_of(maker: Person, school: School, photos: Iterable[bytes] = (), **said: Any) -> dict[str, Any]:
    """A quick report; `photos` are named by its form. `said` is of the work itself."""
    names = [sha256(photo).hexdigest() for photo in photos]
    fields = posted(school) | said.pop("fields", {})
    given = [[name, value] for name, value in fields.items() if name not in ("id", "sent_at")]
    given += [["photos", name] for name in names]
    files = [{"sha256": name, "path": "/photos/", "type": "image/jpeg", "told": {}} for name in names]
    work = {"id": str(uuid.uuid4()), "person": str(maker.uid), "action": "/hazards", "fields": given, "files": files}
    return work | {"title": "随手报", "place": school.name, "saved_at": SAVED} | said


def seal(text: str, key: str) -> str:
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()


def as_file(work: dict[str, Any], key: str = "", photos: Iterable[bytes] = (), **changes: Any) -> bytes:
    text = json.dumps(work, ensure_ascii=False)
    files = [{"sha256": sha256(photo).hexdigest(), "base64": b64encode(photo).decode()} for photo in photos]
    whole = {"format": "hazard-work-1", "work": text, "seal": seal(text, key) if key else "", "files": files}
    return json.dumps(whole | changes).encode()


def sealed(maker: Person, school: School, photos: Iterable[bytes] = (), **said: Any) -> bytes:
    """As the maker's own phone saves it; needs the app's context."""
    photos = list(photos)
    return as_file(report_of(maker, school, photos, **said), seal_key_of(maker), photos)


def bring(bearer: PageClient, *files: bytes) -> TestResponse:
    given = [(io.BytesIO(file), f"{number}.hazard.json") for number, file in enumerate(files, start=1)]
    return bearer.post("/inbox", data={"files": given})
