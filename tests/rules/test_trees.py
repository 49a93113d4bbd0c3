"""No thing may come to lie inside itself, and whoever would is named with the whole way round."""

from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.trees import circles


def test_a_tree_has_no_circle() -> None:
    assert circles({"bureau": None, "station": "bureau", "east": "station", "west": "station"}) == {}


def test_a_thing_above_itself_is_a_circle_of_one() -> None:
    assert circles({"east": "east"}) == {"east": ("east", "east")}


def test_each_of_a_circle_is_told_the_way_round_and_what_hangs_below_is_not() -> None:
    above = {"a": "b", "b": "c", "c": "a", "below": "a"}
    assert circles(above) == {"a": ("a", "b", "c", "a"), "b": ("b", "c", "a", "b"), "c": ("c", "a", "b", "c")}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")))
def test_whoever_comes_back_to_themselves_and_nobody_else_is_in_a_circle(above: dict[str, str]) -> None:
    def comes_back(start: str) -> bool:
        here = above.get(start)
        for _ in above:
            if here == start:
                return True
            here = above.get(here or "")
        return False

    assert set(circles(above)) == {name for name in above if comes_back(name)}
