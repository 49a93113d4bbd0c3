import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.answers import Answer, Tally, tally
from hazard_app.rules.terms import Severity, Verdict

SHA = "ab" * 32
photos = st.lists(st.sampled_from([SHA, "cd" * 32]), max_size=2).map(tuple)
answers = st.builds(
    Answer,
    st.none() | st.sampled_from(Verdict),
    st.text(max_size=10),
    photos,
    photos,
    st.none() | st.sampled_from(Severity),
    st.booleans(),
    st.none() | st.booleans(),
    st.booleans(),
    st.text(max_size=10),
    st.text(max_size=10),
)


@given(answers)
def test_an_answer_survives_the_json_column(answer: Answer) -> None:
    assert Answer.from_json(json.loads(json.dumps(answer.as_json()))) == answer


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(), {}),
        (Answer(Verdict.PASS, by_rest=True), {"verdict": "pass", "by_rest": True}),
        (Answer(Verdict.PASS, gone=False), {"verdict": "pass", "gone": False}),
        (
            Answer(Verdict.FAIL, "堵", (SHA,), (SHA,), Severity.MAJOR, fixed_on_spot=True),
            {
                "verdict": "fail",
                "note": "堵",
                "photos": [SHA],
                "after_photos": [SHA],
                "severity": "major",
                "fixed_on_spot": True,
            },
        ),
    ],
)
def test_only_what_was_said_is_stored(answer: Answer, expected: dict[str, object]) -> None:
    assert answer.as_json() == expected


@pytest.mark.parametrize(
    "data",
    [
        {"verdict": "maybe"},
        {"verdict": None},
        {"severity": 3},
        {"note": 5},
        {"photos": SHA},
        {"photos": [1]},
        {"gone": "yes"},
        {"by_rest": 1},
        {"score": 5},
    ],
)
def test_what_is_none_of_ours_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Answer.from_json(data)


def test_a_tally_counts_the_items_of_the_checklist() -> None:
    given_answers = {
        "A-1": Answer(Verdict.PASS),
        "A-2": Answer(Verdict.PASS, by_rest=True),
        "A-3": Answer(Verdict.FAIL, "堵"),
        "A-4": Answer(Verdict.NA),
        "A-5": Answer(note="看不清"),
        "Z-9": Answer(Verdict.FAIL, by_rest=True),
    }
    found = tally(given_answers, ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6"])
    assert found == Tally(passed=2, failed=1, not_applicable=1, unanswered=2, by_rest=1)


@given(st.dictionaries(st.sampled_from("abcdef"), answers))
def test_every_item_is_counted_once(given_answers: dict[str, Answer]) -> None:
    found = tally(given_answers, "abcd")
    assert found.passed + found.failed + found.not_applicable + found.unanswered == 4
