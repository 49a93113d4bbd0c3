"""`make bench`: measure against the budgets of DESIGN §7. Numbers of one run belong together."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import field, lists, outbox, pages, phones, rounds, submissions
from tests.benchmarks.results import Result, table
from tests.servers import ROOT

PARTS: dict[str, Callable[[Path], Iterator[Result]]] = {
    "submissions": submissions.measured,
    "lists": lists.measured,
    "phones": phones.measured,
    "pages": pages.measured,
    "field": field.measured,
    "outbox": outbox.measured,
    "rounds": rounds.measured,
}
WRITTEN = ROOT / "docs" / "benchmarks.md"
# What stands above the figures is written by hand; from here on they are replaced.
MARK = "## Measured\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all when none is named")
    parser.add_argument("--write", action="store_true", help=f"also into {WRITTEN.relative_to(ROOT)}")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    said = {}
    for name in asked.parts or PARTS:
        said[name] = part(name)
        sys.stdout.write(said[name])
    if asked.write:
        WRITTEN.write_text(joined(WRITTEN.read_text(), said))


def joined(written: str, said: dict[str, str]) -> str:
    """Parts that were not measured stay as they are."""
    head, _, old = written.partition(MARK)
    parts = {title(section): f"\n### {section}" for section in old.split("\n### ")[1:]} | said
    return head + MARK + "".join(parts[name] for name in PARTS if name in parts)


def title(section: str) -> str:
    return section.partition("\n")[0].lower()


def circumstances() -> str:
    database = os.environ.get("HAZARD_TEST_DATABASE", "sqlite")
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {database}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {machine}; load of the machine before it: {os.getloadavg()[0]:.1f}.\n"


def part(name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        when = circumstances()
        rows = "\n".join(table(PARTS[name](Path(folder))))
        return f"\n### {name.capitalize()}\n\n{when}\n{rows}\n"


if __name__ == "__main__":
    main()
