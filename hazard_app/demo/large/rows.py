"""New rows of the large world until they are written together, named so that the same world has the same links."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from uuid import UUID

from sqlalchemy import insert as insert_into
from sqlalchemy.orm import Session

from hazard_app.demo.cast import uid_of
from hazard_app.images.photos import CleanPhoto
from hazard_app.inserts import insert
from hazard_app.models.assignment import Assignment
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.step import Step


@dataclass
class NewRows:
    """`pictures` by the SHA-256 of the bytes sent. Hazards stand by how many times they came back before."""

    pictures: dict[str, CleanPhoto]
    photos: dict[tuple[int, str], Photo] = field(default_factory=dict)
    inspections: list[Inspection] = field(default_factory=list)
    hazards: list[list[Hazard]] = field(default_factory=list)
    former: dict[Hazard, Hazard] = field(default_factory=dict)
    generations: dict[Hazard, int] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def photos_of(self, person: Person, hashes: Sequence[str], at: datetime) -> dict[str, Photo]:
        """Uploaded by that person at their first use."""
        for sha in hashes:
            if (person.id, sha) not in self.photos:
                self.photos[person.id, sha] = self.photo(person, self.pictures[sha], at)
        return {sha: self.photos[person.id, sha] for sha in hashes}

    def photo(self, person: Person, clean: CleanPhoto, at: datetime) -> Photo:
        photo = Photo(
            uid=uid_of("photo", person.username, clean.sent_sha256),
            uploader_id=person.id,
            sent_sha256=clean.sent_sha256,
            stored_sha256=clean.stored_sha256,
            size=len(clean.content),
            width=clean.width,
            height=clean.height,
            taken_at=clean.taken_at,
            received_at=at,
        )
        photo.stand_at(clean.place)
        return photo

    def add_hazard(self, hazard: Hazard, former: Hazard | None) -> None:
        generation = self.generations[former] + 1 if former else 0
        self.generations[hazard] = generation
        if former:
            self.former[hazard] = former
        if generation == len(self.hazards):
            self.hazards.append([])
        self.hazards[generation].append(hazard)

    def write(self, session: Session) -> None:
        participants = list(chain.from_iterable(each.participants for each in self.inspections))
        for each in participants:
            each.uid = uid_of("participant", str(each.inspection.uid), str(each.position))
        insert(session, list(self.photos.values()), self.inspections, participants)
        self.write_hazards(session)
        attachments = list(chain.from_iterable(step.attachments for step in self.steps))
        insert(session, self.steps, attachments)
        about: list[Inspection | Step] = [*self.inspections, *self.steps]
        insert(session, [named(flag, each.uid) for each in about for flag in each.flags])

    def write_hazards(self, session: Session) -> None:
        """A hazard that came back behind the one that it was before."""
        for generation in self.hazards:
            for hazard in generation:
                hazard.repeat_of_id = self.former[hazard].id if hazard in self.former else None
            insert(session, generation)
        hands = [
            {"hazard_id": hazard.id, "person_id": hazard.assignment.person_id}
            for hazard in chain.from_iterable(self.hazards)
            if hazard.assignment
        ]
        if hands:
            session.execute(insert_into(Assignment), hands)


def named(flag: Flag, about: UUID) -> Flag:
    flag.uid = uid_of("flag", str(about), flag.kind)
    return flag
