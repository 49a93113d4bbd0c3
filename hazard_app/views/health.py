"""Is this process alive, and does its database answer?"""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from hazard_app.db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def show() -> Response:
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")
