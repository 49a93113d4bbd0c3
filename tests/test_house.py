"""The house stands as it was planned: see STYLE.md and docs/architecture.md."""

import ast
import statistics
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter

import pytest
from alembic.script import ScriptDirectory

from tests.source import PACKAGE, ROOT, Import, Source, sources

# From the ground up. A unit may import what stands below it, and itself.
FLOORS = (
    ("rules",),
    ("config", "images", "library", "passwords", "sounds"),
    ("db", "inserts", "storage", "certificates"),
    ("models",),
    ("acts", "reports", "keeping"),
    ("clock", "cookies", "languages", "round_words", "campaign_words"),
    ("words",),
    ("documents", "forms", "phones"),
    ("security",),
    ("credentials", "inbox"),
    ("views", "demo"),
    ("commands",),
    ("cli", "migrations"),
    ("create_app", "serve"),
)
FLOOR = {unit: number for number, floor in enumerate(FLOORS) for unit in floor}

# Views that are no pages: what all pages share, and the list of them.
SHARED_BY_VIEWS = {
    "administered", "assets", "bodies", "campaigned", "errors", "everywhere", "filter_links", "formats", "planned",
    "roads", "rule_words", "uploads",
}  # fmt: skip
LIST_OF_VIEWS = "blueprints"

# Nothing but the standard library, geopy's distances and dateutil's rules of recurrence.
GROUND = sys.stdlib_module_names | {"geopy", "dateutil", PACKAGE}
WITHOUT_FLASK = {
    "rules",
    "images",
    "library",
    "passwords",
    "sounds",
    "certificates",
    "models",
    "acts",
    "reports",
    "keeping",
}
MAY_COMMIT = {"db", "security", "credentials", "inbox", "views", "commands", "cli", "demo"}
# Besides, these call or catch nothing of the database: they turn text into values.
WITHOUT_DATABASE = {
    "rules",
    "images",
    "library",
    "passwords",
    "sounds",
    "certificates",
    "config",
    "forms",
    "documents",
}


def own_imports() -> Iterator[tuple[Source, Import]]:
    return ((source, used) for source in sources() for used in source.imports if used.root == PACKAGE)


def violations(rule: Iterator[tuple[Source, Import]]) -> list[str]:
    return [f"{source.at(used.line)} imports {used.module}" for source, used in rule]


def test_every_unit_has_its_floor() -> None:
    assert {source.unit for source in sources()} <= FLOOR.keys()


def test_imports_point_downwards() -> None:
    assert not violations(
        (source, used)
        for source, used in own_imports()
        if used.unit != source.unit and FLOOR[used.unit] >= FLOOR[source.unit]
    )


def test_no_module_imports_itself_in_a_circle() -> None:
    graph: dict[str, set[str]] = {source.module: set() for source in sources()}
    for source, used in own_imports():
        if not used.for_types_only:
            graph[source.module].add(used.module)
    TopologicalSorter(graph).prepare()


def test_nobody_imports_a_package_for_what_its_init_holds() -> None:
    packages = {source.module for source in sources() if source.path.name == "__init__.py"}
    assert not violations((source, used) for source, used in own_imports() if used.module in packages)


def test_rules_need_nothing_but_python_and_each_other() -> None:
    assert not violations(
        (source, used)
        for source in sources()
        for used in source.imports
        if source.unit == "rules" and (used.root not in GROUND or (used.root == PACKAGE and used.unit != "rules"))
    )


def test_below_the_pages_nobody_knows_of_flask() -> None:
    assert not violations(
        (source, used)
        for source in sources()
        for used in source.imports
        if source.unit in WITHOUT_FLASK and used.root.split("_")[0] in {"flask", "werkzeug"}
    )


def test_forms_and_documents_never_touch_the_database() -> None:
    assert not violations(
        (source, used)
        for source in sources()
        for used in source.imports
        if source.unit in WITHOUT_DATABASE
        and (used.root in {"sqlalchemy", "flask_sqlalchemy"} or used.module == f"{PACKAGE}.db")
    )


def test_a_view_never_imports_a_view() -> None:
    shared = {f"{PACKAGE}.views.{name}" for name in SHARED_BY_VIEWS}
    assert not violations(
        (source, used)
        for source, used in own_imports()
        if source.unit == used.unit == "views" and used.module not in shared and source.path.stem != LIST_OF_VIEWS
    )


def test_nothing_below_a_view_or_a_command_commits() -> None:
    commits = [
        source.at(call.lineno)
        for source in sources()
        if source.unit not in MAY_COMMIT
        for call in ast.walk(source.tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    ]
    writes = violations(
        (source, used)
        for source, used in own_imports()
        if source.unit not in MAY_COMMIT and (used.module, used.name) == (f"{PACKAGE}.db", "write")
    )
    assert not commits + writes


@pytest.mark.parametrize("folder", [PACKAGE, "tests"])
def test_imports_stand_at_the_top(folder: str) -> None:
    assert not violations((source, used) for source in sources(folder) for used in source.imports if used.in_function)


@pytest.mark.parametrize("folder", [PACKAGE, "tests"])
def test_no_file_is_longer_than_250_lines(folder: str) -> None:
    assert not [f"{source.at(source.lines)}" for source in sources(folder) if source.lines > 250]


def test_nine_functions_in_ten_are_shorter_than_twenty_lines() -> None:
    lengths = [
        (function.end_lineno or 0) - function.lineno + 1 for source in sources() for function in source.functions
    ]
    assert statistics.quantiles(lengths, n=10)[-1] < 20


def test_create_app_only_puts_the_parts_together() -> None:
    [create_app] = [source for source in sources() if source.module == PACKAGE]
    assert create_app.lines <= 60


def test_migrations_follow_each_other_in_one_line() -> None:
    migrations = ScriptDirectory(str(ROOT / PACKAGE / "migrations"))
    assert len(migrations.get_heads()) == 1
    assert not [step.revision for step in migrations.walk_revisions() if step.is_merge_point or step.is_branch_point]
