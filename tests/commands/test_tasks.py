"""What is due is opened at the terminal, and `flask doctor` says when nobody did."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from hazard_app.commands.check_database import check_tasks
from hazard_app.commands.finding import Grade
from tests.rounds import MONDAY, plan, tasks
from tests.world import NOW, World

DAY = timedelta(days=1)


def test_all_that_is_due_is_opened_once(app: Flask, session: Session, world: World) -> None:
    plan(session, world, applies_from=MONDAY)
    session.commit()
    terminal = app.test_cli_runner()
    assert "Plans: 1. Tasks opened: 2." in terminal.invoke(args=["tasks", "open"]).output
    assert "Plans: 1. Tasks opened: 0." in terminal.invoke(args=["tasks", "open"]).output
    assert len(tasks(session)) == 2


def test_the_doctor_says_when_nobody_has_opened_them_for_days(session: Session, world: World) -> None:
    assert check_tasks(session, NOW).grade is Grade.GOOD
    daily = plan(session, world)
    assert check_tasks(session, NOW).grade is Grade.NOTE
    daily.opened_until = MONDAY - DAY
    session.flush()
    assert check_tasks(session, NOW).grade is Grade.GOOD
    assert check_tasks(session, NOW + 2 * DAY).grade is Grade.NOTE
