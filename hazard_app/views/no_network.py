"""What a phone shows without a network when it keeps nothing of what was asked for. It knows nobody."""

from flask import Blueprint, Response, make_response, render_template

blueprint = Blueprint("no_network", __name__, url_prefix="/offline/none")


@blueprint.get("")
def show() -> Response:
    response = make_response(render_template("offline/none.html"))
    # By this the worker tells it from what was asked for.
    response.headers["Offline-Page"] = "none"
    return response
