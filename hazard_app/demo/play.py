"""Plays the demo's visits through the acts, in the order they were received, with what people said in between."""

import heapq
import random
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.answer_flag import answer_flag
from hazard_app.acts.confirm_participation import confirm_participation
from hazard_app.acts.item_steps import NewHazard
from hazard_app.acts.keep_photo import Camera, keep_photo
from hazard_app.acts.record_hazard import Report, record_hazard
from hazard_app.acts.record_inspection import Companion, Filled, record_inspection
from hazard_app.acts.take_step import NewStep, take_step
from hazard_app.demo.album import Album
from hazard_app.demo.cast import uid_of
from hazard_app.demo.findings import REMARKS, Loose
from hazard_app.demo.rounds import Passing, Visit
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.rules.content import content_hash
from hazard_app.rules.places import Place
from hazard_app.rules.terms import Capacity, FlagKind, Severity, StepKind
from hazard_app.rules.told import Told
from hazard_app.rules.whereabouts import Whereabouts

ANSWERS = {
    FlagKind.SHORT_VISIT: "上午刚查过，逐项核对无变化",
    FlagKind.OUTSIDE_SCHOOL: "回所后补录，照片为现场所拍",
    FlagKind.CLOCK_DIFFERS: "手机时间未自动校准，已调整",
}


class Play:
    def __init__(
        self,
        session: Session,
        album: Album,
        schools: dict[str, School],
        people: dict[str, Person],
        seed: int,
        now: datetime,
    ) -> None:
        self.session, self.album, self.schools, self.people = session, album, schools, people
        self.seed, self.now, self.chance = seed, now, random.Random(f"{seed}/remarks")
        self.remarks: list[tuple[datetime, UUID]] = []
        current = session.scalars(ChecklistVersion.current())
        self.versions = {version.checklist.code: version for version in current}

    def run(self, events: list[Visit | Passing]) -> None:
        for event in events:
            self.remark_until(event.received_at)
            self.keep_photos(event)
            if isinstance(event, Visit):
                self.record(event)
            else:
                self.report(event)
        self.remark_until(self.now)

    def keep_photos(self, event: Visit | Passing) -> None:
        person = self.people[event.username]
        for sha in event.photos:
            photo, _ = keep_photo(self.session, person, self.album.photos[sha], Camera(), event.received_at)
            photo.uid = uid_of("photo", person.username, sha)

    def record(self, visit: Visit) -> None:
        record_inspection(self.session, self.people[visit.username], self.filled(visit))
        inspection = self.session.scalars(select(Inspection).where(Inspection.uid == visit.uid)).one()
        self.confirm(visit, inspection)
        self.answer_flags(visit, inspection)
        self.plan_remarks(inspection)

    def report(self, passing: Passing) -> None:
        told = self.told(passing.uid, passing.at, passing.at, passing.received_at, passing.place)
        [photo] = passing.photos
        found = Report(told, self.schools[passing.campus.code], self.new_hazard(passing.loose, photo))
        record_hazard(self.session, self.people[passing.username], found)

    def filled(self, visit: Visit) -> Filled:
        return Filled(
            told=self.told(visit.uid, visit.made_at, visit.sent_at, visit.received_at, visit.place),
            school=self.schools[visit.campus.code],
            version=self.versions[visit.checklist],
            started_at=visit.started_at,
            answers=visit.answers,
            others=[self.new_hazard(loose, photo) for loose, photo in visit.loose],
            companions=[Companion(capacity, self.people[name]) for capacity, name in visit.companions],
        )

    def told(self, uid: UUID, made_at: datetime, sent_at: datetime, received_at: datetime, place: Place | None) -> Told:
        salt = sha256(f"{self.seed}/{uid}".encode()).digest()[:16]
        return Told(uid, content_hash([("demo", str(uid))]), made_at, sent_at, received_at, place, salt)

    def new_hazard(self, loose: Loose, photo: str) -> NewHazard:
        return NewHazard(
            category=self.session.get_one(Category, loose.category),
            severity=Severity(loose.severity),
            note=loose.note,
            whereabouts=Whereabouts(words=loose.place),
            photos=(photo,),
        )

    def confirm(self, visit: Visit, inspection: Inspection) -> None:
        """The second officer of a formal inspection, on their own phone an hour later."""
        at = visit.received_at + timedelta(hours=1)
        for participant in inspection.participants:
            if participant.capacity is Capacity.INSPECTOR and visit.confirmed and at < self.now:
                confirm_participation(self.session, participant, at)

    def answer_flags(self, visit: Visit, inspection: Inspection) -> None:
        at = visit.received_at + timedelta(hours=3)
        for flag in inspection.flags:
            if flag.kind in ANSWERS and self.chance.random() < 0.5 and at < self.now:
                answer_flag(self.session, flag, ANSWERS[flag.kind], at)

    def plan_remarks(self, inspection: Inspection) -> None:
        found = select(Hazard).where(Hazard.inspection_id == inspection.id).order_by(Hazard.id)
        for hazard in self.session.scalars(found):
            if hazard.is_open and self.chance.random() < 0.25:
                at = inspection.received_at + timedelta(hours=self.chance.uniform(1, 40))
                heapq.heappush(self.remarks, (at, hazard.uid))

    def remark_until(self, moment: datetime) -> None:
        """What people said of open hazards before this moment."""
        while self.remarks and self.remarks[0][0] < moment:
            at, uid = heapq.heappop(self.remarks)
            hazard = self.session.scalars(select(Hazard).where(Hazard.uid == uid)).one()
            if hazard.is_open and hazard.found_by is not None:
                told = self.told(uid_of("remark", str(uid)), at, at, at, None)
                note = self.chance.choice(REMARKS)
                take_step(self.session, hazard, hazard.found_by, NewStep(StepKind.COMMENT, told, note))
