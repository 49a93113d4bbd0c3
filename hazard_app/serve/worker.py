"""One process of the server: waitress on the socket its parent bound.

waitress buffers bodies and answers outside its worker threads: two hundred phones that trickle photos cost
nobody a page.
"""

import gc
import logging
import signal
import time
from collections.abc import Callable
from socket import socket
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from hazard_app.serve.channel import Channel
from hazard_app.serve.tls import Tls

THREADS = 4
# Above the threads of waitress stands its poll loop, which holds this many phones a process.
CONNECTIONS = 2000
# Seconds without a byte, either way, before a connection is given up.
SILENCE = 120
# Bytes read at once, and kept in memory before a body goes on in a temporary file.
RECEIVE, IN_MEMORY = 65_536, 524_288
# New objects before the youngest are looked through, and how often the older ones are with them.
GARBAGE = (50_000, 20, 50)
# Seconds that requests already begun have to finish in when the server is told to end.
GRACE = 15


def collect_rarely() -> None:
    """What the app is made of stays for good and is not looked through again; a request leaves few circles behind.

    Python's own thresholds are made for small scripts. In one process it saved up to a fifth of a submission's CPU;
    over HTTP the gain drowns in the machine's noise.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


class Worker:
    """With `tls` it serves on two sockets, with the same threads behind both."""

    def __init__(self, app: Flask, listener: socket, tls: Tls | None = None) -> None:
        self.sockets: dict[int, Any] = {}
        self.server = create_server(app, map=self.sockets, **options(app, listener))
        self.server.channel_class = Channel
        self.servers = [self.server]
        if tls:
            self.servers.append(self.with_tls(app, tls))
        self.told_to_end = False

    def with_tls(self, app: Flask, tls: Tls) -> Any:
        given = options(app, tls.listener) | {"url_scheme": "https"}
        server = create_server(app, map=self.sockets, _dispatcher=self.server.task_dispatcher, **given)
        server.channel_class = tls.open
        return server

    def run(self, on_ready: Callable[[], None]) -> None:
        """Serve until SIGTERM or SIGINT; then finish what has begun, within GRACE seconds."""
        signal.signal(signal.SIGTERM, self.end)
        signal.signal(signal.SIGINT, self.end)
        collect_rarely()
        on_ready()
        while not self.told_to_end:
            self.turn()
        for server in self.servers:
            server.del_channel()
            server.socket.close()
        deadline = time.monotonic() + GRACE
        while self.busy and time.monotonic() < deadline:
            self.turn()
        self.server.task_dispatcher.shutdown(timeout=1)

    def turn(self) -> None:
        wasyncore.loop(timeout=1, use_poll=True, map=self.sockets, count=1)

    def end(self, _signal: int, _frame: object) -> None:
        self.told_to_end = True
        # Wakes the poll, which would otherwise go on waiting after the signal.
        self.server.pull_trigger()

    @property
    def busy(self) -> bool:
        return any(channel.busy for server in self.servers for channel in server.active_channels.values())


def options(app: Flask, listener: socket) -> dict[str, Any]:
    # Waiting a moment for a thread is ordinary; only errors are worth a line.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return {
        "sockets": [listener],
        "threads": THREADS,
        "connection_limit": CONNECTIONS,
        "channel_timeout": SILENCE,
        "recv_bytes": RECEIVE,
        "inbuf_overflow": IN_MEMORY,
        # One more than the app's own limit: at the limit itself waitress already refuses.
        "max_request_body_size": int(app.config["MAX_CONTENT_LENGTH"]) + 1,
        # The app believes as many proxies as it is told to; with none, nobody may claim to be one.
        "clear_untrusted_proxy_headers": not app.config.get("PROXY_HOPS"),
        # select() ends at 1,024 files.
        "asyncore_use_poll": True,
        "ident": "",
    }
