"""What is still on the phone. The page is the same for everybody: a script fills it from the phone itself."""

from flask import Blueprint, render_template

blueprint = Blueprint("outbox", __name__, url_prefix="/outbox")


@blueprint.get("")
def show() -> str:
    return render_template("outbox/show.html")
