"""The server over https, with a stand-in application behind it and Python's own TLS before it."""

import hashlib
import os
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPSConnection
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import psutil
import pytest

from hazard_app.certificates.kept import KeptCertificates
from hazard_app.serve.tls import NothingYet, Tls, TlsSocket
from tests.networks import SlowPhones, connect, put_request
from tests.servers import NAME, PATIENCE, RealServer, ask, asked, connection_to

pytestmark = pytest.mark.servers

STAND_IN = "tests.stand_in:create_app"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    with RealServer(tmp_path_factory.mktemp("server"), app=STAND_IN, https=True) as server:
        yield server


def sha256(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def test_both_addresses_answer(server: RealServer) -> None:
    assert server.secure_url.startswith("https://127.0.0.1:")
    assert server.ask("GET", "/healthz") == server.ask_securely("GET", "/healthz") == (200, b"ok")


def test_who_does_not_know_our_authority_is_warned(server: RealServer) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="unable to get local issuer"):
        asked(connection_to(server.secure_url, ssl.create_default_context()), "GET", "/healthz")


def test_another_name_than_ours_is_refused(server: RealServer) -> None:
    with connect(server.secure_url) as line, pytest.raises(ssl.SSLError, match="bank"):
        server.trusting().wrap_socket(line, server_hostname="bank.example")


def test_the_app_knows_who_calls_how_and_by_which_name(server: RealServer) -> None:
    address = urlsplit(server.secure_url)
    line = HTTPSConnection("localhost", address.port, context=server.trusting(), source_address=("127.0.0.2", 0))
    line.request("GET", "/caller", headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"})
    with line.getresponse() as answer:
        assert answer.read().decode() == f"127.0.0.2 https localhost:{address.port}"
    line.close()


def test_a_photo_of_300_kilobytes_arrives_whole(server: RealServer) -> None:
    body = os.urandom(300_000)
    assert server.ask_securely("PUT", "/bodies", body) == (200, sha256(body))


def test_a_body_far_over_the_limit_is_read_to_its_end_and_hears_413(server: RealServer) -> None:
    assert server.ask_securely("PUT", "/bodies", bytes(5_000_000))[0] == 413


def test_many_requests_go_over_one_connection(server: RealServer) -> None:
    line = HTTPSConnection("127.0.0.1", int(port(server)), timeout=PATIENCE, context=server.trusting())
    sizes = (1, 16_384, 16_385, 70_000, 0)
    for size in sizes:
        line.request("PUT", "/bodies", bytes(size))
        with line.getresponse() as answer:
            assert answer.read() == sha256(bytes(size))
    line.close()


def test_the_end_of_an_answer_is_said_and_not_only_cut(server: RealServer) -> None:
    trusting, bare = server.trusting(), connect(server.secure_url)
    # By itself this would take a line that was cut for a line that ended.
    with trusting.wrap_socket(bare, server_hostname="127.0.0.1", suppress_ragged_eofs=False) as line:
        line.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(1000), b""))
    assert answer.endswith(b"\r\n\r\nok")


def test_http_at_the_https_port_is_told_what_is_missing(server: RealServer) -> None:
    status, words = ask(server.secure_url.replace("https:", "http:"), "GET", "/healthz")
    assert status == 400
    assert "Put https:// in front of the address." in words.decode()


@pytest.mark.parametrize("sent", [b"", b"\x16", b"\x16\x03\x01\x02\x00\x01", os.urandom(500)])
def test_who_hangs_up_in_a_handshake_or_sends_nonsense_harms_nobody(server: RealServer, sent: bytes) -> None:
    workers = server.workers()
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", int(port(server)))) as line:
            line.sendall(sent)
    assert server.ask_securely("GET", "/healthz") == (200, b"ok")
    assert server.workers() == workers


