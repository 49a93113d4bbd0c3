"""A week of one officer with six schools, in touches: counted by the page that was touched, not by what a test meant.

Two schools have a patrol each school day, all six a check each week. On Wednesday one check finds a hazard, on Thursday
the weather stops one patrol and the school reports its fix, on Friday the fix is judged.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FileChooser, Locator, expect
from sqlalchemy import func, select

from hazard_app.demo.cast import make_school
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.task import Task
from hazard_app.rules.rounds import HindranceKind, Rhythm
from hazard_app.rules.terms import FlagKind, SchoolKind, State, StepKind
from tests.browser.field import FieldPhone, phone
from tests.browser.looking import wrongs
from tests.browser.taps import shot
from tests.browser.week_clock import AHEAD, PHONE_AHEAD
from tests.installed import Instance, installed
from tests.lines import Line
from tests.rounds import local, plan
from tests.visits import step
from tests.world import read_world

pytestmark = pytest.mark.browser

MONDAY = date(2026, 11, 30)
PATROLLED = ("新安实验小学", "河滨幼儿园")
SCHOOLS = (*PATROLLED, "东湖小学", "南门中学", "西苑小学", "北辰幼儿园")
PATROL, WEEKLY = "校园周边巡查", "校园周边治安与环境综合检查"
# Of each day, whose weekly check is made.
WEEKLY_AT = (SCHOOLS[:1], SCHOOLS[1:2], SCHOOLS[2:4], SCHOOLS[4:5], SCHOOLS[5:])
FAILING = SCHOOLS[2]

# From Today to the platform's yes. DESIGN §6 allows a clean patrol 12 from its open form, and one touch opens it; what
# it says of the other three follows: critical items one by one, the rest of a part at once, a failed item by 不符合,
# photo (three) and note; behind the dots a reason; one of the five rechecks that may take 22.
BUDGET = {"patrol": 13, "weekly check": 13, "weekly check with a hazard": 18, "could not": 2, "recheck": 6}

MOBILE = {"has_touch": True, "is_mobile": True, "timezone_id": "Asia/Shanghai"}

# What comes before a page's own scripts; the counter outlives the page.
COUNTER = """
// The worker has the machine's clock and no other: what it sent by itself would be noted for a clock that is wrong.
delete ServiceWorkerRegistration.prototype.sync;
addEventListener("pointerdown", (event) => {
  if (event.isTrusted) sessionStorage.touches = Number(sessionStorage.touches || 0) + 1;
}, { capture: true });
"""


@dataclass
class Counted:
    """`by`: of each kind of work, the touches that each piece of it took. The camera's shutter and 使用照片 are not the
    page's; they count when the camera was opened.
    """

    officer: FieldPhone
    by: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    cameras: int = 0

    def camera(self, _: FileChooser) -> None:
        self.cameras += 1

    @property
    def so_far(self) -> int:
        return int(self.officer.page.evaluate("Number(sessionStorage.touches || 0)")) + 2 * self.cameras

    @contextmanager
    def work(self, kind: str) -> Iterator[None]:
        before = self.so_far
        yield
        self.by[kind].append(self.so_far - before)


@dataclass
class Week:
    officer: FieldPhone
    instance: Instance
    clock: Path
    counted: Counted

    def dawns(self, day: date) -> None:
        ahead = (local(day, 8) - datetime.now(UTC)).total_seconds()
        self.clock.write_text(str(ahead))
        self.officer.context.add_init_script(f"{PHONE_AHEAD}({ahead * 1000})")
        self.officer.page.goto("/today")

    def task(self, school: str, title: str) -> Locator:
        stop = self.officer.page.locator("section.panel").filter(has=self.officer.page.locator("h2", has_text=school))
        return stop.locator(".task", has_text=title)

    def check(self, school: str, title: str, failing: str = "") -> None:
        """From Today to the platform's yes."""
        page = self.officer.page
        self.task(school, title).locator("a.line").tap()
        page.wait_for_selector("kept-form:defined", state="attached")
        if failing:
            self.fail(failing)
        rests = page.locator(".rest-ask:visible")
        while rests.count():
            rests.first.tap()
        single = page.locator("fieldset.item:visible:not(:has(.answer > input:checked)) label", has_text="符合")
        while single.count():
            single.first.tap()
        before = self.done
        page.get_by_role("button", name="提交", exact=True).tap()
        self.officer.until(lambda: self.done == before + 1)
        expect(page.locator("kept-form")).to_have_count(0)

    def fail(self, code: str) -> None:
        page = self.officer.page
        page.locator(f"label[for={code}-fail]").tap()
        with page.expect_file_chooser() as camera:
            page.locator(f"#{code} .photo-take").first.tap()
        camera.value.set_files(shot(71))
        page.locator(f"#{code}-note").tap()
        page.keyboard.insert_text("网吧门口没有禁止未成年人进入的标志")

    def recheck(self, school: str) -> None:
        page = self.officer.page
        page.get_by_role("link", name=school).filter(has_text="待复查 1 处").tap()
        page.wait_for_selector("photo-field:defined", state="attached")
        page.locator(".recheck").get_by_text("整改到位", exact=True).tap()
        with page.expect_file_chooser() as camera:
            page.locator(".recheck .photo-take").first.tap()
        camera.value.set_files(shot(72))
        page.get_by_role("button", name="提交复查").tap()
        page.wait_for_url("**/schools/*")

    def could_not(self, school: str, title: str) -> None:
        task = self.task(school, title)
        task.locator("summary").tap()
        task.get_by_role("button", name="恶劣天气").tap()
        expect(self.officer.page.locator("[role=status]", has_text="恶劣天气")).to_be_visible()

    def back_to_today(self) -> None:
        self.officer.page.locator("nav a", has_text="今日").locator("visible=true").tap()
        self.officer.page.wait_for_url("**/today")

    @property
    def done(self) -> int:
        with self.instance.session() as session:
            return session.scalar(select(func.count()).where(Task.done_at.is_not(None))) or 0

    def is_fixed(self) -> None:
        """By the school, while the officer is elsewhere."""
        with self.instance.session() as session:
            neighbour = session.scalars(select(Person).where(Person.username == "officer2")).one()
            hazard = session.scalars(select(Hazard)).one()
            step(session, hazard, neighbour, StepKind.FIX, local(MONDAY + timedelta(days=3), 15))
            session.commit()


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    with installed(tmp_path) as instance:
        with instance.session() as session:
            world, first = read_world(session), dict[str, Any](applies_from=MONDAY, begins_on=MONDAY)
            for number, name in enumerate(SCHOOLS[2:]):
                make_school(session, world.east, f"week {number}", name, SchoolKind.PRIMARY)
            patrolled = (world.school.id, world.neighbour.id)
            plan(session, world, Rhythm.SCHOOL_DAYS, zone=world.east, schools=patrolled, **first)
            plan(session, world, Rhythm.WEEKLY, "PER-W", **first, zone=world.east)
            session.commit()
        yield instance


