"""What administrators do, as it stands in their log, and what it is done to."""

from enum import StrEnum


class Thing(StrEnum):
    PERSON = "person"
    ZONE = "zone"
    SCHOOL = "school"
    CALENDAR = "calendar"
    TERM = "term"
    SCHOOL_DAY = "school_day"


class ActKind(StrEnum):
    """`imported` tells of a whole file; whatever it changed that stood before has an entry of its own."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    MOVED = "moved"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"
    POSTED = "posted"
    POSTING_ENDED = "posting_ended"
    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    PASSWORD_RESET = "password_reset"
    IMPORTED = "imported"
    HANDED_IN = "handed_in"
