"""A phone's line to the platform, that breaks where a test wants it to: in a photo, in a form, behind the answer."""

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from tests.networks import connect

PIECE = 4096  # bytes passed on at once: small enough to cut a photo in its middle
PORTAL = "<!doctype html><html><title>Hotel</title><h1>Welcome to our free network</h1></html>"
HEAD = (
    "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Length: {length}\r\nConnection: close\r\n\r\n"
)


@dataclass
class Trap:
    """Springs once, at the request whose head begins with `head`: after so many bytes of it, or at its answer."""

    head: bytes
    after: int | None
    then: Callable[[], None]
    seen: int = -1
    sprung: bool = False

    def passes(self, piece: bytes) -> None:
        if self.seen < 0 and (at := piece.find(self.head)) >= 0:
            self.seen = len(piece) - at
        elif self.seen >= 0:
            self.seen += len(piece)

    @property
    def springs_in_request(self) -> bool:
        return not self.sprung and self.after is not None and self.seen > self.after

    @property
    def springs_in_answer(self) -> bool:
        return not self.sprung and self.after is None and self.seen >= 0


class Line:
    """`with Line(server.url) as line:` a phone talks to `line.url`.

    line.down(), line.answer("200 OK", PORTAL), line.mend()
    line.cut_within(b"PUT /photos/", after=20_000)
    line.cut_answer_of(b"POST /inspections", then=server.kill)
    """

    def __init__(self, url: str) -> None:
        self.target = url
        self.trap: Trap | None = None
        self.instead: Callable[[socket.socket], None] | None = None
        self.open: set[socket.socket] = set()
        self.lock = threading.Lock()
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()
        self.server.shutdown()
        self.server.server_close()

    def mend(self) -> None:
        self.instead, self.trap = None, None
        # What is open still speaks to whoever answered before.
        self.hang_up()

    def down(self) -> None:
        self.instead = cut
        self.hang_up()

    def answer(self, status: str, html: str) -> None:
        """Somebody in between answers everything."""
        page = (HEAD.format(status=status, length=len(html.encode())) + html).encode()

        def say(phone: socket.socket) -> None:
            with suppress(OSError):
                phone.recv(65_536)
                phone.sendall(page)
                phone.close()

        self.instead = say
        self.hang_up()

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Who calls is connected and hears nothing, until the end."""
        over = threading.Event()
        self.instead = lambda _phone: (over.wait(60), None)[1]
        self.hang_up()
        try:
            yield
        finally:
            over.set()
            self.mend()

    def cut_within(self, head: bytes, after: int, then: Callable[[], None] = lambda: None) -> Trap:
        self.trap = Trap(head, after, then)
        return self.trap

    def cut_answer_of(self, head: bytes, then: Callable[[], None] = lambda: None) -> Trap:
        """The platform has heard it all and done it; the phone hears nothing."""
        self.trap = Trap(head, None, then)
        return self.trap

    def hang_up(self) -> None:
        with self.lock:
            cut(*self.open)
            self.open.clear()

    def handler(self) -> Callable[..., socketserver.BaseRequestHandler]:
        line = self

        class Call(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                if line.instead:
                    line.instead(self.request)
                    return
                with suppress(OSError), connect(line.target) as platform:
                    line.join(self.request, platform)

        return Call

    def join(self, phone: socket.socket, platform: socket.socket) -> None:
        with self.lock:
            # The line went down while this call was on its way to the platform.
            if self.instead:
                cut(phone, platform)
                return
            self.open |= {phone, platform}
        back = threading.Thread(target=self.pump, args=(platform, phone, self.heard))
        back.start()
        self.pump(phone, platform, self.said)
        back.join()
        with self.lock:
            self.open -= {phone, platform}

    def pump(self, source: socket.socket, target: socket.socket, look: Callable[[bytes], bool]) -> None:
        # An error here means that the other direction was cut.
        with suppress(OSError):
            while piece := source.recv(PIECE):
                # Of a line that is just going down: a browser says what was cut once more, on another line that it has.
                if self.instead or look(piece):
                    cut(source, target)
                    return
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    def said(self, piece: bytes) -> bool:
        if self.trap:
            self.trap.passes(piece)
        return self.spring(self.trap) if self.trap and self.trap.springs_in_request else False

    def heard(self, _piece: bytes) -> bool:
        return self.spring(self.trap) if self.trap and self.trap.springs_in_answer else False

    def spring(self, trap: Trap) -> bool:
        trap.sprung = True
        trap.then()
        return True


def cut(*ends: socket.socket) -> None:
    """One that was cut already may be cut again."""
    for end in ends:
        with suppress(OSError):
            # Lingering for no time at all makes closing a reset, as when the signal is lost.
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            # Wakes the thread that reads from it.
            end.shutdown(socket.SHUT_RDWR)
        end.close()
