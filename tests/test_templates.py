"""Templates stay under the strict policy for scripts and styles, and carry nothing unused."""

import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from tests.source import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
READER = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)

# Each of these the browser would refuse, silently.
REFUSED = {
    "a script of its own": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style sheet of its own": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript link": re.compile(r"[\"']javascript:", re.IGNORECASE),
}


def imported_names(tree: nodes.Template) -> Iterator[str]:
    for statement in tree.find_all(nodes.FromImport):
        for name in statement.names:
            yield name[1] if isinstance(name, tuple) else name
    for whole in tree.find_all(nodes.Import):
        yield whole.target


def test_there_are_templates_to_read() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("what", REFUSED)
def test_no_template_has(what: str) -> None:
    assert not [str(path) for path in TEMPLATES if REFUSED[what].search(path.read_text())]


def test_every_imported_macro_is_used() -> None:
    unused = []
    for path in TEMPLATES:
        tree = READER.parse(path.read_text())
        used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        unused += [f"{path.relative_to(ROOT)}: {name}" for name in imported_names(tree) if name not in used]
    assert not unused
