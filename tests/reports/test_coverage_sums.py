"""Whatever was done, by whom and of which plan: sums are those of counting task by task once all are rows."""

from collections import Counter, defaultdict
from datetime import date, time, timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.acts.open_tasks import open_tasks
from hazard_app.acts.run_plans import pause_plan, skip_day
from hazard_app.models.plan import Plan
from hazard_app.models.zone import Zone
from hazard_app.reports.check_sums import CheckSums
from hazard_app.reports.coverage import Coverage, coverage
from hazard_app.reports.zone_checks import zone_checks
from hazard_app.reports.zone_story import zone_rows
from hazard_app.rules.rounds import HindranceKind, Rhythm, TaskState, Who
from hazard_app.rules.terms import Role
from tests.rounds import MONDAY, go, local, name, plan, tasks
from tests.visits import told
from tests.world import NOW, World

DAY = timedelta(days=1)
FIRST = MONDAY - 11 * timedelta(weeks=1)
# A Wednesday of the week that NOW begins, so that there is something overdue and something missed in it.
LATER = NOW + 2 * DAY


@pytest.fixture(params=range(4))
def chance(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


@pytest.fixture
def plans(session: Session, world: World, chance: Random) -> list[Plan]:
    begun = MONDAY - chance.randrange(90) * DAY
    made = [
        plan(session, world, applies_from=begun, open_after=chance.randrange(3)),
        plan(session, world, applies_from=begun, times=(time(8), time(16)), schools=(world.school.id,)),
        plan(session, world, Rhythm.WEEKLY, code="PER-W", who=Who.EACH_OF, zone=world.bureau, open_after=6),
        plan(session, world, Rhythm.MONTHLY, code="SEC-M", role=Role.SUPERVISOR, zone=world.east),
    ]
    pause_plan(session, made[1], world.supervisor, MONDAY - 20 * DAY, "停课", NOW)
    skip_day(session, made[0], world.supervisor, MONDAY - 4 * DAY, "运动会", NOW)
    return made


def live(session: Session, world: World, plans: list[Plan], chance: Random) -> None:
    """Some open, some are done, late or in time, some could not be; a school closes, and one moves."""
    for each in chance.sample(plans, 2):
        open_tasks(session, each, NOW - chance.randrange(30) * DAY)
    for _ in range(40):
        made_on = MONDAY - chance.randrange(-2, 40) * DAY
        person, school = chance.choice([world.officer, world.officer2]), chance.choice([world.school, world.neighbour])
        go(session, person, school, local(made_on), code=chance.choice(["PER-D", "PER-D", "PER-W", "SEC-M"]))
    known = [task for task in tasks(session) if not task.done_at]
    for task in chance.sample(known, min(8, len(known))):
        hindered = Hindered(told(max(task.opens_at, local(task.due_on, 7))), HindranceKind.WEATHER)
        named = name(task.plan, task.school, task.due_on, task.sequence, task.assignee)
        note_hindrance(session, world.officer, task.school, named, hindered)
    world.neighbour.closed_on = chance.choice([None, MONDAY - 10 * DAY])
    world.school.zone = chance.choice([world.east, world.west])
    session.flush()


def read(session: Session, world: World, zone: Zone) -> Coverage:
    return coverage(session, world.supervisor.reach_on(NOW.date()), zone, None, None, LATER)


def told_of(page: Coverage) -> tuple[object, ...]:
    """All but schools where nothing was ever due."""
    lines = [line for line in page.lines if line.sums.due or any(week.state for week in line.weeks)]
    return page.total, page.asked, page.checked, {choice.code: choice.due for choice in page.choices}, lines


def slowly(session: Session, zone: Zone) -> dict[str, dict[date, list[TaskState]]]:
    """By school and Monday, how each task stands that is a row, looked at by itself."""
    found: defaultdict[str, defaultdict[date, list[TaskState]]] = defaultdict(lambda: defaultdict(list))
    for task in tasks(session):
        if task.zone.path.startswith(zone.path) and FIRST <= task.due_on < MONDAY + 7 * DAY:
            found[task.school.name][task.due_on - task.due_on.weekday() * DAY].append(task.state(LATER))
    return {school: dict(weeks) for school, weeks in found.items()}


def summed(weeks: dict[date, list[TaskState]]) -> CheckSums:
    count = Counter(state.value for states in weeks.values() for state in states)
    done = count["done"] + count["done_late"]
    due = done + count["overdue"] + count["missed"] + count["could_not"]
    return CheckSums(due, done, count["done"], count["overdue"], count["missed"], count["could_not"])


def worst(states: list[TaskState]) -> str:
    order = ["missed", "overdue", "could_not", "done_late", "due", "coming", "done"]
    return next(word for word in order if word in states)


def test_the_sums_are_those_of_counting_one_by_one(
    session: Session, world: World, plans: list[Plan], chance: Random
) -> None:
    live(session, world, plans, chance)
    zone = chance.choice([world.station, world.east])
    before = read(session, world, zone)
    for each in plans:
        open_tasks(session, each, LATER)
    after, counted = read(session, world, zone), slowly(session, zone)
    assert told_of(before) == told_of(after)
    assert {line.name: line.sums for line in after.lines if line.sums.due} == {
        school: summed(weeks) for school, weeks in counted.items() if summed(weeks).due
    }
    # Of this week some are still to come, and no rows.
    assert {
        (line.name, week.starts_on): week.state for line in after.lines for week in line.weeks[:-1] if week.state
    } == {(name, at): worst(of) for name, weeks in counted.items() for at, of in weeks.items() if at < MONDAY}


def test_todays_sums_are_those_of_counting_one_by_one(
    session: Session, world: World, plans: list[Plan], chance: Random
) -> None:
    live(session, world, plans, chance)
    reach = world.supervisor.reach_on(NOW.date())
    zones = zone_rows(session, reach, [world.station], LATER)
    before = zone_checks(session, reach, zones, MONDAY + 2 * DAY, LATER)
    for each in plans:
        open_tasks(session, each, LATER)
    counted = {}
    for zone in (world.station, world.east, world.west):
        stands = [(task.due_on, task.state(LATER)) for task in tasks(session) if task.zone.path.startswith(zone.path)]
        overdue = sum(state == "overdue" for _, state in stands)
        counted[zone.name] = (overdue, sum(state == "missed" and due_on >= MONDAY for due_on, state in stands))
    assert {row.name: (row.overdue, row.missed) for row in before} == counted
    assert zone_checks(session, reach, zones, MONDAY + 2 * DAY, LATER) == before
