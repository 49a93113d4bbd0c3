"""What a phone puts under the SHA-256 of its bytes: the body on its way in, and what is answered."""

from typing import Any

from flask import Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

# What is under the address of a photo or a memo never changes; who may have it is asked before it is sent.
KEPT = "private, max-age=31536000, immutable"


def body(most: int, too_large: type[Exception]) -> bytes:
    """Raises `too_large`, by the announced length before a byte is read."""
    request.max_content_length = most
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise too_large(str(request.content_length)) from error


def told(status: int, name: str, message: str, **more: Any) -> Response:
    """A phone asks, whatever it accepts: always JSON."""
    said = {"kept": True} if status < 400 else {"error": name}
    response = jsonify(**said, message=message, **more)
    response.status_code = status
    return response


def back_soon(message: str) -> Response:
    response = told(503, "back_soon", message)
    response.retry_after = 60
    return response


def sealed(response: Response, name: str) -> Response:
    """Shown or played, never run; called by a name that tells nothing."""
    response.headers["Cache-Control"] = KEPT
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
