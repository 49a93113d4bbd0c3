"""The certificates as they lie in the instance folder, and as OpenSSL judges them."""

import os
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from hazard_app.certificates.addresses import own_address, wanted_names
from hazard_app.certificates.kept import KeptCertificates, NoAuthority
from hazard_app.certificates.pair import Pair, begun, fingerprint, new_authority, new_server, titled
from tests.installed import at_once

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
NAMES = ["pc.lan", "192.168.1.5", "localhost", "127.0.0.1"]


@pytest.fixture
def kept(tmp_path: Path) -> KeptCertificates:
    kept = KeptCertificates(tmp_path)
    assert kept.ensure(NAMES, NOW).made
    return kept


def server_of(kept: KeptCertificates) -> x509.Certificate:
    server = kept.server()
    assert server
    return server.certificate


def handshake(authority: Pair, server: Pair, folder: Path, host: str) -> None:
    """As a browser that trusts only this authority, and by today's clock. Raises ssl.SSLCertVerificationError."""
    (folder / "pair.pem").write_text(server.pem)
    trusted = authority.certificate.public_bytes(Encoding.PEM).decode()
    ours, theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cadata=trusted)
    ours.load_cert_chain(folder / "pair.pem")
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    client, served = theirs.wrap_bio(down, up, server_hostname=host), ours.wrap_bio(up, down, server_side=True)
    for side in (client, served, client, served):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue


def test_that_they_were_made_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    kept = KeptCertificates(tmp_path)
    kept.ensure(NAMES, NOW)
    inodes = {path: path.stat().st_ino for path in (*kept.folder.iterdir(), kept.folder, tmp_path)}
    assert set(synced) == set(inodes.values())
    # The folder after each of its three files.
    assert synced.count(inodes[kept.folder]) == 3


def test_the_keys_are_for_their_owner_only(kept: KeptCertificates) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in kept.folder.iterdir()}
    assert modes == {"authority.pem": 0o600, "server.pem": 0o600, "authority.crt": 0o644}
    assert kept.folder.stat().st_mode & 0o777 == 0o700


def test_what_is_given_to_phones_holds_no_key(kept: KeptCertificates) -> None:
    assert "PRIVATE" not in kept.public_file.read_text()
    assert kept.public_file.read_text().count("BEGIN CERTIFICATE") == 1


def test_the_servers_certificate_is_as_iphones_want_it(kept: KeptCertificates) -> None:
    certificate = server_of(kept)
    assert (certificate.not_valid_after_utc - certificate.not_valid_before_utc).days == 397
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert kept.server_names() == NAMES


def test_the_authority_lasts_ten_years_and_issues_nothing_that_issues(kept: KeptCertificates) -> None:
    authority = kept.public_authority()
    assert authority
    assert authority.not_valid_after_utc == datetime(2036, 11, 23, 8, tzinfo=UTC)
    basic = authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical
    assert (basic.value.ca, basic.value.path_length) == (True, 0)


def test_a_second_look_changes_nothing(kept: KeptCertificates) -> None:
    before = {path: path.read_bytes() for path in kept.folder.iterdir()}
    assert not kept.ensure(NAMES, NOW + timedelta(days=100)).made
    assert {path: path.read_bytes() for path in kept.folder.iterdir()} == before


def test_another_address_makes_another_certificate_by_the_same_authority(kept: KeptCertificates) -> None:
    authority = kept.public_file.read_bytes()
    assert kept.ensure([*NAMES, "192.168.1.77"], NOW).made
    assert kept.server_names()[-1] == "192.168.1.77"
    assert kept.public_file.read_bytes() == authority


def test_before_it_ends_it_is_made_anew(kept: KeptCertificates) -> None:
    later = NOW + timedelta(days=380)
    assert kept.ensure(NAMES, later).made
    assert server_of(kept).not_valid_after_utc > later + timedelta(days=390)


def test_a_name_outside_of_what_the_authority_may_vouch_for_is_left_out_and_told(kept: KeptCertificates) -> None:
    assert kept.ensure([*NAMES, "bank.example", "8.8.8.8"], NOW).left_out == ("bank.example", "8.8.8.8")
    assert kept.server_names() == NAMES


def with_a_password(pair: Pair) -> str:
    key = pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    return key.decode() + pair.certificate.public_bytes(Encoding.PEM).decode()


def with_anothers_key(pair: Pair) -> str:
    return replace(pair, key=new_authority("pc", NAMES, NOW).key).pem


