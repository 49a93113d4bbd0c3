"""Steps taken by hand over the pages."""

import io
import uuid
from typing import Any

from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from tests.client import PageClient
from tests.pictures import jpeg

JSON = {"Accept": "application/json"}


def given(kind: str, photo: int | None = None, **said: Any) -> dict[str, Any]:
    times = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T06:02:00Z"}
    shot = {"files": (io.BytesIO(jpeg(seed=photo)), "IMG_1.jpg")} if photo else {}
    return {"id": str(uuid.uuid4()), "kind": kind, **times, **shot, **said}


def take(browser: PageClient, hazard: Hazard, kind: str, photo: int | None = None, **said: Any) -> Any:
    return browser.post(f"/hazards/{hazard.uid}/steps", data=given(kind, photo, **said), headers=JSON)


def standing(session: Session, hazard: Hazard) -> Hazard:
    session.rollback()
    return session.get_one(Hazard, hazard.id, populate_existing=True)
