"""Chinese first, English complete: every sentence is in the catalogue, and none stands outside it."""

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from tests.messages import first, forms, in_chinese, in_the_code, is_untranslated, placeholders, sentences
from tests.source import ROOT, Source, sources

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# A Latin comma or bracket beside a Chinese character is a slip of the keyboard.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")
# Texts of their own (the library, the demo), a terminal that cannot be asked for its language,
# the range of characters that a search takes in pairs, and how a date is written.
CHINESE_BY_NATURE = {
    "library",
    "demo",
    "cli",
    "commands",
    "rules.bigrams",
    "rules.cells",
    "rules.event_words",
    "rules.import_columns",
    "views.formats",
}
# A language is offered under its own name.
OWN_NAME = "中文"
# Of a template nobody reads its comments; and that name may stand there.
NOT_SAID = re.compile(r"{#.*?#}|" + OWN_NAME, re.DOTALL)

Messages = dict[str, Message]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Messages:
    return sentences(in_the_code(tmp_path_factory.mktemp("messages")))


@pytest.fixture(scope="module")
def translated() -> Messages:
    return sentences(in_chinese())


def test_every_sentence_has_its_chinese(used: Messages, translated: Messages) -> None:
    assert not [text for text in used if text not in translated or is_untranslated(translated[text])]


def test_no_translation_is_left_over(used: Messages, translated: Messages) -> None:
    assert translated.keys() <= used.keys()
    assert not in_chinese().obsolete


def test_the_catalogue_is_not_marked_as_a_draft_which_would_not_be_compiled() -> None:
    assert not in_chinese().fuzzy


def test_what_is_one_or_many_in_english_is_so_in_the_catalogue(used: Messages, translated: Messages) -> None:
    assert not [text for text in used if text in translated and forms(used[text].id) != forms(translated[text].id)]


def test_both_languages_have_the_same_blanks_to_fill(translated: Messages) -> None:
    assert not [
        first(message.id)
        for message in translated.values()
        for chinese in forms(message.string)
        if chinese and placeholders(chinese) != placeholders(forms(message.id)[-1])
    ]


def test_chinese_is_punctuated_as_chinese_and_calmly(translated: Messages) -> None:
    chinese = [text for message in translated.values() for text in forms(message.string)]
    assert not [text for text in chinese if HALF_WIDTH.search(text) or "\uff01" in text]


def test_the_sentences_in_the_code_are_english(used: Messages) -> None:
    assert not [text for text in used if HAN.search(text)]


def test_templates_hold_no_chinese_of_their_own() -> None:
    paths = (ROOT / "templates").rglob("*.html")
    assert not [str(path) for path in paths if HAN.search(NOT_SAID.sub("", path.read_text()))]


def test_code_holds_no_chinese_of_its_own() -> None:
    assert not [
        f"{source.at(line)} {text}"
        for source in sources()
        if not CHINESE_BY_NATURE & {source.unit, source.module.partition(".")[2]}
        for line, text in literals(source)
        if HAN.search(text) and text != OWN_NAME
    ]


def literals(source: Source) -> Iterator[tuple[int, str]]:
    """The strings of a module, but for its docstrings and for texts kept in both languages at once."""
    apart = {id(part) for node in ast.walk(source.tree) if is_apart(node) for part in ast.walk(node)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.lineno, node.value


def is_apart(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) == "Bilingual"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
