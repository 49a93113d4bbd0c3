"""A machine without a browser is told so, and by name."""

from pathlib import Path

import pytest

from tests.chromium import NAMES, chromium_path


@pytest.fixture
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def executable(path: Path) -> str:
    path.touch(0o755)
    return str(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_is_found_by_any_of_its_names(empty_path: Path, name: str) -> None:
    browser = executable(empty_path / name)
    assert chromium_path() == browser


def test_the_browser_that_was_named_goes_first(empty_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(empty_path / "chromium")
    monkeypatch.setenv("CHROMIUM", executable(empty_path / "my-own"))
    assert chromium_path() == str(empty_path / "my-own")


@pytest.mark.usefixtures("empty_path")
def test_without_a_browser_it_says_what_to_install() -> None:
    with pytest.raises(FileNotFoundError, match="apt install chromium"):
        chromium_path()
