"""What is sent in wrong: a sentence for a person, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.checklist import ChecklistItem, ChecklistVersion
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from tests.client import PageClient
from tests.filling import filled, newest
from tests.world import World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def patrol(session: Session) -> ChecklistVersion:
    return newest(session, "PER-D")


@pytest.fixture
def item(patrol: ChecklistVersion) -> ChecklistItem:
    """One that asks for no photo and is not critical."""
    return next(item for item in patrol.items if not item.photo_required and not item.is_critical)


# What is sent, and what is said of it in both languages.
BAD = {
    "an unknown item": ({"PER-D-99": "pass"}, "没有 PER-D-99 这一项", "no item PER-D-99"),
    "a verdict that is none": ({"PER-D-01": "maybe"}, "没有这个选项", "This choice is not on offer."),
    "latitude 95": ({"latitude": "95", "longitude": "117"}, "纬度应在", "A latitude lies between"),
    "longitude 181": ({"latitude": "36", "longitude": "181"}, "经度应在", "A longitude lies between"),
    "accuracy -1": (
        {"latitude": "36", "longitude": "117", "accuracy": "-1"},
        "定位精度应是",
        "The accuracy of a place is",
    ),
    "a place that is no number": ({"latitude": "nan", "longitude": "117"}, "纬度应在", "A latitude lies between"),
    "a time that is none": ({"made_at": "yesterday"}, "时间无法识别", "time could not be read"),
    "a photo that is not there": (
        {"PER-D-01": "fail", "PER-D-01-photos": "a" * 64},
        "平台还没有收到（aaaaaaaa",
        "has not arrived here yet (aaaaaaaa",
    ),
    "a note of a megabyte": (
        {"PER-D-01": "fail", "PER-D-01-note": "字" * 350_000},
        "写了 350000 个字",
        "350000 characters are too many",
    ),
    "what looks like an ID-card number": (
        {"PER-D-01": "fail", "PER-D-01-note": "证号 11010519491231002X"},
        "像是身份证号码",
        "looks like an ID-card number",
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("given", "chinese", "english"), BAD.values(), ids=BAD.keys())
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    world: World,
    sign_in_as: SignInAs,
    patrol: ChecklistVersion,
    item: ChecklistItem,
    given: dict[str, str],
    chinese: str,
    english: str,
    language: str,
) -> None:
    typed = filled(patrol, world.school) | {item.code: "fail", f"{item.code}-note": "路灯不亮"} | given
    spoken = {"Accept-Language": language}
    answer = sign_in_as(world.officer).post("/inspections", data=typed, headers=spoken)
    assert answer.status_code == 422
    assert {"zh": chinese, "en": english}[language] in answer.text
    assert "路灯不亮" in answer.text


def test_a_photo_that_an_item_asks_for_is_missed_by_its_number(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    strict = next(item for item in patrol.items if item.photo_required)
    answer = sign_in_as(world.officer).post("/inspections", data=filled(patrol, world.school) | {strict.code: "fail"})
    assert answer.status_code == 422
    assert f"第 {strict.number} 项：缺照片" in answer.text


def test_a_checklist_for_another_kind_of_school_is_refused(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    answer = sign_in_as(world.officer).post("/inspections", data=filled(newest(session, "DORM-W"), world.neighbour))
    assert answer.status_code == 422
    assert "不适用于这类学校" in answer.text


def test_what_looks_like_an_id_card_number_is_asked_about_first(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion, item: ChecklistItem
) -> None:
    browser = sign_in_as(world.officer)
    given = filled(patrol, world.school) | {item.code: "fail", f"{item.code}-note": "证号 11010519491231002X"}
    asked = browser.post("/inspections", data=given)
    assert asked.status_code == 422
    assert 'name="personal"' in asked.text
    assert browser.post("/inspections", data=given | {"personal": "ok"}).status_code == 303


def test_items_nobody_answered_are_asked_about_once_and_kept_as_unchecked(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion, item: ChecklistItem
) -> None:
    browser, given = sign_in_as(world.officer), filled(patrol, world.school)
    del given[item.code]
    asked = browser.post("/inspections", data=given)
    assert asked.status_code == 422
    assert f"未检查：{item.number}" in asked.text
    assert browser.post("/inspections", data=given | {"unanswered": "ok"}).status_code == 303
    assert session.scalars(select(Inspection)).one().unanswered == 1
