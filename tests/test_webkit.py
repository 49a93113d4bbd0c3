"""A machine without WebKit is told so, and what to install."""

from pathlib import Path

import pytest

from tests.webkit import DRIVER, SCREEN, programs


@pytest.mark.parametrize(("there", "missing"), [(DRIVER, SCREEN), (SCREEN, DRIVER)])
def test_without_one_of_the_two_it_says_which_and_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str, missing: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / there).touch(0o755)
    with pytest.raises(FileNotFoundError, match=f"apt install webkit2gtk-driver xvfb; elsewhere put {missing} on"):
        programs()


def test_where_both_are_there_they_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in (DRIVER, SCREEN):
        (tmp_path / name).touch(0o755)
    assert programs() == {"WebKitWebDriver": str(tmp_path / DRIVER), "Xvfb": str(tmp_path / SCREEN)}
