"""Hindrances: a check could not be made. One touch says why; in words and with a new day on a page of its own."""

from functools import partial
from uuid import uuid4

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.acts.refusals import NotForYou, OtherContent, OutOfReach
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.fields import uid_or_none
from hazard_app.forms.hindrance import HindranceForm
from hazard_app.forms.told import fingerprint
from hazard_app.models.school import School, known_school
from hazard_app.reports.due_tasks import due_tasks
from hazard_app.rules.checks import may_fill
from hazard_app.rules.task_names import TaskName
from hazard_app.words import word

blueprint = Blueprint("hindrances", __name__, url_prefix="/hindrances")


@blueprint.get("/new")
def new() -> str:
    school, name = asked(request.args)
    form = HindranceForm(today=now().astimezone(school.zone.clock).date())
    form.id.data = uuid4()
    return asking(school, name, form)


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    school, name = asked(request.form)
    form = HindranceForm(request.form, today=now().astimezone(school.zone.clock).date())
    if not form.validate():
        return asking(school, name, form), 422
    note(school, name, form.hindered(form.told(now(), fingerprint(request.form)[1])))
    flash(_("Noted: %(why)s. It is counted apart, and is not missed.", why=word(form.kind.data)))
    return redirect(url_for("today.show"), 303)


def note(school: School, name: TaskName, hindered: Hindered) -> None:
    try:
        write(partial(note_hindrance, person=g.person, school=school, name=name, hindered=hindered))
    except OtherContent:
        abort(409)
    except OutOfReach:
        abort(404)
    except NotForYou:
        abort(403)


def asked(given: MultiDict[str, str]) -> tuple[School, TaskName]:
    """404 for a school that is not there, and for what is no task's name. Whose it is, is judged by the act."""
    uid = uid_or_none(given.get("school", "")) or abort(404)
    school = known_school(db.session(), uid) or abort(404)
    return school, TaskName.read(given.get("task", ""), uid) or abort(404)


def asking(school: School, name: TaskName, form: HindranceForm) -> str:
    """404 for what is not due; 403 for whoever may not make the check."""
    due = (task for task in due_tasks(db.session(), g.reach, now(), everyones=True) if task.name == name)
    task = next(due, None) or abort(404)
    if not may_fill(task.asked.version.done_by, g.reach.roles_at(school.zone.path, school.id)):
        abort(403)
    return render_template("hindrances/new.html", school=school, task=task, form=form)
