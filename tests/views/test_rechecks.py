"""All that waits at a school, rechecked on one page and sent at once."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.rules.terms import Severity, State, StepKind
from hazard_app.rules.transitions import Reason
from hazard_app.words import word
from tests.client import PageClient
from tests.pictures import jpeg
from tests.reporting import reported
from tests.sending import sent
from tests.visits import step
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]
JSON = {"Accept": "application/json"}


@pytest.fixture
def waiting(session: Session, world: World) -> list[Hazard]:
    """Two that the school fixed, and one that Wang fixed himself."""
    found = [reported(session, world.officer, world.school, note=note) for note in ("围栏", "路灯", "井盖")]
    for hazard, fixer in zip(found, (world.liaison, world.liaison, world.officer), strict=True):
        step(session, hazard, fixer, StepKind.FIX, NOW - timedelta(days=1))
    session.commit()
    return found


def judged(*verdicts: tuple[Hazard, str], **said: Any) -> dict[str, Any]:
    times = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T06:02:00Z"}
    return {"id": str(uuid.uuid4()), **times, **{str(hazard.uid): verdict for hazard, verdict in verdicts}, **said}


def send(browser: PageClient, world: World, form: dict[str, Any]) -> Any:
    return browser.post(f"/schools/{world.school.uid}/rechecks", data=form, headers=JSON)


def states(session: Session, hazards: list[Hazard]) -> list[State]:
    session.rollback()
    return [session.get_one(Hazard, hazard.id, populate_existing=True).state for hazard in hazards]


def test_the_page_shows_what_waits_and_not_ones_own_fix_to_judge(
    world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    page = sign_in_as(world.officer).get(f"/schools/{world.school.uid}/rechecks/new").text
    assert "待复查 3 处" in page
    assert [f'name="{hazard.uid}"' in page for hazard in waiting] == [True, True, False]
    assert word(Reason.OWN_FIX) in page


def test_one_submission_rechecks_them_all(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    fence, lamp, lid = waiting
    form = judged((fence, "pass"), (lamp, "fail"), (lid, "pass"), **{f"{lamp.uid}-note": "还是不亮"})
    answer = send(sign_in_as(world.officer2), world, form)
    assert (answer.status_code, len(answer.json["steps"])) == (201, 3)
    assert states(session, waiting) == [State.CLOSED, State.OPEN, State.CLOSED]


def test_what_was_not_judged_goes_on_waiting(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    send(sign_in_as(world.officer2), world, judged((waiting[0], "pass")))
    assert states(session, waiting) == [State.CLOSED, State.AWAITING_RECHECK, State.AWAITING_RECHECK]


def test_the_same_submission_again_is_the_same_yes(world: World, sign_in_as: SignInAs, waiting: list[Hazard]) -> None:
    officer, form = sign_in_as(world.officer2), judged((waiting[0], "pass"), (waiting[1], "pass"))
    answers = [send(officer, world, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert sorted(answers[0].json["steps"]) == sorted(answers[1].json["steps"])
    assert send(officer, world, form | {str(waiting[0].uid): "fail"}).status_code == 409


def test_whoever_reported_a_fix_judges_it_not_even_by_a_form_of_their_own(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    answer = send(sign_in_as(world.officer), world, judged((waiting[0], "pass"), (waiting[2], "pass")))
    assert (answer.json["overtaken"], answer.json["not_yours"]) == ([], [str(waiting[2].uid)])
    assert states(session, waiting) == [State.CLOSED, State.AWAITING_RECHECK, State.AWAITING_RECHECK]


def test_what_somebody_else_dealt_with_meanwhile_does_not_hold_up_the_rest(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    seen = {f"{hazard.uid}-seen": str(hazard.length) for hazard in waiting}
    send(sign_in_as(world.supervisor), world, judged((waiting[0], "pass"), **seen))
    answer = send(
        sign_in_as(world.officer2),
        world,
        judged((waiting[0], "fail"), (waiting[1], "pass"), **seen, **{f"{waiting[0].uid}-note": "没有"}),
    )
    assert (answer.status_code, answer.json["overtaken"]) == (201, [str(waiting[0].uid)])
    assert states(session, waiting[:2]) == [State.CLOSED, State.CLOSED]


@pytest.mark.parametrize(
    ("verdict", "said"), [("fail", "哪里没有整改到位"), ("", "至少判定一处"), ("maybe", "至少判定一处")]
)
def test_what_is_missing_is_told_and_nothing_is_kept(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard], verdict: str, said: str
) -> None:
    officer = sign_in_as(world.officer2)
    page = officer.post(f"/schools/{world.school.uid}/rechecks", data=judged((waiting[0], verdict)))
    assert page.status_code == 422
    assert said in page.text
    assert states(session, waiting) == [State.AWAITING_RECHECK] * 3


def test_a_photo_that_was_used_before_proves_nothing_here_either(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    officer = sign_in_as(world.officer2)
    used = sent(officer, jpeg(seed=3))
    send(officer, world, judged((waiting[0], "pass"), **{f"{waiting[0].uid}-photos": used}))
    answer = send(officer, world, judged((waiting[1], "pass"), **{f"{waiting[1].uid}-photos": used}))
    assert answer.status_code == 422
    assert states(session, waiting)[1] is State.AWAITING_RECHECK


def test_a_school_with_nothing_waiting_says_so(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.officer).get(f"/schools/{world.neighbour.uid}/rechecks/new")
    assert page.status_code == 200
    assert "没有待复查的" in page.text or "待复查 0 处" in page.text


def test_the_schools_second_person_rechecks_what_the_school_found(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    own = reported(session, world.liaison, world.school, "SEC_PHYS", note="自查发现", severity=Severity.MINOR)
    step(session, own, world.liaison, StepKind.FIX, NOW - timedelta(hours=2))
    session.commit()
    assert sign_in_as(world.liaison).get(f"/schools/{world.school.uid}/rechecks/new").status_code == 403
    answer = send(sign_in_as(world.liaison2), world, judged((own, "pass")))
    assert answer.status_code == 201
    assert states(session, [own]) == [State.CLOSED]


def test_a_second_person_with_nothing_left_to_recheck_still_gets_the_same_yes(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    own = reported(session, world.liaison, world.school, "SEC_PHYS", note="自查发现", severity=Severity.MINOR)
    step(session, own, world.liaison, StepKind.FIX, NOW - timedelta(hours=2))
    session.commit()
    second, form = sign_in_as(world.liaison2), judged((own, "pass"))
    assert [send(second, world, form).status_code for _ in range(2)] == [201, 200]


def test_a_refused_page_still_has_the_lines_that_were_not_judged(
    world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    form = judged((waiting[0], "fail"), **{f"{waiting[1].uid}-seen": "2"})
    page = sign_in_as(world.officer2).post(f"/schools/{world.school.uid}/rechecks", data=form)
    assert page.status_code == 422
    assert f'name="{waiting[1].uid}"' in page.text


def test_who_may_not_judge_is_told_the_true_reason(session: Session, world: World, sign_in_as: SignInAs) -> None:
    own = reported(session, world.liaison, world.school, "SEC_PHYS", note="自查发现", severity=Severity.MINOR)
    theirs = reported(session, world.officer, world.school, note="路灯")
    for hazard in (own, theirs):
        step(session, hazard, world.liaison, StepKind.FIX, NOW - timedelta(hours=2))
    session.commit()
    page = sign_in_as(world.liaison2).get(f"/schools/{world.school.uid}/rechecks/new").text
    assert word(Reason.OWN_FIX) not in page
    assert word(Reason.NOT_YOUR_STEP) in page


def test_nothing_taken_is_no_yes(session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard]) -> None:
    seen = {f"{waiting[0].uid}-seen": "2"}
    assert send(sign_in_as(world.officer2), world, judged((waiting[0], "pass"), **seen)).status_code == 201
    late = judged((waiting[0], "fail"), **seen, **{f"{waiting[0].uid}-note": "没有"})
    assert send(sign_in_as(world.supervisor), world, late).status_code == 409
    assert states(session, waiting)[0] is State.CLOSED


def test_one_name_belongs_to_one_submission(world: World, sign_in_as: SignInAs, waiting: list[Hazard]) -> None:
    officer, form = sign_in_as(world.officer2), judged((waiting[0], "pass"))
    assert send(officer, world, form).status_code == 201
    other = judged((waiting[1], "pass"), id=form["id"])
    assert send(officer, world, other).status_code == 409
    assert send(sign_in_as(world.supervisor), world, other).status_code == 409


def test_what_was_overtaken_is_told_again_to_who_sends_again(
    world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    seen = {f"{hazard.uid}-seen": "2" for hazard in waiting[:2]}
    send(sign_in_as(world.supervisor), world, judged((waiting[0], "pass"), **seen))
    officer, form = sign_in_as(world.officer2), judged((waiting[0], "pass"), (waiting[1], "pass"), **seen)
    told = [send(officer, world, form).json["overtaken"] for _ in range(2)]
    assert told == [[str(waiting[0].uid)]] * 2


def test_late_evidence_that_changed_nothing_does_not_stand_in_the_way(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    fence = waiting[0]
    step(session, fence, world.officer, StepKind.SEEN_AGAIN, NOW - timedelta(days=2), arrives=NOW)
    session.commit()
    assert states(session, [fence]) == [State.AWAITING_RECHECK]
    answer = send(sign_in_as(world.officer2), world, judged((fence, "pass"), **{f"{fence.uid}-seen": "2"}))
    assert answer.status_code == 201


def test_a_recheck_made_before_moving_on_still_counts(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard], at: Callable[[datetime], None]
) -> None:
    posting = session.scalars(select(Posting).where(Posting.person_id == world.officer2.id)).one()
    posting.ends_on = NOW.date()
    session.commit()
    at(NOW + timedelta(days=2))
    late = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-25T06:02:00Z"}
    answer = send(sign_in_as(world.officer2), world, judged((waiting[0], "pass"), **late))
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "said", [{"-seen": "-1"}, {"-seen": "9" * 400}, {"-photos": "zz"}, {"-note": "\x00"}, {"": "x"}]
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_rubbish_is_refused_and_reaches_no_other_school(
    session: Session, world: World, sign_in_as: SignInAs, waiting: list[Hazard], said: dict[str, str], accept: str
) -> None:
    foreign = reported(session, world.outsider, world.foreign, note="围栏")
    session.commit()
    form = judged((waiting[0], "pass"), (foreign, "pass"))
    form |= {f"{waiting[0].uid}{part}": value for part, value in said.items()}
    url = f"/schools/{world.school.uid}/rechecks"
    answer = sign_in_as(world.supervisor).post(url, data=form, headers={"Accept": accept})
    assert answer.status_code < 500
    assert states(session, [foreign]) == [State.OPEN]
