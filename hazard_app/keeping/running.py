"""Who is at work in an instance folder: servers share a lock for as long as they live, a restore wants it alone.

The kernel lets go of it when a process ends, however it ends.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "server.lock"


class Running(Exception):  # noqa: N818 (an answer)
    """A server is running here."""


@contextmanager
def serving(instance: Path, on_wait: Callable[[], object]) -> Iterator[None]:
    """Waits for the end of a restore. Where no file can be made there is nothing that a restore could touch either."""
    try:
        descriptor = opened(instance)
    except OSError:
        yield
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Raises Running. A server that starts meanwhile waits."""
    descriptor = opened(instance)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Running from error
        yield
    finally:
        os.close(descriptor)


def opened(instance: Path) -> int:
    # To be read by all: whichever user made it, the server must find it locked and lock it.
    return os.open(instance / LOCK, os.O_RDONLY | os.O_CREAT, 0o644)
