"""What happens at one school of the large world: its visits, what they find and what becomes of it, drawn by chance.

A school's deeds follow from the seed and its code alone, and come in the order in which they were received.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from uuid import UUID

from hazard_app.acts.add_step import Addition
from hazard_app.acts.step_changes import Asked
from hazard_app.demo.cast import uid_of
from hazard_app.demo.findings import REMARKS
from hazard_app.demo.large.deeds import Crew, Deed, Stage
from hazard_app.demo.rounds import CLOCK
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.rules.terms import OPEN_STATES, Severity, State, StepKind

K = StepKind
LIVING = tuple(OPEN_STATES)
# From where a step may be taken, and where it leads, as far as this world takes it.
STARTS: dict[StepKind, tuple[State, ...]] = {K.FIX: (State.OPEN,)}
STARTS |= {K.RECHECK_PASS: (State.AWAITING_RECHECK,), K.RECHECK_FAIL: (State.AWAITING_RECHECK,)}
STARTS |= {K.REOPEN: (State.CLOSED,), K.COMMENT: (*LIVING, State.CLOSED)}
LEADS = {K.FIX: State.AWAITING_RECHECK, K.RECHECK_PASS: State.CLOSED, K.RECHECK_FAIL: State.OPEN}
LEADS |= {K.REOPEN: State.OPEN, K.VOID: State.VOID}
WORDS = {
    K.FIX: "已修好，请复查",
    K.RECHECK_PASS: "",
    K.RECHECK_FAIL: "只做了一半，请继续",
    K.ASSIGN: "请尽快办",
    K.ASK_MORE_TIME: "配件在途，月底前到位",
    K.RAISE_ATTENTION: "临近期末，请上一级关注",
    K.REGRADE: "复看后认为更严重",
    K.VOID: "登记有误，现场没有这个问题",
    K.REOPEN: "复看仍未解决",
}
HIGHER = {Severity.MINOR: Severity.MAJOR, Severity.MAJOR: Severity.CRITICAL}
# Of a hundred hazards so many were a mistake, and so many stay for ever.
MISTAKEN, STUBBORN = 0.04, 0.07


@dataclass
class Life:
    """A hazard as far as the next deed depends on it. `gone_from`: a visit from then on sees that it is gone."""

    uid: UUID
    item: str | None
    severity: Severity
    police_only: bool
    state: State = State.OPEN
    gone_from: datetime | None = None


class Lives:
    """`queue` holds what is to happen when; whoever is asked to do it looks whether it still can be done."""

    def __init__(self, stage: Stage, crew: Crew, school: School) -> None:
        self.stage, self.crew, self.school = stage, crew, school
        self.chance = random.Random(f"{stage.seed}/{school.code}")
        self.standing: dict[str, Life] = {}  # what is open on an item
        self.queue: list[tuple[datetime, int, Callable[[datetime], list[Deed]]]] = []
        self.numbers = count()

    def plan(self, at: datetime, what: Callable[[datetime], list[Deed]]) -> None:
        """To the minute, so that what follows something never happens at its moment."""
        heappush(self.queue, (at.replace(second=0, microsecond=0), next(self.numbers), what))

    def deeds(self) -> Iterator[Deed]:
        while self.queue:
            at, _, what = heappop(self.queue)
            if at < self.stage.now:
                yield from what(at)

    def later(self, at: datetime, days: float) -> datetime:
        """In the daytime, so many days after it, and at least some minutes."""
        return max(self.daytime(at, days), at + timedelta(minutes=10))

    def daytime(self, at: datetime, days: float) -> datetime:
        day = (at + timedelta(days=days)).astimezone(CLOCK)
        hours = timedelta(hours=self.chance.uniform(8, 18))
        return (day.replace(hour=0, minute=0, second=0, microsecond=0) + hours).astimezone(UTC)

    def begin(self, life: Life, at: datetime) -> None:
        """A hazard was found and not put right at once: what becomes of it is drawn now."""
        if life.item:
            self.standing[life.item] = life
        fate = self.chance.random()
        if fate < MISTAKEN:
            self.will(life, K.VOID, self.later(at, self.chance.uniform(1, 6)))
        elif fate < MISTAKEN + STUBBORN:
            self.drag_on(life, at)
        elif fate < 0.25 and not life.police_only:
            life.gone_from = at + timedelta(days=self.chance.expovariate(1 / 8))
        else:
            self.will(life, K.FIX, self.later(at, self.chance.expovariate(1 / 9)))
        self.talk(life, at)

    def drag_on(self, life: Life, at: datetime) -> None:
        """Nobody puts it right: one asks for time, others send it up."""
        self.will(life, K.ASSIGN, self.later(at, 2))
        self.will(life, K.ASK_MORE_TIME, self.later(at, 9))
        if life.severity in HIGHER and self.chance.random() < 0.4:
            self.will(life, K.REGRADE, self.later(at, 12))
        for days in (25, 70)[: self.chance.randrange(3)]:
            self.will(life, K.RAISE_ATTENTION, self.later(at, days))

    def talk(self, life: Life, at: datetime) -> None:
        if self.chance.random() < 0.12:
            self.will(life, K.COMMENT, self.later(at, self.chance.uniform(0, 12)))
        if self.chance.random() < 0.06:
            self.will(life, K.ASSIGN, self.later(at, self.chance.uniform(0, 3)))

    def will(self, life: Life, kind: StepKind, at: datetime) -> None:
        self.plan(at, partial(self.step, life, kind))

    def step(self, life: Life, kind: StepKind, at: datetime) -> list[Deed]:
        """Nothing, if something else became of it meanwhile, or if it is not for whoever would do it."""
        if life.state not in STARTS.get(kind, LIVING) or (kind is K.REOPEN and life.item in self.standing):
            return []
        if kind is K.ASK_MORE_TIME and life.police_only:
            return []
        words = WORDS.get(kind) or (self.chance.choice(REMARKS) if kind is K.COMMENT else "")
        told = self.stage.told(uid_of("large step", str(life.uid), kind, at.isoformat()), at, at)
        asked = self.asked(life, kind)
        self.become(life, LEADS.get(kind, life.state))
        self.follow(life, kind, at)
        return [Deed(self.doer(life, kind), Addition(life.uid, kind, told, words, asked=asked))]

    def asked(self, life: Life, kind: StepKind) -> Asked:
        if kind is K.ASSIGN:
            return Asked(person=self.hand(life).uid)
        return Asked(severity=HIGHER.get(life.severity)) if kind is K.REGRADE else Asked()

    def become(self, life: Life, state: State) -> None:
        life.state = state
        if life.item and state in LIVING:
            self.standing[life.item] = life
        elif life.item and self.standing.get(life.item) is life:
            del self.standing[life.item]

    def follow(self, life: Life, kind: StepKind, at: datetime) -> None:
        """What a step leads to, mostly."""
        if kind is K.FIX:
            verdict = K.RECHECK_PASS if self.chance.random() < 0.88 else K.RECHECK_FAIL
            self.will(life, verdict, self.later(at, self.chance.expovariate(1 / 3)))
        elif kind in (K.RECHECK_FAIL, K.REOPEN):
            self.will(life, K.FIX, self.later(at, self.chance.uniform(1, 9)))
        elif kind is K.RECHECK_PASS and self.chance.random() < 0.02:
            self.will(life, K.REOPEN, self.later(at, self.chance.uniform(1, 9)))

    def hand(self, life: Life) -> Person:
        """Whose work it is: a school never has what is police-only."""
        return self.crew.officers[0] if life.police_only else self.crew.liaison

    def doer(self, life: Life, kind: StepKind) -> Person:
        if kind in (K.FIX, K.ASK_MORE_TIME):
            return self.hand(life)
        if kind in (K.RECHECK_PASS, K.RECHECK_FAIL, K.COMMENT, K.REGRADE):
            return self.crew.officers[1]
        return self.crew.supervisor
