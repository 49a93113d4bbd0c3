"""Everything at once, against two servers of one installation: nobody is refused and nothing stands twice."""

import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hazard_app.models.attachment import Attachment
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.school import School
from hazard_app.models.step import Step
from tests.filling import filled, newest
from tests.installed import Instance, Phone, Said, at_once, installed
from tests.pictures import jpeg
from tests.sending import sha256
from tests.servers import RealServer

pytestmark = pytest.mark.servers

LAMP = "PER-D-14"


class Stage:
    """Two servers that know nothing of each other, and one database."""

    def __init__(self, instance: Instance, servers: list[RealServer]) -> None:
        self.instance, self.servers = instance, servers
        self.known: dict[str, list[Phone]] = {}

    def phones(self, username: str) -> list[Phone]:
        """The same person at both servers."""
        if username not in self.known:
            phone = self.instance.phone(self.servers[0], username)
            self.known[username] = [phone.at(server) for server in self.servers]
        return self.known[username]

    def sixteen(self, username: str, path: str, form: dict[str, Any]) -> list[Said]:
        """The same post, at both servers in turn."""
        phones = self.phones(username)
        return at_once(16, lambda n: phones[n % 2].post(path, form))

    def patrol(self, *failed: str, **said: str) -> dict[str, Any]:
        with self.instance.session() as session:
            school = session.scalars(select(School).where(School.code == "school")).one()
            code = said.pop("checklist", "PER-D")
            return filled(newest(session, code), school) | dict.fromkeys(failed, "fail") | said


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with (
        installed(tmp_path_factory.mktemp("races")) as instance,
        instance.server(processes=2) as first,
        instance.server(processes=2) as second,
    ):
        yield Stage(instance, [first, second])


@pytest.fixture
def session(stage: Stage) -> Iterator[Session]:
    """Nothing stands from the test before."""
    with stage.instance.session() as session:
        yield session
        session.rollback()
        for table in reversed((Photo, Inspection, Participant, Hazard, Step, Attachment, Flag)):
            session.execute(delete(table))
        session.commit()


def answers(said: list[Said]) -> Counter[int]:
    return Counter(one.status for one in said)


def both(phones: list[Phone], forms: list[dict[str, Any]]) -> list[Said]:
    return at_once(2, lambda n: phones[n].post("/inspections", forms[n]))


