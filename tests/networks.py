"""Bad networks for tests: phones that trickle, and a line that is cut in the middle."""

import selectors
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterable
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


class CuttableProxy:
    """A line to the server that can be cut at a chosen byte.

    with CuttableProxy(server.url) as line:
        line.cut_after_sending(2_000)    # breaks while the phone is sending
        line.cut_before_answer()         # the server has heard it all; the phone hears nothing
        line.mend()
    """

    def __init__(self, url: str) -> None:
        self.target = url
        self.mend()
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()

    def mend(self) -> None:
        self.sending, self.answering = -1, -1

    def cut_after_sending(self, size: int) -> None:
        self.sending = size

    def cut_before_answer(self) -> None:
        self.answering = 0

    def handler(self) -> Callable[..., socketserver.BaseRequestHandler]:
        proxy = self

        class Line(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with connect(proxy.target) as server:
                    answers = threading.Thread(target=pump, args=(server, self.request, proxy.answering))
                    answers.start()
                    pump(self.request, server, proxy.sending)
                    answers.join()

        return Line


def pump(source: socket.socket, target: socket.socket, limit: int) -> None:
    """Pass on what comes; after `limit` bytes (none when negative) reset both ends."""
    passed = 0
    # An error here means that the other direction was cut.
    with suppress(OSError):
        while piece := source.recv(65_536):
            if 0 <= limit <= passed + len(piece):
                target.sendall(piece[: limit - passed])
                cut(source, target)
            target.sendall(piece)
            passed += len(piece)
        target.shutdown(socket.SHUT_WR)


def cut(*ends: socket.socket) -> None:
    for end in ends:
        # Lingering for no time at all makes closing a reset, as when the signal is lost.
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Wakes the thread that reads from it.
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
