"""A browser for tests that looks at every page it gets: what a person, a reader or a phone would trip over."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import html5lib
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hazard_app.db import db
from hazard_app.models.person import Person
from tests.world import PASSWORD

VOID_OF_LABEL = frozenset({"hidden", "submit", "button", "reset", "image"})

# Shapes of pages that the strict parser took; it needs half a second for a long form.
PARSED: set[frozenset[tuple[str, ...]]] = set()


class PageClient(FlaskClient):
    """Each HTML answer is parsed strictly as HTML5 and checked before the test sees it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        # A context of its own, as on a server: nothing in `g` or the session is left from what came before.
        with self.application.app_context():
            response = super().open(*args, headers=headers, **kwargs)
        # A form of more than half a megabyte was written to a temporary file.
        response.request.environ["wsgi.input"].close()
        if has_app_context():
            # What the test reads next is what this request left.
            db.session.rollback()
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303):
            check_page(response.get_data(as_text=True))
        return response


def browser(app: Flask) -> PageClient:
    """Nobody's yet."""
    app.test_client_class = PageClient
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


def sign_in(app: Flask, person: Person, password: str = PASSWORD) -> PageClient:
    client = browser(app)
    answer = client.post("/login", data={"username": person.username, "password": password})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client


def check_page(html: str) -> None:
    page = Outline()
    page.feed(html)
    if page.shape not in PARSED:
        html5lib.HTMLParser(strict=True).parse(html)
        PARSED.add(page.shape)
    assert page.count["h1"] == 1, f"a page has one h1, not {page.count['h1']}"
    assert page.title.startswith(page.h1), f"the title {page.title!r} starts with the h1 {page.h1!r}"
    twice = [name for (name, _), times in page.ids.items() if times > 1]
    assert not twice, f"ids stand twice: {twice}"
    unlabelled = [name for name, name_id in page.controls if not page.has_label(name_id)]
    assert not unlabelled, f"without a label: {unlabelled}"
    assert not page.wrongs, page.wrongs


class Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[str] = Counter()
        self.ids: Counter[tuple[str, int]] = Counter()
        self.labelled: set[str] = set()
        self.controls: list[tuple[str, str | None]] = []
        self.wrongs: list[str] = []
        self.open: list[str] = []
        self.nested: set[tuple[str, ...]] = set()
        self.title = self.h1 = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.count[tag] += 1
        self.nested.add((*self.open[-2:], tag, *sorted(given)))
        self.open.append(tag)
        if given.get("id"):
            self.ids[str(given["id"]), self.document] += 1
        if tag == "label" and given.get("for"):
            self.labelled.add(str(given["for"]))
        self.look(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if "title" in self.open and "svg" not in self.open:
            self.title += data.strip()
        if "h1" in self.open and "visually-hidden" not in self.open:
            self.h1 = re.sub(r"\s+", " ", f"{self.h1}{data}").strip()

    def look(self, tag: str, given: dict[str, str | None]) -> None:
        inline = [name for name in given if name.startswith("on") or name == "style"]
        if inline or (tag == "script" and not given.get("src")) or tag == "style":
            self.wrongs.append(f"inline script or style in <{tag} {' '.join(inline)}>")
        if tag == "form" and not given.get("action"):
            self.wrongs.append("a form without an action")
        if tag == "img" and "alt" not in given:
            self.wrongs.append("an image without alt")
        is_control = tag in ("select", "textarea") or (tag == "input" and given.get("type") not in VOID_OF_LABEL)
        if is_control and "label" not in self.open and "aria-label" not in given and "aria-labelledby" not in given:
            self.controls.append((str(given.get("name")), given.get("id")))

    @property
    def document(self) -> int:
        """Each template is one of its own: the page itself is 0."""
        return self.count["template"] if "template" in self.open else 0

    @property
    def shape(self) -> frozenset[tuple[str, ...]]:
        """Which element stands in which, with which attributes."""
        return frozenset(self.nested)

    def has_label(self, name: str | None) -> bool:
        return name in self.labelled
