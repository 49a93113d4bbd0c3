"""Keep a table that waits to be brought in, with what its dry run found."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from hazard_app.acts.import_rows import Given
from hazard_app.acts.import_tally import Tally
from hazard_app.models.import_file import ImportFile
from hazard_app.rules.imports import Datum

MOST_FAULTS = 2_000  # rows that a report lists; beyond it the whole table is another one than was meant


def keep_import(
    session: Session, person_id: int, given: Given, datum: Datum, content: bytes, tally: Tally, now: datetime
) -> UUID:
    """What the same person tried before and never applied goes, and of what was applied the bytes."""
    session.execute(delete(ImportFile).where(ImportFile.person_id == person_id, ImportFile.applied_at.is_(None)))
    session.execute(update(ImportFile).where(ImportFile.person_id == person_id).values(content=None))
    kept = ImportFile(person_id=person_id, kind=given.kind, datum=datum, name=given.name, content=content)
    kept.sha256, kept.created_at, kept.report = given.sha256, now, {"beside": asdict(given.beside)}
    report(kept, tally)
    session.add(kept)
    session.flush()
    return kept.uid


def report(kept: ImportFile, tally: Tally) -> None:
    """What was said beside the file stays as it was."""
    kept.report = {**report_of(tally), "beside": kept.report.get("beside", {})}
    kept.fingerprint = tally.fingerprint


def applied(session: Session, import_id: int, tally: Tally, now: datetime) -> None:
    """Its bytes are not needed any more, unless rows were left out that wait to be mended; what it did stays."""
    kept = session.get_one(ImportFile, import_id)
    kept.applied_at = now
    if not tally.left_out:
        kept.content = None
    report(kept, tally)
    session.flush()


def report_of(tally: Tally) -> dict[str, Any]:
    return {
        "new": tally.counts["new"],
        "changed": tally.counts["changed"],
        "same": tally.counts["same"],
        "wrong": tally.left_out,
        "faults": [{**asdict(fault), "why": fault.why.value} for fault in tally.faults[:MOST_FAULTS]],
        "changes": [asdict(change) for change in tally.changes],
    }
