import os
import stat
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hazard_app.config import VERSION, kept_secret
from tests.source import ROOT


def test_a_secret_is_made_once_and_read_ever_after(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "secret_key")
    assert len(first) == 64
    assert kept_secret(tmp_path / "secret_key") == first


def test_of_many_that_start_at_once_all_use_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as many:
        secrets = set(many.map(kept_secret, [tmp_path / "secret_key"] * 64))
    assert len(secrets) == 1


def test_nobody_else_on_the_machine_may_read_it(tmp_path: Path) -> None:
    kept_secret(tmp_path / "secret_key")
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_nothing_but_the_secret_is_left_behind(tmp_path: Path) -> None:
    kept_secret(tmp_path / "secret_key")
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_that_it_was_made_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name in the folder too, not only the content: sign-ins and phones hang on it."""
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    kept_secret(tmp_path / "secret_key")
    assert synced == [(tmp_path / "secret_key").stat().st_ino, tmp_path.stat().st_ino]


def test_a_backup_names_the_release_that_made_it() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION
