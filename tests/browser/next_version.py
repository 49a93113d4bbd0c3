"""The app as it is after an update: the same pages and scripts under another version."""

from dataclasses import replace

from flask import Flask

import hazard_app

VERSION = "0123456789ab"


def create_app() -> Flask:
    app = hazard_app.create_app()
    newer = replace(app.extensions["assets"], version=VERSION)
    app.extensions["assets"] = newer
    app.jinja_env.globals |= {"asset": newer.url, "assets_version": VERSION}
    return app
