"""`flask certificate`, for whoever has a proxy of their own or reads out a fingerprint."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hazard_app.certificates.kept import KeptCertificates
from tests.places import Place, place


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    with place(tmp_path / "here", "sqlite", migrated=False) as here:
        yield here


def test_it_makes_one_that_a_proxy_can_serve(here: Place) -> None:
    said = here.done("certificate", "make", "hazard.lan")
    kept = KeptCertificates(here.folder)
    assert "A new certificate was made." in said
    assert str(kept.server_file) in said
    assert kept.server_names()[0] == "hazard.lan"
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(kept.server_file, kept.server_file)


def test_made_again_it_stays_as_it_is(here: Place) -> None:
    here.done("certificate", "make", "hazard.lan")
    before = KeptCertificates(here.folder).server_file.read_bytes()
    assert "left as it is" in here.done("certificate", "make", "hazard.lan")
    assert KeptCertificates(here.folder).server_file.read_bytes() == before


def test_a_name_that_our_authority_may_not_vouch_for_is_told(here: Place) -> None:
    here.done("certificate", "make")
    assert "may not vouch for other.example" in here.done("certificate", "make", "other.example")


def test_a_name_may_be_public_if_the_authority_is_made_for_it(here: Place) -> None:
    here.done("certificate", "make", "hazard.police.example")
    assert KeptCertificates(here.folder).server_names()[0] == "hazard.police.example"


def test_what_is_no_name_is_refused(here: Place) -> None:
    assert "This is no name" in here.refused("certificate", "make", "https://hazard.lan")


def test_a_damaged_authority_is_refused_with_what_to_do(here: Place) -> None:
    here.done("certificate", "make")
    (here.folder / "certificates" / "authority.pem").write_text("")
    assert "Move the file away" in here.refused("certificate", "make")


def test_a_folder_that_cannot_be_written_is_told(here: Place) -> None:
    (here.folder / "certificates").write_text("a file")
    assert "The certificate cannot be kept or read:" in here.refused("certificate", "make")
    assert "flask certificate make" in here.refused("certificate", "show")


def test_it_shows_the_fingerprint_or_the_authority_alone(here: Place) -> None:
    assert "flask certificate make" in here.refused("certificate", "show")
    here.done("certificate", "make")
    assert "SHA-256" in here.done("certificate", "show")
    assert here.done("certificate", "show", "--authority") == KeptCertificates(here.folder).public_file.read_text()


def test_the_doctor_sees_a_key_that_others_may_read(here: Place) -> None:
    here.done("certificate", "make")
    path = KeptCertificates(here.folder).server_file
    path.chmod(0o640)
    assert (
        f"Others on this machine may read what is for the server alone: {path}" in here.run("doctor", "--quick").output
    )


def test_the_doctor_names_our_certificate_and_speaks_of_no_plain_http(here: Place) -> None:
    assert "Pages go over plain http" in here.run("doctor", "--quick").output
    here.clock = datetime(2026, 11, 27, 8, tzinfo=UTC)
    here.done("certificate", "make", "hazard.lan")
    said = here.run("doctor", "--quick").output
    assert "✓ Our certificate for https is for hazard.lan, " in said
    assert ", until 2027-12-28.\n" in said
    assert "plain http" not in said


def test_the_doctor_sees_a_certificate_of_another_day(here: Place) -> None:
    here.clock = datetime(2026, 11, 27, 8, tzinfo=UTC)
    here.done("certificate", "make", "hazard.lan")
    for day in (datetime(2027, 12, 28, 8, tzinfo=UTC), datetime(2026, 11, 26, 7, tzinfo=UTC)):
        here.clock = day
        assert "✗ Our certificate for https is not for today" in here.run("doctor", "--quick").output
