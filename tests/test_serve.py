"""The server itself, with a stand-in application behind it."""

import hashlib
import socket
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import psutil
import pytest
from click.testing import CliRunner

from hazard_app.certificates.addresses import own_address
from hazard_app.certificates.kept import KeptCertificates
from hazard_app.serve.__main__ import announce, bind, main
from hazard_app.serve.certified import with_given_certificate, with_own_certificate
from hazard_app.serve.parent import pause_after
from hazard_app.serve.tls import Tls
from tests.networks import SlowPhones, connect, put_request
from tests.servers import PATIENCE, RealServer
from tests.stand_in import LIMIT

pytestmark = pytest.mark.servers

STAND_IN = "tests.stand_in:create_app"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    with RealServer(tmp_path_factory.mktemp("server"), app=STAND_IN) as server:
        yield server


def sha256(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def test_there_are_as_many_processes_as_asked_for(server: RealServer) -> None:
    assert len(server.workers()) == 2


def test_a_body_at_the_limit_arrives_whole(server: RealServer) -> None:
    body = bytes(range(250)) * (LIMIT // 250)
    assert server.ask("PUT", "/bodies", body) == (200, sha256(body))


def test_a_body_far_over_the_limit_is_read_to_its_end_and_hears_413(server: RealServer) -> None:
    assert server.ask("PUT", "/bodies", bytes(20 * LIMIT))[0] == 413


def test_the_connection_of_a_refused_body_can_go_on(server: RealServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    statuses = []
    for size in (LIMIT + 1, LIMIT, 3 * LIMIT, 0):
        connection.request("PUT", "/bodies", bytes(size))
        with connection.getresponse() as answer:
            statuses.append(answer.status)
            answer.read()
    connection.close()
    assert statuses == [413, 200, 413, 200]


def test_a_client_that_asks_before_sending_too_much_hears_413(server: RealServer) -> None:
    body = bytes(2 * LIMIT)
    with connect(server.url) as line:
        line.sendall(put_request("/bodies", body, Expect="100-continue"))
        assert b" 413 " in line.makefile("rb").read()


def test_nobody_can_claim_to_be_a_proxy(server: RealServer) -> None:
    assert server.ask("GET", "/claims", X_Forwarded_For="203.0.113.9") == (200, b"none")


def test_answers_do_not_say_which_server_made_them(server: RealServer) -> None:
    with urllib.request.urlopen(f"{server.url}/healthz") as answer:
        assert answer.headers["Server"] is None


def test_two_hundred_slow_phones_do_not_keep_a_page_waiting(server: RealServer) -> None:
    bodies = [str(number).encode() * 10_000 for number in range(200)]
    requests = [put_request("/bodies", body) for body in bodies]
    with SlowPhones(server.url, requests, rate=30_000, held=True) as phones:
        pages = [server.ask("GET", "/pid")[0] for _ in range(20)]
        assert phones.statuses() == [0] * 200
        phones.let_go()
    assert pages == [200] * 20
    assert [phone.answer.split()[-1] for phone in phones.phones] == [sha256(body) for body in bodies]


def test_while_the_only_worker_is_dead_a_request_waits_for_its_replacement(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN, processes=1) as server:
        _, first = server.ask("GET", "/pid")
        server.kill_worker()
        status, second = server.ask("GET", "/pid")
    assert status == 200
    assert first != second


def test_a_process_told_to_end_before_it_has_begun_ends_alone(tmp_path: Path) -> None:
    with RealServer(tmp_path, app="tests.dying_young:create_app", processes=1) as server:
        server.kill_worker()
        assert server.ask("GET", "/healthz") == (200, b"3")


def test_an_upload_that_has_begun_is_finished_before_the_server_ends(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN) as server, connect(server.url) as line:
        request = put_request("/bodies", b"photo", Expect="100-continue")
        line.sendall(request.removesuffix(b"photo"))
        assert b" 100 " in line.recv(1000)
        ending = Thread(target=server.stop)
        ending.start()
        line.sendall(b"photo")
        assert b" 200 " in line.makefile("rb").read()
        ending.join()


def test_told_to_end_it_ends_and_leaves_its_port(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN) as server:
        workers = server.workers()
        assert server.stop() == 0
        assert not any(worker.is_running() for worker in workers)
        with pytest.raises(ConnectionRefusedError):
            server.ask("GET", "/healthz")


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN) as server:
        workers = server.workers()
        psutil.Process(server.pid).kill()
        _, alive = psutil.wait_procs(workers, timeout=PATIENCE)
        assert not alive


def test_killed_and_started_again_it_has_the_same_address(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN) as server:
        before = server.url
        server.kill()
        server.start()
        assert server.url == before


def test_an_app_that_cannot_start_ends_the_server_with_its_reason(tmp_path: Path) -> None:
    server = RealServer(tmp_path, app="tests.stand_in:create_broken_app")
    with pytest.raises(RuntimeError, match="this app never starts"):
        server.start()


def test_a_taken_port_is_refused_with_a_sentence() -> None:
    with bind("127.0.0.1", 0) as taken:
        result = CliRunner().invoke(main, ["--port", str(taken.getsockname()[1])])
    assert result.exit_code == 1
    assert "This address cannot be used" in result.output


def test_listening_everywhere_names_the_address_for_phones(capsys: pytest.CaptureFixture[str]) -> None:
    with bind("0.0.0.0", 0) as listener:
        announce(listener)
    said = capsys.readouterr().out
    assert "http://127.0.0.1:" in said
    assert "On a phone in the same network" in said
    assert "trusted certificate" in said


def test_with_https_the_phones_address_is_that_and_the_trust_page_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = KeptCertificates(tmp_path)
    kept.ensure(["localhost"], datetime.now(UTC))
    with bind("0.0.0.0", 0) as listener, bind("0.0.0.0", 0) as secure:
        announce(listener, Tls(secure, kept.server_file, renew=lambda: None))
        plain, tls = (each.getsockname()[1] for each in (listener, secure))
    said = capsys.readouterr().out
    assert f"https://127.0.0.1:{tls}" in said
    assert f"https://{own_address()}:{tls}" in said
    assert f"http://{own_address()}:{plain}/trust" in said


def test_a_certificate_of_another_authority_needs_no_trust_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = KeptCertificates(tmp_path)
    kept.ensure(["localhost"], datetime.now(UTC))
    with bind("0.0.0.0", 0) as listener, bind("0.0.0.0", 0) as secure:
        announce(listener, Tls(secure, kept.server_file))
    said = capsys.readouterr().out
    assert "https://127.0.0.1:" in said
    assert "/trust" not in said


def test_a_file_without_a_certificate_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with bind("127.0.0.1", 0) as listener:
        for file in (tmp_path / "none.pem", Path(__file__)):
            with pytest.raises(SystemExit, match="1"):
                with_given_certificate(listener, file)
            assert "This file holds no certificate with its key" in capsys.readouterr().out


def test_what_is_no_name_for_a_certificate_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HAZARD_INSTANCE_PATH", str(tmp_path))
    with bind("127.0.0.1", 0) as listener, pytest.raises(SystemExit, match="1"):
        with_own_certificate(listener, ("https://pc.lan",))
    assert "This is no name or address for a certificate: https://pc.lan" in capsys.readouterr().out


def test_listening_at_home_says_nothing_of_phones(capsys: pytest.CaptureFixture[str]) -> None:
    with bind("127.0.0.1", 0) as listener:
        announce(listener)
    assert "phone" not in capsys.readouterr().out


def test_an_ipv6_address_is_written_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_INET6) as listener:
        listener.bind(("::1", 0))
        announce(listener)
    assert "http://[::1]:" in capsys.readouterr().out


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (1, 1), (2, 3), (3, 7), (9, 30)])
def test_a_child_that_cannot_start_is_tried_later_and_later(failures: int, seconds: int) -> None:
    assert pause_after(failures) == seconds
