"""From found to gone over the pages: the fix, the recheck by somebody else, and what supervisors decide."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.step import Step
from hazard_app.rules.terms import Attention, Severity, State, StepKind
from tests.client import PageClient
from tests.pictures import jpeg
from tests.reporting import reported
from tests.sending import sent
from tests.stepping import given, standing, take
from tests.visits import fail, hazards, step, visit
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]
LAMP = "PER-D-14"


@pytest.fixture
def hazard(session: Session, world: World) -> Hazard:
    found = reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    return found


def test_the_loop_closes(session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    liaison, officer = sign_in_as(world.liaison), sign_in_as(world.officer)
    assert take(liaison, hazard, "fix", photo=1).status_code == 201
    assert standing(session, hazard).state is State.AWAITING_RECHECK
    assert take(officer, hazard, "recheck_pass").status_code == 201
    assert standing(session, hazard).state is State.CLOSED
    page = officer.get(f"/hazards/{hazard.uid}").text
    assert "复查：已消除" in page or "整改到位" in page
    assert "3 条，校验无误" in page


def test_a_school_is_offered_its_fix_and_nothing_that_others_decide(
    world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    page = sign_in_as(world.liaison).get(f"/hazards/{hazard.uid}").text
    assert "steps/new?kind=fix" in page
    assert "steps/new?kind=ask_more_time" in page
    assert not [kind for kind in ("void", "regrade", "assign", "recheck_pass") if f"kind={kind}" in page]


def test_a_fix_takes_a_photo_of_how_it_looks_now(world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    answer = take(sign_in_as(world.liaison), hazard, "fix", note="已补齐")
    assert (answer.status_code, answer.json["errors"]) == (422, {"photos": ["请在原位置加一张整改后的照片。"]})


def test_a_photo_that_was_used_before_proves_no_fix(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    liaison = sign_in_as(world.liaison)
    used = sent(liaison, jpeg(seed=2))
    assert take(liaison, hazard, "comment", photos=used).status_code == 201
    answer = take(liaison, hazard, "fix", photos=used)
    assert (answer.status_code, answer.json["errors"]["photos"]) == (422, ["这张照片以前用过。请拍一张现在的照片。"])
    assert standing(session, hazard).state is State.OPEN


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_whoever_reported_the_fix_does_not_recheck_it(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard, accept: str
) -> None:
    take(sign_in_as(world.supervisor), hazard, "fix", photo=3)
    # Another session of the same person is the same person, and a rank makes no exception.
    again = sign_in_as(world.supervisor)
    answer = again.post(f"/hazards/{hazard.uid}/steps", data=given("recheck_pass"), headers={"Accept": accept})
    assert answer.status_code == 403
    assert again.get(f"/hazards/{hazard.uid}/steps/new?kind=recheck_pass").status_code == 403
    assert standing(session, hazard).state is State.AWAITING_RECHECK


def test_not_gone_says_why_and_opens_it(session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    take(sign_in_as(world.liaison), hazard, "fix", photo=4)
    officer = sign_in_as(world.officer)
    assert take(officer, hazard, "recheck_fail").status_code == 422
    assert take(officer, hazard, "recheck_fail", note="底座未灌浆").status_code == 201
    assert standing(session, hazard).state is State.OPEN


def test_an_item_that_asks_for_a_photo_is_gone_by_a_photo(session: Session, world: World, sign_in_as: SignInAs) -> None:
    version_items = {item.code: item for item in visit(session, world.officer, world.school, {}).version.items}
    code = next(code for code, item in version_items.items() if item.photo_required)
    visit(session, world.officer, world.school, {code: fail("坏了")})
    session.commit()
    [hazard] = hazards(session)
    officer = sign_in_as(world.officer2)
    assert take(officer, hazard, "recheck_pass").status_code == 422
    assert take(officer, hazard, "recheck_pass", photo=5).status_code == 201


def test_the_second_of_two_rechecks_is_told_that_somebody_was_faster(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    take(sign_in_as(world.liaison), hazard, "fix", photo=6)
    seen = str(standing(session, hazard).length)
    assert take(sign_in_as(world.officer), hazard, "recheck_pass", seen=seen).status_code == 201
    late = take(sign_in_as(world.officer2), hazard, "recheck_fail", note="没有", seen=seen)
    assert late.status_code == 409
    assert "已有别人处置" in late.json["message"]


def test_a_step_that_does_not_exist_from_here_is_told_by_a_sentence(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    step(session, hazard, world.supervisor, StepKind.VOID)
    session.commit()
    answer = take(sign_in_as(world.liaison), hazard, "fix", photo=7)
    assert answer.status_code == 422
    assert answer.json["errors"]["form"][0]


def test_an_assigned_hazard_says_who_has_it(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    supervisor = sign_in_as(world.supervisor)
    page = supervisor.get(f"/hazards/{hazard.uid}/steps/new?kind=assign").text
    assert [name in page for name in ("陈立", "王敏", "赵远", "钱无")] == [True, True, False, False]
    assert take(supervisor, hazard, "assign", person=str(world.officer2.uid)).status_code == 201
    assert "周磊" in supervisor.get(f"/hazards/{hazard.uid}").text
    assert take(supervisor, hazard, "assign", person=str(world.outsider.uid)).status_code == 422


def test_severity_goes_up_by_an_inspector_and_down_by_a_supervisor(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    officer, supervisor = sign_in_as(world.officer), sign_in_as(world.supervisor)
    assert take(officer, hazard, "regrade", severity="critical", note="可徒手翻越").status_code == 201
    assert take(officer, hazard, "regrade", severity="minor", note="不高").status_code == 403
    assert take(supervisor, hazard, "regrade", severity="minor").status_code == 422
    assert take(supervisor, hazard, "regrade", severity="minor", note="已加临时围挡").status_code == 201
    assert standing(session, hazard).severity is Severity.MINOR


def test_only_a_person_says_that_it_is_a_major_accident_hazard(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    severity = hazard.severity.value
    answer = take(
        sign_in_as(world.officer), hazard, "regrade", severity=severity, is_major="yes", note="教发厅函第三条"
    )
    assert answer.status_code == 201
    assert standing(session, hazard).is_major


def test_attention_rises_desk_by_desk(session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    supervisor = sign_in_as(world.supervisor)
    for desk in (Attention.SUPERVISOR, Attention.LEVEL_ABOVE):
        assert take(supervisor, hazard, "raise_attention", note="半年第三次").status_code == 201
        assert standing(session, hazard).attention is desk
    assert take(supervisor, hazard, "raise_attention", note="再提").status_code == 422


def test_a_duplicate_is_voided_with_its_link(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    twin = reported(session, world.officer, world.school, note="同一处围栏")
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    assert take(supervisor, twin, "void", note="重复", duplicate_of="2026-99999").status_code == 422
    assert take(supervisor, twin, "void", note="重复", duplicate_of=f"2026-{hazard.id:04d}").status_code == 201
    last = session.scalars(select(Step).where(Step.hazard_id == twin.id).order_by(Step.number.desc())).first()
    assert last is not None
    assert (last.kind, last.facts) == (StepKind.VOID, {"duplicate_of": str(hazard.uid)})


def test_nothing_is_reopened_beside_an_open_repeat(session: Session, world: World, sign_in_as: SignInAs) -> None:
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, NOW)
    [first] = hazards(session)
    step(session, first, world.supervisor, StepKind.RECHECK_PASS, NOW)
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    visit(session, world.officer, world.school, {LAMP: fail("又不亮")}, NOW)
    session.commit()
    assert take(supervisor, first, "reopen", note="没修好").status_code == 409


def test_a_closed_one_is_opened_again_with_its_reason(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    step(session, hazard, world.supervisor, StepKind.RECHECK_PASS)
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    assert take(supervisor, hazard, "reopen").status_code == 422
    assert take(supervisor, hazard, "reopen", note="又松了").status_code == 201
    assert standing(session, hazard).state is State.OPEN


KINDS = ("fix", "recheck_pass", "ask_more_time", "assign", "raise_attention", "regrade", "void")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_step_has_a_page_that_asks_only_for_what_it_needs(
    world: World, sign_in_as: SignInAs, hazard: Hazard, kind: str
) -> None:
    who = world.liaison if kind == "ask_more_time" else world.supervisor
    page = sign_in_as(who).get(f"/hazards/{hazard.uid}/steps/new?kind={kind}")
    assert page.status_code == 200
    assert ("name=files" in page.text or 'name="files"' in page.text) is (kind in ("fix", "recheck_pass"))


def test_a_page_for_no_kind_of_step_is_none(world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    assert sign_in_as(world.officer).get(f"/hazards/{hazard.uid}/steps/new?kind=close").status_code == 404
