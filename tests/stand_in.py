"""A tiny application for the tests of the server itself, and a measure of what the server alone costs."""

import hashlib
import os

from flask import Flask, request

LIMIT = 1_000_000

app = Flask(__name__)
received: list[str] = []


def create_app() -> Flask:
    app.config["MAX_CONTENT_LENGTH"] = LIMIT
    return app


def create_broken_app() -> Flask:
    raise RuntimeError("this app never starts")


@app.get("/healthz")
def healthz() -> str:
    return "ok"


@app.get("/pid")
def pid() -> str:
    return str(os.getpid())


@app.put("/bodies")
def keep() -> str:
    received.append(hashlib.sha256(request.get_data()).hexdigest())
    return received[-1]


@app.get("/bodies")
def kept() -> str:
    """What this process has received."""
    return " ".join(received)


@app.get("/caller")
def caller() -> str:
    """Who asks, how, and for whom."""
    return f"{request.remote_addr} {request.scheme} {request.host}"


@app.get("/claims")
def claims() -> str:
    return request.headers.get("X-Forwarded-For", "none")
