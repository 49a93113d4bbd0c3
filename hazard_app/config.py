"""Every setting once: its default, and why. `HAZARD_<NAME>` in the environment overrides it."""

import contextlib
import os
import secrets
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

# As in pyproject.toml; a test holds the two together. A backup says which release made it.
VERSION = "0.1.0"


class Defaults:
    # SQLite in the instance folder serves a station; PostgreSQL by URI serves a bureau.
    SQLALCHEMY_DATABASE_URI = ""
    # Made once in the instance folder when unset, so that sign-ins survive a restart.
    SECRET_KEY = ""
    # A folder, or s3://bucket/prefix; the instance folder's `photos` when unset.
    PHOTO_STORE = ""
    # One password for all people of the demo; made at random and kept in the instance folder when unset.
    DEMO_PASSWORD = ""
    # The product speaks Chinese first; each person may choose.
    DEFAULT_LOCALE = "zh_Hans_CN"
    # Pages show local time; the database keeps UTC.
    DEFAULT_TIMEZONE = "Asia/Shanghai"
    # A phone camera's largest ordinary file, with room; beyond it the answer is 413.
    PHOTO_MAX_BYTES = 30_000_000
    # One piece of work with its photos as a file: sixty photos, with room. It is read as a whole, so no larger.
    INBOX_MAX_BYTES = 60_000_000
    # A minute of speech takes 300 kB as we record it; a phone's own recorder at its best setting, two million bytes.
    MEMO_MAX_BYTES = 3_000_000
    # A formal check of 39 items with six photos each, sent without script, stays below this.
    MAX_CONTENT_LENGTH = 200_000_000
    # A note of a megabyte is refused with a sentence; Werkzeug's 500 kB would refuse it without one.
    MAX_FORM_MEMORY_SIZE = 4_000_000
    MAX_FORM_PARTS = 2_000
    # Reverse proxies in front, whose X-Forwarded-* may be believed.
    PROXY_HOPS = 0
    # Where the same pages stand over https with a certificate of our own, and over http; 0 is nowhere. Our server sets
    # them itself (`--https-port`); set them where another one serves `flask certificate`.
    HTTPS_PORT = 0
    HTTP_PORT = 0
    # Phones slide for 30 days, desks for 12 hours.
    PHONE_SESSION = timedelta(days=30)
    DESK_SESSION = timedelta(hours=12)
    # How long phones of somebody who was deactivated may still bring what was made before: a week off, and a charge.
    HANDING_IN = timedelta(days=7)
    # Argon2id as its authors recommend for servers (RFC 9106, second choice); tests use less.
    ARGON2_TIME_COST = 3
    ARGON2_MEMORY_KIB = 65_536
    ARGON2_PARALLELISM = 4
    # https only when the server is behind https; plain http must work on an isolated network.
    SESSION_COOKIE_SECURE = False
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_NAME = "hazard"


def instance_folder() -> Path:
    """Where database, photos and secrets live."""
    return Path(os.environ.get("HAZARD_INSTANCE_PATH") or Path(__file__).parents[1] / "instance")


def settings(instance: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Fill in what depends on the instance folder. `given` is what the environment and the caller said."""
    database = given["SQLALCHEMY_DATABASE_URI"] or f"sqlite:///{instance / 'hazards.sqlite3'}"
    return {
        "SQLALCHEMY_DATABASE_URI": database,
        "SECRET_KEY": str(given["SECRET_KEY"] or kept_secret(instance / "secret_key")),
        "PHOTO_STORE": str(given["PHOTO_STORE"] or instance / "photos"),
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(database),
    }


def engine_options(database: str) -> dict[str, Any]:
    # waitress runs four threads a process; a page never waits for a connection. What people typed is for no log.
    options: dict[str, Any] = {"pool_size": 8, "max_overflow": 8, "hide_parameters": True}
    return options | ({} if database.startswith("sqlite") else {"pool_pre_ping": True})


def kept_secret(path: Path, new: str = "") -> str:
    """Read the secret, or make it once; of two processes that start at once, both use the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write(new or secrets.token_hex(32))
            draft.flush()
            os.fsync(draft.fileno())
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft.name)
            sync(path.parent)
    return path.read_text()


def sync(path: Path) -> None:
    """A file's content, or which files a folder holds, survives a power cut from here on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
