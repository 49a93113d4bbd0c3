"""The night before a day when 40,000 schools are asked for four checks each, then for four by each of three officers:
how long, and how much memory.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import psutil
from sqlalchemy import func, insert, select

from hazard_app.db import write
from hazard_app.demo.cast import post
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.rules.terms import Role, SchoolKind
from tests.benchmarks.results import Result
from tests.installed import Instance, installed
from tests.rounds import plan
from tests.servers import ROOT
from tests.world import LONG_AGO, read_world

SCHOOLS = 40_000
# Each of the two liaison zones of the cast's station has half of them.
CHECKLISTS = ("PER-D", "GATE-D", "FOOD-W", "SEC-M")


def measured(folder: Path, schools: int = SCHOOLS) -> Iterator[Result]:
    with installed(folder) as instance:
        many_schools(instance, schools)
        four_plans(instance, Who.ONE_OF)
        yield from of_night(instance, "tasks")
        three_officers_everywhere(instance)
        four_plans(instance, Who.EACH_OF)
        yield from of_night(instance, "each officer's own tasks")


def many_schools(instance: Instance, schools: int) -> None:
    with instance.session() as session:
        zones = [zone.id for zone in (read_world(session).east, read_world(session).west)]
        rows = [
            {
                "uid": uuid4(),
                "code": f"many-{n}",
                "name": f"第{n}小学",
                "kind": SchoolKind.PRIMARY,
                "zone_id": zones[n % 2],
            }
            | {"radius": 150, "address": "", "boarding": False}
            for n in range(schools)
        ]
        write(lambda session: session.execute(insert(School), rows))


def three_officers_everywhere(instance: Instance) -> None:
    """Those of zone East serve in zone West as well."""
    with instance.session() as session:
        world = read_world(session)
        for officer in (world.officer, world.officer2, world.auxiliary):
            post(session, officer, Role.OFFICER, starts_on=LONG_AGO, zone=world.west)
        session.commit()


def four_plans(instance: Instance, who: Who) -> None:
    with instance.session() as session:
        world = read_world(session)
        today = datetime.now(world.bureau.clock).date()
        for code in CHECKLISTS:
            plan(session, world, Rhythm.OWN, code, rule="FREQ=DAILY", applies_from=today, begins_on=today, who=who)
        session.commit()


def of_night(instance: Instance, what: str) -> Iterator[Result]:
    before, begun, most = tasks_in(instance), time.monotonic(), 0
    command = [sys.executable, "-m", "flask", "--app", "hazard_app:create_app", "tasks", "open"]
    with psutil.Popen(command, cwd=ROOT, env=instance.server().environment, stdout=subprocess.DEVNULL) as opening:
        # What the system counts at its end has that of this process in it: they were one for a moment.
        while opening.poll() is None:
            with suppress(psutil.Error):
                most = max(most, opening.memory_info().rss)
            time.sleep(0.02)
    took = time.monotonic() - begun
    yield Result(f"{what} opened", tasks_in(instance) - before, "rows")
    yield Result(f"… {what}: all of them, in one go", took, "s", must=60)
    yield Result(f"… {what}: memory of the command at its most", most / 1_000_000, "MB", must=150, aim=100)


def tasks_in(instance: Instance) -> int:
    with instance.session() as session:
        return session.scalar(select(func.count()).select_from(Task)) or 0
