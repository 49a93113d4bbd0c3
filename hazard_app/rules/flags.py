"""What is 待核实, to look into. A flag is neutral, shown to its maker first, and never a refusal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from hazard_app.rules.datum import from_gcj02
from hazard_app.rules.distance import metres
from hazard_app.rules.places import Place
from hazard_app.rules.terms import DoneBy, FlagKind, PlaceSource
from hazard_app.rules.times import clocks_differ, happened_at, require_aware

# Chinese is read silently at 5 to 9 characters a second; at 12 even who knows the list only skims it.
CHARACTERS_READ_A_SECOND = 12
POLICE_OF_A_FORMAL_INSPECTION = 2
# A round without a net takes days, a phone left in a drawer weeks.
LONG_ON_A_PHONE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Flag:
    """`facts` are the figures its sentence needs; each function says which."""

    kind: FlagKind
    facts: dict[str, str | int | float]


def time_flags(made_at: datetime, sent_at: datetime, received_at: datetime) -> tuple[Flag, ...]:
    """Facts of clock_differs: `seconds` the phone is ahead of us, below 0 behind; of long_ago: `days` on the phone.

    A phone that woke without its battery dates what it makes by 1970, and sends it by the right clock.
    ValueError for a naive time.
    """
    flags = []
    if clocks_differ(sent_at, received_at):
        flags.append(Flag(FlagKind.CLOCK_DIFFERS, {"seconds": round((sent_at - received_at).total_seconds())}))
    if (kept := received_at - happened_at(made_at, sent_at, received_at)) > LONG_ON_A_PHONE:
        flags.append(Flag(FlagKind.LONG_AGO, {"days": kept.days}))
    return tuple(flags)


def handed_in_flag(deactivated_at: datetime | None, received_at: datetime) -> Flag | None:
    """For what arrived after its maker's account was deactivated. Facts: `hours` after it, begun ones counted."""
    if deactivated_at is None or received_at <= deactivated_at:
        return None
    return Flag(FlagKind.HANDED_IN, {"hours": ceil((received_at - deactivated_at) / timedelta(hours=1))})


def place_flags(place: Place | None, centre: tuple[float, float], radius: float) -> tuple[Flag, ...]:
    """Facts of outside_school, all metres: `distance` from the centre, `radius`, `accuracy`.

    Some phones in China give GCJ-02 for WGS-84, half a kilometre off, so a reading must be outside as either.
    A place set by hand has no accuracy to doubt. It is the school's own centre and so never outside: that it was set by
    hand is said wherever it is shown.
    """
    if place is None or place.source is PlaceSource.NONE:
        return ()
    flags = []
    accuracy = place.accuracy or 0
    distance = min(metres(place, centre), metres(from_gcj02(place.latitude, place.longitude), centre))
    if distance > radius + accuracy:
        figures = {"distance": distance, "radius": radius, "accuracy": accuracy}
        flags.append(Flag(FlagKind.OUTSIDE_SCHOOL, {name: round(figure) for name, figure in figures.items()}))
    if place.accuracy == 0 and place.source is not PlaceSource.MAP:
        flags.append(Flag(FlagKind.ACCURACY_ZERO, {}))
    return tuple(flags)


def visit_flag(started_at: datetime, ended_at: datetime, characters: int) -> Flag | None:
    """For a whole visit shorter than reading its items takes. Facts: `seconds` it took, `reading` seconds."""
    require_aware(started_at, ended_at)
    took = max(0.0, (ended_at - started_at).total_seconds())
    reading = characters / CHARACTERS_READ_A_SECOND
    if took >= reading:
        return None
    return Flag(FlagKind.SHORT_VISIT, {"seconds": int(took), "reading": ceil(reading)})


def one_officer_flag(done_by: DoneBy, police_count: int) -> Flag | None:
    """For a formal inspection by fewer than two police. Facts: `police`, how many there were.

    Source: 公安机关办理行政案件程序规定, art. 82. It stays a patrol record until a second officer confirms.
    """
    if done_by is not DoneBy.FORMAL or police_count >= POLICE_OF_A_FORMAL_INSPECTION:
        return None
    return Flag(FlagKind.ONE_OFFICER, {"police": police_count})
