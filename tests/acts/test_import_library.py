"""The library comes in as often as one likes; what was published stays as it was."""

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.acts.import_library import Outcome, import_library
from hazard_app.db import Base, db, write
from hazard_app.library.reader import BUILT_IN, Library, LibraryError, built_in, read
from hazard_app.models.category import Category
from hazard_app.models.checklist import Checklist, ChecklistItem, ChecklistVersion
from hazard_app.models.time_limit import TimeLimit
from hazard_app.rules.terms import DoneBy, Severity
from tests.world import NOW

# Items, then how many are critical, major, minor and need a photo when they fail (RULES §3, by hand).
COUNTS = {
    "SEC-M": (39, 11, 16, 12, 16),
    "PER-D": (19, 6, 10, 3, 14),
    "PER-W": (26, 5, 13, 8, 18),
    "GATE-D": (21, 5, 11, 5, 8),
    "FIRE-W": (33, 12, 18, 3, 26),
    "BUS-W": (30, 11, 16, 3, 13),
    "LAB-M": (21, 8, 12, 1, 13),
    "FOOD-W": (25, 9, 13, 3, 19),
    "DORM-W": (26, 12, 14, 0, 19),
    "TERM-T": (35, 12, 17, 6, 13),
}


def with_changed_text(library: Library, text: str) -> Library:
    """PER-D alone, its first item reworded, as a person's file brings it."""
    daily = next(checklist for checklist in library.checklists if checklist.code == "PER-D")
    items = ({**daily.items[0], "text_zh": text}, *daily.items[1:])
    return Library(checklists=[replace(daily, items=items)])


def current(session: Session, code: str) -> ChecklistVersion:
    return session.scalars(ChecklistVersion.current().where(Checklist.code == code)).one()


def rows(session: Session, model: type[Base]) -> list[Any]:
    return list(session.execute(select(*model.__table__.columns).order_by(*model.__table__.primary_key)))


def taxonomy_file(folder: Path, **content: object) -> Path:
    path = folder / "ours.json"
    path.write_text(json.dumps(content))
    return path


def test_the_built_in_checklists_are_all_there(session: Session) -> None:
    for code, expected in COUNTS.items():
        items = current(session, code).items
        of = Counter(item.severity for item in items)
        photos = sum(item.photo_required for item in items)
        assert (len(items), *(of[word] for word in reversed(Severity)), photos) == expected


def test_who_does_a_checklist_is_known(session: Session) -> None:
    done_by = {version.checklist.code: version.done_by for version in session.scalars(ChecklistVersion.current())}
    assert done_by == dict.fromkeys(COUNTS, DoneBy.SELF) | {
        "SEC-M": DoneBy.FORMAL,
        "PER-D": DoneBy.PATROL,
        "PER-W": DoneBy.PATROL,
        "GATE-D": DoneBy.POST,
        "TERM-T": DoneBy.JOINT,
    }


def test_what_only_police_may_read_is_marked(session: Session) -> None:
    items = session.scalars(select(ChecklistItem.code).where(ChecklistItem.police_only))
    categories = session.scalars(select(Category.code).where(Category.police_only))
    assert set(items) == {"SEC-M-32", "SEC-M-33", "SEC-M-34", "PER-W-23"}
    assert set(categories) == {"CONFLICT", "BULLY", "CHILD"}


def test_importing_again_changes_nothing(session: Session) -> None:
    before = [rows(session, model) for model in (ChecklistVersion, ChecklistItem, Category, TimeLimit)]
    assert {done.outcome for done in import_library(session, built_in(), NOW)} == {Outcome.SAME}
    assert [rows(session, model) for model in (ChecklistVersion, ChecklistItem, Category, TimeLimit)] == before


def test_a_changed_text_is_a_new_version_and_the_old_one_keeps_every_byte(session: Session) -> None:
    versions, items = rows(session, ChecklistVersion), rows(session, ChecklistItem)
    [done] = import_library(session, with_changed_text(built_in(), "校门口无可疑人员"), NOW)
    assert (done.outcome, done.number) == (Outcome.CHANGED, 2)
    assert current(session, "PER-D").items[0].text_zh == "校门口无可疑人员"
    assert rows(session, ChecklistVersion)[: len(versions)] == versions
    assert rows(session, ChecklistItem)[: len(items)] == items


