"""Submissions over HTTP, made durable: without photos, and with two of 300 KB that are decoded and stripped."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.demo.cast import make_school
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import SchoolKind
from tests.benchmarks import load
from tests.benchmarks.apps import HELLO
from tests.benchmarks.results import Result
from tests.filling import filled, newest
from tests.installed import Instance, Phone, installed
from tests.pictures import jpeg
from tests.sending import sha256
from tests.servers import RealServer

SCHOOLS = 200
# The best counts: whatever else the machine does can only make one slower.
ROUNDS = 5
CHECKLIST, PATROL = "SEC-M", "PER-D"
# Of the pictures made here: what comes to some 300 KB at 1600 × 1200.
QUALITY = 72
# ODK Central on the machine of ANCHORS: submissions a second, without and with two photos.
CENTRAL, CENTRAL_WITH_PHOTOS = 167, 42


@dataclass(frozen=True)
class Price:
    """`cpu`: milliseconds of the server's, one request after the other: on two cores, eight connections at full speed
    would measure how the load and the server slow each other. `rate`: a second, over those eight."""

    cpu: float
    rate: float


@dataclass(frozen=True)
class Case:
    """Two failures of 39 items, at one of many schools; made half an hour after it was begun."""

    phone: Phone
    forms: list[dict[str, str]]

    def without_photos(self) -> list[bytes]:
        return [load.form(self.phone, "/inspections", given) for given in self.forms]

    def with_photos(self, pictures: Iterator[bytes]) -> list[tuple[bytes, bytes, bytes]]:
        return [self.one_with_photos(given, [next(pictures), next(pictures)]) for given in self.forms]

    def one_with_photos(self, given: dict[str, str], shots: list[bytes]) -> tuple[bytes, bytes, bytes]:
        failed = [name for name, value in given.items() if value == "fail"]
        named = {f"{code}-photos": sha256(shot) for code, shot in zip(failed, shots, strict=True)}
        puts = [load.request(self.phone, "PUT", f"/photos/{sha256(shot)}", shot, "image/jpeg") for shot in shots]
        return puts[0], puts[1], load.form(self.phone, "/inspections", given | named)


def forms(session: Session, many: int) -> list[dict[str, str]]:
    """Formal checks with two failures each."""
    version = newest(session, CHECKLIST)
    plain = [item.code for item in version.items if not item.photo_required]
    failed = (dict.fromkeys((plain[n % len(plain)], plain[(n + 5) % len(plain)]), "fail") for n in range(many))
    return [clean | each for clean, each in zip(clean_forms(session, version, many), failed, strict=True)]


def clean_forms(session: Session, version: ChecklistVersion, many: int) -> list[dict[str, str]]:
    schools = session.scalars(select(School).where(School.code.like("bench-%"))).all()
    now = datetime.now(UTC)
    times = {"started_at": now - timedelta(minutes=40), "made_at": now, "sent_at": now}
    told = {name: moment.isoformat() for name, moment in times.items()}
    return [filled(version, schools[n % len(schools)]) | told for n in range(many)]


def make_schools(session: Session) -> None:
    east = session.scalars(select(Zone).where(Zone.code == "east")).one()
    for number in range(SCHOOLS):
        make_school(session, east, f"bench-{number}", f"第{number}小学", SchoolKind.PRIMARY, 36.65, 117.02)


def photos(seed: int) -> Iterator[bytes]:
    """300 KB each and no two alike: the density in the header is kept, and is theirs alone."""
    base = jpeg(1600, 1200, seed=seed, quality=QUALITY)
    at = base.index(b"JFIF\0") + 8
    number = 0
    while True:
        number += 1
        yield base[:at] + struct.pack(">HH", seed + 1, number) + base[at + 4 :]


def measured(folder: Path, many: int = 1000) -> Iterator[Result]:
    with installed(folder) as instance:
        with instance.session() as session:
            make_schools(session)
            session.commit()
        with instance.server(app="tests.benchmarks.apps:create_app") as server:
            yield from against(instance, server, many)


def against(instance: Instance, server: RealServer, many: int) -> Iterator[Result]:
    phone = instance.phone(server, "officer")
    with instance.session() as session:
        cases = [Case(phone, forms(session, size)) for size in (many // 4, many, many // 4)]
        patrols = Case(phone, clean_forms(session, newest(session, PATROL), many))
    load.run(server, cases[0].without_photos(), 201)
    hello = price(server, [load.request(phone, "GET", f"{HELLO}/")] * many * 4, 200)
    yield Result("a bare route: CPU", hello.cpu)
    yield Result("a bare route: a second", hello.rate, "/s")
    for what, case in (
        ("a patrol of 19 items, nothing found", patrols),
        ("a check of 39 items, two failures", cases[1]),
    ):
        yield from without_photos(what, price(server, case.without_photos(), 201), hello)
    yield from with_photos(server, cases[2])
    yield Result("memory of a process after it", memory(server), "MB", must=150, aim=100)


def price(server: RealServer, requests: list[bytes], expected: int) -> Price:
    half = len(requests) // 2
    alone = [load.run(server, part, expected, connections=1) for part in rounds(requests[:half])]
    together = [load.run(server, part, expected) for part in rounds(requests[half:])]
    return Price(min(each.cpu_each for each in alone), max(each.rate for each in together))


def rounds(requests: list[bytes]) -> Iterator[list[bytes]]:
    """None of them empty, however few there are."""
    return filter(None, (requests[n::ROUNDS] for n in range(ROUNDS)))


def without_photos(what: str, found: Price, hello: Price) -> Iterator[Result]:
    yield Result(f"{what}: CPU", found.cpu, must=4, aim=2)
    yield Result("… a second", found.rate, "/s", 2 * CENTRAL, 5 * CENTRAL, at_least=True)
    # A process's time is counted in hundredths of a second: a short run may show none.
    yield Result("… bare routes that it costs", found.cpu / (hello.cpu or 1), "×", must=16)


def with_photos(server: RealServer, case: Case) -> Iterator[Result]:
    each = case.with_photos(photos(1))
    yield Result("a photo of the measure", len(each[0][0]) / 1000, "KB")
    put = price(server, [put for one, two, _ in each for put in (one, two)], 201)
    post = price(server, [post for *_, post in each], 201)
    yield Result("with two photos of 300 KB: CPU", put.cpu * 2 + post.cpu, must=14, aim=7)
    rate = 1 / (2 / put.rate + 1 / post.rate)
    yield Result("… a second", rate, "/s", 2 * CENTRAL_WITH_PHOTOS, 5 * CENTRAL_WITH_PHOTOS, at_least=True)


def memory(server: RealServer) -> float:
    """The largest worker's own, in megabytes."""
    return float(max(worker.memory_info().rss for worker in server.workers())) / 1_000_000
