"""An app whose second process is told to end before it has begun; it answers the how manyth process it is."""

import os
import signal

from flask import Flask

forks: list[int] = []


def tell_the_second_to_end() -> None:
    if len(forks) == 2:
        os.kill(os.getpid(), signal.SIGTERM)


os.register_at_fork(before=lambda: forks.append(1), after_in_child=tell_the_second_to_end)


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1_000
    app.add_url_rule("/healthz", view_func=lambda: str(len(forks)))
    return app
