from datetime import UTC, date, datetime, timedelta, timezone
from json import loads
from math import inf, nan
from unicodedata import normalize
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.chain import GENESIS, Link, canonical_json, first_broken, sealed, step_hash
from hazard_app.rules.terms import Severity

plain = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(-180, 180)
moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])).filter(
    lambda moment: 1 < moment.year < 9999
)
values = st.recursive(
    plain | moments,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        (datetime(2026, 11, 23, 6, 2, tzinfo=UTC), '"2026-11-23T06:02:00.000000Z"'),
        (datetime.fromisoformat("2026-11-23T14:02:00.5+08:00"), '"2026-11-23T06:02:00.500000Z"'),
        ({"latitude": 36.65, "longitude": -0.00000001}, '{"latitude":"36.6500000","longitude":"0.0000000"}'),
        (("大门", Severity.MAJOR), '["大门","major"]'),
        (date(2026, 11, 23), '"2026-11-23"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ({}, "{}"),
    ],
)
def test_there_is_one_way_to_write_a_value(value: object, expected: str) -> None:
    assert canonical_json(value).decode() == expected


@given(values)
def test_what_was_written_is_written_the_same_again(value: object) -> None:
    written = canonical_json(value)
    assert canonical_json(loads(written)) == written


def test_accents_are_composed_in_names_and_values() -> None:
    decomposed = normalize("NFD", "é")
    assert canonical_json({decomposed: decomposed}) == '{"é":"é"}'.encode()


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, {1: "a"}, object()])
def test_what_is_not_data_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="canonical"):
        canonical_json(value)


@pytest.mark.parametrize("value", [nan, inf, {"é": 1, normalize("NFD", "é"): 2}])
def test_what_has_no_single_writing_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"not a number|two names"):
        canonical_json(value)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        canonical_json(datetime(2026, 11, 23, tzinfo=UTC).replace(tzinfo=None))


def test_a_seal_hides_the_value_and_depends_on_the_salt() -> None:
    # printf 'salt李四' | sha256sum
    assert sealed(b"salt", "李四") == "09c837e899177119ac12e2dfcace7988e9c4b045dd38a00e040c14e3e072d48a"
    assert sealed(b"salt", "李四") != sealed(b"pepper", "李四")
    assert sealed(b"salt", normalize("NFD", "é")) == sealed(b"salt", "é")


def test_a_step_hashes_the_one_before_and_its_own_facts() -> None:
    # printf '%064d{"kind":"found"}' 0 | sha256sum
    expected = "124c01d958aef9f2b895cab89867f541e86b85e6e10e3c9abe3efd01087f3463"
    assert step_hash(GENESIS, {"kind": "found"}) == expected
    with pytest.raises(ValueError, match="hexadecimal"):
        step_hash("", {"kind": "found"})


def chain_of(length: int) -> list[Link]:
    links: list[Link] = []
    previous = GENESIS
    for number in range(1, length + 1):
        facts = {"kind": "comment", "number": number}
        links.append(Link(number, previous, step_hash(previous, facts), facts))
        previous = links[-1].hash
    return links


@given(st.integers(0, 6))
def test_a_chain_as_it_was_made_holds(length: int) -> None:
    assert first_broken(chain_of(length)) is None


@given(st.integers(1, 6), st.data())
def test_a_changed_step_is_named(length: int, data: st.DataObject) -> None:
    links, at = chain_of(length), data.draw(st.integers(0, length - 1))
    links[at] = Link(at + 1, links[at].previous_hash, links[at].hash, {"kind": "void", "number": at + 1})
    assert first_broken(links) == at + 1


@given(st.integers(1, 5), st.data())
def test_a_step_rewritten_with_its_hash_breaks_the_next(length: int, data: st.DataObject) -> None:
    links, at = chain_of(length + 1), data.draw(st.integers(0, length - 1))
    previous, facts = links[at].previous_hash, {"kind": "void"}
    links[at] = Link(at + 1, previous, step_hash(previous, facts), facts)
    assert first_broken(links) == at + 2


@given(st.integers(2, 6), st.data())
def test_a_missing_step_is_named(length: int, data: st.DataObject) -> None:
    links, at = chain_of(length), data.draw(st.integers(0, length - 2))
    del links[at]
    assert first_broken(links) == at + 1


@given(st.integers(2, 6), st.data())
def test_of_two_swapped_steps_the_first_is_named(length: int, data: st.DataObject) -> None:
    links = chain_of(length)
    one, other = sorted(data.draw(st.permutations(range(length)))[:2])
    links[one], links[other] = links[other], links[one]
    assert first_broken(links) == one + 1


def test_two_steps_that_swapped_only_their_numbers_are_found() -> None:
    first, second = chain_of(2)
    swapped = [
        Link(1, second.previous_hash, second.hash, second.facts),
        Link(2, first.previous_hash, first.hash, first.facts),
    ]
    assert first_broken(swapped) == 1


def test_a_step_appended_after_the_wrong_one_is_named() -> None:
    links, facts = chain_of(3), {"kind": "void"}
    stray = links[0].hash
    assert first_broken([*links, Link(4, stray, step_hash(stray, facts), facts)]) == 4
