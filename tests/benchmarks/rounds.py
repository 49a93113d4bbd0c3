"""The night before a day on which 40,000 schools are asked for four checks each: how long, and how much memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, insert, select

from hazard_app.db import write
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.rules.rounds import Rhythm
from hazard_app.rules.terms import SchoolKind
from tests.benchmarks.results import Result
from tests.installed import Instance, installed
from tests.rounds import plan
from tests.servers import ROOT
from tests.world import read_world

SCHOOLS = 40_000
# Each of the two liaison zones of the cast's station has half of them.
CHECKLISTS = ("PER-D", "GATE-D", "FOOD-W", "SEC-M")


def measured(folder: Path, schools: int = SCHOOLS) -> Iterator[Result]:
    with installed(folder) as instance:
        many_schools(instance, schools)
        four_plans(instance)
        yield from of_night(instance)


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


def four_plans(instance: Instance) -> None:
    with instance.session() as session:
        world = read_world(session)
        today = datetime.now(world.bureau.clock).date()
        for code in CHECKLISTS:
            plan(session, world, Rhythm.OWN, code, rule="FREQ=DAILY", applies_from=today, begins_on=today)
        session.commit()


def of_night(instance: Instance) -> Iterator[Result]:
    begun = time.monotonic()
    command = [sys.executable, "-m", "flask", "--app", "hazard_app:create_app", "tasks", "open"]
    with subprocess.Popen(command, cwd=ROOT, env=instance.server().environment, stdout=subprocess.DEVNULL) as opening:
        _, status, used = os.wait4(opening.pid, 0)
        opening.returncode = os.waitstatus_to_exitcode(status)
    took = time.monotonic() - begun
    with instance.session() as session:
        tasks = session.scalar(select(func.count()).select_from(Task)) or 0
    yield Result("tasks opened", tasks, "rows")
    yield Result("… all of them, in one go", took, "s", must=60)
    yield Result("memory of the command at its most", used.ru_maxrss * 1024 / 1_000_000, "MB", must=150, aim=100)
