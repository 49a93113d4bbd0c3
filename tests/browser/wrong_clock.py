"""The platform with a clock that goes hours ahead of or behind every phone's, as a phone with a wrong clock sees it."""

import os
from datetime import UTC, datetime, timedelta

from flask import Flask

import hazard_app

HOURS = "WRONG_CLOCK_HOURS"


def create_app() -> Flask:
    hours = timedelta(hours=int(os.environ[HOURS]))
    return hazard_app.create_app({"CLOCK": lambda: datetime.now(UTC) + hours})
