import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.forms.kept_answers import LARGEST, MOST, KeptAnswers, own_path

texts = st.text(st.characters(codec="utf-8"))


@given(st.lists(st.tuples(texts, texts), min_size=1).map(tuple), st.booleans())
def test_what_is_carried_comes_back_as_it_went(fields: tuple[tuple[str, str], ...], photos: bool) -> None:
    kept = KeptAnswers("/inspections?from=phone", fields, photos)
    assert KeptAnswers.carried(str(kept)) == kept


@given(st.text())
def test_nothing_that_was_made_up_breaks_it(text: str) -> None:
    kept = KeptAnswers.carried(text)
    assert kept is None or own_path(kept.path)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_nothing_of_another_shape_breaks_it(value: object) -> None:
    KeptAnswers.carried(json.dumps(["/inspections", value, True]))


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '["/a", [["note", "\\ud800"]], true]', '["/a", [], false]', '["/a", [["x", "y"]]]', ""]
)
def test_what_cannot_be_sent_again_is_not_kept(text: str) -> None:
    assert KeptAnswers.carried(text) is None


def test_more_values_than_any_form_has_are_not_kept() -> None:
    assert KeptAnswers("/a", (("n", ""),) * MOST, photos=False).if_usable()
    assert not KeptAnswers("/a", (("n", ""),) * (MOST + 1), photos=False).if_usable()


def test_more_than_the_largest_is_not_kept() -> None:
    assert KeptAnswers("/a", (("n", "x" * (LARGEST - 1)),), photos=False).if_usable()
    assert not KeptAnswers("/a", (("n", "x" * LARGEST),), photos=False).if_usable()
