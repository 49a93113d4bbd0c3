"""Tasks are opened by two commands at once while two officers do them at two servers: no twin, and none is lost."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hazard_app.demo.cast import make_school
from hazard_app.models.plan import Plan
from hazard_app.models.school import School
from hazard_app.models.task import Task, TaskCheck
from hazard_app.rules.rounds import Rhythm
from hazard_app.rules.terms import SchoolKind
from tests.filling import filled, newest
from tests.installed import Instance, at_once, installed
from tests.rounds import name, plan
from tests.servers import ROOT, RealServer
from tests.world import read_world

pytestmark = pytest.mark.servers
SCHOOLS = 30
DAYS = 20
# Of the two officers each goes to the same so many schools.
VISITED = 6


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """A plan that has asked for a check each day, of many schools; no day has been opened."""
    with installed(tmp_path) as instance:
        with instance.session() as session:
            world = read_world(session)
            for number in range(SCHOOLS):
                make_school(session, world.east, f"s{number}", f"第{number}小学", SchoolKind.PRIMARY, 36.6, 117.0)
            since = datetime.now(UTC).date() - timedelta(days=DAYS)
            picked = tuple(session.scalars(select(School.id).where(School.code.startswith("s", autoescape=True))))
            plan(session, world, Rhythm.OWN, applies_from=since, begins_on=since, rule="FREQ=DAILY", schools=picked)
            session.commit()
        yield instance


def opening(server: RealServer) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flask", "--app", "hazard_app:create_app", "tasks", "open"]
    return subprocess.Popen(command, cwd=ROOT, env=server.environment, stdout=subprocess.DEVNULL)


def checks(instance: Instance) -> list[dict[str, object]]:
    """A complete check of each visited school, for each of the officers."""
    with instance.session() as session:
        version = newest(session, "PER-D")
        schools = [session.scalars(select(School).where(School.code == f"s{n}")).one() for n in range(VISITED)]
        asked, now = session.scalars(select(Plan)).one(), datetime.now(UTC)
        today = now.astimezone(asked.zone.clock).date()
        times = {"made_at": now.isoformat(), "sent_at": now.isoformat()}
        named = [(school, {"task": str(name(asked, school, today))}) for school in schools for _ in range(2)]
        return [filled(version, school) | times | task for school, task in named]


def test_no_twin_and_none_is_lost(instance: Instance) -> None:
    with instance.server() as first, instance.server() as second:
        phones = [instance.phone(first, "officer"), instance.phone(second, "officer2")]
        forms = checks(instance)
        commands = [opening(server) for server in (first, second)]
        answers = at_once(len(forms), lambda number: phones[number % 2].post("/inspections", forms[number]).status)
        assert [command.wait() for command in commands] == [0, 0]
    assert answers == [201] * len(forms)
    with instance.session() as session:
        a_day = session.execute(select(Task.due_on, func.count()).group_by(Task.due_on)).all()
        assert len(a_day) >= DAYS
        # And the school of the cast.
        assert {count for _, count in a_day} == {SCHOOLS + 1}
        assert Counter(session.scalars(select(TaskCheck.does))) == {True: VISITED, False: VISITED}
        assert session.scalar(select(func.count()).where(Task.done_at.is_not(None))) == VISITED
