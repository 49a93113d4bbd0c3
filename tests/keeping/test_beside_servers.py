"""A restore and a server: never both at work on the same installation."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from time import sleep

import psutil
import pytest
from sqlalchemy import create_engine

from hazard_app.keeping.kept_set import KeptSet
from hazard_app.keeping.running import LOCK, Running, alone, serving
from tests.installed import CHEAPLY
from tests.places import Place, place
from tests.servers import ROOT, RealServer

pytestmark = pytest.mark.servers


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    with place(tmp_path / "here") as here:
        here.done("library", "import")
        yield here


@pytest.fixture
def kept(here: Place, tmp_path: Path) -> KeptSet:
    return here.backup(tmp_path / "copies")


def server(here: Place, processes: int = 2) -> RealServer:
    return RealServer(here.folder, here.uri(), processes=processes, settings=CHEAPLY)


def test_a_restore_over_a_running_server_is_refused(here: Place, kept: KeptSet) -> None:
    with server(here) as running:
        said = here.refused("restore", "--replace", kept.folder)
        assert "A server is running here. Nothing was changed" in said
        assert running.ask("GET", "/login")[0] == 200
        assert running.stop() == 0
        here.done("restore", "--replace", kept.folder)


def test_a_backup_is_made_beside_a_running_server(here: Place, tmp_path: Path) -> None:
    with server(here):
        assert here.backup(tmp_path / "copies").manifest.tables["departments"].rows == here.count("departments")


def test_a_server_that_was_killed_outright_is_no_longer_in_the_way(here: Place, kept: KeptSet) -> None:
    with server(here) as running:
        workers = running.workers()
        running.kill()
        psutil.wait_procs(workers)
        here.done("restore", "--replace", kept.folder)


def test_a_server_that_starts_during_a_restore_waits_for_its_end(here: Place) -> None:
    waiting = server(here, processes=1)
    command = [sys.executable, "-m", "hazard_app.serve", *waiting.arguments()]
    begin = partial(subprocess.Popen, command, cwd=ROOT, env=waiting.environment, stdout=subprocess.PIPE)
    with ExitStack() as restore:
        restore.enter_context(alone(here.folder))
        with begin(text=True) as starting:
            assert starting.stdout
            first = starting.stdout.readline()
            restore.close()
            second = starting.stdout.readline()
            starting.terminate()
    assert "the server begins when that is done" in first
    assert "Open in a browser" in second


def test_others_who_use_the_same_postgresql_are_in_the_way(tmp_path: Path) -> None:
    """A server on another machine holds no lock that we could see; its connections we can."""
    with place(tmp_path / "here", "postgresql") as here:
        kept = here.backup(tmp_path / "copies")
        engine = create_engine(here.uri())
        with engine.connect():
            said = here.refused("restore", "--replace", kept.folder)
            assert "1 other connections use this database. Nothing was changed" in said
        engine.dispose()
        here.done("restore", "--replace", kept.folder)


def test_a_connection_that_is_just_being_closed_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place(tmp_path / "here", "postgresql") as here:
        kept = here.backup(tmp_path / "copies")
        engine = create_engine(here.uri())
        connection = engine.connect()

        def waited(seconds: float) -> None:
            connection.invalidate()
            sleep(seconds)

        monkeypatch.setattr("hazard_app.commands.restore.sleep", waited)
        here.done("restore", "--replace", kept.folder)
        connection.close()
        engine.dispose()


def test_any_number_of_servers_share_an_instance_and_a_restore_wants_it_alone(tmp_path: Path) -> None:
    one, other = serving(tmp_path, on_wait=pytest.fail), serving(tmp_path, on_wait=pytest.fail)
    with one, other, pytest.raises(Running), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_the_lock_is_for_every_user_of_the_machine(tmp_path: Path) -> None:
    """A restore may have been made by another user than the server's."""
    with alone(tmp_path):
        pass
    assert (tmp_path / LOCK).stat().st_mode & 0o444 == 0o444


def test_where_no_lock_can_be_made_a_server_serves_all_the_same(tmp_path: Path) -> None:
    with serving(tmp_path / "nowhere", on_wait=pytest.fail):
        pass
