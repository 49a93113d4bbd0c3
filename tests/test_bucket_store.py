"""The S3 store against a real server: SeaweedFS, which refuses wrong and expired signatures as S3 does."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hazard_app.storage import BucketStore, Missing, PhotoStore, StoreBroken, photo_store

pytestmark = pytest.mark.servers

KEY, OTHER = "ab" * 32, "cd" * 32
DOORS = [f"{name}.port{kind}" for name in ("s3", "master", "filer", "volume", "admin") for kind in ("", ".grpc")]
ACCESS = {"AWS_ACCESS_KEY_ID": "tester", "AWS_SECRET_ACCESS_KEY": "only for tests", "AWS_REGION": "us-east-1"}


def free_ports(number: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ports = dict(zip(DOORS, free_ports(len(DOORS)), strict=True))
    options = {"dir": tmp_path_factory.mktemp("weed"), "ip": "127.0.0.1", "ip.bind": "127.0.0.1"}
    options |= {"admin.ui": "false", "webdav": "false", "s3.port.iceberg": 0, "s3.port.lance": 0} | ports
    command = [str(Path(sys.executable).with_name("weed")), "mini", *(f"-{k}={v}" for k, v in options.items())]
    with subprocess.Popen(
        command, env=os.environ | ACCESS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if "are running and ready" in line:
                break
        else:
            pytest.fail("".join(said))
        with ThreadPoolExecutor(1) as reader:
            reader.submit(server.stdout.read)
            yield f"http://127.0.0.1:{ports['s3.port']}"
            server.terminate()


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> PhotoStore:
    for name, value in (ACCESS | {"AWS_ENDPOINT_URL": endpoint}).items():
        monkeypatch.setenv(name, value)
    store = photo_store("s3://photos/of/one", Path("/nowhere"))
    assert isinstance(store, BucketStore)
    for key in KEY, OTHER:
        store.delete(key)
    return store


def test_what_was_put_is_there_until_it_is_deleted(store: PhotoStore) -> None:
    assert not store.has(KEY)
    store.put(KEY, b"a photo" * 50_000)
    assert store.has(KEY)
    assert store.get(KEY) == b"a photo" * 50_000
    store.delete(KEY)
    store.delete(KEY)
    assert not store.has(KEY)
    with pytest.raises(Missing):
        store.get(KEY)


def test_the_same_key_at_once_is_fine_and_the_first_bytes_stay(store: PhotoStore) -> None:
    store.put(KEY, b"first")
    with ThreadPoolExecutor(16) as many:
        list(many.map(lambda number: store.put(KEY, b"later %d" % number), range(16)))
    assert store.get(KEY) == b"first"


def test_two_prefixes_of_one_bucket_are_apart(store: PhotoStore) -> None:
    store.put(KEY, b"a photo")
    assert not photo_store("s3://photos/of/another", Path("/nowhere")).has(KEY)


def test_what_is_kept_is_listed_by_its_first_digits(store: PhotoStore) -> None:
    store.put(KEY, b"one")
    assert (list(store.keys(KEY[:2])), list(store.keys(OTHER[:2]))) == ([KEY], [])


def test_only_a_hash_is_a_key(store: PhotoStore) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.put("../secret", b"")


def test_a_bucket_has_nothing_to_sweep(store: PhotoStore) -> None:
    assert store.sweep(datetime(2026, 11, 23, tzinfo=UTC), timedelta()) == 0


def test_a_wrong_secret_is_a_broken_store(store: PhotoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(KEY, b"a photo")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    stranger = photo_store("s3://photos/of/one", Path("/nowhere"))
    for act in (stranger.has, stranger.get, stranger.delete, lambda key: stranger.put(key, b"x")):
        with pytest.raises(StoreBroken):
            act(KEY)
    assert store.get(KEY) == b"a photo"


def test_a_server_that_is_not_there_is_a_broken_store(store: PhotoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_ports(1)[0]}")
    with pytest.raises(StoreBroken):
        photo_store("s3://photos/of/one", Path("/nowhere")).put(OTHER, b"x")
    assert not store.has(OTHER)


FORKED = """
import os, sys
from pathlib import Path
from hazard_app.storage import photo_store
store = photo_store("s3://photos/of/one", Path("/nowhere"))
child = os.fork()
if not child:
    store.put("ab" * 32, b"from a forked server")
    os._exit(0)
sys.exit(os.waitpid(child, 0)[1])
"""


def test_a_store_made_before_the_fork_works_in_each_process(store: PhotoStore) -> None:
    subprocess.run([sys.executable, "-c", FORKED], check=True, timeout=60)
    assert store.get(KEY) == b"from a forked server"
