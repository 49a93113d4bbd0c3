"""What LOOK.md promises of the styles and templates, read from their text."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).parent.parent
STYLES = sorted((ROOT / "static/css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SPRITE = (ROOT / "static/icons/icons.svg").read_text("utf-8")


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def blocks(css: str) -> list[tuple[str, list[str]]]:
    """Each block's head, with the heads of the blocks around it."""
    found: list[tuple[str, list[str]]] = []
    around: list[str] = []
    for head, sign in re.findall(r"([^{};]*)([{};])", without_comments(css)):
        if sign == "{":
            found.append((head.strip(), list(around)))
            around.append(head.strip())
        elif sign == "}":
            around.pop()
    return found


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_styles_keep_to_what_the_oldest_browsers_know(path: Path) -> None:
    css = without_comments(path.read_text("utf-8"))
    assert not re.search(r":has\(|light-dark\(|color-mix\(|@container|@scope|@property", css)
    nested = [head for head, around in blocks(css) if any(not outer.startswith("@") for outer in around)]
    assert nested == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_every_style_stands_in_a_layer(path: Path) -> None:
    outermost = [head for head, around in blocks(path.read_text("utf-8")) if not around]
    assert all(head.startswith("@layer ") for head in outermost)


def test_night_asked_by_the_phone_and_by_the_person_are_alike() -> None:
    tokens = (ROOT / "static/css/tokens.css").read_text("utf-8")
    nights = re.findall(r"\{\s*color-scheme: dark;(.*?)\}", tokens, flags=re.DOTALL)
    assert len(nights) == 2
    assert nights[0].split() == nights[1].split()


def test_every_icon_in_the_templates_is_in_the_sprite() -> None:
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"icon\(\"([a-z-]+)\"\)|icons\.svg'\) }}#i-([a-z-]+)", path.read_text("utf-8"))
        for name in name
        if name
    }
    assert named
    assert {name for name in named if f'id="i-{name}"' not in SPRITE} == set()


def test_every_step_of_a_hazard_has_a_sign_in_the_sprite() -> None:
    module = Environment(loader=FileSystemLoader(ROOT / "templates"), extensions=["jinja2.ext.i18n"], autoescape=True)
    module.filters |= {"word": str, "moment": str, "length_of_sound": str}
    signs: dict[str, str] = module.get_template("macros/timeline.html").module.signs  # type: ignore[attr-defined]
    assert {sign for sign in signs.values() if f'id="i-{sign}"' not in SPRITE} == set()


def test_every_element_with_a_script_is_loaded_by_name() -> None:
    app = (ROOT / "static/js/app.js").read_text("utf-8")
    scripts = list((ROOT / "static/js/components").glob("*.js"))
    # Some are asked for by another one, when they are needed.
    asked_for = {
        name for path in scripts for name in re.findall(r"""import\("\./([a-z-]+)\.js"\)""", path.read_text("utf-8"))
    }
    assert set(re.findall(r"\"([a-z]+-[a-z-]+)\"", app)) | asked_for == {path.stem for path in scripts}
