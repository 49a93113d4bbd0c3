"""Cookies of a server that may speak http and https at once, on one host: browsers share them between ports.

What proves who somebody is goes back over https only, once it came over https. A name of its own for each keeps the
one from hiding the other; with the prefix a browser takes it from nobody but https.
"""

from flask import Flask, current_app, request
from flask.sessions import SecureCookieSessionInterface

OVER_HTTPS = "__Host-"


class Sessions(SecureCookieSessionInterface):
    def get_cookie_name(self, app: Flask) -> str:
        name = super().get_cookie_name(app)
        return OVER_HTTPS + name if request.is_secure else name

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_secure()


def is_secure() -> bool:
    """Whether what is answered now must never go back over plain http."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"]) or request.is_secure


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