def test_a_hundred_slow_phones_do_not_keep_a_page_waiting(server: RealServer) -> None:
    bodies = [str(number).encode() * 10_000 for number in range(100)]
    requests = [put_request("/bodies", body) for body in bodies]
    with SlowPhones(server.secure_url, requests, rate=30_000, held=True, tls=server.trusting()) as phones:
        pages = [server.ask_securely("GET", "/pid")[0] for _ in range(10)]
        assert phones.statuses() == [0] * 100
        phones.let_go()
    assert pages == [200] * 10
    assert [phone.answer.split()[-1] for phone in phones.phones] == [sha256(body) for body in bodies]


def test_while_the_only_worker_is_dead_a_request_waits_for_its_replacement(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN, processes=1, https=True) as server:
        _, first = server.ask_securely("GET", "/pid")
        server.kill_worker()
        status, second = server.ask_securely("GET", "/pid")
    assert status == 200
    assert first != second


def test_an_upload_that_has_begun_is_finished_before_the_server_ends(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN, https=True) as server:
        with connect(server.secure_url, server.trusting()) as line:
            line.sendall(put_request("/bodies", b"photo", Expect="100-continue").removesuffix(b"photo"))
            assert b" 100 " in line.recv(1000)
            ending = Thread(target=server.stop)
            ending.start()
            line.sendall(b"photo")
            assert b" 200 " in line.recv(1000)
        ending.join()


def test_told_to_end_it_leaves_both_ports(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN, https=True) as server:
        workers, trusting = server.workers(), server.trusting()
        assert server.stop() == 0
        assert not any(worker.is_running() for worker in workers)
        for url in (server.url, server.secure_url):
            with pytest.raises(ConnectionRefusedError):
                connect(url, trusting)


def test_killed_and_started_again_it_has_the_same_certificate(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN, https=True) as server:
        before, kept = server.secure_url, KeptCertificates(tmp_path).server_file.read_bytes()
        psutil.Process(server.pid).kill()
        server.kill()
        server.start()
        assert server.secure_url == before
        assert KeptCertificates(tmp_path).server_file.read_bytes() == kept


def test_a_new_certificate_is_served_without_a_restart(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN, https=True) as server:
        KeptCertificates(tmp_path).ensure(["another.lan", "127.0.0.1"], datetime.now(UTC))
        with connect(server.secure_url) as line:
            server.trusting().wrap_socket(line, server_hostname="another.lan").close()


def test_names_that_phones_use_stand_in_the_certificate(server: RealServer) -> None:
    with connect(server.secure_url) as line:
        server.trusting().wrap_socket(line, server_hostname=NAME).close()


def test_a_certificate_that_was_taken_away_leaves_the_one_that_is_served(tmp_path: Path) -> None:
    with RealServer(tmp_path, app=STAND_IN, https=True) as server:
        KeptCertificates(tmp_path).server_file.unlink()
        assert server.ask_securely("GET", "/healthz") == (200, b"ok")


def test_a_damaged_authority_is_not_replaced_behind_the_phones_back(tmp_path: Path) -> None:
    (tmp_path / "certificates").mkdir()
    (tmp_path / "certificates" / "authority.pem").write_text("something else")
    server = RealServer(tmp_path, app=STAND_IN, https=True)
    with pytest.raises(RuntimeError):
        server.start()
    assert (tmp_path / "certificates" / "authority.pem").read_text() == "something else"


def test_the_parent_looks_after_its_certificate_only_now_and_then(tmp_path: Path) -> None:
    kept = KeptCertificates(tmp_path)
    kept.ensure(["localhost"], datetime.now(UTC))
    looks: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        tls = Tls(listener, kept.server_file, renew=lambda: looks.append(1))
        tls.look()
        assert looks == []
        tls.looked_at -= 601
        tls.look()
        tls.look()
    assert looks == [1]


def test_a_part_of_a_handshake_is_nothing_yet_and_not_the_end(tmp_path: Path) -> None:
    kept = KeptCertificates(tmp_path)
    kept.ensure(["localhost"], datetime.now(UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(kept.server_file)
    ours, theirs = socket.socketpair()
    with theirs:
        line = TlsSocket(ours, context)
        theirs.sendall(b"\x16\x03\x01")
        with pytest.raises(NothingYet):
            line.recv(1000)
        line.close()


def port(server: RealServer) -> str:
    return str(urlsplit(server.secure_url).port)
