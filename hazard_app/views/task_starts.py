"""Task starts: a phone says that somebody has begun a check, as soon as it is kept there and there is a net."""

from functools import partial

from flask import Blueprint, Response, abort, g, request

from hazard_app.acts.begin_task import begin_task
from hazard_app.acts.refusals import NotForYou
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.fields import uid_or_none
from hazard_app.models.school import known_school
from hazard_app.rules.task_names import TaskName

blueprint = Blueprint("task_starts", __name__, url_prefix="/task_starts")


@blueprint.post("")
def create() -> Response:
    """Nothing that a phone could mend: what is not due any more is 404, and the check itself is taken all the same."""
    uid = uid_or_none(request.form.get("school", "")) or abort(404)
    school = known_school(db.session(), uid) or abort(404)
    name = TaskName.read(request.form.get("task", ""), uid) or abort(404)
    try:
        begun = write(partial(begin_task, person=g.person, school=school, name=name, now=now()))
    except NotForYou:
        abort(403)
    return Response(status=204, content_type="text/plain") if begun else abort(404)
