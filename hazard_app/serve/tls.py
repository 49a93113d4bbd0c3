"""https by ourselves: TLS on the connections of waitress, which speaks none.

It stands in the very processes that serve. A relay in front would be one more process to watch, would copy every byte
once more, and would have to tell who is calling in a way that no phone can imitate.
"""

import errno
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext, SSLError, SSLWantReadError, SSLWantWriteError, TLSVersion
from threading import Lock
from typing import Any

from hazard_app.serve.channel import Channel
from hazard_app.serve.say import N_, in_both, say

# Seconds between two looks at whether the certificate is still right for this machine.
LOOK_EVERY = 600
# A key that wants one would have it asked for at the terminal, while everybody waits.
NO_PASSWORD = ""

PLAIN_HEAD = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"


class NothingYet(Exception):  # noqa: N818 (an answer)
    """What came was a part of a handshake or of a record; for the app it is nothing, and not the end either."""


class Tls:
    """`file` holds key and certificate; `renew` makes a new file when one is due, or somebody else does.

    One context for the parent and all its children: they share the keys of their session tickets, so that a phone
    whose next connection another process accepts is known there too.
    """

    def __init__(self, listener: socket.socket, file: Path, renew: Callable[[], object] | None = None) -> None:
        self.listener = listener
        self.file = file
        self.renew = renew
        self.looked_at = time.monotonic()
        self.version: tuple[int, ...] = ()
        self.refused: tuple[int, ...] | None = None
        self.context = SSLContext(PROTOCOL_TLS_SERVER)
        self.context.minimum_version = TLSVersion.TLSv1_2
        self.context.set_alpn_protocols(["http/1.1"])
        self.load()

    @property
    def is_ours(self) -> bool:
        """By our own authority, which phones have to be told of."""
        return self.renew is not None

    def look(self) -> None:
        """In the parent, now and then: addresses change and time passes while a server runs."""
        if self.renew and time.monotonic() >= self.looked_at + LOOK_EVERY:
            self.looked_at = time.monotonic()
            self.renew()

    def load(self) -> None:
        """The file as it stands now. Raises OSError; the context then has what it had before."""
        version = version_of(self.file)
        if not version or version != self.version:
            # Tried on another one: a context that meets half of a pair serves neither the old one nor the new.
            for context in (SSLContext(PROTOCOL_TLS_SERVER), self.context):
                context.load_cert_chain(self.file, password=NO_PASSWORD)
            self.version = version

    def follow(self) -> None:
        """A file that was taken away or is wrong leaves us with the certificate that we have; it is told once."""
        try:
            self.load()
        except OSError as error:
            if (version := version_of(self.file)) != self.refused:
                self.refused = version
                say(N_("The certificate cannot be read, or its key is not in it; the one before goes on"), error)

    def open(self, server: Any, sock: socket.socket, address: Any, adjustments: Any, **loop: Any) -> None:
        """A connection that was accepted. One that is gone by now is none; an error would take the listener along."""
        self.follow()
        try:
            TlsChannel(server, TlsSocket(sock, self.context), address, adjustments, **loop)
        except (OSError, ValueError):
            sock.close()


def version_of(file: Path) -> tuple[int, ...]:
    """Another one whenever the file is another; () while it is away."""
    with suppress(OSError):
        stat = file.stat()
        return stat.st_ino, stat.st_mtime_ns
    return ()


class TlsSocket:
    """What waitress asks of a socket, over TLS.

    Its poll loop reads while one of its threads writes, and OpenSSL wants one at a time. Nothing here waits, so the
    lock is held for as long as a record takes. A read returns a whole record, so none is left where poll cannot see it.
    """

    def __init__(self, sock: socket.socket, context: SSLContext) -> None:
        # Never blocks: the first reads are the handshake.
        sock.setblocking(False)
        self.tls = context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        self.lock = Lock()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tls, name)

    def recv(self, size: int) -> bytes:
        """Nothing at the end, also at one with an error. Raises NothingYet."""
        try:
            with self.lock:
                return self.tls.recv(size)
        except (SSLWantReadError, SSLWantWriteError) as error:
            raise NothingYet from error
        except SSLError as error:
            if error.reason == "HTTP_REQUEST":
                self.tell_of_https()
            return b""

    def tell_of_https(self) -> None:
        """To somebody who typed the address without https:// in front, plainly."""
        with suppress(OSError):
            # Closing with anything unread would reset the line before the words arrive.
            socket.socket.recv(self.tls, 65_536)
            words = "\n".join(in_both(N_("Put https:// in front of the address.")))
            socket.socket.send(self.tls, f"{PLAIN_HEAD}{words}\n".encode())

    def send(self, data: bytes) -> int:
        try:
            with self.lock:
                return self.tls.send(data)
        except (SSLWantReadError, SSLWantWriteError) as error:
            raise BlockingIOError(errno.EWOULDBLOCK, "later") from error
        except SSLError as error:
            raise ConnectionAbortedError(errno.ECONNABORTED, str(error)) from error

    def close(self) -> None:
        # Says goodbye, so that the other side knows that nothing was cut off; it need not answer.
        with suppress(OSError, ValueError), self.lock:
            self.tls.unwrap()
        self.tls.close()


class TlsChannel(Channel):
    def handle_read(self) -> None:
        with suppress(NothingYet):
            super().handle_read()
