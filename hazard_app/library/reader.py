"""Reads the library's JSON into rows of the domain. The built-in files stand beside this module."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hazard_app.rules.terms import DoneBy, SchoolKind, Severity

BUILT_IN = tuple(Path(__file__).parent / name for name in ("taxonomy.json", "checklists.json"))

Row = dict[str, Any]
Entry = Mapping[str, Any]
T = TypeVar("T")


class LibraryError(ValueError):
    """A file that is no library; the sentence names the file or the entry, and the key."""


@dataclass(frozen=True, slots=True)
class ChecklistText:
    """One checklist as it reads now; `version` and `items` are columns of their models."""

    code: str
    version: Row
    items: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Every row has the columns of its model. `shipped` is what comes with the app and not from a person."""

    departments: list[Row] = field(default_factory=list)
    categories: list[Row] = field(default_factory=list)
    norms: list[Row] = field(default_factory=list)
    time_limits: list[Row] = field(default_factory=list)
    checklists: list[ChecklistText] = field(default_factory=list)
    shipped: bool = False


def built_in() -> Library:
    return read(BUILT_IN, shipped=True)


def read(paths: Iterable[Path], shipped: bool = False) -> Library:
    """A file holds either a list of checklists or a taxonomy. LibraryError, or OSError for no such file."""
    library = Library(shipped=shipped)
    for path in paths:
        _take(library, path.name, _json(path))
    _refuse_twins("checklist", [text.code for text in library.checklists])
    _refuse_twins("item", [item["code"] for text in library.checklists for item in text.items])
    return library


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        raise LibraryError(f"{path.name}: {error}") from error


def _take(library: Library, name: str, content: Any) -> None:
    if isinstance(content, dict):
        return _take_taxonomy(library, content)
    named = {"code": name, "checklists": content}
    library.checklists.extend(checklist(entry) for entry in _get(named, "checklists", _entries))
    return None


def checklist(data: Entry) -> ChecklistText:
    texts = ("title_zh", "title_en", "recurrence", "source")
    version = {name: _get(data, name, _text) for name in texts} | {
        "done_by": _get(data, "done_by", DoneBy),
        "applies_to": _get(data, "applies_to", _school_kinds),
    }
    items = enumerate(_get(data, "items", _entries), 1)
    return ChecklistText(_get(data, "code", _text), version, tuple(_item(*item) for item in items))


def _item(position: int, data: Entry) -> Row:
    texts = ("code", "section_zh", "section_en", "text_zh", "text_en", "norm")
    return {name: _get(data, name, _text) for name in texts} | {
        "position": position,
        "severity": _get(data, "severity_if_failed", Severity),
        "photo_required": _get(data, "photo_required_on_fail", _yes_no),
        "category_code": _get(data, "category", _text),
        "police_only": _get(data, "police_only", _yes_no, False),
    }


def _take_taxonomy(library: Library, data: Entry) -> None:
    departments, norms = ("code", "zh", "en"), ("code", "name", "confidence")
    library.departments.extend(_texts(entry, departments) for entry in _get(data, "departments", _entries, []))
    library.categories.extend(_category(*entry) for entry in enumerate(_get(data, "categories", _entries, []), 1))
    library.norms.extend(_texts(entry, norms) for entry in _get(data, "norms", _entries, []))
    limits = _get(data, "deadlines", _entry, {})
    library.time_limits.extend(_time_limit(word, limits[word]) for word in Severity if word in limits)


def _category(position: int, data: Entry) -> Row:
    return _texts(data, ("code", "zh", "en", "hazard_class", "lead_dept")) | {
        "position": position,
        "default_severity": _get(data, "default_severity", Severity),
        "co_depts": _get(data, "co_depts", _text_list),
        "police_only": _get(data, "police_only", _yes_no, False),
    }


def _time_limit(severity: Severity, data: Entry) -> Row:
    return {
        "severity": severity,
        "days": _get(data, "default_days", _days),
        "control": _get(data, "control", _text),
        "zh": _get(data, "note_zh", _text, ""),
        "en": _get(data, "note_en", _text, ""),
    }


def _texts(data: Entry, names: Iterable[str]) -> Row:
    return {name: _get(data, name, _text) for name in names}


def _get(data: Entry, key: str, meaning: Callable[[Any], T], default: object = None) -> T:
    value = data.get(key, default)
    try:
        return meaning(value)
    except (ValueError, TypeError) as error:
        shown = json.dumps(value, ensure_ascii=False)[:80]
        raise LibraryError(f"{data.get('code', '?')}: {key} = {shown}") from error


def _of(kind: type[T]) -> Callable[[Any], T]:
    def meaning(value: Any) -> T:
        if not isinstance(value, kind):
            raise TypeError(value)
        return value

    return meaning


_text, _yes_no, _days = _of(str), _of(bool), _of(int)
_entry: Callable[[Any], Entry] = _of(dict)


def _entries(value: Any) -> list[Entry]:
    return [_entry(entry) for entry in _of(list)(value)]


def _text_list(value: Any) -> list[str]:
    return [_text(entry) for entry in _of(list)(value)]


def _school_kinds(value: Any) -> list[str]:
    return [SchoolKind(word).value for word in _text_list(value)]


def _refuse_twins(noun: str, codes: list[str]) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise LibraryError(f"{noun} {code} × {times}")
