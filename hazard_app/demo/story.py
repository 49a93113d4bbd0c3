"""What is found on the demo's visits, seen again, and gone: answers, notes and photos, in the order of life."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from hazard_app.demo.album import Album
from hazard_app.demo.findings import AGAIN, LOOSE, SELDOM, SIGHTS, WHERE, Loose, Sight
from hazard_app.demo.people import liaisons_of, officers_of
from hazard_app.demo.places import CAMPUSES, Campus
from hazard_app.demo.rounds import CLOCK, Passing, Round, Visit, courses, stood
from hazard_app.library.reader import Library, Row
from hazard_app.rules.answers import Answer
from hazard_app.rules.places import Place
from hazard_app.rules.terms import Severity, Verdict
from hazard_app.rules.whereabouts import NOWHERE

# What the demo always shows, whatever the seed: school, item, found so many days ago, gone so many days ago.
ALWAYS = {
    ("S101", "GATE-D-06"): (9, None),
    ("S101", "PER-D-13"): (14, None),
    ("S101", "PER-D-04"): (5, None),
    ("S101", "FIRE-W-15"): (12, None),
    ("S101", "PER-D-14"): (28, None),
    ("S101", "SEC-M-21"): (13, None),
    ("S101", "PER-D-07"): (30, 8),
    ("S103", "PER-D-16"): (1, None),
    ("S103", "SEC-M-12"): (20, None),
    ("S107", "DORM-W-16"): (22, None),
    ("S107", "SEC-M-25"): (10, None),
}

PATIENCE = {
    Severity.CRITICAL: timedelta(days=3),
    Severity.MAJOR: timedelta(days=10),
    Severity.MINOR: timedelta(days=15),
}
TROUBLED = [campus for campus in CAMPUSES if campus.trouble]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sight of one course: first seen on visit number `first`, gone on `last`, back on `again`."""

    sight: Sight
    first: int
    last: int | None
    on_spot: bool = False
    again: int | None = None

    def is_open_on(self, number: int) -> bool:
        if self.again is not None and number > self.again:
            return True
        return number > self.first and not self.on_spot and (self.last is None or number < self.last)


def story(library: Library, album: Album, seed: int, now: datetime) -> list[Visit | Passing]:
    """Everything that was sent in, in the order it was received. Photos are in the album."""
    told: list[Visit | Passing] = []
    for way, course in courses(library, seed, now):
        if course:
            campus = course[0].campus.code
            chance = random.Random(f"{seed}/{campus}/{way.checklist}/story")
            Teller(library, album, chance, way, course).tell(now)
            told.extend(course)
    patrols = [visit for visit in told if isinstance(visit, Visit) and visit.checklist == "PER-D"]
    told.extend(by_the_way(album, random.Random(f"{seed}/by the way"), patrols, now))
    return sorted(told, key=lambda event: (event.received_at, event.uid))


def by_the_way(album: Album, chance: random.Random, patrols: list[Visit], now: datetime) -> list[Passing]:
    """What stands on no checklist: half of it noted on a patrol, half reported in passing."""
    told = []
    for number, loose in enumerate(LOOSE):
        campus = TROUBLED[number % len(TROUBLED)]
        if number % 2:
            told.append(passing(album, chance, campus, loose, now))
        elif here := [visit for visit in patrols if visit.campus == campus]:
            visit = chance.choice(here)
            photo = album.take(loose.scene, False, visit.made_at.astimezone(CLOCK), degrees(visit.place))
            visit.loose.append((loose, photo))
    return told


def passing(album: Album, chance: random.Random, campus: Campus, loose: Loose, now: datetime) -> Passing:
    at = now - timedelta(days=chance.uniform(0.1, 14))
    place = stood(chance, campus, at)
    username = chance.choice([*officers_of(campus.zone), *liaisons_of(campus.code)])
    photo = album.take(loose.scene, False, at.astimezone(CLOCK), degrees(place))
    return Passing(campus, username, at, place, loose, [photo])


def degrees(place: Place | None) -> tuple[float, float] | None:
    return (place.latitude, place.longitude) if place else None


