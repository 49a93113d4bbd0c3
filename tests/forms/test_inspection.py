from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from hazard_app.forms.inspection import InspectionForm, composed
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem, Section
from hazard_app.reports.published import Shown
from hazard_app.rules.answers import Answer
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.terms import Severity, Verdict
from hazard_app.rules.whereabouts import Whereabouts

ITEMS = [
    ChecklistItem(code="GATE-D-01", severity=Severity.CRITICAL, photo_required=False),
    ChecklistItem(code="GATE-D-02", severity=Severity.MINOR, photo_required=False),
    ChecklistItem(code="GATE-D-03", severity=Severity.MAJOR, photo_required=True),
]
SHOWN = Shown([Section(1, Bilingual("岗位", "Post"), ITEMS)], [Category(code="FIRE")])
PHOTO = "ab" * 32


def form(*pairs: tuple[str, str]) -> InspectionForm:
    return composed(SHOWN, fits=True)(MultiDict(pairs))


def errors(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The names of the fields that are wrong; "" stands for the form as a whole."""
    filled = form(*pairs)
    filled.validate()
    return {name or "" for name in filled.errors}


ALL_PASS = (("GATE-D-01", "pass"), ("GATE-D-02", "pass"), ("GATE-D-03", "pass"))


@pytest.mark.parametrize("part", ["photos", "memos"])
def test_what_names_no_file_is_told_and_the_good_one_kept(part: str) -> None:
    for stem, said in (("GATE-D-01", ("GATE-D-01", "fail")), ("other-1", ("other-1-category", "FIRE"))):
        filled = form(*ALL_PASS[1:], said, (f"{stem}-note", "断电"), (f"{stem}-{part}", "x"), (f"{stem}-{part}", PHOTO))
        assert not filled.validate()
        assert len(filled[stem].errors) == 1
        assert getattr(filled[stem].data, part) == (PHOTO,)


def test_something_else_of_which_only_a_damaged_name_came_is_not_lost_in_silence() -> None:
    assert "other-1" in errors([*ALL_PASS, ("other-1-photos", "x")])


def test_three_choices_make_three_verdicts() -> None:
    filled = form(("GATE-D-01", "pass"), ("GATE-D-02", "fail"), ("GATE-D-03", "na"))
    assert [answer.verdict for answer in filled.answers.values()] == [Verdict.PASS, Verdict.FAIL, Verdict.NA]


def test_one_touch_answers_the_rest_of_a_part_and_says_so() -> None:
    filled = form(("GATE-D-02", "fail"), ("rest", "1"))
    assert filled.answers["GATE-D-02"].verdict is Verdict.FAIL
    assert filled.answers["GATE-D-03"] == Answer(verdict=Verdict.PASS, by_rest=True)


def test_one_touch_never_answers_a_critical_item() -> None:
    assert form(("rest", "1"), ("rest", "None")).answers["GATE-D-01"] == Answer()


def test_what_stands_under_another_choice_does_not_count() -> None:
    """A browser sends the fields that an answer no longer opens."""
    left_over = (("GATE-D-01-note", "旧话"), ("GATE-D-01-photos", PHOTO), ("GATE-D-01-severity", "critical"))
    assert form(("GATE-D-01", "pass"), *left_over).answers["GATE-D-01"] == Answer(verdict=Verdict.PASS)


def test_a_failed_item_carries_all_that_was_said() -> None:
    filled = form(
        ("GATE-D-03", "fail"),
        ("GATE-D-03-note", " 门锁\r\n坏了 "),
        ("GATE-D-03-building", " 教学楼 "),
        ("GATE-D-03-room", "302"),
        ("GATE-D-03-photos", PHOTO),
        ("GATE-D-03-photos", PHOTO),
        ("GATE-D-03-severity", "critical"),
        ("GATE-D-03-spot", "yes"),
        ("GATE-D-03-after_photos", "cd" * 32),
    )
    assert filled.answers["GATE-D-03"] == Answer(
        verdict=Verdict.FAIL,
        note="门锁\n坏了",
        photos=(PHOTO,),
        after_photos=("cd" * 32,),
        severity=Severity.CRITICAL,
        fixed_on_spot=True,
        building="教学楼",
        room="302",
    )


WRONG = {
    "a photo missing where it is asked for": ([*ALL_PASS[:2], ("GATE-D-03", "fail")], {"GATE-D-03"}),
    "fixed on the spot without a photo after": (
        [*ALL_PASS[1:], ("GATE-D-01", "fail"), ("GATE-D-01-spot", "yes")],
        {"GATE-D-01"},
    ),
    "gone without a photo of today": ([*ALL_PASS, ("GATE-D-03-gone", "yes")], {"GATE-D-03"}),
    "a photo named as none is": (
        [*ALL_PASS[1:], ("GATE-D-01", "fail"), ("GATE-D-01-photos", "../etc")],
        {"GATE-D-01"},
    ),
    "a severity that is none": (
        [*ALL_PASS[1:], ("GATE-D-01", "fail"), ("GATE-D-01-severity", "doom")],
        {"GATE-D-01"},
    ),
    "an item of another list": ([*ALL_PASS, ("SEC-M-01", "pass")], {""}),
    "a part of an item of another list": ([*ALL_PASS, ("SEC-M-01-note", "x")], {""}),
    "an item left out": (ALL_PASS[:2], {""}),
    "a hazard beside the list without a kind": ([*ALL_PASS, ("other-1-note", "路灯不亮")], {"other-1"}),
    "a hazard beside the list of a kind not on offer": (
        [*ALL_PASS, ("other-1-note", "有人打架"), ("other-1-category", "BULLY")],
        {"other-1"},
    ),
    "a place beside the list of 121 letters": (
        [*ALL_PASS, ("other-1-note", "灯"), ("other-1-category", "FIRE"), ("other-1-place", "长" * 121)],
        {"other-1"},
    ),
    "a building of 61 letters": (
        [*ALL_PASS[1:], ("GATE-D-01", "fail"), ("GATE-D-01-building", "长" * 61)],
        {"GATE-D-01"},
    ),
    "a room that looks like a mobile number": (
        [*ALL_PASS[1:], ("GATE-D-01", "fail"), ("GATE-D-01-room", "13812345678")],
        {"GATE-D-01"},
    ),
    "a guest's name of 41 letters": ([*ALL_PASS, ("guest-2-name", "王" * 41)], {"guest-2"}),
    "a companion that is no uid": ([*ALL_PASS, ("companion", "me")], {"companion"}),
}


@pytest.mark.parametrize(("pairs", "fields"), WRONG.values(), ids=WRONG.keys())
def test_each_wrong_is_told_at_its_field(app: object, pairs: list[tuple[str, str]], fields: set[str]) -> None:
    assert errors(pairs) == fields


def test_what_is_right_has_no_errors(app: object) -> None:
    known = [("other-1-note", "路灯不亮"), ("other-1-category", "FIRE"), ("tries", "3"), ("then", "next")]
    assert errors([*ALL_PASS, *known]) == set()


def test_a_hazard_beside_the_list_says_where_it_is(app: object) -> None:
    where = (("other-1-building", "食堂"), ("other-1-room", "留样间"), ("other-1-place", "冰柜旁"))
    [found] = form(*ALL_PASS, ("other-1-note", "无标签"), *where).others
    assert found.whereabouts == Whereabouts("食堂", "留样间", "冰柜旁")


def test_what_nobody_checked_may_be_left_so_knowingly(app: object) -> None:
    assert errors([*ALL_PASS[:2], ("unanswered", "ok")]) == set()


def test_a_hazard_that_was_not_begun_is_none(app: object) -> None:
    assert form(*ALL_PASS, ("other-2-severity", "minor")).others == []


@given(st.lists(st.tuples(st.sampled_from(["GATE-D-01", "GATE-D-02-note", "rest", "id", "latitude"]), st.text())))
def test_whatever_is_sent_makes_a_form_that_can_be_shown_again(pairs: list[tuple[str, str]]) -> None:
    filled = form(*pairs)
    assert set(filled.answers) == {"GATE-D-01", "GATE-D-02", "GATE-D-03"}
    assert all(isinstance(filled[name]._value(), str) for name in ("latitude", "made_at"))


def test_the_same_items_make_the_same_class() -> None:
    assert composed(SHOWN, fits=True) is composed(SHOWN, fits=True)
