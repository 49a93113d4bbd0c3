"""The app beside a bare route of the same server: what the server itself costs."""

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

import hazard_app

HELLO = "/hello"


def create_app() -> Flask:
    app, bare = hazard_app.create_app(), Flask("bare")
    bare.add_url_rule("/", view_func=lambda: "hello")
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {HELLO: bare})  # type: ignore[method-assign]
    return app