def without_names(pair: Pair) -> str:
    """Neither those it stands for nor those it may vouch for."""
    name = titled("pc")
    bare = begun(pair.key, name, name, NOW, timedelta(days=300)).sign(pair.key, SHA256())
    return replace(pair, certificate=bare).pem


DAMAGES: list[Callable[[Pair], str]] = [
    lambda _pair: "half a",
    with_a_password,
    with_anothers_key,
    without_names,
]


@pytest.mark.parametrize("damaged", DAMAGES)
def test_a_damaged_certificate_is_made_anew(kept: KeptCertificates, damaged: Callable[[Pair], str]) -> None:
    server = kept.server()
    assert server
    kept.server_file.write_text(damaged(server))
    assert kept.ensure(NAMES, NOW).made
    assert kept.server_names() == NAMES


def test_what_another_authority_issued_is_made_anew(kept: KeptCertificates) -> None:
    kept.server_file.write_text(new_server(new_authority("pc", NAMES, NOW), NAMES, NOW).pem)
    assert kept.ensure(NAMES, NOW).made


@pytest.mark.parametrize("damaged", DAMAGES)
def test_a_damaged_authority_is_refused_and_left(kept: KeptCertificates, damaged: Callable[[Pair], str]) -> None:
    path = kept.folder / "authority.pem"
    damage = damaged(kept.authority(NAMES, NOW))
    path.write_text(damage)
    with pytest.raises(NoAuthority, match=r"authority\.pem"):
        kept.ensure(NAMES, NOW)
    assert path.read_text() == damage


def test_an_authority_whose_time_is_over_is_refused(kept: KeptCertificates) -> None:
    with pytest.raises(NoAuthority):
        kept.ensure(NAMES, datetime(2036, 11, 23, 8, tzinfo=UTC))


def test_an_authority_made_while_the_clock_was_ahead_is_refused(kept: KeptCertificates) -> None:
    """Its file begins a day before it was made."""
    assert not kept.ensure(NAMES, NOW - timedelta(days=1)).made
    with pytest.raises(NoAuthority):
        kept.ensure(NAMES, NOW - timedelta(days=1, seconds=1))


def test_a_certificate_made_while_the_clock_was_ahead_is_made_anew(kept: KeptCertificates) -> None:
    assert kept.ensure([*NAMES, "192.168.1.77"], NOW + timedelta(days=100)).made
    assert kept.ensure(NAMES, NOW).made
    assert server_of(kept).not_valid_before_utc == NOW - timedelta(days=1)


def test_in_its_last_days_it_still_issues(kept: KeptCertificates) -> None:
    assert kept.ensure(NAMES, datetime(2036, 11, 20, tzinfo=UTC)).made
    assert server_of(kept).not_valid_after_utc == datetime(2036, 11, 23, 8, tzinfo=UTC)


def test_of_many_that_begin_at_once_all_use_one_authority(tmp_path: Path) -> None:
    at_once(8, lambda _: KeptCertificates(tmp_path).ensure(NAMES, NOW))
    authority = Pair.read((tmp_path / "certificates" / "authority.pem").read_text())
    server = KeptCertificates(tmp_path).server()
    assert server
    assert authority.issued(server)
    assert KeptCertificates(tmp_path).public_authority() == authority.certificate


@pytest.mark.parametrize("host", NAMES)
def test_a_browser_takes_each_of_the_names(tmp_path: Path, host: str) -> None:
    today = datetime.now(UTC)
    authority = new_authority("pc", NAMES, today)
    handshake(authority, new_server(authority, NAMES, today), tmp_path, host)


def test_a_stolen_key_vouches_for_no_bank(tmp_path: Path) -> None:
    today = datetime.now(UTC)
    stolen = new_authority("pc", NAMES, today)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        handshake(stolen, new_server(stolen, ["bank.example"], today), tmp_path, "bank.example")


def test_the_fingerprint_is_written_as_phones_write_it(kept: KeptCertificates) -> None:
    authority = kept.public_authority()
    assert authority
    parts = fingerprint(authority).split(":")
    assert len(parts) == 32
    assert bytes.fromhex("".join(parts)) == sha256(authority.public_bytes(Encoding.DER)).digest()


def test_a_machine_wants_what_it_is_asked_for_first_and_itself_last() -> None:
    names = wanted_names(["0.0.0.0", "Pc.Lan", "192.168.1.5"])
    assert names[:2] == ["pc.lan", "192.168.1.5"]
    assert names[-2:] == ["localhost", "127.0.0.1"]
    assert "0.0.0.0" not in names


def test_a_machine_knows_an_address_of_its_own() -> None:
    assert not own_address().startswith("127.")
