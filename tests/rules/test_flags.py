from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.datum import to_gcj02
from hazard_app.rules.flags import Flag, handed_in_flag, one_officer_flag, place_flags, time_flags, visit_flag
from hazard_app.rules.places import Place
from hazard_app.rules.terms import DoneBy, FlagKind, PlaceSource

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SCHOOL = (36.65, 117.0)
METRE_NORTH = 1 / 110_960  # degrees of latitude at 36.65° N


def at(metres_north: float, accuracy: float | None = None, source: PlaceSource = PlaceSource.DEVICE) -> Place:
    return Place(SCHOOL[0] + metres_north * METRE_NORTH, SCHOOL[1], accuracy, source=source)


@pytest.mark.parametrize(("seconds", "told"), [(300, None), (-300, None), (301, 301), (-86_400, -86_400)])
def test_a_clock_more_than_five_minutes_off_is_noted(seconds: int, told: int | None) -> None:
    then = NOON + timedelta(seconds=seconds)
    noted = [] if told is None else [Flag(FlagKind.CLOCK_DIFFERS, {"seconds": told})]
    assert list(time_flags(then, then, NOON)) == noted


@pytest.mark.parametrize(
    ("made_at", "days"),
    [(NOON - timedelta(days=30), None), (NOON - timedelta(days=31), 31), (datetime(1970, 1, 1, tzinfo=UTC), 20_780)],
)
def test_what_was_made_long_before_it_arrived_is_noted(made_at: datetime, days: int | None) -> None:
    noted = [] if days is None else [Flag(FlagKind.LONG_AGO, {"days": days})]
    assert list(time_flags(made_at, NOON, NOON)) == noted


def test_a_clock_that_is_a_year_behind_made_nothing_long_ago() -> None:
    then = NOON - timedelta(days=365)
    assert [flag.kind for flag in time_flags(then, then, NOON)] == [FlagKind.CLOCK_DIFFERS]


# South of the school, where a reading taken for GCJ-02 would lie further off still.
@pytest.mark.parametrize(
    ("place", "outside"),
    [
        (at(-100), False),
        (at(-149, accuracy=1), False),
        (at(-200, accuracy=51), False),
        (at(-200, accuracy=49), True),
        (at(-5000, accuracy=30), True),
        (at(-5000, accuracy=30, source=PlaceSource.EXIF), True),
        (at(-5000, source=PlaceSource.NONE), False),
        (None, False),
    ],
)
def test_a_place_beyond_radius_and_accuracy_is_noted(place: Place | None, outside: bool) -> None:
    kinds = [flag.kind for flag in place_flags(place, SCHOOL, 150)]
    assert kinds == ([FlagKind.OUTSIDE_SCHOOL] if outside else [])


def test_the_note_says_how_far_in_whole_metres() -> None:
    (flag,) = place_flags(at(-2000, accuracy=12.4), SCHOOL, 150)
    assert flag == Flag(FlagKind.OUTSIDE_SCHOOL, {"distance": 2000, "radius": 150, "accuracy": 12})


def test_a_phone_that_gives_gcj02_at_the_school_is_not_noted() -> None:
    assert place_flags(Place(*to_gcj02(*SCHOOL), accuracy=10), SCHOOL, 150) == ()


@given(st.floats(-140, 140), st.booleans())
def test_nobody_inside_the_school_is_noted(metres_north: float, shifted: bool) -> None:
    place = at(metres_north, accuracy=5)
    degrees = to_gcj02(place.latitude, place.longitude) if shifted else (place.latitude, place.longitude)
    assert place_flags(Place(*degrees, accuracy=5), SCHOOL, 150) == ()


def test_an_accuracy_of_nought_is_noted_unless_the_place_was_set_on_a_map() -> None:
    assert place_flags(at(0, accuracy=0), SCHOOL, 150) == (Flag(FlagKind.ACCURACY_ZERO, {}),)
    assert place_flags(at(0, accuracy=0, source=PlaceSource.MAP), SCHOOL, 150) == ()
    assert place_flags(at(0, accuracy=None), SCHOOL, 150) == ()


@pytest.mark.parametrize(
    ("seconds", "characters", "facts"),
    [
        (50, 600, None),
        (49.9, 600, {"seconds": 49, "reading": 50}),
        (0, 1, {"seconds": 0, "reading": 1}),
        (0, 0, None),
        (-60, 600, {"seconds": 0, "reading": 50}),
    ],
)
def test_a_visit_too_short_to_read_its_items_is_noted(
    seconds: float, characters: int, facts: dict[str, str | int | float] | None
) -> None:
    flag = visit_flag(NOON, NOON + timedelta(seconds=seconds), characters)
    assert flag == (None if facts is None else Flag(FlagKind.SHORT_VISIT, facts))


@pytest.mark.parametrize("done_by", DoneBy)
@pytest.mark.parametrize("police", [0, 1, 2, 3])
def test_only_a_formal_inspection_by_fewer_than_two_police_is_noted(done_by: DoneBy, police: int) -> None:
    expected = Flag(FlagKind.ONE_OFFICER, {"police": police})
    noted = done_by is DoneBy.FORMAL and police < 2
    assert one_officer_flag(done_by, police) == (expected if noted else None)


def test_a_visit_without_time_zones_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        visit_flag(NOON.replace(tzinfo=None), NOON, 10)


@pytest.mark.parametrize(
    ("left", "hours"),
    [(None, None), (NOON, None), (NOON + timedelta(hours=1), None), (NOON - timedelta(seconds=1), 1),
     (NOON - timedelta(hours=1), 1), (NOON - timedelta(minutes=61), 2)],
)  # fmt: skip
def test_what_arrives_after_its_maker_was_deactivated_is_noted(left: datetime | None, hours: int | None) -> None:
    flag = handed_in_flag(left, NOON)
    assert (flag and flag.facts) == (hours and {"hours": hours})
