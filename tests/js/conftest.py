"""One browser and one stage for all tests of scripts; a page of its own for each."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, Geolocation, Page
from werkzeug.datastructures import MultiDict
from werkzeug.serving import make_server

from tests.js.stage import create_stage

Received = list[MultiDict[str, str]]


ELEMENTS = (
    "item-count",
    "rest-of-part",
    "unanswered-ask",
    "position-field",
    "place-line",
    "time-field",
    "grade-choice",
    "photo-field",
    "memo-field",
)


def ready(page: Page) -> None:
    """Every element of the page has its script."""
    for name in ELEMENTS:
        page.wait_for_selector(f"{name}:defined", state="attached")


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[str, Received]]:
    received: Received = []
    server = make_server("127.0.0.1", 0, create_stage(received), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", received
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def received(stage: tuple[str, Received]) -> Received:
    stage[1].clear()
    return stage[1]


@pytest.fixture
def page(chromium: Browser, stage: tuple[str, Received]) -> Iterator[Page]:
    """A phone whose place is known, on the stage, with its scripts running and none of them complaining."""
    place: Geolocation = {"latitude": 36.65, "longitude": 117.02, "accuracy": 18.0}
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, geolocation=place, permissions=["geolocation"]
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    wrongs: list[str] = []
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.on("console", lambda message: wrongs.append(message.text) if message.type == "error" else None)
    answer = page.goto(stage[0])
    assert answer is not None
    assert answer.ok
    ready(page)
    yield page
    context.close()
    assert not wrongs
