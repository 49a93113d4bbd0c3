"""The fixed words of rounds: how often, by whom, and how a task stands."""

from enum import StrEnum


class Rhythm(StrEnum):
    SCHOOL_DAYS = "school_days"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    EACH_TERM = "each_term"
    BEFORE_TERM = "before_term"
    OWN = "own"


class Who(StrEnum):
    """Whose a task is: of whoever of the role comes first, of each of them, or of one person."""

    ONE_OF = "one_of"
    EACH_OF = "each_of"
    PERSON = "person"


class TaskState(StrEnum):
    """`overdue` can still be done (超期); `missed` cannot (未检). `could_not` is counted apart from both."""

    COMING = "coming"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
    MISSED = "missed"
    COULD_NOT = "could_not"


class HindranceKind(StrEnum):
    """Why a check could not be made: 处警, 抽调, 封校, 停课, 恶劣天气."""

    CALL = "call"
    SECONDED = "seconded"
    SEALED = "sealed"
    CLASSES_OFF = "classes_off"
    WEATHER = "weather"
    OTHER = "other"
