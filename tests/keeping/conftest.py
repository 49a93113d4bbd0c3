"""The demo world, a backup of it, and an installation where it may be restored."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hazard_app.keeping.kept_set import KeptSet
from tests.places import Place, copied, place


@pytest.fixture(scope="package")
def here(demo_world: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo world. Tests leave it as it is."""
    with copied(demo_world, tmp_path_factory.mktemp("keeping") / "here") as here:
        yield here


@pytest.fixture(scope="package")
def kept(here: Place, tmp_path_factory: pytest.TempPathFactory) -> KeptSet:
    return here.backup(tmp_path_factory.mktemp("copies"))


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Place]:
    """An installation without a database yet."""
    with place(tmp_path / "there", migrated=False) as there:
        yield there
