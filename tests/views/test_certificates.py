"""The page that leads a phone through trusting our authority, and the authority itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask

from hazard_app.certificates.kept import KeptCertificates
from hazard_app.certificates.pair import fingerprint
from tests.client import PageClient, browser
from tests.world import NOW

ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
AUTHORITY = "/trust/school-safety-ca.crt"


@pytest.fixture
def kept(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeptCertificates]:
    """A server that speaks https on 8443 beside http on 8000."""
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    with monkeypatch.context() as config:
        config.setitem(app.config, "HTTPS_PORT", 8443)
        config.setitem(app.config, "HTTP_PORT", 8000)
        kept = KeptCertificates(tmp_path)
        kept.ensure(["192.168.1.5", "pc.lan", "localhost", "127.0.0.1"], NOW)
        yield kept


@pytest.fixture
def guest(app: Flask) -> PageClient:
    return browser(app)


def page(guest: PageClient, host: str = "127.0.0.1:8000", agent: str = WINDOWS) -> str:
    answer = guest.get("/trust", base_url=f"http://{host}", headers={"User-Agent": agent})
    assert answer.status_code == 200
    return answer.text


def test_without_https_there_is_neither(guest: PageClient) -> None:
    assert [guest.get(path).status_code for path in ("/trust", AUTHORITY)] == [404, 404]


def test_before_anything_was_made_there_is_neither(guest: PageClient, kept: KeptCertificates) -> None:
    kept.public_file.unlink()
    assert [guest.get(path).status_code for path in ("/trust", AUTHORITY)] == [404, 404]


def test_the_authority_comes_as_phones_want_it_and_without_its_key(guest: PageClient, kept: KeptCertificates) -> None:
    answer = guest.get(AUTHORITY)
    assert answer.content_type == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(answer.data) == kept.public_authority()
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_page_shows_the_fingerprint_to_compare(guest: PageClient, kept: KeptCertificates) -> None:
    authority = kept.public_authority()
    assert authority
    assert fingerprint(authority).replace(":", ":<wbr>") in page(guest)


def test_on_the_servers_own_screen_the_code_leads_a_phone_to_the_network_address(
    guest: PageClient, kept: KeptCertificates
) -> None:
    shown = page(guest, "127.0.0.1:8000")
    assert "http://192.168.1.5:8000/trust" in shown
    assert 'class="qr"' in shown
    assert "https://192.168.1.5:8443/" in shown


def test_a_phone_that_found_us_by_name_is_kept_on_that_name(guest: PageClient, kept: KeptCertificates) -> None:
    assert "https://pc.lan:8443/" in page(guest, "pc.lan:8000", ANDROID)


def test_the_key_is_not_read_for_it(guest: PageClient, kept: KeptCertificates) -> None:
    """What cannot be read names nobody, and is no fault of whoever asks."""
    certificate = kept.server_certificate()
    assert certificate
    kept.server_file.write_bytes(certificate.public_bytes(Encoding.PEM))
    assert "https://pc.lan:8443/" in page(guest, "pc.lan:8000", ANDROID)
    kept.server_file.unlink()
    kept.server_file.mkdir()
    assert "pc.lan" not in page(guest, "pc.lan:8000", ANDROID)


def test_a_name_that_the_certificate_does_not_hold_is_not_passed_on(guest: PageClient, kept: KeptCertificates) -> None:
    shown = page(guest, "evil.example", ANDROID)
    assert "evil.example" not in shown
    assert "https://192.168.1.5:8443/" in shown


def test_on_usual_ports_no_port_is_shown(app: Flask, guest: PageClient, kept: KeptCertificates) -> None:
    app.config.update(HTTPS_PORT=443, HTTP_PORT=80)
    shown = page(guest)
    assert "http://192.168.1.5/trust" in shown
    assert "https://192.168.1.5/" in shown


def test_the_check_may_ask_the_https_address_and_nothing_else(guest: PageClient, kept: KeptCertificates) -> None:
    answer = guest.get("/trust", base_url="http://192.168.1.5:8000")
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["connect-src"] == "'self' https://192.168.1.5:8443"
    assert policy["default-src"] == "'none'"
    assert f'data-asks="https://192.168.1.5:8443{AUTHORITY}"' in answer.text


@pytest.mark.parametrize(("agent", "system"), [(ANDROID, "android"), (IPAD, "iphone"), (WINDOWS, "windows")])
def test_the_steps_of_the_device_that_asks_stand_open(
    guest: PageClient, kept: KeptCertificates, agent: str, system: str
) -> None:
    shown = page(guest, agent=agent)
    assert f'id="{system}" open' in shown
    assert shown.count(" open>") == 1


def test_a_phone_is_shown_no_code_to_scan(guest: PageClient, kept: KeptCertificates) -> None:
    assert 'class="qr"' not in page(guest, agent=ANDROID)


def test_in_wechat_it_says_that_the_browser_is_needed(guest: PageClient, kept: KeptCertificates) -> None:
    assert "微信里不能安装证书" in page(guest, agent=f"{ANDROID} MicroMessenger/8.0")


def test_the_sign_in_over_http_leads_there_and_over_https_no_longer(guest: PageClient, kept: KeptCertificates) -> None:
    assert 'href="/trust"' in guest.get("/login", base_url="http://192.168.1.5:8000").text
    assert 'href="/trust"' not in guest.get("/login", base_url="https://192.168.1.5:8443").text


def test_the_language_comes_back_to_the_page(guest: PageClient, kept: KeptCertificates) -> None:
    answer = guest.post("/language", data={"locale": "en", "next": "/trust"}, base_url="http://pc.lan:8000")
    assert answer.location == "/trust"
    assert "Let this device trust the platform" in page(guest, "pc.lan:8000")
