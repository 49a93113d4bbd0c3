"""The bad networks are themselves true to life."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.networks import CuttableProxy, SlowPhones, put_request
from tests.servers import RealServer, ask, postgres

pytestmark = pytest.mark.servers


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    with RealServer(tmp_path, app="tests.stand_in:create_app", processes=1) as server:
        yield server


def test_a_slow_phone_hears_its_answer(server: RealServer) -> None:
    with SlowPhones(server.url, [put_request("/bodies", bytes(5_000))], rate=20_000) as phones:
        phones.wait()
    assert phones.statuses() == [200]


def test_a_slow_phone_without_a_server_to_talk_to_ends(server: RealServer) -> None:
    with SlowPhones(server.url, [put_request("/bodies", bytes(500_000))], rate=20_000) as phones:
        server.kill()
    assert phones.statuses() == [0]


def test_a_line_cut_while_sending_lets_nothing_arrive(server: RealServer) -> None:
    with CuttableProxy(server.url) as line:
        line.cut_after_sending(20_000)
        with pytest.raises(ConnectionError):
            ask(line.url, "PUT", "/bodies", bytes(90_000))
    assert server.ask("GET", "/bodies") == (200, b"")


def test_a_line_cut_before_the_answer_lets_everything_arrive(server: RealServer) -> None:
    with CuttableProxy(server.url) as line:
        line.cut_before_answer()
        with pytest.raises(ConnectionError):
            ask(line.url, "PUT", "/bodies", bytes(90_000))
    assert len(server.ask("GET", "/bodies")[1]) == 64


def test_a_mended_line_carries_everything(server: RealServer) -> None:
    with CuttableProxy(server.url) as line:
        line.cut_before_answer()
        line.mend()
        assert ask(line.url, "PUT", "/bodies", bytes(90_000))[0] == 200


def test_each_postgresql_database_is_new_and_empty() -> None:
    for _ in range(2):
        uri = postgres().database().replace("+psycopg", "")
        with psycopg.connect(uri) as connection:
            connection.execute("CREATE TABLE once (id integer)")
