"""`python -m tests.side_by_side`: all tests on both databases at once; where one of them waits, the other computes.

What is said of SQLite is seen as it comes, what is said of PostgreSQL stands below it. A browser sees no database:
what a server says to it is asked on both without one, and its own tests run once. Those with a server behind it stand
beside SQLite, those of scripts alone beside PostgreSQL: so both runs take about as long.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

BUT = {"sqlite": ("-m", "not scripts"), "postgresql": ("-m", "not browser")}


def main(command: Sequence[str]) -> int:
    """0 when both are well."""
    with tempfile.TemporaryFile() as later:
        runs = {"SQLite": start(command, "sqlite"), "PostgreSQL": start(command, "postgresql", later)}
        failed = [name for name, run in runs.items() if ended(run) != 0]
        later.seek(0)
        say(f"\nPostgreSQL:\n{later.read().decode(errors='replace')}")
    say(f"FAILED on {' and '.join(failed)}\n" if failed else "All tests pass on SQLite and on PostgreSQL.\n")
    return 1 if failed else 0


def start(command: Sequence[str], database: str, out: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "HAZARD_TEST_DATABASE": database}
    return subprocess.Popen([*command, *BUT[database]], env=environment, stdout=out, stderr=out)


def ended(run: subprocess.Popen[bytes]) -> int:
    """Its exit code. An interruption from the keyboard reaches it too; it ends its servers and says how far it is."""
    with suppress(KeyboardInterrupt):
        return run.wait()
    return run.wait()


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main([sys.executable, "-m", "pytest"]))
