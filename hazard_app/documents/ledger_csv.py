"""A school's own ledger as a table of text that spreadsheets open, in the columns that paper ledgers have."""

from collections.abc import Iterable, Iterator

from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hazard_app.documents.hazards_csv import DAY, MOMENT, Columns, table
from hazard_app.reports.ledger import LedgerLine
from hazard_app.words import in_words, word

COLUMNS: Columns[LedgerLine] = (
    (_l("Number"), lambda line: line.row.number),
    (_l("School"), lambda line: line.row.school_name),
    (_l("Found at"), lambda line: format_datetime(line.row.happened_at, MOMENT)),
    (_l("Found by"), lambda line: line.row.found_by),
    (_l("Building"), lambda line: line.row.building or ""),
    (_l("Room"), lambda line: line.row.room or ""),
    (_l("Place"), lambda line: line.row.place_words),
    (_l("Hazard"), lambda line: in_words(line.row.title)),
    (_l("Category"), lambda line: in_words(line.row.category)),
    (_l("Severity"), lambda line: word(line.row.severity)),
    (_l("Deadline"), lambda line: format_datetime(line.row.deadline, DAY)),
    (_l("Fixed at"), lambda line: format_datetime(line.fixed.at, MOMENT) if line.fixed else ""),
    (_l("Fixed by"), lambda line: line.fixed.who if line.fixed else ""),
    (_l("Checked at"), lambda line: format_datetime(line.checked.at, MOMENT) if line.checked else ""),
    (_l("Checked by"), lambda line: line.checked.who if line.checked else ""),
    (_l("State"), lambda line: word(line.row.state)),
    (_l("With the police because"), lambda line: str(_(", ")).join(word(reason) for reason in line.joined)),
)


def written(parts: Iterable[list[LedgerLine]], taken_by: str) -> Iterator[str]:
    return table(COLUMNS, parts, taken_by)
