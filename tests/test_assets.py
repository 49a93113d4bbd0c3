"""The look and the scripts as they are served: joined, versioned, compressed, and nothing else."""

import gzip
import posixpath
import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from hazard_app.views.assets import LITERAL, Assets, bare_js, build_assets, init_app, join_css

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("assets", static_folder=None)
    init_app(app, ROOT)
    app.add_url_rule("/long", "long", lambda: Response("字" * 1000))
    app.add_url_rule("/short", "short", lambda: Response("short"))
    app.add_url_rule("/stream", "stream", lambda: Response(iter(["x" * 2000])))
    app.add_url_rule("/photo", "photo", lambda: Response(b"x" * 2000, mimetype="image/jpeg"))
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def assets(app: Flask) -> Assets:
    return app.extensions["assets"]  # type: ignore[no-any-return]


def test_layers_come_first_and_print_last(tmp_path: Path) -> None:
    for name in ("print", "zebra", "base", "apple", "layers", "utilities", "reset", "tokens"):
        (tmp_path / f"{name}.css").write_text(f"/* why */\n.{name} {{ }}\n")
    names = ("layers", "reset", "tokens", "base", "apple", "zebra", "utilities", "print")
    assert join_css(tmp_path).decode() == "".join(f".{name}{{}}" for name in names)


def test_styles_are_served_without_comments_and_spaces_that_only_people_need(tmp_path: Path) -> None:
    for name in ("layers", "reset", "tokens", "base", "utilities", "print"):
        (tmp_path / f"{name}.css").touch()
    rule = '/* why */\n@media (width > 1px) {\n  a :is(b, c) > d:not(e) { margin: 0 1px; content: "no"; }\n}\n'
    (tmp_path / "apple.css").write_text(rule)
    assert join_css(tmp_path) == b'@media (width>1px){a :is(b,c)>d:not(e){margin:0 1px;content:"no"}}'


def test_every_class_that_a_style_names_stands_somewhere() -> None:
    """`sev-{{ level }}` stands for all that begin so."""
    said = "".join(path.read_text() for folder in ("templates", "static/js") for path in (ROOT / folder).rglob("*.*"))
    words = set(re.findall(r"[\w-]+", said))
    begun = tuple(re.findall(r"([\w-]+-)(?:\{\{|\$\{)", said))
    styles = "".join(path.read_text() for path in (ROOT / "static/css").glob("*.css"))
    named = set(re.findall(r"\.([a-z][\w-]+)", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)))
    assert named - words - {name for name in named if name.startswith(begun)} == set()


def test_no_style_has_a_string_with_a_space_that_would_be_lost() -> None:
    for path in (ROOT / "static/css").glob("*.css"):
        strings = re.findall(r'"[^"]*"', path.read_text())
        assert not [text for text in strings if re.search(r"[{};]|[:,]\s", text)], path


