"""The pack as phones read it, in the reader's language: moments in ISO 8601, UTC; no names of people."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from hazard_app.reports.offline_hazards import PackedHazard
from hazard_app.reports.offline_pack import Pack
from hazard_app.reports.offline_places import PackedChecklist, PackedSchool
from hazard_app.reports.offline_tasks import PackedTask
from hazard_app.rules.rounds import Rhythm
from hazard_app.words import in_words, word

# These say when it was asked for, and not what it holds.
OF_THE_MOMENT = frozenset({"cursor", "made_at"})

HowOften = Callable[[Rhythm, str], str]


def as_told(pack: Pack, pages: list[str], how_often: HowOften) -> dict[str, Any]:
    """`pages` are paths on this site that the phone should hold besides; `how_often` says a rhythm and its rule."""
    return {
        "person": str(pack.person),
        "cursor": str(pack.cursor),
        "full": pack.full,
        "made_at": pack.made_at.isoformat(),
        "there_are_more": pack.there_are_more,
        "schools": [school(each) for each in pack.schools],
        "checklists": [checklist(each) for each in pack.checklists],
        "hazards": [hazard(each) for each in pack.hazards],
        # Another set of schools is another pack.
        "schools_gone": [],
        "hazards_gone": [str(uid) for uid in pack.gone],
        "tasks": None if pack.tasks is None else [task(each, how_often) for each in pack.tasks],
        "pages": pages,
    }


def school(each: PackedSchool) -> dict[str, Any]:
    return {
        "uid": str(each.uid),
        "name": each.name,
        "kind": word(each.kind),
        "zone": each.zone,
        "address": each.address,
        "latitude": each.latitude,
        "longitude": each.longitude,
        "radius": each.radius,
        "checklists": [str(uid) for uid in each.checklists],
        "buildings": list(each.buildings),
    }


def checklist(each: PackedChecklist) -> dict[str, Any]:
    return {
        "uid": str(each.uid),
        "title": in_words(each.title),
        "items": each.items,
        "done_by": each.done_by.value,
    }


def hazard(each: PackedHazard) -> dict[str, Any]:
    return {
        "uid": str(each.uid),
        "number": each.number,
        "school": str(each.school),
        "item": each.item,
        "title": in_words(each.title),
        "severity": each.severity.value,
        "state": each.state.value,
        "found_at": each.found_at.isoformat(),
        "deadline": each.deadline.isoformat(),
        "length": each.length,
        "building": each.building,
        "room": each.room,
        "place": each.place,
        "cover": str(each.cover) if each.cover else None,
        "listed": each.listed,
        "may": [kind.value for kind in each.may],
    }


def task(each: PackedTask, how_often: HowOften) -> dict[str, Any]:
    """Once for all schools where it is due: forty schools with four plans are a few kilobytes."""
    check = each.check
    return {
        "task": check.task,
        "checklist": str(check.checklist),
        "often": how_often(check.rhythm, check.rule),
        "opens_at": check.opens_at.isoformat(),
        "due_at": check.due_at.isoformat(),
        "missed_at": check.missed_at.isoformat(),
        "timed": check.timed,
        "covered": check.covered,
        "hindered_by": word(check.hindered_by) if check.hindered_by else None,
        "schools": [str(uid) for uid in each.schools],
    }


def written(told: dict[str, Any]) -> bytes:
    """Chinese as it is: half the bytes of its escapes."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def tag(told: dict[str, Any]) -> str:
    """The same as long as it holds the same, whenever it is asked for."""
    held = {name: value for name, value in told.items() if name not in OF_THE_MOMENT}
    return sha256(written(held)).hexdigest()[:32]
