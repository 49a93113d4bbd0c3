"""A round goes on from one form to the next by one touch, also without a script."""

from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.rules.task_names import TaskName
from tests.client import PageClient
from tests.filling import filled, newest
from tests.rounds import name, plan
from tests.world import World

SignInAs = Callable[[Person], PageClient]
JSON = {"Accept": "application/json"}
GO_ON, LAST = "提交，去下一所", "本轮已检查完毕"


def form_of(session: Session, school: School, task: TaskName) -> str:
    return f"/inspections/new?version={newest(session, 'PER-D').uid}&school={school.uid}&task={task}"


def sent(session: Session, school: School, task: TaskName) -> dict[str, str]:
    return filled(newest(session, "PER-D"), school) | {"task": str(task), "next": "anything"}


def test_a_touch_leads_to_the_next_form_and_at_the_end_it_says_so(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    daily = plan(session, world)
    first, second = name(daily, world.school), name(daily, world.neighbour)
    session.commit()
    officer = sign_in_as(world.officer)
    page = officer.get(form_of(session, world.school, first)).text
    assert GO_ON in page
    assert form_of(session, world.neighbour, second) in unescape(page)
    answer = officer.post("/inspections", data=sent(session, world.school, first))
    assert (answer.status_code, answer.location) == (303, form_of(session, world.neighbour, second))
    page = officer.get(answer.location).text
    assert "平台已收到" in page
    assert "提交后本轮即检查完毕" in page
    answer = officer.post("/inspections", data=sent(session, world.neighbour, second))
    assert answer.location.startswith("/inspections/")
    assert LAST in officer.get(answer.location).text
    assert session.scalar(select(func.count()).where(Task.done_at.is_not(None))) == 2


def test_the_same_check_is_known_again_by_whichever_button_it_was_sent(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    daily = plan(session, world)
    given = sent(session, world.school, name(daily, world.school))
    session.commit()
    officer = sign_in_as(world.officer)
    first = officer.post("/inspections", data=given, headers=JSON)
    given.pop("next")
    again = officer.post("/inspections", data=given, headers=JSON)
    assert (first.status_code, again.status_code) == (201, 200)
    assert session.scalar(select(func.count()).select_from(Inspection)) == 1


def test_where_a_colleague_was_quicker_the_road_goes_on_to_what_is_left(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    """By what is due when it comes in, and not by what the form said."""
    daily = plan(session, world)
    session.commit()
    officer, colleague = sign_in_as(world.officer), sign_in_as(world.officer2)
    assert GO_ON in officer.get(form_of(session, world.school, name(daily, world.school))).text
    colleague.post("/inspections", data=sent(session, world.neighbour, name(daily, world.neighbour)))
    answer = officer.post("/inspections", data=sent(session, world.school, name(daily, world.school)))
    assert answer.location.startswith("/inspections/")


def test_a_refused_form_offers_both_buttons_again(session: Session, world: World, sign_in_as: SignInAs) -> None:
    daily = plan(session, world)
    session.commit()
    given = sent(session, world.school, name(daily, world.school))
    code = newest(session, "PER-D").items[0].code
    answer = sign_in_as(world.officer).post("/inspections", data=given | {code: "perhaps"})
    assert answer.status_code == 422
    assert GO_ON in answer.text


def test_without_a_plan_there_is_one_button(session: Session, world: World, sign_in_as: SignInAs) -> None:
    task = name(plan(session, world, schools=(world.school.id,)), world.school)
    session.commit()
    page = sign_in_as(world.officer).get(form_of(session, world.neighbour, task)).text
    [button] = [part for part in page.split("<button") if 'name="next"' in part]
    # This one leads to the school where something is due, and nowhere else.
    assert parse_qs(urlsplit(unescape(button.split('value="')[1].split('"')[0])).query)["school"] == [
        str(world.school.uid)
    ]
    page = sign_in_as(world.officer).get(form_of(session, world.school, task)).text
    [button] = [part for part in page.split("<button") if 'name="next"' in part]
    assert 'value="" hidden' in button
