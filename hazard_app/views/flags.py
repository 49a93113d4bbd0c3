"""Flags (待核实): the maker may answer in a line; nothing is blocked either way."""

from functools import partial
from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.answer_flag import answer_flag
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.flag import FlagForm
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import flags_visible_to

blueprint = Blueprint("flags", __name__, url_prefix="/flags")


@blueprint.get("/<uuid:uid>/edit")
def edit(uid: UUID) -> str:
    flag = own_flag(uid)
    return asking(flag, FlagForm(data={"answer": flag.answer}))


@blueprint.post("/<uuid:uid>")
def update(uid: UUID) -> Response | tuple[str, int]:
    flag, form = own_flag(uid), FlagForm(request.form)
    if not form.validate():
        return asking(flag, form), 422
    write(partial(answer_flag, flag=flag, answer=form.answer.data or "", now=now()))
    flash(_("Your answer stands beside it."))
    return redirect(stands_at(flag), 303)


def asking(flag: Flag, form: FlagForm) -> str:
    return render_template("flags/edit.html", flag=flag, form=form, back_to=stands_at(flag))


def own_flag(uid: UUID) -> Flag:
    """404 outside one's reach; 403 for whoever may read it and did not make what it is about."""
    flag = db.session.scalar(flags_visible_to(g.reach).where(Flag.uid == uid)) or abort(404)
    if flag.maker_id != g.person.id:
        abort(403)
    return flag


def stands_at(flag: Flag) -> str:
    """The page of the inspection, or of the hazard whose step it is about."""
    if flag.inspection:
        return url_for("inspections.show", uid=flag.inspection.uid)
    return url_for("hazards.show", uid=flag.step.hazard.uid) if flag.step else abort(404)
