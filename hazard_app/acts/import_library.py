"""Bring the library into the database, as often as one likes. A published version never changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from hazard_app.db import Base
from hazard_app.library.reader import ChecklistText, Library, LibraryError, Row
from hazard_app.models.category import Category
from hazard_app.models.checklist import Checklist, ChecklistItem, ChecklistVersion
from hazard_app.models.department import Department
from hazard_app.models.norm import Norm
from hazard_app.models.time_limit import TimeLimit
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.chain import canonical_json

VERSIONS = UUID("0f6f8b2e-8c1d-5d57-a2a5-2f1c5a3f9b10")


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one checklist; `number` is its newest version's."""

    code: str
    title: Bilingual
    number: int
    outcome: Outcome


def import_library(session: Session, library: Library, now: datetime) -> list[Imported]:
    """Write what is new or changed; whatever the library does not name is left alone.

    A checklist whose text changed gets its next version. What the app ships comes again with every start: it
    adds what is missing and overrules nothing that this installation has decided since.
    LibraryError when an unknown category or department is named. Of two imports at once one may end in an
    IntegrityError; tried again, it finds what the other wrote.
    """
    leads = [(row["code"], row["lead_dept"]) for row in library.categories]
    categories = [(item["code"], item["category_code"]) for text in library.checklists for item in text.items]
    _put(session, Department, "code", library.departments, library.shipped)
    _refuse_unknown(session, Department.code, leads)
    _put(session, Category, "code", library.categories, library.shipped)
    _refuse_unknown(session, Category.code, categories)
    _put(session, Norm, "code", library.norms, library.shipped)
    _put(session, TimeLimit, "severity", library.time_limits, library.shipped)
    return [_import_checklist(session, text, library.shipped, now) for text in library.checklists]


def _put(session: Session, model: type[Base], key: str, rows: Iterable[Row], only_missing: bool) -> None:
    for row in rows:
        known = session.get(model, row[key])
        if known is None:
            session.add(model(**row))
        elif not only_missing:
            for name, value in row.items():
                setattr(known, name, value)
    session.flush()


def _refuse_unknown(session: Session, codes: InstrumentedAttribute[str], named: Iterable[tuple[str, str]]) -> None:
    known = set(session.scalars(select(codes)))
    for owner, code in named:
        if code not in known:
            raise LibraryError(f"{owner}: {code}?")


def _import_checklist(session: Session, text: ChecklistText, shipped: bool, now: datetime) -> Imported:
    checklist = session.scalar(select(Checklist).where(Checklist.code == text.code))
    if checklist is None:
        checklist = Checklist(code=text.code)
        session.add(checklist)
    fingerprint = sha256(canonical_json([text.code, text.version, text.items])).hexdigest()
    hashes = [version.content_hash for version in checklist.versions]
    title = Bilingual(text.version["title_zh"], text.version["title_en"])
    if fingerprint in (hashes if shipped else hashes[-1:]):
        return Imported(text.code, title, len(hashes), Outcome.SAME)
    number = len(hashes) + 1
    checklist.versions.append(_published(text, number, fingerprint, now))
    session.flush()
    return Imported(text.code, title, number, Outcome.CHANGED if hashes else Outcome.NEW)


def _published(text: ChecklistText, number: int, fingerprint: str, now: datetime) -> ChecklistVersion:
    return ChecklistVersion(
        uid=uuid5(VERSIONS, f"{text.code}/{number}/{fingerprint}"),
        number=number,
        content_hash=fingerprint,
        published_at=now,
        items=[ChecklistItem(**item) for item in text.items],
        **text.version,
    )
