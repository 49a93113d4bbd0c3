"""Who goes round in the demo, how often and when: the visits, before anything is found on them."""

import math
import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hazard_app.demo.cast import uid_of
from hazard_app.demo.findings import Loose
from hazard_app.demo.people import liaisons_of, officers_of
from hazard_app.demo.places import CAMPUSES, Campus
from hazard_app.library.reader import Library
from hazard_app.rules.answers import Answer
from hazard_app.rules.places import Place
from hazard_app.rules.terms import Capacity, PlaceSource

CLOCK = ZoneInfo("Asia/Shanghai")
WEEKS = 6
METRES_A_DEGREE = 111_195


@dataclass(frozen=True, slots=True)
class Round:
    """`every` so many working days, begun between two local hours, taking some minutes; `share` of visits that fail."""

    checklist: str
    every: int
    hours: tuple[float, float]
    minutes: tuple[int, int]
    share: float
    by_school: bool = False


ROUNDS = (
    Round("GATE-D", 6, (7.2, 7.7), (14, 26), 0.10),
    Round("PER-D", 2, (8.8, 16.8), (4, 12), 0.07),
    Round("PER-W", 10, (9.0, 11.0), (15, 35), 0.18),
    Round("SEC-M", 20, (9.0, 10.5), (32, 65), 0.60),
    Round("FIRE-W", 5, (8.5, 15.5), (14, 35), 0.14, True),
    Round("FOOD-W", 10, (9.5, 10.8), (12, 25), 0.14, True),
    Round("DORM-W", 10, (18.0, 20.0), (15, 30), 0.22, True),
    Round("BUS-W", 15, (7.0, 7.6), (10, 20), 0.15, True),
    Round("LAB-M", 20, (14.0, 16.0), (12, 25), 0.25, True),
)
BUSES_AT = frozenset({"S101", "S102", "S107", "S110", "S111", "S202", "S206", "S211"})


@dataclass
class Visit:
    """One filled checklist to be; `made_at` by the phone's clock, which may be wrong."""

    campus: Campus
    checklist: str
    username: str
    started_at: datetime
    made_at: datetime
    sent_at: datetime
    received_at: datetime
    place: Place | None
    answers: dict[str, Answer] = field(default_factory=dict)
    companions: list[tuple[Capacity, str]] = field(default_factory=list)
    confirmed: bool = False
    loose: list[tuple[Loose, str]] = field(default_factory=list)  # with the photo's hash

    @property
    def uid(self) -> UUID:
        return uid_of("visit", self.campus.code, self.checklist, self.started_at.isoformat())

    @property
    def photos(self) -> list[str]:
        """By the SHA-256 of the bytes sent."""
        shown = [sha for answer in self.answers.values() for sha in (*answer.photos, *answer.after_photos)]
        return [*shown, *(photo for _, photo in self.loose)]


@dataclass(frozen=True, slots=True)
class Passing:
    """Something that somebody came upon without a checklist, reported at once."""

    campus: Campus
    username: str
    at: datetime
    place: Place | None
    loose: Loose
    photos: list[str]

    @property
    def received_at(self) -> datetime:
        return self.at + timedelta(seconds=2)

    @property
    def uid(self) -> UUID:
        return uid_of("passing", self.campus.code, self.at.isoformat())


def courses(library: Library, seed: int, now: datetime) -> list[tuple[Round, list[Visit]]]:
    """For each school and each checklist that applies there, its visits of the last weeks in their order."""
    made = []
    for campus in CAMPUSES:
        for way in ROUNDS:
            if applies(library, way, campus):
                chance = random.Random(f"{seed}/{campus.code}/{way.checklist}")
                made.append((way, visits(chance, way, campus, now)))
    return made


def applies(library: Library, way: Round, campus: Campus) -> bool:
    if way.checklist == "DORM-W":
        return campus.boarding
    if way.checklist == "BUS-W":
        return campus.code in BUSES_AT
    text = next(text for text in library.checklists if text.code == way.checklist)
    return campus.kind.value in text.version["applies_to"]


def visits(chance: random.Random, way: Round, campus: Campus, now: datetime) -> list[Visit]:
    days = working_days(now.astimezone(CLOCK).date())
    kept = [day for day in days[chance.randrange(way.every) :: way.every] if chance.random() > 0.06]
    people = liaisons_of(campus.code) if way.by_school else officers_of(campus.zone)
    made = [visit(chance, way, campus, day, people[number % len(people)]) for number, day in enumerate(kept)]
    return [one for one in made if one.received_at < now]


def working_days(today: date) -> list[date]:
    days = [today - timedelta(days=back) for back in range(7 * WEEKS, -1, -1)]
    return [day for day in days if day.weekday() < 5]


def visit(chance: random.Random, way: Round, campus: Campus, day: date, username: str) -> Visit:
    begin = datetime.combine(day, time(), CLOCK) + timedelta(hours=chance.uniform(*way.hours))
    # Now and then a phone's clock is wrong, a visit a matter of seconds, or there is no network for a while.
    wrong = timedelta(minutes=11) if chance.random() < 0.015 else timedelta()
    took = timedelta(seconds=25) if chance.random() < 0.02 else timedelta(minutes=chance.uniform(*way.minutes))
    waited = timedelta(hours=chance.uniform(0.5, 2)) if chance.random() < 0.06 else timedelta(seconds=3)
    made = begin + took
    return Visit(
        campus=campus,
        checklist=way.checklist,
        username=username,
        started_at=begin + wrong,
        made_at=made + wrong,
        sent_at=made + waited + wrong,
        received_at=made + waited + timedelta(seconds=1),
        place=stood(chance, campus, begin + wrong),
        companions=companions(way, campus, username),
        confirmed=chance.random() < 0.75,
    )


def companions(way: Round, campus: Campus, lead: str) -> list[tuple[Capacity, str]]:
    """A formal inspection takes two officers, and the school is there."""
    if way.checklist != "SEC-M":
        return []
    others = [(Capacity.INSPECTOR, name) for name in officers_of(campus.zone) if name != lead]
    return [*others, (Capacity.SCHOOL_REPRESENTATIVE, liaisons_of(campus.code)[0])]


def stood(chance: random.Random, campus: Campus, at: datetime) -> Place | None:
    """Nearly always on the grounds; now and then nothing, far off, or a position too good to be true."""
    kind = chance.random()
    if kind < 0.05:
        return None
    metres = 1_600 if kind < 0.075 else campus.radius * 0.8 * math.sqrt(chance.random())
    accuracy = 0.0 if 0.075 <= kind < 0.085 else round(chance.uniform(6, 35), 1)
    return Place(*moved(campus, metres, chance.random() * math.tau), accuracy, at, PlaceSource.DEVICE)


def moved(campus: Campus, metres: float, direction: float) -> tuple[float, float]:
    north = metres * math.sin(direction) / METRES_A_DEGREE
    east = metres * math.cos(direction) / (METRES_A_DEGREE * math.cos(math.radians(campus.latitude)))
    return round(campus.latitude + north, 7), round(campus.longitude + east, 7)
