"""What people call the fixed words. By type first: two enumerations may share a value and not its name."""

from collections.abc import Mapping
from enum import Enum

from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _l

from hazard_app.campaign_words import CAMPAIGN_WORDS
from hazard_app.round_words import ROUND_WORDS
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.devices import Browser, System
from hazard_app.rules.imports import Datum, ImportKind
from hazard_app.rules.terms import (
    AccessKind,
    Attention,
    Capacity,
    DoneBy,
    FlagKind,
    Joining,
    PhotoUse,
    PlaceSource,
    Role,
    SchoolKind,
    Severity,
    State,
    StepKind,
    Verdict,
    ZoneKind,
)
from hazard_app.rules.transitions import Reason

WORDS: Mapping[type[Enum], Mapping[Enum, LazyString]] = {
    **ROUND_WORDS,
    **CAMPAIGN_WORDS,
    Role: {
        Role.OFFICER: _l("Officer"),
        Role.LIAISON: _l("Liaison officer"),
        Role.SUPERVISOR: _l("Supervisor"),
        Role.ADMINISTRATOR: _l("Administrator"),
        Role.AUDITOR: _l("Auditor (reads only)"),
    },
    ZoneKind: {
        ZoneKind.BUREAU: _l("Bureau"),
        ZoneKind.STATION: _l("Station"),
        ZoneKind.LIAISON_ZONE: _l("Zone"),
    },
    SchoolKind: {
        SchoolKind.KINDERGARTEN: _l("Kindergarten"),
        SchoolKind.PRIMARY: _l("Primary school"),
        SchoolKind.SECONDARY: _l("Secondary school"),
        SchoolKind.VOCATIONAL: _l("Vocational school"),
        SchoolKind.SPECIAL: _l("Special school"),
    },
    DoneBy: {
        DoneBy.FORMAL: _l("Police inspection"),
        DoneBy.PATROL: _l("Patrol"),
        DoneBy.POST: _l("Gate post record"),
        DoneBy.SELF: _l("Self-check"),
        DoneBy.JOINT: _l("Joint check"),
    },
    Verdict: {
        Verdict.PASS: _l("Pass"),
        Verdict.FAIL: _l("Fail"),
        Verdict.NA: _l("N/A"),
    },
    Severity: {
        Severity.MINOR: _l("Minor"),
        Severity.MAJOR: _l("Major"),
        Severity.CRITICAL: _l("Critical"),
    },
    Attention: {
        Attention.LEVEL_ABOVE: _l("Level above"),
        Attention.SUPERVISOR: _l("Supervisor"),
        Attention.OFFICER: _l("Officer"),
    },
    State: {
        State.UNCONFIRMED: _l("To confirm"),
        State.OPEN: _l("To fix"),
        State.AWAITING_RECHECK: _l("Awaiting recheck"),
        State.CLOSED: _l("Closed"),
        State.VOID: _l("Void"),
    },
    StepKind: {
        StepKind.FOUND: _l("Found"),
        StepKind.SEEN_AGAIN: _l("Seen again"),
        StepKind.CONFIRM: _l("Confirmed"),
        StepKind.ORDER: _l("Ordered to fix"),
        StepKind.REFER: _l("Referred"),
        StepKind.REPLY: _l("Reply received"),
        StepKind.ASK_MORE_TIME: _l("Asked for more time"),
        StepKind.DECIDE_EXTENSION: _l("Decision on more time"),
        StepKind.ASSIGN: _l("Assigned"),
        StepKind.LIST: _l("Under supervised listing"),
        StepKind.LIFT: _l("Supervised listing lifted"),
        StepKind.FIX: _l("Fix reported"),
        StepKind.RECHECK_PASS: _l("Rechecked: gone"),
        StepKind.RECHECK_FAIL: _l("Rechecked: not gone"),
        StepKind.FIXED_ON_SPOT: _l("Fixed on the spot"),
        StepKind.RAISE_ATTENTION: _l("Attention raised"),
        StepKind.REGRADE: _l("Severity changed"),
        StepKind.VOID: _l("Voided"),
        StepKind.REOPEN: _l("Reopened"),
        StepKind.COMMENT: _l("Comment"),
        StepKind.MOVE: _l("Went on at another school"),
    },
    Capacity: {
        Capacity.LEAD: _l("Lead"),
        Capacity.INSPECTOR: _l("Inspector"),
        Capacity.RECORDER: _l("Recorder"),
        Capacity.LEADER: _l("Leader"),
        Capacity.OTHER_DEPARTMENT: _l("Other department"),
        Capacity.SCHOOL_REPRESENTATIVE: _l("School's representative"),
    },
    PlaceSource: {
        PlaceSource.DEVICE: _l("This device"),
        PlaceSource.EXIF: _l("The photo itself"),
        PlaceSource.MAP: _l("Place set by hand"),
        PlaceSource.NONE: _l("No position"),
    },
    PhotoUse: {
        PhotoUse.BEFORE: _l("Before"),
        PhotoUse.AFTER: _l("After"),
    },
    AccessKind: {
        AccessKind.PHOTO: _l("Photo looked at"),
        AccessKind.MEMO: _l("Memo listened to"),
        AccessKind.EXPORT: _l("List exported"),
    },
    FlagKind: {
        FlagKind.CLOCK_DIFFERS: _l("The phone's clock differed"),
        FlagKind.LONG_AGO: _l("Made long before it arrived"),
        FlagKind.OUTSIDE_SCHOOL: _l("The position is outside the school"),
        FlagKind.ACCURACY_ZERO: _l("The position claims an accuracy of 0 m"),
        FlagKind.SHORT_VISIT: _l("A short time for so many items"),
        FlagKind.OPEN_ITEM_PASSED: _l("An item with an open hazard was passed"),
        FlagKind.ONE_OFFICER: _l("Fewer than two police officers"),
        FlagKind.LATE_EVIDENCE: _l("Arrived after the closing"),
        FlagKind.HANDED_IN: _l("Arrived after its maker had left"),
    },
    Joining: {
        Joining.CRITICAL: _l("critical"),
        Joining.OVERDUE: _l("overdue"),
        Joining.HELP_ASKED: _l("help asked"),
    },
    Reason: {
        Reason.NOBODY_HERE: _l("Choose somebody who serves here today and may see this hazard."),
        Reason.NOTHING_CHANGES: _l("Nothing would change. Choose another severity, or go back."),
        Reason.HIGHEST_ALREADY: _l("The level above watches it already."),
        Reason.NO_SUCH_HAZARD: _l("This school has no hazard of that number. Look at the number again."),
        Reason.NOT_FOUND_YET: _l("There is no such hazard yet."),
        Reason.ALREADY_FOUND: _l("This hazard has been found already."),
        Reason.UNCONFIRMED: _l("This report still has to be confirmed."),
        Reason.STILL_OPEN: _l("This hazard is still open."),
        Reason.AWAITING_RECHECK: _l("A fix was reported, and the hazard awaits its recheck."),
        Reason.CLOSED: _l("This hazard is closed already."),
        Reason.VOID: _l("This hazard was voided."),
        Reason.OTHER_INSPECTION: _l("Another inspection found it, so it is not fixed on the spot any more."),
        Reason.NOT_YOUR_STEP: _l("You may see this hazard, but this step belongs to somebody else."),
        Reason.OWN_FIX: _l("You reported this fix yourself, so somebody else rechecks it."),
        Reason.OWN_FINDING: _l("You found it yourself, so another person of the school checks it."),
        Reason.JOINED_THE_OTHERS: _l("It is critical or overdue, or help was asked for, so police recheck it."),
    },
    Thing: {
        Thing.PERSON: _l("Person"),
        Thing.ZONE: _l("Zone"),
        Thing.SCHOOL: _l("School"),
        Thing.CALENDAR: _l("Calendar"),
        Thing.TERM: _l("Term"),
        Thing.SCHOOL_DAY: _l("School day"),
    },
    ActKind: {
        ActKind.CREATED: _l("Created"),
        ActKind.CHANGED: _l("Changed"),
        ActKind.DELETED: _l("Deleted"),
        ActKind.MOVED: _l("Moved"),
        ActKind.CLOSED: _l("School closed"),
        ActKind.REOPENED: _l("School opened again"),
        ActKind.MERGED: _l("Schools merged"),
        ActKind.POSTED: _l("Posted"),
        ActKind.POSTING_ENDED: _l("Posting ended"),
        ActKind.DEACTIVATED: _l("Deactivated"),
        ActKind.REACTIVATED: _l("Active again"),
        ActKind.PASSWORD_RESET: _l("New one-time code"),
        ActKind.IMPORTED: _l("Brought in from a table"),
        ActKind.HANDED_IN: _l("Their saved work was brought by somebody else"),
    },
    ImportKind: {
        ImportKind.SCHOOLS: _l("Schools"),
        ImportKind.PEOPLE: _l("People and postings"),
        ImportKind.ZONES: _l("Zones"),
        ImportKind.CALENDAR: _l("Working days"),
        ImportKind.TERMS: _l("School terms"),
        ImportKind.SCHOOL_DAYS: _l("Single school days"),
    },
    Datum: {
        Datum.WGS84: _l("WGS-84 (phones, GPS)"),
        Datum.GCJ02: _l("GCJ-02 (AMap, Tencent maps)"),
        Datum.BD09: _l("BD-09 (Baidu maps)"),
    },
    System: {
        System.ANDROID: _l("Android phone"),
        System.HARMONY: _l("HarmonyOS phone"),
        System.IPHONE: _l("iPhone"),
        System.IPAD: _l("iPad"),
        System.WINDOWS: _l("Windows computer"),
        System.MAC: _l("Mac computer"),
        System.LINUX: _l("Linux computer"),
        System.OTHER: _l("Another device"),
    },
    Browser: {
        Browser.WECHAT: _l("WeChat"),
        Browser.DINGTALK: _l("DingTalk"),
        Browser.EDGE: _l("Edge"),
        Browser.FIREFOX: _l("Firefox"),
        Browser.HUAWEI: _l("Huawei Browser"),
        Browser.CHROME: _l("Chrome"),
        Browser.SAFARI: _l("Safari"),
        Browser.OTHER: _l("another browser"),
    },
}


def in_words(text: Bilingual) -> str:
    """A text that is kept in both languages, in the reader's."""
    locale = get_locale()
    return text.zh if locale is None or locale.language == "zh" else text.en


def word(value: Enum) -> str:
    """In the reader's language. Raises KeyError for a value without a word."""
    return str(WORDS[type(value)][value])
