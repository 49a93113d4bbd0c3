"""How a phone sends photos and memos: by PUT under their SHA-256."""

import hashlib
from typing import Any

from werkzeug.test import TestResponse

from tests.client import PageClient


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(client: PageClient, content: bytes, name: str = "", **said: Any) -> TestResponse:
    """`said` is what the phone says of it: taken_at, latitude …"""
    return client.put(f"/photos/{name or sha256(content)}", data=content, query_string=said)


def put_memo(client: PageClient, content: bytes, name: str = "") -> TestResponse:
    return client.put(f"/memos/{name or sha256(content)}", data=content)


def sent_memo(client: PageClient, content: bytes) -> str:
    """Put it, and its name."""
    answer = put_memo(client, content)
    assert answer.status_code in (200, 201), answer.text
    return sha256(content)


def sent(client: PageClient, content: bytes, **said: Any) -> str:
    """Put it, and its name."""
    answer = put(client, content, **said)
    assert answer.status_code in (200, 201), answer.text
    return sha256(content)
