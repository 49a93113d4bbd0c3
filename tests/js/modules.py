"""The product's modules called from a page of their own, with bytes for files."""

import base64
from typing import Any

from playwright.sync_api import Page

CALL = """
async ([path, name, files]) => {
  const address = document.querySelector("script[type=module]").src.replace("app.js", path);
  const module = await import(address);
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const text = (buffer) => {
    let signs = "";
    for (const byte of new Uint8Array(buffer)) signs += String.fromCharCode(byte);
    return btoa(signs);
  };
  const given = ({ name, type, content }) => (name ? new File([bytes(content)], name, { type }) : bytes(content).buffer);
  const answers = await Promise.all(files.map((file) => module[name](given(file))));
  const isBuffer = (value) => value instanceof ArrayBuffer;
  const plain = ([key, value]) => [key, isBuffer(value) ? { base64: text(value) } : value];
  return answers.map((answer) => Object.fromEntries(Object.entries(answer).map(plain)));
}
"""


def called(page: Page, path: str, name: str, *files: dict[str, str]) -> list[dict[str, Any]]:
    """What the function `name` of the module `path` says of each file; an ArrayBuffer comes back as bytes."""
    answers: list[dict[str, Any]] = page.evaluate(CALL, [path, name, files])
    return [{key: _bytes(value) for key, value in answer.items()} for answer in answers]


def buffer(content: bytes) -> dict[str, str]:
    return {"content": base64.b64encode(content).decode()}


def file(name: str, kind: str, content: bytes) -> dict[str, str]:
    """`kind` is a MIME type."""
    return {"name": name, "type": kind, **buffer(content)}


def _bytes(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
