"""The product's fixed words, as values that code, forms and the database share."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    OFFICER = "officer"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class ZoneKind(StrEnum):
    BUREAU = "bureau"
    STATION = "station"
    LIAISON_ZONE = "liaison_zone"


class SchoolKind(StrEnum):
    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    VOCATIONAL = "vocational"
    SPECIAL = "special"


class DoneBy(StrEnum):
    """Who a checklist is for; it decides what its record may be called (RULES §0.1)."""

    FORMAL = "formal"
    PATROL = "patrol"
    POST = "post"
    SELF = "self"
    JOINT = "joint"


class Verdict(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    NA = "na"


class Severity(StrEnum):
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Attention(IntEnum):
    """Who watches a hazard. The smaller the number, the higher the desk, so that lists sort upwards."""

    LEVEL_ABOVE = 0
    SUPERVISOR = 1
    OFFICER = 2


class State(StrEnum):
    UNCONFIRMED = "unconfirmed"
    OPEN = "open"
    AWAITING_RECHECK = "awaiting_recheck"
    CLOSED = "closed"
    VOID = "void"


OPEN_STATES = frozenset({State.OPEN, State.AWAITING_RECHECK})


class Joining(StrEnum):
    """Why a school's own finding is more than the school's own affair."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    HELP_ASKED = "help_asked"


class StepKind(StrEnum):
    FOUND = "found"
    SEEN_AGAIN = "seen_again"
    CONFIRM = "confirm"
    ORDER = "order"
    REFER = "refer"
    REPLY = "reply"
    ASK_MORE_TIME = "ask_more_time"
    DECIDE_EXTENSION = "decide_extension"
    ASSIGN = "assign"
    LIST = "list"
    LIFT = "lift"
    FIX = "fix"
    RECHECK_PASS = "recheck_pass"
    RECHECK_FAIL = "recheck_fail"
    FIXED_ON_SPOT = "fixed_on_spot"
    RAISE_ATTENTION = "raise_attention"
    REGRADE = "regrade"
    VOID = "void"
    REOPEN = "reopen"
    COMMENT = "comment"
    MOVE = "move"


class Capacity(StrEnum):
    """What a participant of an inspection was there as."""

    LEAD = "lead"
    INSPECTOR = "inspector"
    RECORDER = "recorder"
    LEADER = "leader"
    OTHER_DEPARTMENT = "other_department"
    SCHOOL_REPRESENTATIVE = "school_representative"


class PlaceSource(StrEnum):
    DEVICE = "device"
    EXIF = "exif"
    MAP = "map"
    NONE = "none"


class PhotoUse(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class FlagKind(StrEnum):
    """What is 待核实, to look into: neutral, shown to its maker first, never a refusal."""

    CLOCK_DIFFERS = "clock_differs"
    LONG_AGO = "long_ago"
    OUTSIDE_SCHOOL = "outside_school"
    ACCURACY_ZERO = "accuracy_zero"
    SHORT_VISIT = "short_visit"
    OPEN_ITEM_PASSED = "open_item_passed"
    ONE_OFFICER = "one_officer"
    LATE_EVIDENCE = "late_evidence"
    HANDED_IN = "handed_in"


class AccessKind(StrEnum):
    PHOTO = "photo"
    MEMO = "memo"
    EXPORT = "export"
