"""A phone that does not trust us yet is led to where it does; then everything that wants https is there."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Page

from hazard_app.certificates.kept import KeptCertificates
from tests.browser.looking import wrongs
from tests.browser.screens import DESK, PHONE
from tests.chromium import chromium_path
from tests.installed import Instance
from tests.pictures import jpeg
from tests.sending import sha256
from tests.servers import NAME, RealServer, connection_to
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
OPEN = "trust-check .button:has-text('https')"


@pytest.fixture(scope="module")
def secure(instance: Instance) -> Iterator[RealServer]:
    with instance.secure_server() as server:
        yield server


@pytest.fixture(scope="module")
def stranger(chromium: Browser, secure: RealServer) -> Iterator[Browser]:
    """A browser as it comes from the shop."""
    with launched(chromium) as browser:
        yield browser


@pytest.fixture(scope="module")
def trusting(chromium: Browser, instance: Instance, secure: RealServer) -> Iterator[Browser]:
    """As after the steps of the page: without tools of the system's own, it is told of the server's key instead."""
    server = KeptCertificates(instance.folder).server()
    assert server
    key = server.certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pin = base64.b64encode(hashlib.sha256(key).digest()).decode()
    with launched(chromium, f"--ignore-certificate-errors-spki-list={pin}") as browser:
        yield browser


def launched(chromium: Browser, *options: str) -> Browser:
    here = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", here, *options]
    return chromium.browser_type.launch(executable_path=chromium_path(), args=arguments)


def trust_page(browser: Browser, secure: RealServer, **device: Any) -> Page:
    context = browser.new_context(**{"viewport": PHONE, "locale": "zh-CN", "user_agent": ANDROID} | device)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"http://{NAME}:{secure.port}/trust")
    return page


def test_a_phone_that_does_not_trust_us_is_told_so_and_may_ask_again(stranger: Browser, secure: RealServer) -> None:
    page = trust_page(stranger, secure)
    page.wait_for_selector("trust-check >> text=还没有信任")
    assert not page.is_visible(OPEN)
    assert not page.evaluate("isSecureContext")
    with page.expect_request(f"{at(secure)}/trust/school-safety-ca.crt"):
        page.click("trust-check button")
    page.wait_for_selector("trust-check >> text=还没有信任")


def test_a_phone_that_trusts_us_works_over_https(trusting: Browser, secure: RealServer) -> None:
    page = trust_page(trusting, secure)
    page.wait_for_selector("trust-check >> text=已信任")
    page.click(OPEN)
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{at(secure)}/today")
    assert page.evaluate("isSecureContext")
    assert page.evaluate("typeof navigator.serviceWorker.register") == "function"
    cookies = {cookie["name"]: cookie["secure"] for cookie in page.context.cookies()}
    assert cookies == {"__Host-hazard": True, "device": True}


def test_a_service_worker_registers_where_the_certificate_is_trusted(trusting: Browser, secure: RealServer) -> None:
    page = trust_page(trusting, secure)
    page.goto(f"{at(secure)}/login")
    script = page.get_attribute("script[type=module]", "src") or ""
    registered = "(script) => navigator.serviceWorker.register(script, { type: 'module' }).then((one) => one.scope)"
    # Any script of ours that needs no page will do.
    scope = page.evaluate(registered, script.replace("js/app.js", "js/lib/inspection.js"))
    assert scope.startswith(f"{at(secure)}/assets/")


def test_a_photo_of_300_kilobytes_is_kept_over_https(secure: RealServer) -> None:
    photo = jpeg(2000, 1500, seed=8142, quality=92)
    assert len(photo) > 300_000
    form = urlencode({"username": "officer", "password": PASSWORD}).encode()
    signing_in = connection_to(secure.secure_url, secure.trusting())
    signing_in.request("POST", "/login", form, {"Content-Type": "application/x-www-form-urlencoded"})
    answer = signing_in.getresponse()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
    signing_in.close()
    said = {"Cookie": "; ".join(cookies), "Origin": secure.secure_url}
    status, _ = secure.ask_securely("PUT", f"/photos/{sha256(photo)}", photo, **said)
    assert status == 201


def test_without_script_the_address_is_there_to_try(stranger: Browser, secure: RealServer) -> None:
    page = trust_page(stranger, secure, java_script_enabled=False)
    assert page.get_attribute(OPEN, "href") == f"{at(secure)}/"
    assert page.is_visible("trust-check >> text=出现警告")
    assert not page.is_visible("trust-check button")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_there_is_nothing_to_stumble_over(stranger: Browser, secure: RealServer, size: Any, language: str) -> None:
    touch = size is PHONE
    page = trust_page(stranger, secure, viewport=size, locale=language, has_touch=touch, is_mobile=touch)
    page.wait_for_selector("trust-check button")
    assert not wrongs(page)


def at(secure: RealServer) -> str:
    return f"https://{NAME}:{urlsplit(secure.secure_url).port}"
