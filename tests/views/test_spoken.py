"""Forms that bring memos: what is wrong and what was done, said instead of written."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hazard_app.acts.add_step import OFFERED
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person
from hazard_app.reports.chain_audit import audit_chains
from hazard_app.rules.terms import State, StepKind
from tests.client import PageClient
from tests.filling import filled, newest
from tests.recordings import mp4, webm
from tests.reporting import count, file, posted, reported, the_hazard
from tests.sending import sent_memo, sha256
from tests.stepping import given, standing, take
from tests.visits import step
from tests.world import World

SignInAs = Callable[[Person], PageClient]
JSON = {"Accept": "application/json"}


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


@pytest.fixture
def open_one(session: Session, world: World) -> Hazard:
    hazard = reported(session, world.officer, world.school)
    session.commit()
    return hazard


def said(hazard: Hazard, number: int = 0) -> list[str]:
    """Memos of a step, by the SHA-256 of the bytes sent."""
    return [word.memo.sent_sha256 for word in hazard.steps[number].spoken]


def is_whole(session: Session) -> bool:
    return not [found for found in audit_chains(session) if found.broken]


def test_a_report_that_is_only_said_is_enough(session: Session, world: World, officer: PageClient) -> None:
    memo = sent_memo(officer, webm(42))
    page = officer.post("/hazards", data=posted(world.school, note="", memos=memo), follow_redirects=True)
    hazard = the_hazard(session)
    assert said(hazard) == [memo]
    assert f'src="/memos/{hazard.steps[0].spoken[0].memo.uid}"' in page.text
    assert "0:42" in page.text
    assert "（听录音）" in page.text
    assert is_whole(session)


def test_a_report_without_a_word_or_photo_or_memo_is_not(world: World, officer: PageClient) -> None:
    assert officer.post("/hazards", data=posted(world.school, note="")).status_code == 422


def test_without_script_the_recording_comes_as_a_file(session: Session, world: World, officer: PageClient) -> None:
    given = posted(world.school, note="") | {"memo_files": [file(mp4(), "录音 001.m4a")]}
    assert officer.post("/hazards", data=given, headers=JSON).status_code == 201
    # The same by the other road is the same submission.
    again = {name: value for name, value in given.items() if name != "memo_files"} | {"memos": sha256(mp4())}
    assert officer.post("/hazards", data=again, headers=JSON).status_code == 200
    assert said(the_hazard(session)) == [sha256(mp4())]


def test_a_memo_that_never_arrived_is_asked_for(session: Session, world: World, officer: PageClient) -> None:
    answer = officer.post(
        "/hazards", data=posted(world.school, memos="ab" * 32), headers=JSON | {"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert answer.json["errors"] == {"memos": ["A memo has not arrived here yet (abababab…). Send it first."]}  # type: ignore[index]


def test_another_persons_memo_cannot_be_named(world: World, sign_in_as: SignInAs, officer: PageClient) -> None:
    memo = sent_memo(sign_in_as(world.liaison), webm())
    assert officer.post("/hazards", data=posted(world.school, memos=memo), headers=JSON).status_code == 422


def test_a_fourth_memo_is_one_too_many(session: Session, world: World, officer: PageClient) -> None:
    memos = [sent_memo(officer, webm(seed=seed)) for seed in range(4)]
    given: dict[str, Any] = posted(world.school) | {"memos": memos}
    assert officer.post("/hazards", data=given, headers=JSON).status_code == 422
    assert officer.post("/hazards", data=given | {"memos": memos[:3]}, headers=JSON).status_code == 201


def test_a_bad_recording_is_told_by_its_name_and_the_good_one_is_kept(
    session: Session, world: World, officer: PageClient
) -> None:
    files = [file(webm()[:-3], "坏的 <b>.webm"), file(webm(), "good.webm")]
    page = officer.post("/hazards", data=posted(world.school) | {"memo_files": files})
    assert page.status_code == 422
    assert re.search("坏的 &lt;b&gt;.webm[:：] ?[^<]*录音损坏", page.text)
    assert re.search(f'name="memos" value="{sha256(webm())}" checked', page.text)
    assert f'src="/memos/{session.query(Memo).one().uid}"' in page.text
    assert count(session) == 0


@pytest.mark.parametrize("kind", ["comment", "fix"])
def test_the_summary_leads_to_the_bad_recording(officer: PageClient, open_one: Hazard, kind: str) -> None:
    wrong = given(kind, note="听录音") | {"memo_files": file(webm()[:-3], "bad.webm")}
    page = officer.post(f"/hazards/{open_one.uid}/steps", data=wrong)
    assert page.status_code == 422
    assert 'href="#memos"' in page.text
    assert page.text.count('id="memos"') == 1


def inspect(world: World, session: Session, officer: PageClient, **answers: Any) -> Any:
    given = filled(newest(session, "PER-W"), world.school) | answers
    return officer.post("/inspections", data=given, headers=JSON)


def test_a_failed_item_carries_what_was_said_into_record_and_hazard(
    session: Session, world: World, officer: PageClient
) -> None:
    memo = sent_memo(officer, webm(7))
    answer = inspect(world, session, officer, **{"PER-W-01": "fail", "PER-W-01-memos": memo})
    assert answer.status_code == 201, answer.text
    assert said(the_hazard(session)) == [memo]
    assert session.query(Inspection).one().answers["PER-W-01"]["memos"] == [memo]
    record = officer.get(answer.json["url"]).text
    assert (record.count("<audio"), "0:07" in record) == (1, True)
    assert is_whole(session)


def test_what_stands_on_no_list_may_be_said(session: Session, world: World, officer: PageClient) -> None:
    memo = sent_memo(officer, webm(9))
    other = {"other-1-memos": memo, "other-1-category": "TRAFFIC"}
    answer = inspect(world, session, officer, **other)
    assert answer.status_code == 201, answer.text
    assert said(the_hazard(session)) == [memo]
    assert "0:09" in officer.get(answer.json["url"]).text


def test_a_memo_is_no_photo_where_a_photo_is_demanded(
    world: World, sign_in_as: SignInAs, session: Session, open_one: Hazard
) -> None:
    school = sign_in_as(world.liaison)
    memo = sent_memo(school, webm())
    assert take(school, open_one, "fix", memos=memo).status_code == 422
    assert take(school, open_one, "fix", photo=3, memos=memo).status_code == 201
    assert said(standing(session, open_one), 1) == [memo]
    assert is_whole(session)


def test_a_comment_may_be_said(session: Session, officer: PageClient, open_one: Hazard) -> None:
    memo = sent_memo(officer, webm())
    assert take(officer, open_one, "comment", memos=memo).status_code == 201
    assert said(standing(session, open_one), 1) == [memo]


@pytest.fixture
def fixed(session: Session, world: World, open_one: Hazard) -> Hazard:
    step(session, open_one, world.liaison, StepKind.FIX)
    session.commit()
    return open_one


def test_what_is_not_gone_may_be_said_on_the_page_of_one_and_of_all(
    session: Session, world: World, officer: PageClient, fixed: Hazard
) -> None:
    memo = sent_memo(officer, webm())
    given = {"id": "0b0e9c52-7f5b-4b0a-8f6e-2f3f3c1f6c11", str(fixed.uid): "fail", f"{fixed.uid}-memos": memo}
    assert officer.post(f"/schools/{world.school.uid}/rechecks", data=given, headers=JSON).status_code == 201
    hazard = standing(session, fixed)
    assert (hazard.state, said(hazard, 2)) == (State.OPEN, [memo])
    step(session, hazard, world.liaison, StepKind.FIX)
    session.commit()
    assert take(officer, fixed, "recheck_fail", memos=memo).status_code == 201
    assert is_whole(session)


def test_a_recheck_has_no_photo_of_after_to_be_wrong_with(world: World, officer: PageClient, fixed: Hazard) -> None:
    given = {"id": str(uuid4()), str(fixed.uid): "fail", f"{fixed.uid}-note": "还在"}
    wrong = {f"{fixed.uid}-after_files": file(b"no picture", "a.jpg")}
    answer = officer.post(f"/schools/{world.school.uid}/rechecks", data=given | wrong, headers=JSON)
    assert answer.status_code == 201


@pytest.mark.parametrize("kind", [StepKind.VOID, StepKind.RAISE_ATTENTION])
def test_a_decision_needs_its_reason_in_writing(
    kind: StepKind, world: World, sign_in_as: SignInAs, open_one: Hazard
) -> None:
    assert kind in OFFERED
    supervisor = sign_in_as(world.supervisor)
    memo = sent_memo(supervisor, webm())
    assert take(supervisor, open_one, kind, memos=memo).status_code == 422


def test_the_school_hears_what_it_is_to_fix(
    world: World, sign_in_as: SignInAs, officer: PageClient, session: Session
) -> None:
    memo = sent_memo(officer, webm(8))
    officer.post("/hazards", data=posted(world.school, note="", memos=memo))
    page = sign_in_as(world.liaison).get(f"/hazards/{the_hazard(session).uid}/steps/new?kind=fix")
    assert page.text.count("<audio") == 1


def test_a_changed_memo_breaks_the_chain_and_a_life_without_one_hashes_as_ever(
    app: Flask, session: Session, world: World, officer: PageClient, open_one: Hazard
) -> None:
    assert "memos" not in open_one.steps[0].record()
    take(officer, open_one, "comment", memos=sent_memo(officer, webm()))
    session.rollback()
    session.query(Memo).one().stored_sha256 = "0" * 64
    session.commit()
    [broken] = [found.broken for found in audit_chains(session) if found.broken]
    assert broken.number == 2