@pytest.fixture
def week(chromium: Browser, instance: Instance, tmp_path: Path) -> Iterator[Week]:
    clock = tmp_path / "ahead"
    clock.write_text(str((local(MONDAY, 7) - datetime.now(UTC)).total_seconds()))
    server = instance.server("tests.browser.week_clock:create_app", processes=1, **{AHEAD: str(clock)})
    with server, Line(server.url) as line, phone(chromium, line, instance, **MOBILE) as one:
        one.context.add_init_script(COUNTER)
        counted = Counted(one)
        one.tab().on("filechooser", counted.camera)
        one.sign_in("officer")
        yield Week(one, instance, clock, counted)


def test_a_week_of_six_schools_stays_within_its_touches(week: Week, instance: Instance) -> None:
    for number, weekly in enumerate(WEEKLY_AT):
        week.dawns(MONDAY + timedelta(days=number))
        assert number or wrongs(week.officer.page) == []
        for school in PATROLLED:
            patrol(week, school, stormy=(number, school) == (3, PATROLLED[1]))
        for school in weekly:
            check(week, school)
        if number == 3:
            week.is_fixed()
    with week.counted.work("recheck"):
        week.recheck(FAILING)
    assert stood(instance) == (15, [HindranceKind.WEATHER], [State.CLOSED], 0)
    by = week.counted.by
    assert {kind: len(each) for kind, each in by.items()} == {
        "patrol": 9, "weekly check": 5, "weekly check with a hazard": 1, "could not": 1, "recheck": 1, "back": 15,
    }  # fmt: skip
    assert all(max(by[kind]) <= most for kind, most in BUDGET.items())
    # As docs/taps.md has it: 9 × 13, 5 × 13, 18, 2, 6, and 15 back to Today.
    assert sum(map(sum, by.values())) == 223


def patrol(week: Week, school: str, stormy: bool) -> None:
    if stormy:
        with week.counted.work("could not"):
            week.could_not(school, PATROL)
        return
    with week.counted.work("patrol"):
        week.check(school, PATROL)
    back(week)


def check(week: Week, school: str) -> None:
    failing = school == FAILING
    with week.counted.work("weekly check with a hazard" if failing else "weekly check"):
        week.check(school, WEEKLY, "PER-W-05" if failing else "")
    back(week)


def back(week: Week) -> None:
    with week.counted.work("back"):
        week.back_to_today()


def stood(instance: Instance) -> tuple[int, list[HindranceKind], list[State], int]:
    """Tasks that are done, why others could not be, how hazards stand, and how often a clock was noted as wrong."""
    with instance.session() as session:
        tasks = session.scalars(select(Task).order_by(Task.id)).all()
        wrong = session.scalar(select(func.count()).where(Flag.kind == FlagKind.CLOCK_DIFFERS)) or 0
        hindered = [task.hindered_by for task in tasks if task.done_at is None and task.hindered_by]
        return sum(bool(task.done_at) for task in tasks), hindered, list(session.scalars(select(Hazard.state))), wrong
