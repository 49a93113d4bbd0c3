"""Bad networks for tests: phones that trickle. A line that is cut in the middle is in `tests.lines`."""

import selectors
import socket
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from ssl import SSLContext, SSLWantReadError
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

# A phone's radio sends in bursts; ten a second are smooth enough.
TICK = 0.1


def connect(url: str, tls: SSLContext | None = None) -> socket.socket:
    address = urlsplit(url)
    line = socket.create_connection((address.hostname or "", address.port or 80), timeout=30)
    return tls.wrap_socket(line, server_hostname=address.hostname) if tls else line


class SlowPhone:
    def __init__(self, url: str, request: bytes, burst: int, tls: SSLContext | None = None) -> None:
        self.socket = connect(url, tls)
        self.socket.setblocking(False)
        self.unsent = memoryview(request)
        self.burst = burst
        self.answer = b""

    def trickle(self, held: int) -> None:
        """Send one burst more; `held` bytes of the end are kept back."""
        # A full network takes the rest with the next burst; a broken one shows itself when we listen.
        with suppress(OSError):
            burst = self.unsent[: len(self.unsent) - held][: self.burst]
            self.unsent = self.unsent[self.socket.send(burst) :]

    def listen(self) -> bool:
        """Take what has come. False when the server has said all it will."""
        try:
            piece = self.socket.recv(65_536)
        except SSLWantReadError:
            return True
        except ConnectionError:
            return False
        self.answer += piece
        return bool(piece)

    @property
    def status(self) -> int:
        return int(self.answer.split()[1]) if self.answer else 0


class SlowPhones:
    """Phones that each send a request at `rate` bytes a second, all in one thread beside the test.

        with SlowPhones(server.url, requests, rate=30_000) as phones:
            ...measure a page...
        phones.wait(); assert phones.statuses() == [201] * 200

    A request is raw HTTP; see `put_request`. It must ask for `Connection: close`. With `held` every phone keeps its
    last byte until `let_go()`: however fast or slow this machine is, all of them are there meanwhile.
    """

    def __init__(
        self, url: str, requests: Iterable[bytes], rate: int, held: bool = False, tls: SSLContext | None = None
    ) -> None:
        self.phones = [SlowPhone(url, request, round(rate * TICK), tls) for request in requests]
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.hung_up = threading.Event()
        self.held = int(held)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error:
            self.hung_up.set()
        self.wait()

    def let_go(self) -> None:
        self.held = 0

    def wait(self) -> None:
        self.thread.join()

    def statuses(self) -> list[int]:
        return [phone.status for phone in self.phones]

    def run(self) -> None:
        with selectors.DefaultSelector() as selector:
            for phone in self.phones:
                selector.register(phone.socket, selectors.EVENT_READ, phone)
            while selector.get_map() and not self.hung_up.is_set():
                self.burst(selector)
        for phone in self.phones:
            phone.socket.close()

    def burst(self, selector: selectors.BaseSelector) -> None:
        until = time.monotonic() + TICK
        for key in selector.get_map().values():
            key.data.trickle(self.held)
        while (left := until - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                if not key.data.listen():
                    selector.unregister(key.fileobj)


def put_request(path: str, body: bytes, content_type: str = "image/jpeg", **headers: str) -> bytes:
    """A whole PUT as raw bytes; `Cookie="…"` names a header."""
    lines = [
        f"PUT {path} HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body)}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body
