"""Chinese first, English complete: which language and which local time a page speaks."""

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, LazyString
from werkzeug.wrappers import Response

# What a browser may ask for, and the catalogue that answers.
LOCALES = {"zh_Hans_CN": "zh-Hans", "en": "en"}
OFFERED = {"zh": "zh_Hans_CN", "zh-CN": "zh_Hans_CN", "zh-Hans": "zh_Hans_CN", "en": "en"}
COOKIE = "language"
KEPT = timedelta(days=400)


def chosen_locale() -> str:
    """The person's own choice, else this device's, else what the browser prefers, else the default."""
    default = str(current_app.config["DEFAULT_LOCALE"])
    if not has_request_context():
        return default
    person = g.get("person")
    for choice in (person.locale if person else "", request.cookies.get(COOKIE, "")):
        if choice in LOCALES:
            return str(choice)
    match = request.accept_languages.best_match(OFFERED)
    return OFFERED[match] if match else default


def remember(response: Response, locale: str) -> None:
    """For this device, signed in or not."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(COOKIE, locale, max_age=KEPT, secure=secure, httponly=True, samesite="Lax")


def chosen_timezone() -> str:
    return str(current_app.config["DEFAULT_TIMEZONE"])


def init_app(app: Flask) -> None:
    # A sentence may carry what somebody typed; as LazyString it would pass for HTML that is safe.
    app.jinja_env.finalize = plain
    Babel(
        app,
        default_translation_directories="translations",
        locale_selector=chosen_locale,
        timezone_selector=chosen_timezone,
    )


def plain(value: Any) -> Any:
    return str(value) if isinstance(value, LazyString) else value