def test_an_item_keeps_its_code_across_versions(session: Session) -> None:
    old = [item.code for item in current(session, "PER-D").items]
    import_library(session, with_changed_text(built_in(), "另一句话"), NOW)
    assert [item.code for item in current(session, "PER-D").items] == old


def test_a_checklist_that_is_not_in_the_file_is_left_alone(session: Session) -> None:
    others = {code: current(session, code).id for code in COUNTS if code != "PER-D"}
    import_library(session, with_changed_text(built_in(), "另一句话"), NOW)
    assert {code: current(session, code).id for code in others} == others


def test_the_next_start_does_not_overrule_a_text_of_our_own(session: Session) -> None:
    import_library(session, with_changed_text(built_in(), "本所自己的说法"), NOW)
    import_library(session, built_in(), NOW)
    assert current(session, "PER-D").items[0].text_zh == "本所自己的说法"


def test_going_back_to_an_older_text_is_a_version_too(session: Session) -> None:
    first = current(session, "PER-D").items[0].text_zh
    import_library(session, with_changed_text(built_in(), "另一句话"), NOW)
    [done] = import_library(session, with_changed_text(built_in(), first), NOW)
    assert (done.outcome, done.number) == (Outcome.CHANGED, 3)


def test_the_next_start_does_not_overrule_a_limit_of_our_own(session: Session, tmp_path: Path) -> None:
    ours = {"major": {"default_days": 10, "control": "same_day"}}
    import_library(session, read([taxonomy_file(tmp_path, deadlines=ours)]), NOW)
    import_library(session, built_in(), NOW)
    limits = {limit.severity: limit.days for limit in session.scalars(select(TimeLimit))}
    assert limits == {Severity.CRITICAL: 7, Severity.MAJOR: 10, Severity.MINOR: 30}


def test_two_imports_at_once_make_one_version(app: Flask, session: Session) -> None:
    together, library = Barrier(2), with_changed_text(built_in(), "同时导入")

    def bring_in() -> Outcome:
        with app.app_context():
            together.wait()
            [done] = write(lambda session: import_library(session, library, NOW))
            db.session.remove()
            return done.outcome

    with ThreadPoolExecutor(2) as pool:
        outcomes = [result.result() for result in [pool.submit(bring_in) for _ in range(2)]]
    assert sorted(outcomes) == [Outcome.CHANGED, Outcome.SAME]
    assert session.scalar(select(func.count()).select_from(ChecklistVersion)) == len(COUNTS) + 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"severity_if_failed": "grave"}, 'PER-D-01: severity_if_failed = "grave"'),
        ({"photo_required_on_fail": "yes"}, 'PER-D-01: photo_required_on_fail = "yes"'),
        ({"text_en": None}, "PER-D-01: text_en = null"),
        ({"code": "PER-D-02"}, "item PER-D-02 × 2"),
        ({"category": "WEATHER"}, "PER-D-01: WEATHER?"),
    ],
)
def test_a_wrong_entry_is_named(session: Session, tmp_path: Path, change: dict[str, object], told: str) -> None:
    checklists = json.loads(BUILT_IN[1].read_text())
    checklists[1]["items"][0].update(change)
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(checklists))
    with pytest.raises(LibraryError, match=re.escape(told)):
        import_library(session, read([path]), NOW)


def test_a_lead_department_that_nobody_knows_is_named(session: Session, tmp_path: Path) -> None:
    category = {**json.loads(BUILT_IN[0].read_text())["categories"][0], "lead_dept": "weather"}
    with pytest.raises(LibraryError, match=r"SEC_RULE: weather\?"):
        import_library(session, read([taxonomy_file(tmp_path, categories=[category])]), NOW)


@pytest.mark.parametrize("content", ["", "[1]", '{"deadlines": 3}', "7", '[{"code": "X"}]'])
def test_a_file_that_is_no_library_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "ours.json"
    path.write_text(content)
    with pytest.raises(LibraryError):
        read([path])


def test_the_chinese_of_the_library_has_chinese_punctuation() -> None:
    chinese = r"[\u4e00-\u9fff》」”〕%]"
    mixed = re.compile(rf"{chinese}\s*[,;:()!?]|[,;:()!?]\s*{chinese}")
    for path in BUILT_IN:
        assert [line for line in path.read_text().splitlines() if '_en"' not in line and mixed.search(line)] == []
