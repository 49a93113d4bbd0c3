"""What is added to a hazard, with script and without, once or twice, in time or late."""

import io
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.step import Step
from hazard_app.rules.terms import FlagKind, State, StepKind
from tests.client import PageClient
from tests.pictures import jpeg
from tests.reporting import reported
from tests.sending import sent
from tests.visits import step
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]
JSON = {"Accept": "application/json"}
AGAIN = "请再看一眼"


@pytest.fixture
def hazard(session: Session, world: World) -> Hazard:
    found = reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    return found


def comment(**changes: Any) -> dict[str, Any]:
    times = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T06:02:00Z"}
    return {"id": str(uuid.uuid4()), "kind": "comment", "note": AGAIN, **times, **changes}


def seen_again(content: bytes, **changes: Any) -> dict[str, Any]:
    return comment(kind="seen_again", files=(io.BytesIO(content), "IMG_7.jpg"), **changes)


def where(hazard: Hazard) -> str:
    return f"/hazards/{hazard.uid}/steps"


def steps(session: Session, hazard: Hazard) -> list[Step]:
    session.rollback()
    return list(session.scalars(select(Step).where(Step.hazard_id == hazard.id).order_by(Step.number)))


def test_a_comment_leads_back_to_the_hazard_and_stands_there(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    browser = sign_in_as(world.liaison)
    answer = browser.post(where(hazard), data=comment())
    assert (answer.status_code, answer.location) == (303, f"/hazards/{hazard.uid}")
    page = browser.get(answer.location).text
    assert AGAIN in page
    assert "2 条，校验无误" in page


def test_seen_again_keeps_its_photo_as_evidence(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    browser = sign_in_as(world.officer)
    assert browser.post(where(hazard), data=seen_again(jpeg(seed=1))).status_code == 303
    [_, seen] = steps(session, hazard)
    assert (seen.kind, seen.state, len(seen.attachments)) == (StepKind.SEEN_AGAIN, State.OPEN, 1)


def test_whoever_sees_it_again_after_a_fix_opens_it(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    step(session, hazard, world.liaison, StepKind.FIX, NOW - timedelta(hours=1))
    session.commit()
    sign_in_as(world.officer).post(where(hazard), data=seen_again(jpeg(seed=2)))
    assert steps(session, hazard)[-1].state is State.OPEN


def test_a_script_is_told_what_was_received(world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    given = comment()
    answer = sign_in_as(world.officer).post(where(hazard), data=given, headers=JSON)
    assert answer.status_code == 201
    assert answer.json == {
        "uid": given["id"],
        "url": f"/hazards/{hazard.uid}",
        "received_at": NOW.isoformat(),
        "flags": [],
    }


def test_the_same_thing_twice_is_one_step(session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    browser = sign_in_as(world.officer)
    photo = sent(browser, jpeg(seed=3))
    given = comment(kind="seen_again", photos=photo)
    answers = [browser.post(where(hazard), data=given, headers=JSON).status_code for _ in range(2)]
    # The other road of the same photo is the same submission.
    del given["photos"]
    given["files"] = (io.BytesIO(jpeg(seed=3)), "again.jpg")
    answers.append(browser.post(where(hazard), data=given, headers=JSON).status_code)
    assert answers == [201, 200, 200]
    assert len(steps(session, hazard)) == 2


def test_something_else_under_the_same_name_is_refused(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    other = reported(session, world.officer, world.school, note="另一处")
    session.commit()
    browser, given = sign_in_as(world.officer), comment()
    browser.post(where(hazard), data=given)
    assert browser.post(where(hazard), data=given | {"note": "别的话"}, headers=JSON).status_code == 409
    assert browser.post(where(other), data=given, headers=JSON).status_code == 409
    assert sign_in_as(world.supervisor).post(where(hazard), data=given, headers=JSON).status_code == 409


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"note": ""}, "写几个字，或加一张照片"),
        ({"kind": "seen_again"}, "缺今天的照片"),
        ({"kind": "fix"}, "加一张整改后的照片"),
        ({"kind": "found"}, "请说明要办什么"),
        ({"kind": ""}, "请说明要办什么"),
        ({"note": "长" * 2001}, "2001"),
        ({"note": "联系 13812345678"}, "手机号"),
        ({"latitude": "95", "longitude": "117"}, "90"),
        ({"photos": "0" * 64, "kind": "seen_again"}, "照片"),
        ({"photos": "not a hash"}, "照片"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard, changes: dict[str, str], said: str
) -> None:
    given = comment(**changes)
    page = sign_in_as(world.officer).post(where(hazard), data=given)
    assert page.status_code == 422
    assert said in page.text
    assert given["note"][:10] in page.text
    assert f'value="{given["id"]}"' in page.text
    assert len(steps(session, hazard)) == 1


def test_a_script_is_told_where_the_wrong_is(world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    answer = sign_in_as(world.officer).post(where(hazard), data=comment(note=""), headers=JSON)
    assert answer.status_code == 422
    assert answer.json == {"error": "to_mend", "errors": {"note": ["写几个字，或加一张照片。"]}}


def test_a_number_that_is_nobodys_passes_when_it_is_confirmed(
    world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    browser, given = sign_in_as(world.officer), comment(note="联系 13812345678")
    assert 'name="personal"' in browser.post(where(hazard), data=given).text
    assert browser.post(where(hazard), data=given | {"personal": "ok"}).status_code == 303


def test_a_refused_form_keeps_its_photo(world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    page = sign_in_as(world.officer).post(where(hazard), data=seen_again(jpeg(seed=4), note="长" * 2001))
    assert page.status_code == 422
    assert 'name="photos"' in page.text
    assert "/thumbnail" in page.text


def test_a_school_adds_words_and_sees_again_only_in_its_self_check(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    browser = sign_in_as(world.liaison)
    answer = browser.post(where(hazard), data=seen_again(jpeg(seed=5)), headers=JSON)
    assert answer.status_code == 403
    assert answer.json
    assert "由别人来办" in answer.json["message"]
    assert len(steps(session, hazard)) == 1


def test_what_is_closed_cannot_be_seen_again(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    step(session, hazard, world.supervisor, StepKind.RECHECK_PASS, NOW - timedelta(hours=1))
    session.commit()
    page = sign_in_as(world.officer).post(where(hazard), data=seen_again(jpeg(seed=6)))
    assert page.status_code == 422
    assert "这处隐患已经销号" in page.text


def test_evidence_from_before_the_closing_is_kept_and_opens_nothing(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard, at: Callable[[datetime], None]
) -> None:
    step(session, hazard, world.supervisor, StepKind.RECHECK_PASS, NOW + timedelta(hours=1))
    session.commit()
    at(NOW + timedelta(hours=2))
    late = seen_again(jpeg(seed=7), made_at="2026-11-23T06:30:00Z", sent_at="2026-11-23T08:02:00Z")
    answer = sign_in_as(world.officer).post(where(hazard), data=late, headers=JSON)
    assert answer.status_code == 201
    assert answer.json
    assert answer.json["flags"] == ["late_evidence"]
    assert session.get_one(Hazard, hazard.id).state is State.CLOSED


def test_whoever_moved_on_may_still_send_what_they_wrote_before(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    world.officer.postings[0].ends_on = NOW.date() - timedelta(days=1)
    session.commit()
    browser = sign_in_as(world.officer)
    assert browser.post(where(hazard), data=comment(), headers=JSON).status_code == 404
    before = comment(made_at="2026-11-22T06:01:00Z", sent_at="2026-11-23T06:02:00Z")
    assert browser.post(where(hazard), data=before, headers=JSON).status_code == 201


def test_a_clock_that_differs_is_noted_and_nothing_is_refused(
    world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    wrong = comment(made_at="2026-11-23T09:01:00Z", sent_at="2026-11-23T09:02:00Z")
    answer = sign_in_as(world.officer).post(where(hazard), data=wrong, headers=JSON)
    assert (answer.status_code, answer.json and answer.json["flags"]) == (201, ["clock_differs"])


def test_who_saw_it_again_elsewhere_may_answer_for_it(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    elsewhere = {"latitude": "36.70", "longitude": "117.02", "accuracy": "18"}
    browser = sign_in_as(world.officer)
    browser.post(where(hazard), data=seen_again(jpeg(seed=8), **elsewhere))
    [flag] = steps(session, hazard)[-1].flags
    assert flag.kind is FlagKind.OUTSIDE_SCHOOL
    assert f"/flags/{flag.uid}/edit" in browser.get("/today").text
    kept = browser.post(f"/flags/{flag.uid}", data={"answer": "回所后补传"})
    assert kept.location == f"/hazards/{hazard.uid}"
    assert "回所后补传" in sign_in_as(world.supervisor).get(kept.location).text
    asked = [sign_in_as(person).get(f"/flags/{flag.uid}/edit") for person in (world.supervisor, world.outsider)]
    assert [page.status_code for page in asked] == [403, 404]


def test_a_comment_may_be_written_anywhere(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    sign_in_as(world.officer).post(where(hazard), data=comment(latitude="36.70", longitude="117.02"))
    assert steps(session, hazard)[-1].flags == []
