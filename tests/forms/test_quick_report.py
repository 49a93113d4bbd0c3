from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from hazard_app.forms.quick_report import QuickReportForm
from hazard_app.models.category import Category
from hazard_app.rules.terms import Severity
from hazard_app.rules.whereabouts import Whereabouts

TRAFFIC = Category(code="TRAFFIC", zh="道路交通", en="Road traffic", default_severity=Severity.MAJOR)
SCHOOL = "5c7c3f52-3d0b-5a4e-9f0e-6d1a4b0c2e77"
ONE, TWO = "ab" * 32, "cd" * 32


def form(*pairs: tuple[str, str], **changes: str) -> QuickReportForm:
    given = {"school": SCHOOL, "category": "TRAFFIC", "note": "斑马线磨损", **changes}
    return QuickReportForm({"TRAFFIC": TRAFFIC}, MultiDict([*given.items(), *pairs]))


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> Any:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def test_what_is_given_becomes_a_hazard() -> None:
    given = form(("photos", ONE), ("photos", TWO), severity="critical", building="教学楼 ", place_words=" 东门 ")
    assert given.validate()
    found = given.found
    assert (found.category, found.severity, found.whereabouts) == (
        TRAFFIC,
        Severity.CRITICAL,
        Whereabouts("教学楼", "", "东门"),
    )
    assert (found.photos, found.after_photos, found.fixed_on_spot) == ((ONE, TWO), (), False)


def test_without_a_severity_it_is_the_usual_one_of_its_kind() -> None:
    assert form().found.severity is Severity.MAJOR


def test_a_photo_speaks_for_itself() -> None:
    assert form(("photos", ONE), note="").validate()
    silent = form(note=" ")
    assert not silent.validate()
    assert silent.errors == {"note": ["Take a photo, or say in a few words what is wrong."]}


def test_a_photo_after_a_fix_that_was_none_is_left_aside() -> None:
    assert form(("after_photos", ONE)).found.after_photos == ()


def test_a_fix_is_shown() -> None:
    assert form(("after_photos", ONE), spot="yes").validate()
    assert list(form(spot="yes").errors) == []
    unproven = form(spot="yes")
    assert not unproven.validate()
    assert list(unproven.errors) == ["after_photos"]


def test_a_photo_named_twice_is_one() -> None:
    assert form(("photos", ONE), ("photos", ONE)).found.photos == (ONE,)


def test_a_seventh_photo_is_too_many() -> None:
    hashes = [("photos", f"{number:064x}") for number in range(7)]
    assert form(*hashes[:6]).validate()
    assert not form(*hashes).validate()


@pytest.mark.parametrize("name", ["x", "AB" * 32, "ab" * 31, f"{ONE}\n"])
def test_a_photo_is_named_by_its_hash(name: str) -> None:
    given = form(("photos", name))
    assert not given.validate()
    assert given.photos.data == ()


def test_a_kind_that_is_not_offered_is_refused() -> None:
    assert not form(category="BULLY").validate()
