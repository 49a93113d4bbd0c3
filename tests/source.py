"""The code as data, for the tests that hold the house to its plan."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "hazard_app"


@dataclass(frozen=True)
class Import:
    """`module` is the file that is imported, `name` what is taken from it ("" for all of it)."""

    module: str
    name: str
    line: int
    for_types_only: bool
    in_function: bool

    @property
    def root(self) -> str:
        return self.module.partition(".")[0]

    @property
    def unit(self) -> str:
        return unit_of(self.module)


@dataclass(frozen=True)
class Source:
    path: Path
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    @property
    def unit(self) -> str:
        return unit_of(self.module)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    @property
    def imports(self) -> list[Import]:
        return list(imports_of(self.tree))

    def at(self, line: int) -> str:
        return f"{self.path.relative_to(ROOT)}:{line}"


def unit_of(module: str) -> str:
    """The room a module is in: "rules", "views", …; "create_app" for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "create_app"


@cache
def sources(folder: str = PACKAGE) -> tuple[Source, ...]:
    return tuple(
        Source(path, text := path.read_text(), ast.parse(text, str(path)))
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "versions" not in path.parts
    )


def imports_of(node: ast.AST, for_types: bool = False, inside: bool = False) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, "", node.lineno, for_types, inside)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            module, name = resolved(node.module or "", alias.name)
            yield Import(module, name, node.lineno, for_types, inside)
    for_types |= isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
    inside |= isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for child in ast.iter_child_nodes(node):
        yield from imports_of(child, for_types, inside)


def resolved(module: str, name: str) -> tuple[str, str]:
    """`from package import thing` imports a module where `thing` is one."""
    folder = ROOT.joinpath(*module.split("."))
    if (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists():
        return f"{module}.{name}", ""
    return module, name


@cache
def tracked_files() -> tuple[Path, ...]:
    """What git keeps, as far as it is on the disk."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())
