"""Bring people in from a table, by their username, each row with one posting; a person may have several rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from hazard_app.acts.import_places import KnownZones
from hazard_app.acts.import_tally import Changes, chunks, differences, plain
from hazard_app.acts.importer import Importer
from hazard_app.acts.log_act import Done
from hazard_app.acts.person_faults import PersonFaults
from hazard_app.acts.post_person import NewPosting, post_person, posting_facts, standing, today
from hazard_app.models.person import NO_PASSWORD, Person
from hazard_app.models.posting import Posting
from hazard_app.models.school import School
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.imports import Line

COLUMNS = ("name", "mobile", "unit", "title", "police")


@dataclass
class PeopleImport(Importer):
    """A new person gets their password by a slip, not here."""

    def run(self, lines: Sequence[Line]) -> None:
        zones, self.today = KnownZones.of(self.session, self.reach), today(self.session, self.now)
        self.faults = PersonFaults(self.reach, self.tally, zones, self.today)
        for part in chunks(lines, 300):
            known, schools = self.known(part), self.schools(part)
            numbers = {person.mobile: person for person in self.numbered(part)}
            for line in part:
                person = known.get(line.values["username"])
                if self.faults.none_in(line, person, schools, numbers):
                    new = self.posting(line, schools)
                    fields, posts = self.differs(line, person, new)
                    self.tell(line, person, {**fields, **posts})
                    if self.applies:
                        known[line.values["username"]] = self.write(line, person, fields, new if posts else None)
            self.session.flush()

    def known(self, part: list[Line]) -> dict[str, Person]:
        names = [line.values["username"] for line in part]
        places = selectinload(Person.postings)
        whole = (places.joinedload(Posting.zone), places.joinedload(Posting.school).joinedload(School.zone))
        found = self.session.scalars(select(Person).where(Person.username.in_(names)).options(*whole))
        return {person.username: person for person in found}

    def numbered(self, part: list[Line]) -> Sequence[Person]:
        numbers = [line.values["mobile"] for line in part if "mobile" in line.values]
        return self.session.scalars(select(Person).where(Person.mobile.in_(numbers))).all()

    def schools(self, part: list[Line]) -> dict[str, School]:
        codes = [line.values["school"] for line in part if "school" in line.values]
        inside = School.run_by(self.reach).where(School.code.in_(codes)).options(joinedload(School.zone))
        return {school.code: school for school in self.session.scalars(inside)}

    def posting(self, line: Line, schools: dict[str, School]) -> NewPosting | None:
        values = line.values
        if "role" not in values:
            return None
        zone = self.faults.zones.by_word.get(values.get("zone", ""))
        school = schools.get(values.get("school", ""))
        days = values.get("starts_on"), values.get("ends_on")
        return NewPosting(values["role"], zone.id if zone else None, school.id if school else None, *days)

    def differs(self, line: Line, person: Person | None, new: NewPosting | None) -> tuple[dict[str, Any], Changes]:
        stands = {name: getattr(person, name) for name in COLUMNS} if person else {}
        # What is said of the person themselves is told once, by their first row.
        given = {name: line.values[name] for name in COLUMNS if name in line.values and self.faults.is_first(line)}
        fields = differences(stands, given)
        if not new:
            return fields, {}
        held = standing(person, new, self.today) if person else None
        if held and (new.ends_on is None or held.ends_on == new.ends_on):
            return fields, {}
        place = line.values.get("zone") or line.values.get("school")
        days = {"starts_on": plain(new.starts_on or self.today), "ends_on": plain(new.ends_on)}
        given_now = {"role": new.role.value, "place": place, **days}
        return fields, {"posting": (held and plain(held.ends_on), given_now)}

    def tell(self, line: Line, person: Person | None, fields: Changes) -> None:
        name = line.values.get("name") or (person.name if person else "")
        is_new = not person and self.faults.is_first(line)
        self.tally.row(line, line.values["username"], name, is_new=is_new, fields=fields)

    def write(self, line: Line, person: Person | None, fields: Changes, new: NewPosting | None) -> Person:
        values = {name: line.values[name] for name in COLUMNS if name in line.values}
        kind = ActKind.CHANGED if person else ActKind.CREATED
        if person is None:
            person = Person(username=line.values["username"], password_hash=NO_PASSWORD, created_at=self.now)
            self.session.add(person)
        for name, value in values.items():
            setattr(person, name, value)
        self.session.flush()
        posting = post_person(self.session, person, new, self.today) if new else None
        where = next((each.zone_of for each in person.postings), None)
        if fields:
            facts = {"name": person.name, "changes": dict(fields)}
            self.acts.append(Done(kind, Thing.PERSON, person.uid, where, facts))
        if posting:
            facts = {"name": person.name, "posting": posting_facts(posting)}
            self.acts.append(Done(ActKind.POSTED, Thing.PERSON, person.uid, posting.zone_of, facts))
        return person
