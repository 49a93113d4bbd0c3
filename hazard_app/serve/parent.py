"""The process that binds, forks and watches. It never makes the app: no child inherits a connection."""

import gc
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path

from flask import Flask

from hazard_app.keeping.running import serving
from hazard_app.serve.say import N_, say
from hazard_app.serve.tls import LOOK_EVERY, Tls
from hazard_app.serve.worker import GRACE, Worker

CreateApp = Callable[[], Flask]

FORK = multiprocessing.get_context("fork")
# Seconds at most between attempts when a child cannot start.
LONGEST_PAUSE = 30
END = 0
ENDINGS = (signal.SIGTERM, signal.SIGINT)


class Parent:
    """A child that dies is replaced at once; one that died before it could serve, later and later."""

    def __init__(self, create_app: CreateApp, listener: socket.socket, processes: int, tls: Tls | None = None) -> None:
        self.create_app = create_app
        self.listener = listener
        self.tls = tls
        self.processes = processes
        # Children post their process id when they serve; our own signal handler posts END.
        self.inbox, self.outbox = FORK.Pipe(duplex=False)
        self.children: dict[int, ForkProcess] = {}
        self.serving: set[int | None] = set()
        self.failures = 0

    def run(self, on_open: Callable[[], None]) -> int:
        """Watch until SIGTERM or SIGINT: 0. When the first children cannot even start: 1."""
        signal.signal(signal.SIGTERM, self.told_to_end)
        signal.signal(signal.SIGINT, self.told_to_end)
        # What is loaded by now is shared by all children until somebody writes to it.
        gc.freeze()
        for _ in range(self.processes):
            self.fork()
        while True:
            if self.tls:
                self.tls.look()
            for source in wait([self.inbox, *self.children], LOOK_EVERY if self.tls else None):
                if isinstance(source, int):
                    if not self.serving:
                        return self.give_up()
                    self.replace(source)
                elif (message := self.inbox.recv()) == END:
                    return self.end()
                else:
                    self.count_in(message, on_open)

    def told_to_end(self, _signal: int, _frame: object) -> None:
        self.outbox.send(END)

    def fork(self, pause: float = 0) -> None:
        arguments = (self.create_app, self.listener, self.tls, self.outbox, pause)
        child = FORK.Process(target=serve, args=arguments)
        # Told to end before it has handlers of its own, a child would answer with ours: it would end us all, and stay.
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
        child.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        self.children[child.sentinel] = child

    def count_in(self, pid: int, on_open: Callable[[], None]) -> None:
        if not self.serving:
            on_open()
        self.serving.add(pid)
        self.failures = 0

    def replace(self, sentinel: int) -> None:
        child = self.children.pop(sentinel)
        child.join()
        say(N_("A server process died and is being replaced"), f"{child.pid}, {child.exitcode}")
        self.failures = 0 if child.pid in self.serving else self.failures + 1
        self.fork(pause_after(self.failures))

    def give_up(self) -> int:
        say(N_("The server could not start; the reason stands above."))
        self.end()
        return 1

    def end(self) -> int:
        self.listener.close()
        if self.tls:
            self.tls.listener.close()
        for child in self.children.values():
            child.terminate()
        deadline = time.monotonic() + GRACE + 5
        for child in self.children.values():
            child.join(max(0, deadline - time.monotonic()))
            child.kill()
        return 0


def pause_after(failures: int) -> int:
    """Seconds to wait after that many children in a row died before they could serve."""
    return int(min(2**failures - 1, LONGEST_PAUSE))


def serve(create_app: CreateApp, listener: socket.socket, tls: Tls | None, outbox: Connection, pause: float) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
    threading.Thread(target=follow_parent, daemon=True).start()
    time.sleep(pause)
    app = create_app()
    if tls and tls.is_ours:
        app.config.update(HTTPS_PORT=port_of(tls.listener), HTTP_PORT=port_of(listener))
    with serving(Path(app.instance_path), on_wait=tell_of_waiting):
        Worker(app, listener, tls).run(on_ready=lambda: outbox.send(os.getpid()))


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


def tell_of_waiting() -> None:
    say(N_("A backup is being restored or a new release set up here; the server begins when that is done."))


def follow_parent() -> None:
    # A parent killed outright must not leave children that hold the port.
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
