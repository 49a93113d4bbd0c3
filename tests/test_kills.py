"""kill -9 at any moment: nothing acknowledged is missing, nothing half there, and the phone's next try is a yes."""

from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.photo import Photo
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.rules.chain import Link, first_broken
from tests.dying import IN_THE_MIDDLE, STORED, UNANSWERED, UNSTORED
from tests.filling import filled, newest
from tests.installed import Instance, Phone, Said, installed
from tests.networks import connect, put_request
from tests.pictures import jpeg
from tests.sending import sha256
from tests.servers import RealServer

pytestmark = pytest.mark.servers

TEN = range(10)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with installed(tmp_path_factory.mktemp("kills")) as instance:
        yield instance


@pytest.fixture(scope="module")
def server(instance: Instance) -> Iterator[RealServer]:
    """One process that serves, so that it is the one that dies."""
    with instance.server(app="tests.dying:create_app", processes=1) as server:
        yield server


@pytest.fixture(scope="module")
def officer(instance: Instance, server: RealServer) -> Phone:
    return instance.phone(server, "officer")


def order(instance: Instance, moment: str) -> Path:
    path = instance.folder / "die"
    path.write_text(moment)
    return path


def killed(instance: Instance, moment: str, send: Any) -> Said:
    """The first try meets the death; what the second one hears."""
    order(instance, moment)
    with pytest.raises((ConnectionError, HTTPException)):
        send()
    assert not (instance.folder / "die").exists()
    again: Said = send()
    return again


def checklists(instance: Instance, many: int) -> list[dict[str, Any]]:
    """Each fails another item: one that needs no photo."""
    with instance.session() as session:
        version = newest(session, "SEC-M")
        plain = [item.code for item in version.items if not item.photo_required]
        school = session.scalars(select(School).where(School.code == "school")).one()
        return [filled(version, school) | {code: "fail", f"{code}-note": "未落实"} for code in plain[:many]]


def is_whole(session: Session) -> None:
    """Rows, hazards, steps, chains and bytes all know of each other, and of nothing else."""
    failures = sum(inspection.failed for inspection in session.scalars(select(Inspection)))
    hazards = session.scalars(select(Hazard)).all()
    assert session.scalar(select(func.count()).select_from(Step)) == failures
    assert sum(hazard.length for hazard in hazards) == failures
    for hazard in hazards:
        links = [Link(each.number, each.previous_hash, each.hash, each.record()) for each in hazard.steps]
        assert (len(links), first_broken(links), hazard.tip) == (hazard.length, None, links[-1].hash)
        assert hazard.inspection is not None
        assert hazard.inspection.answer(str(hazard.item_code)).note == hazard.note


def test_killed_between_commit_and_answer_ten_times(instance: Instance, officer: Phone) -> None:
    forms = checklists(instance, 10)
    for form in forms:
        said = killed(instance, UNANSWERED, lambda form=form: officer.post("/inspections", form))
        assert said.status == 200
    with instance.session() as session:
        assert set(map(str, session.scalars(select(Inspection.uid)))) == {form["id"] for form in forms}
        is_whole(session)


def test_killed_between_two_rows_ten_times(instance: Instance, officer: Phone) -> None:
    forms = checklists(instance, 20)[10:]
    for form in forms:
        said = killed(instance, IN_THE_MIDDLE, lambda form=form: officer.post("/inspections", form))
        assert said.status == 201
    with instance.session() as session:
        assert {form["id"] for form in forms} <= set(map(str, session.scalars(select(Inspection.uid))))
        is_whole(session)


def test_a_power_cut_between_commit_and_answer_loses_nothing(instance: Instance) -> None:
    """All processes at once; what was acknowledged before it, and what was not, is there."""
    with instance.server(app="tests.dying:create_app") as server:
        phone, forms = instance.phone(server, "officer"), checklists(instance, 2)
        assert phone.post("/inspections", forms[0]).status == 201
        order(instance, UNANSWERED)
        with pytest.raises((ConnectionError, HTTPException)):
            phone.post("/inspections", forms[1])
        server.kill()
        server.start()
        assert [phone.post("/inspections", form).status for form in forms] == [200, 200]
    with instance.session() as session:
        is_whole(session)


def photos_are_whole(instance: Instance, session: Session) -> None:
    """Every row has its bytes; every file is whole, whether a row knows of it yet or not."""
    store = instance.photos
    rows = session.scalars(select(Photo)).all()
    assert len({row.sent_sha256 for row in rows}) == len(rows)
    for row in rows:
        content = store.get(row.stored_sha256)
        assert (sha256(content), len(content)) == (row.stored_sha256, row.size)
    for path in store.root.glob("??/*.jpg"):
        assert sha256(path.read_bytes()) == path.stem


@pytest.mark.parametrize(("moment", "heard"), [(UNSTORED, 201), (STORED, 201), (IN_THE_MIDDLE, 201), (UNANSWERED, 200)])
def test_killed_in_the_middle_of_a_photo(instance: Instance, officer: Phone, moment: str, heard: int) -> None:
    contents = [jpeg(seed=len(moment) * 100 + number) for number in range(3)]
    for content in contents:
        send = lambda content=content: officer.ask("PUT", f"/photos/{sha256(content)}", content)  # noqa: E731
        assert killed(instance, moment, send).status == heard
    with instance.session() as session:
        photos_are_whole(instance, session)
        kept = set(session.scalars(select(Photo.sent_sha256)))
    assert {sha256(content) for content in contents} <= kept


def test_killed_with_half_a_photo_received_ten_times(instance: Instance, server: RealServer, officer: Phone) -> None:
    contents = [jpeg(seed=5000 + number) for number in TEN]
    for content in contents:
        with connect(server.url) as line:
            half(line, officer, content)
            server.kill_worker()
        assert server.ask("GET", "/healthz")[0] == 200
    with instance.session() as session:
        photos_are_whole(instance, session)
        kept = set(session.scalars(select(Photo.sent_sha256)))
    assert kept.isdisjoint(map(sha256, contents))
    said = [officer.ask("PUT", f"/photos/{sha256(content)}", content).status for content in contents]
    assert said == [201] * 10


def half(line: Any, phone: Phone, content: bytes) -> None:
    """The server has asked for the body, so it is there and waits for the rest."""
    headers = {name.replace("-", "_"): value for name, value in phone.headers.items()}
    request = put_request(f"/photos/{sha256(content)}", content, Expect="100-continue", **headers)
    line.sendall(request.removesuffix(content))
    assert b" 100 " in line.recv(1000)
    line.sendall(content[: len(content) // 2])
