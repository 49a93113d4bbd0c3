"""Pages that others read while two hundred phones upload through a thin line."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.benchmarks import load
from tests.benchmarks.lists import page
from tests.benchmarks.results import Result, p95
from tests.benchmarks.submissions import photos
from tests.installed import installed
from tests.networks import SlowPhones, put_request
from tests.sending import sha256

PHONES, RATE = 200, 30_000  # bytes a second, each


def measured(folder: Path, many: int = PHONES, times: int = 200, rate: int = RATE) -> Iterator[Result]:
    with installed(folder) as instance, instance.server() as server:
        officer, reader = (instance.phone(server, who) for who in ("officer", "supervisor"))
        headers = {name.replace("-", "_"): value for name, value in officer.headers.items()}
        shots = islice(photos(2), many)
        puts = [put_request(f"/photos/{sha256(shot)}", shot, **headers) for shot in shots]
        asked = [page(reader, "/today")] * times
        load.run(server, asked[:8], 200)
        quiet = p95(load.run(server, asked, 200, connections=1).seconds)
        with SlowPhones(server.url, puts, rate) as slow:
            busy = p95(load.run(server, asked, 200, connections=1).seconds)
        yield Result("a page: p95 while nobody uploads", quiet)
        yield Result(f"… while {many} phones do", busy, must=50, aim=20)
        yield Result("photos that arrived", slow.statuses().count(201) / many * 100, "%", 100, at_least=True)
