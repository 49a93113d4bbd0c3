"""What a process keeps of the library: only what cannot change."""

import uuid

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session, object_session

from hazard_app.db import db
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.reports.published import published
from tests.filling import newest


@pytest.fixture
def version(session: Session) -> ChecklistVersion:
    return newest(session, "DORM-W")


def test_a_version_comes_with_its_items_and_all_categories(session: Session, version: ChecklistVersion) -> None:
    text = published(session, version.uid)
    assert text is not None
    assert [item.code for item in text.version.items] == [item.code for item in version.items]
    assert text.version.items[0].category.name == version.items[0].category.name
    assert [each.code for each in text.categories] == [each.code for each in session.scalars(Category.in_order())]


def test_it_is_read_once_and_belongs_to_no_session(session: Session, version: ChecklistVersion) -> None:
    first = published(session, version.uid)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", note := lambda *given: asked.append(given[2]))
    again = published(session, version.uid)
    event.remove(db.engine, "before_cursor_execute", note)
    assert again is first
    assert first is not None
    assert object_session(first.version) is None
    assert [sql.partition("\nFROM ")[2].split()[0] for sql in asked if "FROM" in sql] == ["stamps"]


def test_a_category_that_becomes_police_only_is_so_at_once(session: Session, version: ChecklistVersion) -> None:
    before = published(session, version.uid)
    session.get_one(Category, version.items[0].category_code).police_only = True
    session.commit()
    after = published(session, version.uid)
    assert before is not None
    assert after is not None
    assert (before.version.items[0].for_police, after.version.items[0].for_police) == (False, True)


def test_what_was_never_published_is_nothing(session: Session) -> None:
    assert published(session, uuid.uuid4()) is None
