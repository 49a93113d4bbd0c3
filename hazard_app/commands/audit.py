"""`flask audit`: is the record still what was written?"""

from collections.abc import Iterable
from dataclasses import dataclass

import click
from flask.cli import AppGroup
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hazard_app.commands.sentences import N_, refuse, say
from hazard_app.db import db
from hazard_app.reports.chain_audit import Found, audit_chains
from hazard_app.rules.audit import Break

audit = AppGroup("audit", help="Is the record still what was written? 核对处置记录是否被改动。")

WHAT_BROKE = {
    Break.CHANGED: N_("Hazard %(hazard)s, step %(number)s: it was changed after it was written."),
    Break.UNREADABLE: N_("Hazard %(hazard)s, step %(number)s: it was changed into something that cannot be read."),
    Break.REHASHED: N_("Hazard %(hazard)s, step %(number)s: it was changed and its hash was made anew."),
    Break.MISSING: N_("Hazard %(hazard)s, step %(number)s: it is missing; later ones are there."),
    Break.MOVED: N_("Hazard %(hazard)s, step %(number)s: it is out of order; it was written at another place."),
    Break.ADDED: N_("Hazard %(hazard)s, step %(number)s: it was added without a valid hash."),
    Break.REWORDED: N_("Hazard %(hazard)s, step %(number)s: its note or its place was changed."),
    Break.FILE_GONE: N_("Hazard %(hazard)s, step %(number)s: a photo or memo of it is no longer in the database."),
    Break.CUT_OFF: N_("Hazard %(hazard)s, step %(number)s: it is missing; steps were cut off at the end."),
    Break.TIP: N_(
        "Hazard %(hazard)s, step %(number)s: the hazard's own row names another last step; one of the two was changed."
    ),
    Break.HAZARD_GONE: N_("Hazard %(hazard)s, step %(number)s: the hazard itself is gone, its steps are left."),
}


@dataclass
class Count:
    """Of what was looked at."""

    hazards: int = 0
    steps: int = 0
    broken: int = 0

    def add(self, found: Found) -> None:
        self.hazards += 1
        self.steps += found.steps
        self.broken += found.broken is not None


@audit.command("verify")
@click.option("--hazard", "number", help="Only this one, like 2026-0042. 只核对一处隐患。")
def verify(number: str | None) -> None:
    """Read every step again and hold it against its hash. 逐条核对全部处置记录。"""
    counted = tell(audit_chains(db.session(), id_of(number) if number else None))
    if number and not counted.hazards:
        raise refuse(_l("There is no hazard %(number)s.", number=number))
    if counted.broken:
        raise refuse(
            _l(
                "%(broken)s of %(hazards)s hazards are not as they were written; from the step named on, the chain "
                "vouches for nothing. Keep this list and the database as they are, and compare with an older backup.",
                broken=counted.broken,
                hazards=counted.hazards,
            )
        )
    say(_l("All is as it was written: %(hazards)s hazards, %(steps)s steps.", **vars(counted)))


def tell(audited: Iterable[Found]) -> Count:
    """Each broken one as soon as it is found."""
    counted = Count()
    for found in audited:
        counted.add(found)
        if sentence := in_words(found):
            say(sentence)
    return counted


def in_words(found: Found) -> LazyString | None:
    if found.broken is None:
        return None
    return _l(WHAT_BROKE[found.broken.kind], hazard=found.hazard, number=found.broken.number)


def id_of(number: str) -> int:
    """The serial number in what people call a hazard; 0, which none has, for anything else."""
    serial = number.rpartition("-")[2]
    return int(serial) if serial.isdecimal() and serial.isascii() else 0
