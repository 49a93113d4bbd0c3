"""How a phone comes to trust our certificates: the authority to download, and a page that leads through it.

It stands on plain http, because https is what the phone does not trust yet; and it tells nothing but what every
browser is told that begins an https connection.
"""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding
from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _

from hazard_app.certificates.addresses import own_address
from hazard_app.certificates.kept import KeptCertificates
from hazard_app.certificates.pair import TITLE, fingerprint
from hazard_app.documents.qr import qr_svg
from hazard_app.rules.certificates import is_loopback
from hazard_app.rules.devices import System, device_of
from hazard_app.security import HEADERS

blueprint = Blueprint("certificates", __name__, url_prefix="/trust")


class Addresses(NamedTuple):
    """`app` over https; `here` is this page over http, for a phone to scan."""

    app: str
    here: str


@blueprint.before_request
def refuse_without_https() -> None:
    if not current_app.config["HTTPS_PORT"]:
        abort(404)


@blueprint.get("")
def show() -> Response:
    authority = kept().public_authority() or abort(404)
    addresses, device = addresses_from(host_asked()), device_of(request.user_agent.string)
    page = render_template(
        "certificates/show.html",
        addresses=addresses,
        qr=qr_svg(addresses.here, _("This page, for a phone")),
        fingerprint=fingerprint(authority),
        title=TITLE,
        system=System.IPHONE if device.system is System.IPAD else device.system,
        device=device,
    )
    response = make_response(page)
    # The check at its end asks the https address, which to a browser is another site.
    policy = HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = policy.replace(
        "connect-src 'self'", f"connect-src 'self' {addresses.app}"
    )
    return response


@blueprint.get("/school-safety-ca.crt")
def authority() -> Response:
    """As phones want it: by this type Android offers to keep it, an iPhone to install it; in DER both read it."""
    certificate = kept().public_authority() or abort(404)
    response = Response(certificate.public_bytes(Encoding.DER), content_type="application/x-x509-ca-cert")
    # The check fetches it over https from a page on http.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def kept() -> KeptCertificates:
    return KeptCertificates(Path(current_app.instance_path))


def host_asked() -> str:
    """The name by which we were called, if our certificate holds it and a phone can call us by it; else the first."""
    names = [name for name in kept().server_names() if not is_loopback(name)]
    asked = urlsplit(f"//{request.host}").hostname
    return asked if asked in names else next(iter(names), own_address())


def addresses_from(host: str) -> Addresses:
    config = current_app.config
    return Addresses(
        address("https", host, int(config["HTTPS_PORT"]), 443),
        address("http", host, int(config["HTTP_PORT"]), 80) + url_for("certificates.show"),
    )


def address(scheme: str, host: str, port: int, usual: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" + (f":{port}" if port not in (0, usual) else "")