def count(session: Session, model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def the_steps(session: Session) -> list[list[str]]:
    """Of each hazard, in order."""
    return [[step.kind.value for step in hazard.steps] for hazard in session.scalars(select(Hazard))]


def test_the_same_submission_sixteen_times_is_one_row_and_sixteen_yeses(stage: Stage, session: Session) -> None:
    form = stage.patrol("PER-D-04", "PER-D-12", **{"PER-D-04-note": "争吵"})
    assert answers(stage.sixteen("officer", "/inspections", form)) == {201: 1, 200: 15}
    assert (count(session, Inspection), the_steps(session)) == (1, [["found"], ["found"]])


def test_sixteen_different_ones_under_one_id_are_one_yes_and_fifteen_conflicts(stage: Stage, session: Session) -> None:
    form, phones = stage.patrol(), stage.phones("officer")
    said = at_once(
        16, lambda n: phones[n % 2].post("/inspections", form | {"PER-D-04": "fail", "PER-D-04-note": f"{n}"})
    )
    assert answers(said) == {201: 1, 409: 15}
    assert the_steps(session) == [["found"]]


def test_two_who_fail_the_same_item_at_once_are_both_heard(stage: Stage, session: Session) -> None:
    phones = [stage.phones("officer")[0], stage.phones("officer2")[1]]
    forms = [stage.patrol("PER-D-04") for _ in phones]
    assert answers(both(phones, forms)) == {201: 2}
    assert the_steps(session) == [["found", "seen_again"]]


def test_sixteen_who_fail_the_same_items_at_once_are_all_heard(stage: Stage, session: Session) -> None:
    forms = [stage.patrol("PER-D-04", "PER-D-12") for _ in range(16)]
    phones = stage.phones("officer") + stage.phones("officer2")
    said = at_once(16, lambda n: phones[n % 4].post("/inspections", forms[n]))
    assert answers(said) == {201: 16}
    assert the_steps(session) == [["found", *["seen_again"] * 15]] * 2


def test_of_two_who_close_it_at_once_one_does_and_both_are_heard(stage: Stage, session: Session) -> None:
    stage.phones("officer")[0].post("/inspections", stage.patrol("PER-D-04"))
    forms = [stage.patrol(**{"PER-D-04-gone": "yes"}) for _ in range(4)]
    phones = stage.phones("officer") + stage.phones("officer2")
    said = at_once(4, lambda n: phones[n].post("/inspections", forms[n]))
    assert answers(said) == {201: 4}
    assert the_steps(session) == [["found", "recheck_pass"]]


def test_one_sees_it_again_while_another_closes_it(stage: Stage, session: Session) -> None:
    """Whoever comes second, nobody is refused."""
    phones = [stage.phones("officer")[0], stage.phones("officer2")[1]]
    phones[0].post("/inspections", stage.patrol("PER-D-04"))
    for _ in range(4):
        forms = [stage.patrol(**{"PER-D-04-gone": "yes"}), stage.patrol("PER-D-04")]
        assert answers(both(phones, forms)) == {201: 2}
    assert count(session, Inspection) == 9


def test_the_same_photo_sixteen_times_is_one_row_and_sixteen_yeses(stage: Stage, session: Session) -> None:
    content, phones = jpeg(), stage.phones("officer")
    said = at_once(16, lambda n: phones[n % 2].ask("PUT", f"/photos/{sha256(content)}", content))
    assert answers(said) == {201: 1, 200: 15}
    [photo] = session.scalars(select(Photo))
    assert sha256(stage.instance.photos.get(photo.stored_sha256)) == photo.stored_sha256


def test_sixteen_confirmations_are_one(stage: Stage, session: Session) -> None:
    officer2 = session.scalars(select(Person).where(Person.username == "officer2")).one()
    form = stage.patrol(checklist="SEC-M", companion=str(officer2.uid))
    stage.phones("officer")[0].post("/inspections", form)
    session.rollback()
    line = session.scalars(select(Participant).where(Participant.person_id == officer2.id)).one()
    path = f"/participants/{line.uid}/confirmation"
    session.rollback()
    assert answers(stage.sixteen("officer2", path, {})) == {303: 16}
    assert session.scalars(select(Inspection)).one().formal_at is not None


def test_the_same_quick_report_twice_is_one_hazard(stage: Stage, session: Session) -> None:
    school = session.scalars(select(School).where(School.code == "school")).one()
    given = {"id": str(uuid.uuid4()), "school": str(school.uid), "category": "TRAFFIC", "note": "护栏松动"}
    times = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T06:02:00Z"}
    session.rollback()
    assert answers(stage.sixteen("officer", "/hazards", given | times)) == {201: 1, 200: 15}
    assert the_steps(session) == [["found"]]


def test_of_sixteen_opposite_rechecks_one_counts_and_the_others_are_told(stage: Stage, session: Session) -> None:
    officer, others = stage.phones("officer"), (stage.phones("officer2"), stage.phones("supervisor"))
    officer[0].post("/inspections", stage.patrol("PER-D-04"))
    [uid] = session.scalars(select(Hazard.uid))
    path = f"/hazards/{uid}/steps"
    assert fix(officer[0], path).status == 201
    session.rollback()

    def judge(number: int) -> Said:
        kind = ("recheck_pass", "recheck_fail")[number % 2]
        form = {"id": uuid.uuid4(), "kind": kind, "note": "所见", "seen": 2}
        return others[number % 2][number // 2 % 2].post(path, form)

    assert answers(at_once(16, judge)) == {201: 1, 409: 15}
    [steps] = the_steps(session)
    assert steps[:2] == ["found", "fix"]
    assert len(steps) == 3


def fix(phone: Phone, path: str) -> Said:
    return phone.post(path, {"id": uuid.uuid4(), "kind": "fix", "photos": after(phone, 77)})


def after(phone: Phone, seed: int) -> str:
    content = jpeg(seed=seed)
    phone.ask("PUT", f"/photos/{sha256(content)}", content)
    return sha256(content)


def test_two_who_reopen_beside_each_other_leave_one_open(stage: Stage, session: Session) -> None:
    """Voided twins of one item: the index lets one of them stand open again, and the other is told."""
    phones = stage.phones("officer")
    for _ in range(2):
        phones[0].post("/inspections", stage.patrol("PER-D-04"))
        newest_uid = session.scalars(select(Hazard.uid).order_by(Hazard.id.desc())).first()
        session.rollback()
        form = {"id": uuid.uuid4(), "kind": "void", "note": "登记有误"}
        assert stage.phones("supervisor")[0].post(f"/hazards/{newest_uid}/steps", form).status == 201
    twins = list(session.scalars(select(Hazard.uid)))
    session.rollback()
    supervisor = stage.phones("supervisor")

    def reopen(number: int) -> Said:
        form = {"id": uuid.uuid4(), "kind": "reopen", "note": "仍在"}
        return supervisor[number].post(f"/hazards/{twins[number]}/steps", form)

    assert answers(at_once(2, reopen)) == {201: 1, 409: 1}


def test_the_same_fix_sixteen_times_is_one_step_and_sixteen_yeses(stage: Stage, session: Session) -> None:
    officer = stage.phones("officer")[0]
    officer.post("/inspections", stage.patrol("PER-D-04"))
    [uid] = session.scalars(select(Hazard.uid))
    session.rollback()
    form = {"id": uuid.uuid4(), "kind": "fix", "photos": after(officer, 78), "seen": 1}
    assert answers(stage.sixteen("officer", f"/hazards/{uid}/steps", form)) == {201: 1, 200: 15}
    assert the_steps(session) == [["found", "fix"]]


def test_the_same_rechecks_sixteen_times_are_one_step_and_nobody_was_faster(stage: Stage, session: Session) -> None:
    officer = stage.phones("officer")[0]
    officer.post("/inspections", stage.patrol("PER-D-04"))
    [uid] = session.scalars(select(Hazard.uid))
    [school] = session.scalars(select(School.uid).where(School.code == "school"))
    session.rollback()
    assert fix(officer, f"/hazards/{uid}/steps").status == 201
    form = {"id": uuid.uuid4(), str(uid): "pass", f"{uid}-seen": 2}
    said = stage.sixteen("officer2", f"/schools/{school}/rechecks", form)
    assert answers(said) == {201: 1, 200: 15}
    assert the_steps(session) == [["found", "fix", "recheck_pass"]]


def test_the_same_patrol_that_fixed_on_the_spot_sixteen_times_is_one(stage: Stage, session: Session) -> None:
    officer = stage.phones("officer")[0]
    fixed = {f"{LAMP}-spot": "yes", f"{LAMP}-after_photos": after(officer, 79), f"{LAMP}-photos": after(officer, 80)}
    assert answers(stage.sixteen("officer", "/inspections", stage.patrol(LAMP, **fixed))) == {201: 1, 200: 15}
    assert the_steps(session) == [["found", "fixed_on_spot"]]
