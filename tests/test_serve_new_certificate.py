"""A certificate that changes under a running server: what is wrong with it keeps nobody out."""

import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hazard_app.certificates.kept import KeptCertificates
from hazard_app.certificates.pair import Pair, new_server
from hazard_app.serve.certified import with_own_certificate
from hazard_app.serve.tls import Tls
from tests.certificates.test_kept import with_a_password, with_anothers_key

TODAY = datetime.now(UTC)
CERTIFICATE = "-----BEGIN CERTIFICATE-----"


@pytest.fixture
def kept(tmp_path: Path) -> KeptCertificates:
    kept = KeptCertificates(tmp_path)
    kept.ensure(["localhost"], TODAY)
    return kept


@pytest.fixture
def tls(kept: KeptCertificates) -> Iterator[Tls]:
    with socket.socket() as listener:
        yield Tls(listener, kept.server_file)


def shaken(tls: Tls, kept: KeptCertificates, name: str = "localhost") -> str | None:
    """The version of TLS that a phone which trusts our authority agrees on."""
    trusting, (up, down) = ssl.create_default_context(cafile=kept.public_file), (ssl.MemoryBIO(), ssl.MemoryBIO())
    client = trusting.wrap_bio(down, up, server_hostname=name)
    server = tls.context.wrap_bio(up, down, server_side=True)
    for side in (client, server, client, server):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
    return client.version()


def without_its_key(pair: Pair) -> str:
    return CERTIFICATE + pair.pem.partition(CERTIFICATE)[2]


@pytest.mark.parametrize("wrong", [without_its_key, with_anothers_key, with_a_password, lambda _: "half a"])
def test_a_certificate_that_cannot_be_served_leaves_the_one_before(
    tls: Tls, kept: KeptCertificates, wrong: Callable[[Pair], str], capsys: pytest.CaptureFixture[str]
) -> None:
    kept.server_file.write_text(wrong(new_server(kept.authority(["localhost"], TODAY), ["localhost"], TODAY)))
    for _ in range(3):
        tls.follow()
    assert shaken(tls, kept) == "TLSv1.3"
    assert capsys.readouterr().out.count("the one before goes on") == 1


def test_the_next_one_that_fits_is_served(tls: Tls, kept: KeptCertificates) -> None:
    kept.server_file.write_text("half a")
    tls.follow()
    kept.ensure(["another.lan"], TODAY)
    tls.follow()
    assert shaken(tls, kept, "another.lan") == "TLSv1.3"


def test_one_that_was_taken_away_is_told_once(
    tls: Tls, kept: KeptCertificates, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.server_file.unlink()
    for _ in range(3):
        tls.follow()
    assert shaken(tls, kept) == "TLSv1.3"
    assert capsys.readouterr().out.count("the one before goes on") == 1


def test_a_folder_that_cannot_be_written_ends_a_server_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "certificates").write_text("a file")
    monkeypatch.setenv("HAZARD_INSTANCE_PATH", str(tmp_path))
    with socket.socket() as listener, pytest.raises(SystemExit):
        with_own_certificate(listener, ("localhost",))
    assert "The certificate cannot be kept or read" in capsys.readouterr().out


def test_without_any_a_server_does_not_begin(tmp_path: Path) -> None:
    with socket.socket() as listener, pytest.raises(FileNotFoundError):
        Tls(listener, tmp_path / "none.pem")
