"""The look and the scripts, read into memory once and served under the hash of what they were made of."""

import gzip
import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, request

blueprint = Blueprint("assets", __name__, url_prefix="/assets")

FIRST = ("layers", "reset", "tokens", "base")
LAST = ("utilities", "print")
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript",  # a module is UTF-8, whatever is said
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
HASHED = frozenset({".css", ".js", ".svg", ".html", ".po"})
FOREVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"
COMPRESSED = frozenset({"text/html", "text/csv", "application/json", "application/geo+json"})
WORTH_COMPRESSING = 1024
# What browsers take over https, and what all take; the first that is taken. A page is made small while somebody waits:
# at this quality brotli takes as long as gzip does, and a fifth fewer bytes.
ENCODINGS = ("br", "gzip")
PAGE_QUALITY = {"br": 5, "gzip": 6}
BEST_QUALITY = {"br": 11, "gzip": 9}
IMPORT = re.compile(rb'(?:^|[;\n])import\b[^;"]*"([^"]*)"(?=;)')
# What of a script is taken as it stands: strings, templates and patterns. Behind the sign of a division is a space.
LITERAL = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`"""
    r"""|/(?![/ ])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+/)|//.*"""
)
AROUND = re.compile(r" ?([{}()\[\],;:=<>?&|*!]) ?")


@dataclass(frozen=True)
class Asset:
    body: bytes
    encoded: dict[str, bytes]
    content_type: str


@dataclass(frozen=True)
class Assets:
    """`files` is the whitelist: names as in the URL, without the version."""

    version: str
    files: dict[str, Asset]

    def url(self, name: str) -> str:
        """Raises KeyError for a name that is not served, so that a wrong template fails in its test."""
        if name not in self.files:
            raise KeyError(name)
        return f"{request.script_root}{blueprint.url_prefix}/{self.version}/{name}"

    def modules(self, *components: str) -> list[str]:
        """URLs of the scripts of these elements and of all that they import at once: a page that says so at its
        beginning waits for them together, not for each where the one before names it. Raises KeyError, as `url`."""
        ahead = ["js/app.js", *(f"js/components/{name}.js" for name in components)]
        # It grows while it is read.
        for name in ahead:
            found = (part.decode() for part in IMPORT.findall(self.files[name].body))
            paths = (posixpath.normpath(posixpath.join(posixpath.dirname(name), part)) for part in found)
            ahead.extend(path for path in dict.fromkeys(paths) if path not in ahead)
        return [self.url(name) for name in ahead]


def build_assets(static_folder: Path, *also_hashed: Path) -> Assets:
    """`also_hashed` are folders whose change makes cached pages stale: templates and translations."""
    files = {"app.css": _asset(join_css(static_folder / "css"), ".css")}
    for path in _files(static_folder / "icons"):
        files[path.name] = _asset(path.read_bytes(), path.suffix)
    for path in _files(static_folder / "js"):
        files[path.relative_to(static_folder).as_posix()] = _asset(bare_js(path), path.suffix)
    return Assets(_version(static_folder, *also_hashed), files)


def join_css(folder: Path) -> bytes:
    """In the order of the layers; within the components, and only there, the order must not matter.

    Without the spaces and last semicolons that only people need: none of our strings holds one that would be taken.
    """
    names = {path.stem for path in folder.glob("*.css")}
    middle = sorted(names.difference(FIRST, LAST))
    text = "".join((folder / f"{name}.css").read_text("utf-8") for name in (*FIRST, *middle, *LAST))
    said = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).strip()
    bare = re.sub(r"\s*;?\s*(})\s*|\s*([{;>])\s*|(?<=[:,])\s+", r"\1\2", said)
    # Each file is one block, and those of the components stand one behind the other.
    return bare.replace("}@layer components{", "").encode()


def bare_js(path: Path) -> bytes:
    """Without its comments and the spaces that only people need: no phone needs them.

    No script of ours has a string that goes over several lines, or holds another one (`tests/test_assets.py`).
    """
    # Every second piece is a literal, or nothing where a comment was.
    pieces = LITERAL.split(path.read_text("utf-8"))
    bare = "".join(piece or "" if odd % 2 else _tight(piece) for odd, piece in enumerate(pieces))
    return re.sub(r"(?<=;)\n+|\n+(?=\n)", "", bare).lstrip().encode()


def _tight(code: str) -> str:
    """Where a script leaves out a semicolon, the end of a statement is that of its line: only what is open goes on."""
    return re.sub(r"(?<=[{,(\[])\n|\n(?=[})\]])", "", AROUND.sub(r"\1", re.sub(r"\s*\n\s*", "\n", code)))


def init_app(app: Flask, root: Path) -> None:
    """`root` holds static, templates and hazard_app/translations."""
    assets = build_assets(root / "static", root / "templates", root / "hazard_app" / "translations")
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset"] = assets.url
    app.jinja_env.globals["modules"] = assets.modules
    app.jinja_env.globals["assets_version"] = assets.version
    app.register_blueprint(blueprint)
    app.after_request(compress)


@blueprint.get("/<version>/<path:name>")
def show(version: str, name: str) -> Response:
    assets: Assets = current_app.extensions["assets"]
    asset = assets.files.get(name) or abort(404)
    encoding = _encoding()
    response = Response(asset.encoded.get(encoding, asset.body), content_type=asset.content_type)
    if encoding:
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOREVER if version == assets.version else A_MINUTE
    return response


def compress(response: Response) -> Response:
    """For after_request. Files, streams and what is encoded already pass as they are."""
    if response.mimetype not in COMPRESSED or response.is_streamed or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    encoding = _encoding()
    if encoding and (response.content_length or 0) >= WORTH_COMPRESSING:
        response.set_data(_small(response.get_data(), encoding, PAGE_QUALITY[encoding]))
        response.content_encoding = encoding
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)
    return response


def _encoding() -> str:
    """Nothing for whoever takes none of them."""
    return next((name for name in ENCODINGS if request.accept_encodings.quality(name) > 0), "")


def _small(body: bytes, encoding: str, quality: int) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    return gzip.compress(body, compresslevel=quality, mtime=0)


# Tests make many apps of the same files.
@cache
def _asset(body: bytes, suffix: str) -> Asset:
    return Asset(body, {name: _small(body, name, BEST_QUALITY[name]) for name in ENCODINGS}, TYPES[suffix])


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in TYPES)


def _version(*folders: Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in HASHED:
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
