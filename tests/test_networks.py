"""The bad networks are themselves true to life."""

import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import lines
from tests.lines import Line
from tests.networks import SlowPhones, connect, put_request
from tests.servers import RealServer, ask, postgres

pytestmark = pytest.mark.servers

STAND_IN = "tests.stand_in:create_app"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    with RealServer(tmp_path_factory.mktemp("server"), app=STAND_IN, processes=1) as server:
        yield server


def arrived(server: RealServer) -> list[bytes]:
    """A hash for each body that was received whole."""
    status, hashes = server.ask("GET", "/bodies")
    assert status == 200
    return hashes.split()


def test_a_slow_phone_hears_its_answer(server: RealServer) -> None:
    with SlowPhones(server.url, [put_request("/bodies", bytes(5_000))], rate=20_000) as phones:
        phones.wait()
    assert phones.statuses() == [200]


def test_a_held_phone_keeps_its_last_byte_until_it_is_let_go(server: RealServer) -> None:
    with SlowPhones(server.url, [put_request("/bodies", bytes(100))], rate=20_000, held=True) as phones:
        [phone] = phones.phones
        while len(phone.unsent) > 1:
            pass
        assert server.ask("GET", "/healthz")[0] == 200
        assert (len(phone.unsent), phone.status) == (1, 0)
        phones.let_go()
    assert phones.statuses() == [200]


def test_a_slow_phone_without_a_server_to_talk_to_ends(tmp_path: Path) -> None:
    with (
        RealServer(tmp_path, app=STAND_IN, processes=1) as server,
        SlowPhones(server.url, [put_request("/bodies", bytes(500_000))], rate=20_000) as phones,
    ):
        server.kill()
    assert phones.statuses() == [0]


def test_a_line_cut_while_sending_lets_nothing_arrive(server: RealServer) -> None:
    before = arrived(server)
    with Line(server.url) as line:
        line.cut_within(b"PUT /bodies", after=20_000)
        with pytest.raises(ConnectionError):
            ask(line.url, "PUT", "/bodies", bytes(90_000))
    assert arrived(server) == before


def test_a_line_cut_before_the_answer_lets_everything_arrive(server: RealServer) -> None:
    before = arrived(server)
    with Line(server.url) as line:
        line.cut_answer_of(b"PUT /bodies")
        with pytest.raises(ConnectionError):
            ask(line.url, "PUT", "/bodies", bytes(90_000))
    assert len(arrived(server)) == len(before) + 1


def test_a_call_on_its_way_when_the_line_goes_down_is_cut_too(
    server: RealServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = arrived(server)
    with Line(server.url) as line:

        def connect_late(url: str) -> socket.socket:
            line.down()
            return connect(url)

        monkeypatch.setattr(lines, "connect", connect_late)
        with pytest.raises(ConnectionError):
            ask(line.url, "PUT", "/bodies", b"too late")
    assert arrived(server) == before


def said(line: HTTPConnection, method: str, path: str) -> bytes:
    line.request(method, path)
    return line.getresponse().read()


def test_what_is_said_again_on_another_line_while_this_one_goes_down_is_cut_too(server: RealServer) -> None:
    before = arrived(server)
    with Line(server.url) as line, closing(HTTPConnection(urlsplit(line.url).netloc)) as other:
        said(other, "GET", "/healthz")
        # The moment between "it is down" and the end of the last call.
        line.instead = lines.cut
        with pytest.raises(ConnectionError):
            said(other, "PUT", "/bodies")
    assert arrived(server) == before


def test_a_mended_line_carries_everything(server: RealServer) -> None:
    with Line(server.url) as line:
        line.cut_answer_of(b"PUT /bodies")
        line.mend()
        assert ask(line.url, "PUT", "/bodies", bytes(90_000))[0] == 200


def test_each_postgresql_database_is_new_and_empty() -> None:
    for _ in range(2):
        uri = postgres().database().replace("+psycopg", "")
        with psycopg.connect(uri) as connection:
            connection.execute("CREATE TABLE once (id integer)")
