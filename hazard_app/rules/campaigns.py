"""The fixed words of campaigns (专项行动), what their days may be, and what their figures mean.

Who was sent out (出动警力, 人次): police who took part in a check, each once a local day, wherever they went that day.
Schools checked (检查学校, 所): each once, however often. Hazards found (发现隐患, 处): what these checks opened, less
what was voided since. Fixed on the spot (当场整改): those that were put right in the very check that found them.
To be fixed by a day (限期整改): all others that were found. Notices (下发通知书, 份): orders given for what was found.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

LONGEST = 366  # days
FARTHEST = 10  # years from today, back or ahead


class CampaignKind(StrEnum):
    """护校安园, 开学, 高考中考, 防溺水, 汛期."""

    GATE = "gate"
    TERM = "term"
    EXAMS = "exams"
    DROWNING = "drowning"
    FLOOD = "flood"
    OTHER = "other"


class Phase(StrEnum):
    """How a campaign stands on a day."""

    RUNNING = "running"
    COMING = "coming"
    OVER = "over"
    WITHDRAWN = "withdrawn"


class DaysWrong(StrEnum):
    BACKWARDS = "backwards"
    LONG = "long"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Sums:
    """The figures of the sentence that a report ends with. `found` = `fixed` + `limited`."""

    people: int = 0
    schools: int = 0
    found: int = 0
    fixed: int = 0
    orders: int = 0

    @property
    def limited(self) -> int:
        return self.found - self.fixed


def days_wrong(starts_on: date, ends_on: date, today: date) -> DaysWrong | None:
    """Both days are in it."""
    if max(abs(starts_on.year - today.year), abs(ends_on.year - today.year)) > FARTHEST:
        return DaysWrong.FAR
    if ends_on < starts_on:
        return DaysWrong.BACKWARDS
    return DaysWrong.LONG if (ends_on - starts_on).days >= LONGEST else None


def phase_on(day: date, starts_on: date, ends_on: date, *, withdrawn: bool) -> Phase:
    if withdrawn:
        return Phase.WITHDRAWN
    if day < starts_on:
        return Phase.COMING
    return Phase.RUNNING if day <= ends_on else Phase.OVER


def moments(starts_on: date, ends_on: date, clock: tzinfo) -> tuple[datetime, datetime]:
    """From the first one that belongs to these local days to the first one that no longer does."""
    after = ends_on + timedelta(days=1)
    return datetime.combine(starts_on, time(), clock), datetime.combine(after, time(), clock)
