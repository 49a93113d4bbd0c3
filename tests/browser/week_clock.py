"""The platform on a day that a test names: its clock stands in a file, as seconds ahead of the machine's."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

import hazard_app

AHEAD = "WEEK_CLOCK_AHEAD"

# The phone's own clock goes with it, or each check would be noted for a clock that is wrong. The last one told counts.
PHONE_AHEAD = """
((ahead) => {
  const Real = (globalThis.RealDate ??= Date);
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [Real.now() + ahead])); }
    static now() { return Real.now() + ahead; }
  };
})
"""


def create_app() -> Flask:
    file = Path(os.environ[AHEAD])
    return hazard_app.create_app({"CLOCK": lambda: datetime.now(UTC) + timedelta(seconds=float(file.read_text()))})
