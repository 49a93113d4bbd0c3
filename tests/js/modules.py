"""The product's modules called from a page of their own, with bytes for files."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, Route

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
  const file = ({ name, type, content }) => new File([bytes(content)], name, { type });
  const given = (one) => (one.name ? file(one) : bytes(one.content).buffer);
  const answers = await Promise.all(files.map((file) => module[name](given(file))));
  const isBuffer = (value) => value instanceof ArrayBuffer;
  const plain = ([key, value]) => [key, isBuffer(value) ? { base64: text(value) } : value];
  return answers.map((answer) => Object.fromEntries(Object.entries(answer).map(plain)));
}
"""

FILES = """
(input) => {
  const text = (file) =>
    new Promise((resolve) => {
      const reader = Object.assign(new FileReader(), { onload: () => resolve(reader.result.split(",")[1] || "") });
      reader.readAsDataURL(file);
    });
  return Promise.all(Array.from(input.files, text));
}
"""

WRITE = """
async ([content, all]) => {
  const address = document.querySelector("script[type=module]").src.replace("app.js", "lib/exif-writing.js");
  const { told } = await import(address);
  const jpeg = new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], { type: "image/jpeg" });
  const signs = (buffer) => Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  const text = async (blob) => btoa(signs(await blob.arrayBuffer()));
  return Promise.all(all.map((facts) => text(told(jpeg, facts))));
}
"""


def called(page: Page, path: str, name: str, *files: dict[str, str]) -> list[dict[str, Any]]:
    """What the function `name` of the module `path` says of each file; an ArrayBuffer comes back as bytes."""
    answers: list[dict[str, Any]] = page.evaluate(CALL, [path, name, files])
    return [{key: _bytes(value) for key, value in answer.items()} for answer in answers]


def written(page: Page, jpeg: bytes, *facts: dict[str, Any]) -> list[bytes]:
    """The JPEG as `told` of lib/exif-writing.js makes it of each."""
    return [base64.b64decode(text) for text in page.evaluate(WRITE, [buffer(jpeg)["content"], facts])]


def read_files(page: Page, selector: str) -> list[bytes]:
    """What a file input would post."""
    return [base64.b64decode(text) for text in page.eval_on_selector(selector, FILES)]


@contextmanager
def late(page: Page, script: str) -> Iterator[None]:
    """A page that is opened within gets this script only at the end."""
    held: list[Route] = []
    page.route(f"**/{script}", lambda route: held.append(route))
    yield
    for route in held:
        route.continue_()
    page.unroute(f"**/{script}")


def buffer(content: bytes) -> dict[str, str]:
    return {"content": base64.b64encode(content).decode()}


def file(name: str, kind: str, content: bytes) -> dict[str, str]:
    """`kind` is a MIME type."""
    return {"name": name, "type": kind, **buffer(content)}


def _bytes(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
