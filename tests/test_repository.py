"""What is in the repository, and what may not be."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.source import PACKAGE, ROOT, sources, tracked_files

EXACT = re.compile(r"[A-Za-z0-9_.-]+(\[[a-z]+\])?==[0-9][0-9a-z.]*")
# Code of others comes by pip; what browsers need of it is served from the installed package.
OTHERS_WORK = re.compile(r"(^|/)(node_modules|vendor|third_party)/|\.(min\.(js|css)|map|whl|ttf|otf|woff2?)$")
# Folders that exist on the machine of whoever wrote a line, and on no other.
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.:/-])/(home|Users|root|work|opt|mnt)/\w")


def requirements(name: str) -> list[str]:
    lines = (ROOT / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r requirements.txt"))]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[=\[]", name)[0]).lower()


def imported_distributions(folder: str) -> set[str]:
    providers = packages_distributions()
    roots = {used.root for source in sources(folder) for used in source.imports}
    return {normal(providers[root][0]) for root in roots if root in providers}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_exactly_and_comes_from_the_usual_index(name: str) -> None:
    assert not [line for line in requirements(name) if not EXACT.fullmatch(line)]


def test_what_the_server_imports_is_required() -> None:
    assert imported_distributions(PACKAGE) <= {normal(line) for line in requirements("requirements.txt")}


def test_what_the_tests_import_is_required() -> None:
    listed = requirements("requirements.txt") + requirements("requirements-dev.txt")
    assert imported_distributions("tests") <= {normal(line) for line in listed}


def test_nothing_made_by_others_is_kept_here() -> None:
    names = (path.relative_to(ROOT).as_posix() for path in tracked_files())
    assert not [name for name in names if OTHERS_WORK.search(name)]


def test_nothing_from_the_instance_folder_is_kept_here() -> None:
    kept = {path.relative_to(ROOT) for path in tracked_files() if path.is_relative_to(ROOT / "instance")}
    assert kept <= {Path("instance/.gitignore")}


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    found = []
    for path in tracked_files():
        text = path.read_bytes().decode(errors="ignore")
        if str(ROOT) in text or SOMEBODYS_FOLDER.search(text):
            found.append(path.relative_to(ROOT).as_posix())
    assert not found
