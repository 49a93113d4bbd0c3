"""The list of open hazards with its counts: as fast among a hundred thousand as among a thousand."""

import html
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import load
from tests.benchmarks.many import fill
from tests.benchmarks.results import Result, p95
from tests.installed import Phone, installed
from tests.servers import RealServer

SMALL, LARGE = 1_000, 100_000
READERS = {"liaison zone": "officer", "station": "supervisor", "bureau": "chief"}
# For the whole bureau it is the aim, for all below it a must.
LONGER = 1.5


def measured(folder: Path, small: int = SMALL, large: int = LARGE, times: int = 100) -> Iterator[Result]:
    with ExitStack() as stack:
        servers = [served(stack, folder / str(size), size) for size in (small, large)]
        for where, who in READERS.items():
            lists = [dict(pages(phones[who])) for _, phones in servers]
            for what in lists[0]:
                asked = [
                    (server, page(phones[who], known[what]))
                    for (server, phones), known in zip(servers, lists, strict=True)
                ]
                yield from compared(f"{where}, {what}", asked, (small, large), times)


def served(stack: ExitStack, folder: Path, many: int) -> tuple[RealServer, dict[str, Phone]]:
    folder.mkdir(parents=True, exist_ok=True)
    instance = stack.enter_context(installed(folder))
    with instance.session() as session:
        fill(session, many)
    server = stack.enter_context(instance.server())
    return server, {who: instance.phone(server, who) for who in READERS.values()}


def compared(what: str, asked: list[tuple[RealServer, bytes]], sizes: tuple[int, int], times: int) -> Iterator[Result]:
    """One reader, the few and the many in turn, so that whatever else the machine does slows both."""
    for server, request in asked:
        load.run(server, [request] * 8, 200, connections=4)
    took: list[list[float]] = [[], []]
    for _ in range(times):
        for part, (server, request) in zip(took, asked, strict=True):
            part.extend(load.asked(server.url, [request], 200))
    few, many = map(p95, took)
    yield Result(f"list, {what}: p95 among {sizes[0]:,}", few)
    yield Result(f"… among {sizes[1]:,}", many, must=50)
    must = None if what.startswith("bureau") else LONGER
    yield Result("… so many times as long", many / few, "×", must, LONGER)


def page(phone: Phone, path: str) -> bytes:
    return load.request(phone, "GET", path).replace(b"application/json", b"text/html")


def pages(phone: Phone) -> Iterator[tuple[str, str]]:
    """The address of each, as a person gets there: by the link to the next one."""
    yield "open", "/hazards"
    path = "/hazards?state=closed"
    for _ in range(4):
        body = phone.ask("GET", path, Accept="text/html").body.decode()
        links = re.findall(r'href="(/hazards\?[^"]*after=[^"]+)"', body)
        path = html.unescape(links[-1]) if links else path
    yield "closed, page 5", path
