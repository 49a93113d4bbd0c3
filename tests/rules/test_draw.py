"""A draw at random that anybody can repeat."""

from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.draw import drawn, size

SEEDS = st.text("0123456789abcdef", min_size=16, max_size=16)
MANY = st.lists(st.uuids(), max_size=60, unique=True)
SHARES = st.integers(1, 100)

ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)


def test_the_same_seed_draws_these_on_every_machine() -> None:
    # By hand: printf '1:00000000-0000-0000-0000-000000000001' | sha256sum is e157…; of two 9bb8…, of three afc2….
    assert drawn("1", 100, [ONE, TWO, THREE]) == [TWO, THREE, ONE]
    assert drawn("1", 34, [ONE, TWO, THREE]) == [TWO, THREE]


@pytest.mark.parametrize(
    ("share", "of", "many"),
    [(20, 100, 20), (20, 101, 21), (10, 4, 1), (1, 1, 1), (100, 7, 7), (30, 10, 3), (29, 100, 29), (50, 0, 0)],
)
def test_a_share_is_rounded_up(share: int, of: int, many: int) -> None:
    assert size(share, of) == many


@pytest.mark.parametrize("share", [0, 101, -1])
def test_no_share_is_no_draw(share: int) -> None:
    with pytest.raises(ValueError, match=str(share)):
        drawn("0", share, [ONE])


@given(SEEDS, SHARES, MANY)
def test_only_what_could_be_drawn_is_drawn_and_each_once(seed: str, share: int, uids: list[UUID]) -> None:
    found = drawn(seed, share, uids)
    assert set(found) <= set(uids)
    assert len(set(found)) == len(found)
    assert len(uids) * share / 100 <= len(found) < len(uids) * share / 100 + 1


@given(SEEDS, SHARES, MANY, st.randoms())
def test_the_order_in_which_they_come_changes_nothing(seed: str, share: int, uids: list[UUID], chance: Random) -> None:
    shuffled = sorted(uids, key=lambda _: chance.random())
    assert drawn(seed, share, shuffled + uids) == drawn(seed, share, uids)


@given(SEEDS, SHARES, SHARES, MANY)
def test_a_larger_share_begins_with_the_smaller_one(seed: str, one: int, other: int, uids: list[UUID]) -> None:
    less, more = sorted((one, other))
    found = drawn(seed, less, uids)
    assert drawn(seed, more, uids)[: len(found)] == found


@given(SEEDS, SHARES, MANY.filter(bool), st.data())
def test_what_was_not_drawn_makes_no_difference_to_who_comes_first(
    seed: str, share: int, uids: list[UUID], data: st.DataObject
) -> None:
    """Each hazard has its place by itself: nobody can move one by adding another."""
    left = data.draw(st.sampled_from(uids))
    rest = [uid for uid in uids if uid != left]
    assert [uid for uid in drawn(seed, 100, uids) if uid != left] == drawn(seed, 100, rest)
