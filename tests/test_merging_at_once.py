"""Schools are merged while others merge them too and phones send from there: real servers, either database."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.merger import Merger
from hazard_app.models.school import School
from hazard_app.reports.chain_audit import audit_chains
from tests.filling import filled, newest
from tests.installed import Instance, Phone, at_once, installed

pytestmark = pytest.mark.servers


class Stage:
    """Two servers, at which the same people are signed in."""

    def __init__(self, instance: Instance, phones: dict[str, list[Phone]]) -> None:
        self.instance, self.phones = instance, phones
        with instance.session() as session:
            self.uids = {school.code: str(school.uid) for school in session.scalars(select(School))}

    def merge(self, number: int, school: str, into: str) -> int:
        phone = self.phones["administrator"][number % 2]
        return phone.post(f"/administration/schools/{self.uids[school]}/merger", {"into": self.uids[into]}).status

    def patrol(self, number: int, school: str) -> int:
        """On which one item fails, another one each time."""
        with self.instance.session() as session:
            place = session.scalars(select(School).where(School.code == school)).one()
            version = newest(session, "PER-W")
            item = [item.code for item in version.items if not item.photo_required][number]
            given = filled(version, place) | {item: "fail", f"{item}-note": "看到的"}
        return self.phones["officer"][number % 2].post("/inspections", given).status


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with (
        installed(tmp_path) as instance,
        instance.server(processes=2) as first,
        instance.server(processes=2) as second,
    ):
        names = ("administrator", "officer")
        phones = {name: instance.phone(first, name) for name in names}
        yield Stage(instance, {name: [phones[name], phones[name].at(second)] for name in names})


def states(session: Session) -> Counter[tuple[str, str]]:
    rows = session.execute(select(School.code, Hazard.state).join(School, Hazard.school_id == School.id))
    return Counter((code, state.value) for code, state in rows)


def test_of_two_who_merge_it_into_two_schools_one_is_told_that_the_other_was_faster(stage: Stage) -> None:
    assert stage.patrol(0, "school") == 201
    others = ("neighbour", "foreign")
    said = at_once(8, lambda n: stage.merge(n, "school", others[n % 2]))
    assert Counter(said) == {303: 4, 409: 4}
    with stage.instance.session() as session:
        [merger] = session.scalars(select(Merger))
        assert states(session) == {(merger.into.code, "open"): 1}
        assert not [found for found in audit_chains(session) if found.broken]


def test_of_two_who_merge_each_into_the_other_one_stays(stage: Stage) -> None:
    pairs = (("school", "neighbour"), ("neighbour", "school"))
    said = at_once(2, lambda n: stage.merge(n, *pairs[n]))
    assert sorted(said) == [303, 409]
    with stage.instance.session() as session:
        closed = session.scalars(select(School.code).where(School.closed_on.is_not(None))).all()
        assert len(closed) == 1


def test_what_is_sent_while_it_is_merged_is_kept_and_stands_open_at_the_other_school(stage: Stage) -> None:
    assert stage.patrol(0, "school") == stage.patrol(0, "neighbour") == 201

    def act(number: int) -> int:
        if number == 4:
            return stage.merge(number, "school", "neighbour")
        return stage.patrol(number if number < 4 else number - 1, "school")

    assert Counter(at_once(9, act)) == {201: 8, 303: 1}
    with stage.instance.session() as session:
        assert len(session.scalars(select(Inspection)).all()) == 10
        found = states(session)
        assert found["neighbour", "open"] == 8
        assert not [where for where in found if where[0] == "school"]
        assert not [one for one in audit_chains(session) if one.broken]
