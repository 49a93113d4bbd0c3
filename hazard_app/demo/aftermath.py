"""What schools answer to the demo's hazards and what supervisors decide, in the hours before its moment."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.acts.add_step import Addition, add_step
from hazard_app.acts.keep_photo import Camera, keep_photo
from hazard_app.acts.step_changes import Asked
from hazard_app.demo.album import Album
from hazard_app.demo.cast import uid_of
from hazard_app.demo.findings import SIGHTS
from hazard_app.demo.people import liaisons_of
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.rules.content import content_hash
from hazard_app.rules.terms import State, StepKind
from hazard_app.rules.told import Told

SCENES = {note: sight.scene for sight in SIGHTS for note in sight.notes if sight.scene}
LAST_HOURS = timedelta(hours=8)
SHOTS = 6
# Of the hazards that a school can show fixed, so many stay as they are between two that are fixed.
EVERY = 3
DECISIONS = (StepKind.ASK_MORE_TIME, StepKind.ASSIGN, StepKind.RAISE_ATTENTION)
DONE = ("已修好，请复查", "今早已整改，照片如图", "已整改，试用正常", "厂家上午来过，已复位")


@dataclass
class Fixes:
    """Photos of every scene put right, taken before anything is written: each proves one fix only."""

    shots: dict[str, list[str]]

    @classmethod
    def taken(cls, album: Album, now: datetime) -> "Fixes":
        shots = defaultdict(list)
        for number, scene in enumerate(sorted(set(SCENES.values()))):
            for shot in range(SHOTS):
                at = now - LAST_HOURS + timedelta(minutes=shot, seconds=number)
                shots[scene].append(album.take(scene, True, at, None))
        return cls(dict(shots))


class Aftermath:
    def __init__(self, session: Session, album: Album, fixes: Fixes, people: dict[str, Person], now: datetime) -> None:
        self.session, self.album, self.people, self.now = session, album, people, now
        self.shots, self.minutes = {scene: list(shots) for scene, shots in fixes.shots.items()}, 0

    def run(self) -> None:
        hazards = self.fixable()
        for hazard in hazards[::EVERY]:
            self.fix(hazard)
        self.send_back(next(iter(hazards[::EVERY]), None))
        rest = [hazard for hazard in hazards if hazard.state is State.OPEN and hazard not in hazards[::EVERY]]
        for hazard, kind in zip(rest, DECISIONS, strict=False):
            self.decide(hazard, kind)

    def fixable(self) -> list[Hazard]:
        """The school's own work, with a picture of how it looks put right, and quiet in the last hours."""
        last = select(func.max(Step.received_at)).where(Step.hazard_id == Hazard.id).scalar_subquery()
        ours = Hazard.state == State.OPEN, Hazard.responsible_code == "school", Hazard.police_only.is_(False)
        quiet = select(Hazard).join(Hazard.school).where(*ours, last < self.now - LAST_HOURS)
        found = self.session.scalars(quiet.order_by(School.code, Hazard.id)).all()
        return [hazard for hazard in found if self.shots.get(SCENES.get(hazard.note, ""))]

    def fix(self, hazard: Hazard) -> None:
        liaison = self.people[liaisons_of(hazard.school.code)[0]]
        shots = self.shots[SCENES[hazard.note]]
        if not shots:
            return
        sha = shots.pop()
        photo, _ = keep_photo(self.session, liaison, self.album.photos[sha], Camera(), self.next_moment())
        photo.uid = uid_of("photo", liaison.username, sha)
        self.add(hazard, liaison, StepKind.FIX, DONE[hazard.id % len(DONE)], photos=(sha,))

    def send_back(self, hazard: Hazard | None) -> None:
        if hazard is not None and hazard.found_by is not None and hazard.found_by.police:
            self.add(hazard, hazard.found_by, StepKind.RECHECK_FAIL, "只做了一半，请继续")

    def decide(self, hazard: Hazard, kind: StepKind) -> None:
        liaison, supervisor = self.people[liaisons_of(hazard.school.code)[0]], self.people["supervisor"]
        if kind is StepKind.ASK_MORE_TIME:
            self.add(hazard, liaison, kind, "配件在途，月底前到位")
        elif hazard.zone.path.startswith(supervisor.postings[0].held.path or "-"):
            asked = Asked(person=liaison.uid if kind is StepKind.ASSIGN else None)
            words = "请尽快办" if kind is StepKind.ASSIGN else "临近期末，请上一级关注"
            self.add(hazard, supervisor, kind, words, asked=asked)

    def add(self, hazard: Hazard, person: Person, kind: StepKind, note: str, **more: Any) -> None:
        at, uid = self.next_moment(), uid_of("aftermath", str(hazard.uid), kind)
        told = Told(uid, content_hash([("demo", str(uid))]), at, at, at, None, uid.bytes)
        add_step(self.session, person, Addition(hazard.uid, kind, told, note, **more))

    def next_moment(self) -> datetime:
        self.minutes += 2
        return self.now - LAST_HOURS / 2 + timedelta(minutes=self.minutes)
