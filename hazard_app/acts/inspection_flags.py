"""What of an inspection is 待核实, to look into."""

from collections.abc import Iterable

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.flag import Flag
from hazard_app.models.inspection import Inspection
from hazard_app.rules import flags
from hazard_app.rules.terms import FlagKind


def inspection_flags(inspection: Inspection, version: ChecklistVersion, left_open: list[str]) -> list[Flag]:
    """`left_open`: codes of items that passed while their hazard stays open."""
    noted = [*evidence(inspection, version), *formality(inspection, version)]
    if left_open:
        noted.append(flags.Flag(FlagKind.OPEN_ITEM_PASSED, {"items": ", ".join(left_open)}))
    return [Flag(kind=flag.kind, facts=flag.facts) for flag in noted]


def evidence(inspection: Inspection, version: ChecklistVersion) -> Iterable[flags.Flag]:
    times = flags.time_flags(inspection.made_at, inspection.sent_at, inspection.received_at)
    centre = inspection.school.centre
    place = flags.place_flags(inspection.place, centre, inspection.school.radius) if centre else ()
    visit = flags.visit_flag(inspection.started_at, inspection.made_at, characters(inspection, version))
    left = flags.handed_in_flag(inspection.person.deactivated_at, inspection.received_at)
    return (*times, *place, *filter(None, (visit, left)))


def formality(inspection: Inspection, version: ChecklistVersion) -> Iterable[flags.Flag]:
    confirmed = sum(person.police and person.confirmed_at is not None for person in inspection.participants)
    flag = flags.one_officer_flag(version.done_by, confirmed)
    return [flag] if flag else []


def characters(inspection: Inspection, version: ChecklistVersion) -> int:
    """Of the items that were answered."""
    return sum(version.characters.get(code, 0) for code in inspection.answers)
