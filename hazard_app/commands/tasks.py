"""`flask tasks open`: rows for all that is due, so that what was due stays due. A timer runs it in the night."""

from datetime import datetime
from functools import partial

from flask.cli import AppGroup
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.open_tasks import Opened, open_some
from hazard_app.clock import now
from hazard_app.commands.sentences import say
from hazard_app.db import db, end_reading, write
from hazard_app.models.plan import Plan

tasks = AppGroup("tasks", help="What is due by the plans. 按计划到期的检查任务。")


@tasks.command("open")
def open_all() -> None:
    """Make rows of all tasks whose window has opened. 登记所有已开始的检查任务。"""
    at = now()
    plans = list(db.session.scalars(select(Plan.id).order_by(Plan.id)))
    end_reading(db.session())
    made = sum(open_plan(plan_id, at) for plan_id in plans)
    say(_l("Plans: %(plans)s. Tasks opened: %(tasks)s.", plans=len(plans), tasks=made))


def open_plan(plan_id: int, at: datetime) -> int:
    """A thousand schools in a transaction: whoever sends something meanwhile does not wait for all of them."""
    opened = Opened()
    while opened.after is not None:
        opened = write(partial(open_more, plan_id=plan_id, at=at, so_far=opened))
        # Nothing of a chunk is needed by the next one.
        db.session.expunge_all()
    return opened.tasks


def open_more(session: Session, plan_id: int, at: datetime, so_far: Opened) -> Opened:
    return open_some(session, session.get_one(Plan, plan_id), at, so_far)