class Teller:
    """Tells one course: one checklist at one school."""

    def __init__(self, library: Library, album: Album, chance: random.Random, way: Round, course: list[Visit]) -> None:
        self.album, self.chance, self.way, self.course = album, chance, way, course
        self.campus = course[0].campus
        text = next(text for text in library.checklists if text.code == way.checklist)
        hidden = {row["code"] for row in library.categories if row["police_only"]}
        self.for_police = {i["code"] for i in text.items if i["police_only"] or i["category_code"] in hidden}
        self.items = {item["code"]: item for item in text.items}
        self.days = {row["severity"]: row["days"] for row in library.time_limits}

    def tell(self, now: datetime) -> None:
        troubles = self.scripted(now) + self.drawn(now)
        for number, visit in enumerate(self.course):
            if any(self.needs_police(trouble, visit) for trouble in troubles if trouble.last == number):
                visit.username = officers_of(self.campus.zone)[0]
            self.fill(number, visit, {trouble.sight.item: trouble for trouble in troubles})

    def scripted(self, now: datetime) -> list[Trouble]:
        mine = [(item, days) for (school, item), days in ALWAYS.items() if school == self.campus.code]
        return [
            Trouble(self.sight_of(item), self.visit_before(now, found), gone and self.visit_before(now, gone))
            for item, (found, gone) in mine
            if item in self.items
        ]

    def sight_of(self, item: str) -> Sight:
        return next(sight for sight in SIGHTS if sight.item == item)

    def visit_before(self, now: datetime, days: int) -> int:
        """The visit nearest to so many days ago."""
        moment = now - timedelta(days=days)
        return min(range(len(self.course)), key=lambda n: abs(self.course[n].made_at - moment))

    def drawn(self, now: datetime) -> list[Trouble]:
        """As many as the school's trouble and the round's share say; each item at most once."""
        taken = {item for school, item in ALWAYS if school == self.campus.code}
        known = {sight.item: sight for sight in self.chance.sample(SIGHTS, len(SIGHTS)) if sight.item in self.items}
        free = [sight for item, sight in known.items() if item not in taken]
        many = int(self.campus.trouble * self.way.share * len(self.course) + self.chance.random() * 0.9)
        return [self.fate(sight) for sight in free[: many if self.campus.trouble else 0]]

    def fate(self, sight: Sight) -> Trouble:
        first = self.chance.randrange(len(self.course))
        if sight.on_spot and not self.way.by_school and self.chance.random() < 0.4:
            return Trouble(sight, first, None, on_spot=True)
        patience = PATIENCE[self.items[sight.item]["severity"]] * self.chance.expovariate(1)
        ends = self.course[first].made_at + patience
        later = range(first + 1, len(self.course))
        last = next((number for number in later if self.course[number].made_at > ends), None)
        back = last is not None and last + 2 < len(self.course) and self.chance.random() < 0.3
        return Trouble(sight, first, last, again=last + 2 if back and last is not None else None)

    def needs_police(self, trouble: Trouble, visit: Visit) -> bool:
        """A school closes by itself only what another of its people found, in time, and nothing critical."""
        if not self.way.by_school:
            return False
        found = self.course[trouble.first]
        item = self.items[trouble.sight.item]
        late = visit.made_at - found.made_at > timedelta(days=self.days[item["severity"]])
        others = found.username in liaisons_of(self.campus.code) and found.username != visit.username
        return late or not others or item["severity"] is Severity.CRITICAL

    def fill(self, number: int, visit: Visit, troubles: dict[str, Trouble]) -> None:
        by_rest, by_police = self.chance.random() < 0.7, visit.username not in liaisons_of(self.campus.code)
        for code, item in self.items.items():
            if code in self.for_police and not by_police:
                continue
            answer = self.answer(number, visit, troubles[code]) if code in troubles else None
            visit.answers[code] = answer or self.routine(item, by_rest)

    def routine(self, item: Row, by_rest: bool) -> Answer:
        if item["code"] in SELDOM:
            return Answer(Verdict.NA)
        if self.chance.random() < 0.004:
            return Answer()
        return Answer(Verdict.PASS, by_rest=by_rest and item["severity"] is not Severity.CRITICAL)

    def answer(self, number: int, visit: Visit, trouble: Trouble) -> Answer | None:
        """None while, or after, there is nothing to say of it."""
        if number in (trouble.first, trouble.again):
            return self.found(visit, trouble)
        if number == trouble.last:
            after = self.shots(visit, trouble.sight, fixed=True)
            return Answer(Verdict.PASS, after_photos=after, gone=True)
        return self.still_there(visit, trouble) if trouble.is_open_on(number) else None

    def found(self, visit: Visit, trouble: Trouble) -> Answer:
        where = WHERE.get(trouble.sight.item, NOWHERE)
        return Answer(
            Verdict.FAIL,
            note=self.chance.choice(trouble.sight.notes),
            building=where.building,
            room=where.room,
            photos=self.shots(visit, trouble.sight, fixed=False),
            after_photos=self.shots(visit, trouble.sight, fixed=True) if trouble.on_spot else (),
            fixed_on_spot=trouble.on_spot,
        )

    def still_there(self, visit: Visit, trouble: Trouble) -> Answer:
        """Some look again; some say that they did not, and now and then somebody ticks without a word."""
        kind = self.chance.random()
        if kind < 0.4:
            again = self.shots(visit, trouble.sight, fixed=False)
            return Answer(Verdict.FAIL, note=self.chance.choice(AGAIN), photos=again)
        if kind > 0.88:
            return Answer(Verdict.PASS, gone=False if kind > 0.93 else None)
        return Answer()

    def shots(self, visit: Visit, sight: Sight, fixed: bool) -> tuple[str, ...]:
        if not sight.scene:
            return ()
        took = visit.made_at - visit.started_at
        at = (visit.started_at + took * self.chance.random()).astimezone(CLOCK)
        return (self.album.take(sight.scene, fixed, at, degrees(visit.place)),)
