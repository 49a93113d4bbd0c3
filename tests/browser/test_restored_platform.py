"""The platform comes back from yesterday's backup: what it lost, the phones offer again by themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hazard_app.db import db
from tests.browser.field import SENT, FieldPhone, found, phone, photos_of, sha256_of
from tests.installed import Instance, installed
from tests.lines import Line
from tests.places import Place, place_at
from tests.servers import RealServer

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Instance]:
    """Nobody else's: a restore wants it alone."""
    with installed(tmp_path) as own:
        yield own


def send(officer: FieldPhone, note: str, seed: int) -> None:
    officer.report(note, seed)
    officer.send()
    officer.page.wait_for_url(SENT)


def restore(server: RealServer, own: Instance, place: Place, kept: Path) -> None:
    """Nobody may hold a connection meanwhile."""
    server.stop()
    place.leave()
    with own.app.app_context():
        db.engine.dispose()
    place.done("restore", "--replace", kept)
    place.leave()
    server.start()


def forget_when_it_was_asked(officer: FieldPhone) -> None:
    """A phone asks every hour what the platform still knows."""
    officer.page.evaluate("localStorage.removeItem(`looked-${document.querySelector('meta[name=person]').content}`)")


def test_what_was_sent_after_the_backup_is_offered_again_with_its_photo(
    chromium: Browser, own: Instance, tmp_path: Path
) -> None:
    with (
        own.server(processes=1) as server,
        Line(server.url) as line,
        phone(chromium, line, own) as officer,
        place_at(own.folder, own.database) as place,
    ):
        officer.tab()
        officer.sign_in("officer")
        send(officer, "备份之前", 950)
        kept = place.backup(tmp_path / "copies")
        send(officer, "备份之后", 951)
        officer.page.close()
        restore(server, own, place, kept.folder)
        line.mend()
        assert [found(own, note) for note in ("备份之前", "备份之后")] == [1, 0]
        page = officer.tab()
        page.goto("/today")
        forget_when_it_was_asked(officer)
        page.goto("/today")
        officer.until(lambda: found(own, "备份之后") == 1)
        assert found(own, "备份之前") == 1
        assert photos_of(own, "备份之后") == [sha256_of(951)]
        officer.until(lambda: officer.states() == ["sent", "sent"])
