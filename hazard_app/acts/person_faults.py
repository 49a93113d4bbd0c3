"""What is wrong with a person's row of an import."""

from datetime import date
from typing import Any

from hazard_app.acts.import_places import KnownZones
from hazard_app.acts.import_tally import Tally
from hazard_app.models.person import Person
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.rules.imports import Line, Wrong
from hazard_app.rules.terms import Role

OF_A_PERSON = ("name", "mobile", "unit", "title", "police")


class PersonFaults:
    def __init__(self, reach: Reach, tally: Tally, zones: KnownZones, today: date) -> None:
        self.reach, self.tally, self.zones, self.today = reach, tally, zones, today
        self.seen: dict[str, Line] = {}
        self.numbers: dict[str, Line] = {}
        self.posts: dict[tuple[Any, ...], Line] = {}

    def is_first(self, line: Line) -> bool:
        return self.seen[line.values["username"]] is line

    def none_in(
        self, line: Line, person: Person | None, schools: dict[str, School], numbers: dict[str | None, Person]
    ) -> bool:
        before = len(self.tally.faults)
        self.look_at_person(line, person, numbers)
        self.look_at_posting(line, schools)
        return len(self.tally.faults) == before

    def look_at_person(self, line: Line, person: Person | None, numbers: dict[str | None, Person]) -> None:
        values, username = line.values, line.values["username"]
        first = self.seen.setdefault(username, line)
        if any(name in values and values[name] != first.values.get(name) for name in OF_A_PERSON):
            self.tally.wrong(line, "username", Wrong.TWICE, row=first.row)
        if person and not person.is_run_by(self.reach, self.today):
            self.tally.wrong(line, "username", Wrong.NOT_YOURS)
        if not person and first is line and "name" not in values:
            self.tally.wrong(line, "name", Wrong.MISSING)
        owner = numbers.get(values.get("mobile"))
        if owner and owner.username != username:
            self.tally.wrong(line, "mobile", Wrong.TAKEN, whose=owner.username)
        elif "mobile" in values:
            other = self.numbers.setdefault(values["mobile"], line)
            if other.values["username"] != username:
                self.tally.wrong(line, "mobile", Wrong.TWICE, row=other.row)

    def look_at_posting(self, line: Line, schools: dict[str, School]) -> None:
        values = line.values
        zone, school, role = values.get("zone"), values.get("school"), values.get("role")
        if role is None:
            if zone or school:
                self.tally.wrong(line, "role", Wrong.MISSING)
            return
        post = (values["username"], role, zone, school)
        if self.posts.setdefault(post, line) is not line:
            self.tally.wrong(line, "role", Wrong.TWICE, row=self.posts[post].row)
        self.look_at_place(line, schools, ("school", "zone") if role is Role.LIAISON else ("zone", "school"))
        starts_on, ends_on = values.get("starts_on") or self.today, values.get("ends_on")
        if ends_on and ends_on < starts_on:
            self.tally.wrong(line, "ends_on", Wrong.ENDS_BEFORE)

    def look_at_place(self, line: Line, schools: dict[str, School], wanted_and_other: tuple[str, str]) -> None:
        wanted, other = wanted_and_other
        place = line.values.get(wanted)
        if place is None:
            self.tally.wrong(line, wanted, Wrong.WRONG_PLACE if other in line.values else Wrong.MISSING)
        elif wanted == "zone" and place not in self.zones.by_word:
            self.tally.wrong(line, "zone", Wrong.NO_SUCH_PLACE, near=self.zones.near(place))
        elif wanted == "school" and place not in schools:
            self.tally.wrong(line, "school", Wrong.NO_SUCH_PLACE)
        elif other in line.values:
            self.tally.wrong(line, other, Wrong.TWO_PLACES)
