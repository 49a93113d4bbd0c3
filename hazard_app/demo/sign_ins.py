"""Who can sign in to the demo, and the one password that all of them have."""

import os
import secrets
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hazard_app.demo.cast import uid_of
from hazard_app.demo.people import POSTS, SIGN_INS, Post
from hazard_app.demo.places import AREAS, CAMPUSES
from hazard_app.models.person import Person

# Easily read from a terminal and typed on a phone: no l and 1, no o and 0.
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
PLACES = {place.code: place.name for place in (*AREAS, *CAMPUSES)}


def sign_ins() -> list[tuple[Post, str]]:
    """The fixed usernames, each with the name of the place."""
    return [(held, PLACES[held.place]) for held in POSTS if held.username in SIGN_INS]


def stands(session: Session) -> bool:
    """Are the people of this database the demo's?"""
    return session.scalar(select(Person.id).where(Person.uid == uid_of("person", SIGN_INS[0]))) is not None


def set_password(session: Session, password_hash: str) -> None:
    uids = [uid_of("person", held.username) for held in POSTS]
    session.execute(update(Person).where(Person.uid.in_(uids)).values(password_hash=password_hash))


def kept_password(path: Path) -> str:
    """The password as it was made or chosen, or nothing."""
    return path.read_text() if path.exists() else ""


def keep_password(path: Path, password: str) -> None:
    """For the owner's eyes only, before anything is in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        path.chmod(0o600)
        file.write(password)


def new_password() -> str:
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))
