"""Requests at full speed: bytes made beforehand, few connections that stay open, and the server's own CPU time."""

import socket
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from io import BufferedReader
from itertools import chain
from urllib.parse import urlencode, urlsplit

import psutil

from tests.installed import FORM, Phone
from tests.servers import RealServer

CONNECTIONS = 8


@dataclass(frozen=True)
class Load:
    """`seconds` each request took from the outside; `cpu` is the server's, in all."""

    seconds: list[float]
    took: float
    cpu: float

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.took

    @property
    def cpu_each(self) -> float:
        """Milliseconds."""
        return self.cpu / len(self.seconds) * 1000


def request(phone: Phone, method: str, path: str, body: bytes = b"", kind: str = FORM) -> bytes:
    headers = phone.headers | {"Host": "localhost", "Content-Length": str(len(body)), "Content-Type": kind}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def form(phone: Phone, path: str, given: dict[str, str]) -> bytes:
    return request(phone, "POST", path, urlencode(given).encode())


def cpu(server: RealServer) -> float:
    """Seconds that all its processes have computed so far."""
    processes = [psutil.Process(server.pid), *server.workers()]
    return float(sum(times.user + times.system for times in (process.cpu_times() for process in processes)))


def run(server: RealServer, requests: Sequence[bytes], expected: int, connections: int = CONNECTIONS) -> Load:
    """All of them, over so many connections. AssertionError when one is answered otherwise than expected."""
    parts = [requests[number::connections] for number in range(connections)]
    before, start = cpu(server), time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        took = pool.map(lambda part: list(asked(server.url, part, expected)), parts)
        seconds = list(chain.from_iterable(took))
    return Load(seconds, time.perf_counter() - start, cpu(server) - before)


def asked(url: str, requests: Sequence[bytes], expected: int) -> Iterator[float]:
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port)) as line, closing(line.makefile("rb")) as answers:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for each in requests:
            start = time.perf_counter()
            line.sendall(each)
            status, body = answer(answers)
            yield time.perf_counter() - start
            assert status == expected, f"{status}: {body[:500]!r}"


def answer(lines: BufferedReader) -> tuple[int, bytes]:
    status, length = int(lines.readline().split()[1]), 0
    while header := lines.readline().strip():
        name, _, value = header.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return status, lines.read(length)
