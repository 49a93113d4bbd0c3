"""A real server with the standing cast, and a phone or a desk for whoever signs in."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.field import PATIENCE, FieldPhone, phone
from tests.browser.screens import PHONE
from tests.installed import Instance, installed
from tests.lines import Line
from tests.servers import RealServer
from tests.world import CENTRE, PASSWORD

Visit = Callable[..., Page]

# Two databases are tried at once, each with a browser: only a test that fails ever waits so long.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with installed(tmp_path_factory.mktemp("instance")) as instance:
        yield instance


@pytest.fixture(scope="session")
def server(instance: Instance) -> Iterator[RealServer]:
    with instance.server() as server:
        yield server


@pytest.fixture
def visit(chromium: Browser, server: RealServer) -> Iterator[Visit]:
    """`visit("officer")` is a page signed in as that person, on a device of its own; no script may complain."""
    contexts = []
    wrongs: list[str] = []

    def sign_in(
        username: str,
        size: ViewportSize = PHONE,
        language: str = "zh-CN",
        script: bool = True,
        touch: bool = False,
        agent: str | None = None,
        worker: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=server.url,
            viewport=size,
            locale=language,
            java_script_enabled=script,
            user_agent=agent,
            has_touch=touch,
            is_mobile=touch,
            service_workers="allow" if worker else "block",
            geolocation={"latitude": CENTRE[0], "longitude": CENTRE[1], "accuracy": 18},
            permissions=["geolocation"],
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrongs.append(str(error)))
        page.goto("/login")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/today")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not wrongs


@pytest.fixture(scope="module")
def line(server: RealServer) -> Iterator[Line]:
    with Line(server.url) as line:
        yield line


@pytest.fixture
def officer(chromium: Browser, line: Line, instance: Instance) -> Iterator[FieldPhone]:
    """On the line that breaks, signed in, with today's round on the phone."""
    line.mend()
    with phone(chromium, line, instance) as one:
        one.tab()
        one.sign_in("officer")
        yield one
