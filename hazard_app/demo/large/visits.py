"""The visits of one school of the large world: which checklist, by whom, and what they answer."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid5

from hazard_app.acts.item_steps import NewHazard
from hazard_app.acts.record_hazard import Report
from hazard_app.acts.record_inspection import Companion, Filled
from hazard_app.demo.cast import uid_of
from hazard_app.demo.findings import AGAIN, LOOSE, SELDOM, SIGHTS, Loose, Sight
from hazard_app.demo.large.deeds import Confirmation, Crew, Deed, Stage
from hazard_app.demo.large.lives import Life, Lives
from hazard_app.demo.rounds import METRES_A_DEGREE
from hazard_app.models.checklist import ChecklistItem, ChecklistVersion
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.rules.answers import Answer
from hazard_app.rules.places import Place
from hazard_app.rules.terms import Capacity, DoneBy, PlaceSource, Severity, State, Verdict
from hazard_app.rules.whereabouts import Whereabouts

DAYS, VISITS = 400, 15
ROTA = ("PER-D", "PER-D", "FIRE-W", "PER-D", "GATE-D", "PER-D", "PER-W", "FIRE-W", "PER-D", "SEC-M")
TAKES = (9, 40)  # minutes
WRONG_CLOCK = timedelta(minutes=11)


def deeds_of(stage: Stage, crew: Crew, school: School, many: int) -> Iterator[Deed]:
    """All that is done at a school, in the order it was received; exactly so many hazards are found."""
    lives = Lives(stage, crew, school)
    Visits(lives).plan(many)
    return lives.deeds()


@dataclass
class Going:
    """One visit while it is filled in."""

    uid: UUID
    person: Person
    version: ChecklistVersion
    at: datetime
    answers: dict[str, Answer] = field(default_factory=dict)
    others: list[NewHazard] = field(default_factory=list)
    places: dict[str, ChecklistItem] = field(default_factory=dict)  # items that may still be found wrong

    @property
    def by_school(self) -> bool:
        return self.version.done_by is DoneBy.SELF


class Visits:
    def __init__(self, lives: Lives) -> None:
        self.lives, self.stage, self.crew, self.school = lives, lives.stage, lives.crew, lives.school
        self.chance = lives.chance
        listed = [self.stage.versions[code] for code in ROTA]
        self.rota = [version for version in listed if version.fits(self.school.kind)]

    def plan(self, many: int) -> None:
        """Spread over the days before now, the last one a day or more ago."""
        first = self.chance.randrange(len(self.rota))
        for number in range(VISITS):
            days = max(1.0, DAYS * (VISITS - number - self.chance.random()) / VISITS)
            finds = many * (number + 1) // VISITS - many * number // VISITS
            version = self.rota[(first + number) % len(self.rota)]
            self.lives.plan(self.lives.daytime(self.stage.now, -days), partial(self.visit, number, version, finds))

    def visit(self, number: int, version: ChecklistVersion, finds: int, at: datetime) -> list[Deed]:
        by_school = version.done_by is DoneBy.SELF
        person = self.crew.liaison if by_school else self.crew.officers[number % 2]
        uid = uid_of("large visit", str(self.stage.seed), self.school.code, str(number))
        going = Going(uid, person, version, at)
        self.walk(going)
        for _ in range(finds):
            self.find(going)
        return [Deed(person, self.filled(going))]

    def walk(self, going: Going) -> None:
        """All is well but what still stands."""
        by_rest = self.chance.random() < 0.7
        for item in going.version.items:
            if going.by_school and item.for_police:
                continue
            life = self.lives.standing.get(item.code)
            if life is not None:
                going.answers[item.code] = self.look_again(life, going)
            elif item.code in SELDOM:
                going.answers[item.code] = Answer(Verdict.NA)
            else:
                going.answers[item.code] = Answer(Verdict.PASS, by_rest=by_rest and not item.is_critical)
                going.places[item.code] = item

    def look_again(self, life: Life, going: Going) -> Answer:
        """Some see that it is gone, some that it is still there; some did not look, and some tick without a word."""
        draw = self.chance.random()
        waits = life.state is State.AWAITING_RECHECK
        gone = (waits and draw < 0.3) or (life.gone_from is not None and going.at > life.gone_from)
        if gone and not going.by_school and not life.police_only:
            self.lives.become(life, State.CLOSED)
            return Answer(Verdict.PASS, gone=True)
        if life.state is State.OPEN and draw < 0.5:
            return Answer(Verdict.FAIL, note=self.chance.choice(AGAIN))
        if draw > 0.92:
            return Answer(Verdict.PASS, gone=False if draw > 0.96 else None)
        return Answer()

    def find(self, going: Going) -> None:
        """On an item where nothing stands; else, and now and then, what stands on no checklist."""
        free = [sight for sight in SIGHTS if sight.item in going.places]
        if free and self.chance.random() < 0.9:
            self.fail(going, self.chance.choice(free))
        elif self.chance.random() < 0.5:
            self.note(going, self.chance.choice(LOOSE))
        else:
            loose, minutes = self.chance.choice(LOOSE), self.chance.uniform(5, 50)
            self.lives.plan(going.at + timedelta(minutes=minutes), partial(self.report, going.person, loose))

    def fail(self, going: Going, sight: Sight) -> None:
        item = going.places.pop(sight.item)
        on_spot = sight.on_spot and not going.by_school and self.chance.random() < 0.4
        going.answers[item.code] = Answer(
            Verdict.FAIL,
            note=self.chance.choice(sight.notes),
            photos=self.stage.shots(sight.scene),
            fixed_on_spot=on_spot,
        )
        if not on_spot:
            life = Life(uuid5(going.uid, item.code), item.code, item.severity, item.for_police)
            self.lives.begin(life, going.at)

    def note(self, going: Going, loose: Loose) -> None:
        going.others.append(self.new_hazard(loose))
        uid = uuid5(going.uid, f"other-{len(going.others)}")
        self.lives.begin(Life(uid, None, Severity(loose.severity), police_only=False), going.at)

    def report(self, person: Person, loose: Loose, at: datetime) -> list[Deed]:
        uid = uid_of("large report", str(self.stage.seed), self.school.code, at.isoformat(), loose.note)
        self.lives.begin(Life(uid, None, Severity(loose.severity), police_only=False), at)
        told = self.stage.told(uid, at, at, self.stood(at))
        return [Deed(person, Report(told, self.school, self.new_hazard(loose)))]

    def new_hazard(self, loose: Loose) -> NewHazard:
        category = self.stage.categories[loose.category]
        shots = self.stage.shots(loose.scene)
        return NewHazard(category, Severity(loose.severity), loose.note, Whereabouts(words=loose.place), photos=shots)

    def filled(self, going: Going) -> Filled:
        wrong = WRONG_CLOCK if self.chance.random() < 0.015 else timedelta()
        took = timedelta(seconds=25) if self.chance.random() < 0.02 else timedelta(minutes=self.chance.uniform(*TAKES))
        made_at = going.at + wrong
        return Filled(
            told=self.stage.told(going.uid, made_at, going.at, self.stood(made_at - took)),
            school=self.school,
            version=going.version,
            started_at=made_at - took,
            answers=going.answers,
            others=going.others,
            companions=self.companions(going),
        )

    def companions(self, going: Going) -> list[Companion]:
        """A formal inspection takes two officers, the second of whom mostly confirms, and the school is there."""
        if going.version.done_by is not DoneBy.FORMAL:
            return []
        second = next(officer for officer in self.crew.officers if officer is not going.person)
        if self.chance.random() < 0.75:
            self.lives.plan(going.at + timedelta(hours=1), partial(self.confirm, second, going.uid))
        return [Companion(Capacity.INSPECTOR, second), Companion(Capacity.SCHOOL_REPRESENTATIVE, self.crew.liaison)]

    def confirm(self, second: Person, uid: UUID, at: datetime) -> list[Deed]:
        return [Deed(second, Confirmation(uid, at))]

    def stood(self, at: datetime) -> Place | None:
        """Nearly always on the grounds; now and then nothing, or far off."""
        kind = self.chance.random()
        if kind < 0.05 or self.school.centre is None:
            return None
        metres = 1_600 if kind < 0.07 else self.school.radius * 0.8 * math.sqrt(self.chance.random())
        direction = self.chance.random() * math.tau
        latitude, longitude = self.school.centre
        north, east = metres * math.sin(direction), metres * math.cos(direction) / math.cos(math.radians(latitude))
        spot = round(latitude + north / METRES_A_DEGREE, 7), round(longitude + east / METRES_A_DEGREE, 7)
        return Place(*spot, round(self.chance.uniform(6, 35), 1), at, PlaceSource.DEVICE)
