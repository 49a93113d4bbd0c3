"""`make bench`: measure against the budgets of DESIGN §7. Numbers of one run belong together."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import field, lists, pages, phones, submissions
from tests.benchmarks.results import Result, table
from tests.servers import ROOT

PARTS: dict[str, Callable[[Path], Iterator[Result]]] = {
    "submissions": submissions.measured,
    "lists": lists.measured,
    "phones": phones.measured,
    "pages": pages.measured,
    "field": field.measured,
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
    said = [circumstances()]
    sys.stdout.write(said[0])
    for name in asked.parts or PARTS:
        said.append(part(name))
        sys.stdout.write(said[-1])
    if asked.write:
        WRITTEN.write_text(WRITTEN.read_text().partition(MARK)[0] + MARK + "\n" + "".join(said))


def circumstances() -> str:
    database = os.environ.get("HAZARD_TEST_DATABASE", "sqlite")
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {database}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {machine}; load of the machine before it: {os.getloadavg()[0]:.1f}.\n"


def part(name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return f"\n### {name.capitalize()}\n\n" + "\n".join(table(PARTS[name](Path(folder)))) + "\n"


if __name__ == "__main__":
    main()
