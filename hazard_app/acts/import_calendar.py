"""Bring in which days are worked, from the State Council's yearly notice: holidays and made-up weekends."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hazard_app.acts.importer import Importer
from hazard_app.models.calendar_day import CalendarDay
from hazard_app.rules.imports import Line, Wrong


@dataclass
class CalendarImport(Importer):
    """Deadlines that were fixed before stay as they were fixed."""

    def run(self, lines: Sequence[Line]) -> None:
        known = {day.day: day for day in self.session.scalars(select(CalendarDay))}
        seen: dict[object, int] = {}
        for line in lines:
            day, working = line.values["day"], line.values.get("working")
            first = seen.setdefault(day, line.row)
            if first != line.row:
                self.tally.wrong(line, "day", Wrong.TWICE, row=first)
            elif working is None:
                self.tally.wrong(line, "working", Wrong.MISSING)
            else:
                self.bring(line, known.get(day))

    def bring(self, line: Line, known: CalendarDay | None) -> None:
        day, working = line.values["day"], line.values["working"]
        stands = known.working if known else None
        fields = {} if working == stands else {"working": (stands, working)}
        self.tally.row(
            line, day.isoformat(), line.values.get("note", day.isoformat()), is_new=known is None, fields=fields
        )
        if self.applies and fields:
            self.settle()
            self.session.merge(CalendarDay(day=day, working=working))
