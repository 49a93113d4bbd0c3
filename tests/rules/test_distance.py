import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.distance import metres, nearest_first, roughly
from hazard_app.rules.places import Place

positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


# One degree along the equator and along a meridian at the equator, from the ellipsoid's own figures.
@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0.0, 0.0), (0.0, 1.0), 111_319.491),
        ((0.0, 0.0), (1.0, 0.0), 110_574.389),
        ((36.65, 117.0), (36.65, 117.0), 0.0),
    ],
)
def test_metres_follow_the_ellipsoid(a: tuple[float, float], b: tuple[float, float], expected: float) -> None:
    assert metres(a, b) == pytest.approx(expected, abs=0.001)


def test_a_place_and_a_pair_of_degrees_mean_the_same_point() -> None:
    assert metres(Place(36.65, 117.0), (36.66, 117.0)) == metres((36.65, 117.0), Place(36.66, 117.0))


@given(positions, positions)
def test_roughly_is_within_six_in_a_thousand(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert roughly(a, b) == pytest.approx(metres(a, b), rel=0.006, abs=0.01)


@given(positions, st.lists(st.none() | positions, max_size=8))
def test_nearest_first_sorts_all_and_puts_the_placeless_last(
    origin: tuple[float, float], places: list[tuple[float, float] | None]
) -> None:
    ordered = nearest_first(origin, places, lambda place: place)
    known = [place for place in ordered if place is not None]
    assert [roughly(origin, place) for place in known] == sorted(roughly(origin, place) for place in known)
    assert ordered[len(known) :] == [None] * (len(places) - len(known))


def test_nearest_first_keeps_the_order_of_equals() -> None:
    schools = [("b", (36.0, 117.0)), ("a", (36.0, 117.0)), ("unknown", None), ("near", (36.5, 117.0))]
    names = [name for name, _ in nearest_first((36.6, 117.0), schools, lambda school: school[1])]
    assert names == ["near", "b", "a", "unknown"]
