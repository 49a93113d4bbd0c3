"""Who opens one photo, memo or flag has that one looked up, however many hazards they see."""

import uuid
from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.orm import Session

from hazard_app.db import db
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import flags_visible_to, memos_visible_to, photos_visible_to
from hazard_app.models.inspection import participants_visible_to
from hazard_app.models.memo import Memo
from hazard_app.models.participant import Participant
from hazard_app.models.photo import Photo
from tests.world import NOW, World

OF_ONE: dict[str, tuple[Any, Any]] = {
    "photo": (photos_visible_to, Photo),
    "memo": (memos_visible_to, Memo),
    "flag": (flags_visible_to, Flag),
    "participant": (participants_visible_to, Participant),
}
ONE_ROW = ("(rowid=?)", "(photo_id=?)", "(memo_id=?)")
LARGE = ("hazards", "steps", "inspections", "attachments", "spoken_words")


@pytest.mark.parametrize("what", OF_ONE)
@pytest.mark.parametrize("who", ["officer", "liaison"])
def test_sqlite_reads_no_list_of_all_that_is_in_sight(session: Session, world: World, who: str, what: str) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL weighs both ways by its figures.
    visible, noun = OF_ONE[what]
    asked: Select[Any] = visible(getattr(world, who).reach_on(NOW.date())).where(noun.uid == uuid.uuid4())
    words = asked.compile(db.engine, compile_kwargs={"literal_binds": True})
    lines = [str(row[-1]) for row in session.execute(text(f"EXPLAIN QUERY PLAN {words}"))]
    read = [line.partition(" USING ")[2] for line in lines if line.split()[1] in LARGE]
    assert read
    assert [how for how in read if not how.endswith(ONE_ROW)] == []
