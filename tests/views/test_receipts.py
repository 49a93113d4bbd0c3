"""A phone asks which of what it was told is kept is kept still, so that it offers again what a backup has lost."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.rules.terms import StepKind
from tests.client import PageClient
from tests.filling import filled, newest
from tests.pictures import jpeg
from tests.reporting import posted, reported
from tests.stepping import JSON, given
from tests.visits import hazards, photo, step
from tests.world import World, read_world

SignInAs = Callable[[Person], PageClient]


def known(browser: PageClient, *ids: object) -> list[str]:
    answer = browser.get("/offline/receipts.json", query_string={"id": [str(each) for each in ids]})
    assert answer.status_code == 200
    told: list[str] = answer.get_json()["known"]
    return told


def test_what_one_sent_is_known_and_nothing_else(sign_in_as: SignInAs, session: Session, world: World) -> None:
    officer = sign_in_as(world.officer)
    inspection, report = filled(newest(session, "PER-W"), world.school), posted(world.school)
    assert officer.post("/inspections", data=inspection, headers=JSON).status_code == 201
    assert officer.post("/hazards", data=report, headers=JSON).status_code == 201
    comment = given("comment", note="看到的")
    assert officer.post(f"/hazards/{report['id']}/steps", data=comment, headers=JSON).status_code == 201
    sent = [comment["id"], inspection["id"], report["id"]]
    assert known(officer, *sent, uuid.uuid4(), "nonsense", "") == sent
    assert known(officer, sent[0], sent[0].upper(), sent[0]) == [sent[0]]
    for other in (world.officer2, world.supervisor, world.auditor, world.administrator):
        assert known(sign_in_as(other), *sent) == []


def test_what_was_lost_is_not_known(app: Flask, sign_in_as: SignInAs, session: Session, world: World) -> None:
    officer, report = sign_in_as(world.officer), posted(world.school)
    assert officer.post("/hazards", data=report, headers=JSON).status_code == 201
    assert known(officer, report["id"]) == [report["id"]]
    session.close()
    app.extensions["standing_rows"].restore(session.get_bind())
    assert known(sign_in_as(read_world(session).officer), report["id"]) == []


def fixed(session: Session, world: World, count: int) -> None:
    for number in range(count):
        hazard = reported(session, world.officer, world.school, note=f"第 {number} 处")
        after = [photo(session, world.liaison, f"after {number}")]
        step(session, hazard, world.liaison, StepKind.FIX, after=after)
    session.commit()


def rechecks(session: Session, **more: str) -> dict[str, Any]:
    times = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T06:02:00Z"}
    judged = {str(hazard.uid): "pass" for hazard in hazards(session)}
    shown = {
        f"{hazard.uid}-files": (io.BytesIO(jpeg(seed=number)), "a.jpg")
        for number, hazard in enumerate(hazards(session))
    }
    return {"id": str(uuid.uuid4()), **times, **judged, **shown, **more}


@pytest.mark.parametrize("overtaken", [False, True])
def test_a_submission_of_rechecks_is_known_by_its_id(
    sign_in_as: SignInAs, session: Session, world: World, overtaken: bool
) -> None:
    """Also when somebody else had dealt with the first of its hazards, whose step would have had its name."""
    fixed(session, world, 2)
    officer, sent = sign_in_as(world.officer), rechecks(session)
    if overtaken:
        first = min(hazards(session), key=lambda hazard: str(hazard.uid))
        step(session, first, world.supervisor, StepKind.VOID)
        session.commit()
    answer = officer.post(f"/schools/{world.school.uid}/rechecks", data=sent, headers=JSON)
    assert answer.status_code == 201, answer.text
    assert len(answer.get_json()["steps"]) == (1 if overtaken else 2)
    assert known(officer, uuid.uuid4(), sent["id"]) == [sent["id"]]
    assert known(sign_in_as(world.officer2), sent["id"]) == []


def test_a_hundred_are_answered_and_not_one_more(sign_in_as: SignInAs, world: World) -> None:
    officer = sign_in_as(world.officer)
    many = [uuid.uuid4() for _ in range(101)]
    assert known(officer, *many[:100]) == []
    assert known(officer) == []
    answer = officer.get("/offline/receipts.json", query_string={"id": [str(each) for each in many]}, headers=JSON)
    assert (answer.status_code, answer.get_json()["message"]) == (422, "一次最多 100 个。")