def test_the_version_follows_styles_templates_and_translations(tmp_path: Path) -> None:
    for folder in ("static/css", "static/js", "static/icons", "templates"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("layers", "reset", "tokens", "base", "utilities", "print"):
        (tmp_path / "static/css" / f"{name}.css").touch()
    static, templates = tmp_path / "static", tmp_path / "templates"
    before = build_assets(static, templates)
    assert build_assets(static, templates).version == before.version
    (templates / "page.html").write_text("changed")
    assert build_assets(static, templates).version != before.version


@pytest.mark.parametrize(
    ("name", "kind"),
    [("app.css", "text/css"), ("icons.svg", "image/svg+xml"), ("js/app.js", "text/javascript")],
)
def test_what_is_served_is_kept_for_a_year(client: FlaskClient, assets: Assets, name: str, kind: str) -> None:
    answer = client.get(f"/assets/{assets.version}/{name}")
    assert answer.status_code == 200
    assert answer.mimetype == kind
    assert "immutable" in answer.headers["Cache-Control"]


def test_an_old_page_gets_the_new_look_for_a_minute(client: FlaskClient) -> None:
    answer = client.get("/assets/of-last-week/app.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("name", ["", "css/base.css", "../pyproject.toml", "%2e%2e/pyproject.toml", "app.map"])
def test_what_is_not_on_the_list_is_not_there(client: FlaskClient, assets: Assets, name: str) -> None:
    assert client.get(f"/assets/{assets.version}/{name}").status_code == 404


# What browsers say over https, what they say without, and how the answer is read.
TAKEN = [("gzip, deflate, br, zstd", "br", brotli.decompress), ("gzip, deflate", "gzip", gzip.decompress)]


@pytest.mark.parametrize(("accepts", "encoding", "read"), TAKEN)
def test_assets_are_compressed_as_each_takes_it(
    client: FlaskClient, assets: Assets, accepts: str, encoding: str, read: Callable[[bytes], bytes]
) -> None:
    url = f"/assets/{assets.version}/app.css"
    plain = client.get(url)
    small = client.get(url, headers={"Accept-Encoding": accepts})
    assert small.headers["Content-Encoding"] == encoding
    assert read(small.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == small.headers["Vary"] == "Accept-Encoding"


def test_an_address_names_the_version_and_a_wrong_one_fails(app: Flask, assets: Assets) -> None:
    with app.test_request_context("/", base_url="http://localhost/sub"):
        assert assets.url("app.css") == f"/sub/assets/{assets.version}/app.css"
        with pytest.raises(KeyError):
            assets.url("app.scss")


@pytest.mark.parametrize(("accepts", "encoding", "read"), TAKEN)
def test_a_long_page_is_compressed(
    client: FlaskClient, accepts: str, encoding: str, read: Callable[[bytes], bytes]
) -> None:
    answer = client.get("/long", headers={"Accept-Encoding": accepts})
    assert answer.headers["Content-Encoding"] == encoding
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert read(answer.data).decode() == "字" * 1000


@pytest.mark.parametrize("path", ["/short", "/stream", "/photo"])
def test_what_gains_nothing_passes_as_it_is(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("accepts", ["", "identity", "br;q=0, gzip;q=0", "deflate"])
def test_who_takes_neither_gets_none(client: FlaskClient, accepts: str) -> None:
    answer = client.get("/long", headers={"Accept-Encoding": accepts})
    assert answer.data.decode() == "字" * 1000
    assert answer.headers["Vary"] == "Accept-Encoding"


def reached(assets: Assets, *names: str) -> set[str]:
    """Scripts and what they import at once, without what one of them fetches when it is needed."""
    found: set[str] = set()
    ahead = set(names)
    while ahead:
        name = ahead.pop()
        found.add(name)
        imported = re.findall(r"""(?:^|[;\n])import\b[^;"]*"([^"]*)"(?=;)""", assets.files[name].body.decode())
        ahead |= {posixpath.normpath(f"{posixpath.dirname(name)}/{path}") for path in imported} - found
    return found


def weight(assets: Assets, names: set[str]) -> int:
    """As a phone gets them: it works offline over https alone, and takes brotli there."""
    return sum(len(assets.files[name].encoded["br"]) for name in names)


def test_styles_icons_and_scripts_together_stay_light(assets: Assets) -> None:
    """All that the worker takes along; a first page needs less than half of it (docs/benchmarks.md)."""
    assert weight(assets, {name for name in assets.files if not name.endswith(".png")}) < 64_500


@pytest.mark.parametrize(
    ("script", "served"),
    [
        ('// Why.\nconst a = () => {\n  // Here too.\n  return "//no";\n};\n', 'const a=()=>{\nreturn "//no";};'),
        ("const A = 5; // ms: (a, b)\nlet b;\n", "const A=5;let b;"),
        ("a + +b / 2 - -c / d;\n", "a + +b / 2 - -c / d;"),
        ('say("a , \\" b", \'c : d\', `e ; ${ f } // g`);\n', 'say("a , \\" b",\'c : d\',`e ; ${ f } // g`);'),
        ('x.split(/, [/"] \\/ /, 2) / 2; // "y\n', 'x.split(/, [/"] \\/ /,2)/ 2;'),
        ("const a = b\n  (c)\n\nlet d\n", "const a=b\n(c)\nlet d\n"),
    ],
)
def test_scripts_are_served_without_comments_and_spaces_that_only_people_need(
    tmp_path: Path, script: str, served: str
) -> None:
    path = tmp_path / "a.js"
    path.write_text(script)
    assert bare_js(path).decode() == served


def test_no_script_has_a_string_over_several_lines_or_one_within_another() -> None:
    for path in (ROOT / "static/js").rglob("*.js"):
        assert all(line.count("`") % 2 == 0 for line in path.read_text().splitlines()), path
        within = re.findall(r"\$\{([^}]*)", path.read_text())
        assert not any("`" in code for code in within), path


def test_a_division_and_a_pattern_are_told_apart_by_the_space_behind_their_sign() -> None:
    for path in (ROOT / "static/js").rglob("*.js"):
        pieces = LITERAL.split(path.read_text())
        assert not [code for code in pieces[::2] if re.search("(?<! )/|/(?! )", code)], path
        patterns = [at for at, piece in enumerate(pieces) if at % 2 and (piece or "").startswith("/")]
        assert not [at for at in patterns if re.search(r"[\w)\]] *$", pieces[at - 1].removesuffix("return "))], path


def test_what_a_form_needs_before_anything_is_done_stays_lighter(assets: Assets) -> None:
    names = ("kept-form", "sync-state", "item-count", "rest-of-part", "photo-field", "position-field", "install-hint")
    small = ("time-field", "grade-choice", "unanswered-ask")
    scripts = reached(assets, "js/app.js", *(f"js/components/{name}.js" for name in (*names, *small)))
    assert "js/lib/photo-tile.js" in scripts
    # Not before something is to be covered, sent or mended, or the page is left alone.
    later = {"components/photo-blur", "offline/picture-making", "offline/sender", "offline/schedule", "lib/refusal"}
    assert not scripts & {f"js/{name}.js" for name in later}
    assert len(scripts) <= 25
    assert weight(assets, {"app.css", "icons.svg", "app.svg"} | scripts) < 26_000


def test_a_page_names_all_that_its_elements_import_at_once(app: Flask, assets: Assets) -> None:
    with app.test_request_context("/"):
        urls = assets.modules("item-count", "school-fill")
        named = {url.removeprefix(f"/assets/{assets.version}/") for url in urls}
        assert named == reached(assets, "js/app.js", "js/components/item-count.js", "js/components/school-fill.js")
        assert len(urls) == len(named)
        with pytest.raises(KeyError):
            assets.modules("no-such-element")
