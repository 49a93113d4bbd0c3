"""What people call the fixed words of rounds. A rule of recurrence is never said in its own words."""

from collections.abc import Mapping
from enum import Enum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hazard_app.rules.rounds import HindranceKind, Rhythm, TaskState, Who

ROUND_WORDS: Mapping[type[Enum], Mapping[Enum, LazyString]] = {
    Rhythm: {
        Rhythm.SCHOOL_DAYS: _l("each school day"),
        Rhythm.WEEKLY: _l("each week"),
        Rhythm.MONTHLY: _l("each month"),
        Rhythm.EACH_TERM: _l("each term"),
        Rhythm.BEFORE_TERM: _l("before each term"),
        Rhythm.OWN: _l("on days of its own"),
    },
    Who: {
        Who.ONE_OF: _l("Whoever of them comes first"),
        Who.EACH_OF: _l("Each of them"),
        Who.PERSON: _l("One person"),
    },
    TaskState: {
        TaskState.COMING: _l("not open yet"),
        TaskState.DUE: _l("due"),
        TaskState.OVERDUE: _l("check overdue"),
        TaskState.DONE: _l("checked in time"),
        TaskState.DONE_LATE: _l("checked late"),
        TaskState.MISSED: _l("missed"),
        TaskState.COULD_NOT: _l("could not be checked"),
    },
    HindranceKind: {
        HindranceKind.CALL: _l("called away"),
        HindranceKind.SECONDED: _l("on other duty"),
        HindranceKind.SEALED: _l("school closed off"),
        HindranceKind.CLASSES_OFF: _l("no classes"),
        HindranceKind.WEATHER: _l("severe weather"),
        HindranceKind.OTHER: _l("another reason"),
    },
}
