"""How each route of the access table is asked."""

import io
import uuid

from tests.access_places import FEED, hazard_memo, hazard_photo
from tests.access_visitor import Asking, a_comment, a_look, ask, seen_again, told
from tests.filling import newest
from tests.pictures import jpeg
from tests.recordings import webm
from tests.sending import sha256
from tests.world import PASSWORD

NEW_PASSWORD = "three green snails"
FORM = {"username": "officer", "password": PASSWORD}
PICTURE, SOUND = jpeg(seed=7), webm(seed=7)
A_SCHOOL = {"name": "新学校", "kind": "primary", "zone": "east", "radius": "150", "datum": "wgs84"}
A_TERM = {"name": "第二学期", "first_day": "2027-02-22", "last_day": "2027-07-09"}
A_ZONE = {"name": "新片", "kind": "liaison_zone"}
TABLE = "学校标识码,学校名称\nschool,新安实验小学\n".encode()

ANYWHERE: dict[str, Asking] = {
    "hazards.export": lambda v: ask(query_string={"reason": "月报"}),
    "inspections.new, blank": lambda v: ask(query_string={"version": newest(v.session, "PER-W").uid}),
    "inspections.new, blank self": lambda v: ask(query_string={"version": newest(v.session, "FIRE-W").uid}),
    "blank_pages.show": lambda v: ask({"noun": "school"}),
    "blank_pages.new": lambda v: ask(query_string={"kind": "fix"}),
    "assets.show": lambda v: ask({"version": "any", "name": "app.css"}),
    "sign_ins.create": lambda v: ask(data=FORM),
    "language.update": lambda v: ask(data={"locale": "en"}),
    "passwords.update": lambda v: ask(
        data={"current_password": PASSWORD, "new_password": NEW_PASSWORD, "new_password_again": NEW_PASSWORD}
    ),
    "me.update": lambda v: ask(data={"locale": "en", "theme": ""}),
    "devices.destroy, mine": lambda v: ask({"uid": v.a_sign_in_of(mine=True)}),
    "devices.destroy, another's": lambda v: ask({"uid": v.a_sign_in_of(mine=False)}),
    "imports.create": lambda v: ask(data={"kind": "schools", "datum": "wgs84", "file": (io.BytesIO(TABLE), "a.csv")}),
    "imports.show": lambda v: ask({"uid": uuid.uuid4()}),
    "terms.create": lambda v: ask(data=A_TERM | {"zone": v.bureau.code}),
    "terms.create, overlapping": lambda v: ask(data=A_TERM | {"zone": v.term.zone.code, "first_day": "2027-01-29"}),
    "terms.edit": lambda v: ask({"term": v.term.id}),
    "terms.update": lambda v: ask({"term": v.term.id}, data=A_TERM),
    "terms.destroy": lambda v: ask({"term": v.term.id}),
    "school_days.create": lambda v: ask(data={"zone": v.bureau.code, "day": "2026-10-30", "taught": "no"}),
    "school_days.destroy": lambda v: ask({"zone": v.term.zone.uid, "day": "2026-10-30"}),
    "calendar_years.create": lambda v: ask(data={"year": "2026"}),
    "calendar_years.create, no": lambda v: ask(data={"year": "1999"}),
    "import_templates.show": lambda v: ask({"kind": "schools"}),
    "wrong_rows.show": lambda v: ask({"uid": uuid.uuid4()}),
    "imports.update": lambda v: ask({"uid": uuid.uuid4()}),
    "people.create": lambda v: ask(
        data={"username": uuid.uuid4().hex[:12], "name": "新人", "role": "officer", "place": "east"}
    ),
    "people.show": lambda v: ask({"uid": v.maker.uid}),
    "people.edit": lambda v: ask({"uid": v.maker.uid}),
    "people.update": lambda v: ask({"uid": v.maker.uid}, data={"username": v.maker.username, "name": "改名"}),
    "postings.create": lambda v: ask({"person": v.maker.uid}, data={"role": "officer", "place": "west"}),
    "postings.update": lambda v: ask(
        {"person": v.maker.uid, "posting": v.maker.postings[0].id}, data={"ends_on": "2027-01-01"}
    ),
    "deactivations.create": lambda v: ask({"person": v.maker.uid}),
    "deactivations.destroy": lambda v: ask({"person": v.maker.uid}),
    "school_places.create": lambda v: ask(data=A_SCHOOL | {"code": uuid.uuid4().hex}),
    "school_places.edit": lambda v: ask({"uid": v.there.school.uid}),
    "school_places.update": lambda v: ask({"uid": v.there.school.uid}, data=A_SCHOOL | {"code": v.there.school.code}),
    "mergers.new": lambda v: ask({"school": v.there.school.uid}),
    "mergers.create": lambda v: ask({"school": v.there.school.uid}, data={"into": str(v.another_school)}),
    "mergers.create, nowhere": lambda v: ask({"school": v.there.school.uid}, data={"into": str(uuid.uuid4())}),
    "closings.create": lambda v: ask({"school": v.there.school.uid}),
    "closings.destroy": lambda v: ask({"school": v.there.school.uid}),
    "zone_places.create": lambda v: ask(data=A_ZONE | {"code": uuid.uuid4().hex, "parent": "station"}),
    "zone_places.edit": lambda v: ask({"uid": v.zone.uid}),
    "zone_places.update": lambda v: ask({"uid": v.zone.uid}, data=A_ZONE | {"code": v.zone.code}),
    "slips.create": lambda v: ask(data={"person": v.maker.uid}),
    "covers.destroy, not there": lambda v: ask({"uid": uuid.uuid4()}),
    "feeds.export, of nobody": lambda v: ask({"secret": "nobody-has-this-link"}),
    "feeds.export, the liaison's": lambda v: ask({"secret": FEED}),
    "plans.show": lambda v: ask({"uid": v.there.plan.uid}),
    "plans.edit": lambda v: ask({"uid": v.there.plan.uid}),
    "campaigns.show": lambda v: ask({"uid": v.there.campaign.uid}),
    "campaigns.edit": lambda v: ask({"uid": v.there.campaign.uid}),
    "photos.update": lambda v: ask({"sha256": sha256(PICTURE)}, data=PICTURE),
    "memos.update": lambda v: ask({"sha256": sha256(SOUND)}, data=SOUND),
}
AT_A_SCHOOL: dict[str, Asking] = {
    "schools.show": lambda v: ask({"uid": v.there.school.uid}),
    "zones.show": lambda v: ask({"uid": v.zone.uid}),
    "zones.show, the one above": lambda v: ask({"uid": v.above.uid}),
    "hazards.index, of a school": lambda v: ask(query_string={"school": v.there.school.uid}),
    "hazards.index, of a zone": lambda v: ask(query_string={"zone": v.zone.uid}),
    "hazards.export, of a school": lambda v: ask(query_string={"school": v.there.school.uid, "reason": "月报"}),
    "hazards.show": lambda v: ask({"uid": v.there.hazard.uid}),
    "hazards.show, police-only": lambda v: ask({"uid": v.there.police_hazard.uid}),
    "hazard_reports.create": lambda v: ask(
        data={**told(), "school": v.there.school.uid, "category": "TRAFFIC", "note": "校门口斑马线磨损"}
    ),
    "ledgers.show": lambda v: ask({"school": v.there.school.uid}),
    "ledgers.export": lambda v: ask({"school": v.there.school.uid}, query_string={"reason": "存档"}),
    "ledgers.export, no reason": lambda v: ask({"school": v.there.school.uid}),
    "handovers.show": lambda v: ask({"school": v.there.school.uid}),
    "handovers.create": lambda v: ask(
        {"school": v.there.school.uid}, data={**told(), "giver": v.maker.uid, "taker": v.maker.uid}
    ),
    "handovers.create, mending": lambda v: ask({"school": v.there.school.uid}, data=told()),
    "rechecks.new": lambda v: ask({"school": v.there.school.uid}),
    "rechecks.create, mending": lambda v: ask({"school": v.there.school.uid}, data=told()),
    "steps.new, a fix": lambda v: ask({"hazard": v.there.hazard.uid}, query_string={"kind": "fix"}),
    "steps.new, police-only": lambda v: ask({"hazard": v.there.police_hazard.uid}, query_string={"kind": "fix"}),
    "steps.new, a voiding": lambda v: ask({"hazard": v.there.hazard.uid}, query_string={"kind": "void"}),
    "steps.create, more time": lambda v: ask({"hazard": v.there.hazard.uid}, data=a_comment(kind="ask_more_time")),
    "steps.create, a voiding": lambda v: ask({"hazard": v.there.hazard.uid}, data=a_comment(kind="void")),
    "steps.create": lambda v: ask({"hazard": v.there.hazard.uid}, data=a_comment()),
    "steps.create, police-only": lambda v: ask({"hazard": v.there.police_hazard.uid}, data=a_comment()),
    "steps.create, seen again": lambda v: ask({"hazard": v.there.hazard.uid}, data=seen_again()),
    "steps.create, mending": lambda v: ask({"hazard": v.there.hazard.uid}, data=a_comment(note="")),
    "inspections.new": lambda v: ask(query_string=v.names("PER-W")),
    "inspections.new, self-check": lambda v: ask(query_string=v.names("FIRE-W")),
    "inspections.create": lambda v: ask(data=v.a_form("PER-W")),
    "inspections.create, mending": lambda v: ask(data=v.a_form("PER-W", PER_W_01="maybe")),
    "inspections.show": lambda v: ask({"uid": v.there.inspection.uid}),
    "hindrances.new": lambda v: ask(query_string={"school": v.there.school.uid, "task": v.there.task}),
    "task_starts.create": lambda v: ask(data={"school": v.there.school.uid, "task": v.there.task}),
    "hindrances.create": lambda v: ask(
        data=told() | {"school": v.there.school.uid, "task": v.there.task, "kind": "call"}
    ),
    "coverages.show": lambda v: ask({"zone": v.zone.uid}),
    "coverages.show, one above": lambda v: ask({"zone": v.above.uid}),
    "tasks.index, of a school": lambda v: ask(query_string={"school": v.there.school.uid}),
    "tasks.index, of a zone": lambda v: ask(query_string={"zone": v.zone.uid}),
    "covers.new, for another": lambda v: ask(query_string={"person": v.maker.uid}),
    "covers.create, mending": lambda v: ask(data={"person": v.maker.uid}),
    "departures.show": lambda v: ask({"uid": v.maker.uid}),
    "plans.edit, the station's": lambda v: ask({"uid": v.there.station_plan.uid}),
    "plans.update, mending": lambda v: ask({"uid": v.there.station_plan.uid}),
    "pauses.create, mending": lambda v: ask({"plan": v.there.station_plan.uid}),
    "pauses.destroy, not there": lambda v: ask({"plan": v.there.station_plan.uid, "uid": uuid.uuid4()}),
    "skips.create, mending": lambda v: ask({"plan": v.there.station_plan.uid}),
    "skips.destroy, not there": lambda v: ask({"plan": v.there.station_plan.uid, "uid": uuid.uuid4()}),
    "campaigns.show, station's": lambda v: ask({"uid": v.there.station_campaign.uid}),
    "campaigns.edit, station's": lambda v: ask({"uid": v.there.station_campaign.uid}),
    "campaigns.update, mending": lambda v: ask({"uid": v.there.station_campaign.uid}),
    "campaigns.destroy": lambda v: ask({"uid": v.there.station_campaign.uid}),
    "draws.new": lambda v: ask({"campaign": v.there.station_campaign.uid}),
    "draws.create, mending": lambda v: ask({"campaign": v.there.station_campaign.uid}, data={"share": "0"}),
    "draws.show": lambda v: ask({"campaign": v.there.station_campaign.uid, "uid": v.there.draw.uid}),
    "looks.create": lambda v: ask(v.of_the_draw, data=a_look(v.there.hazard.uid)),
    "looks.create, not drawn": lambda v: ask(v.of_the_draw, data=a_look(v.there.police_hazard.uid)),
    "voidings.new": lambda v: ask({"inspection": v.there.inspection.uid}),
    "voidings.create, mending": lambda v: ask({"inspection": v.there.inspection.uid}, data=told()),
    "participants.update": lambda v: ask({"uid": v.companion.uid}),
    "flags.edit": lambda v: ask({"uid": v.flag.uid}),
    "flags.update": lambda v: ask({"uid": v.flag.uid}, data={"answer": "在校门口等学校开门"}),
    "photos.show": lambda v: ask({"uid": hazard_photo(v.there.hazard)}),
    "photos.show, police-only": lambda v: ask({"uid": hazard_photo(v.there.police_hazard)}),
    "photos.show, unattached": lambda v: ask({"uid": v.there.loose_photo}),
    "photos.thumbnail": lambda v: ask({"uid": hazard_photo(v.there.hazard)}),
    "memos.show": lambda v: ask({"uid": hazard_memo(v.there.hazard)}),
    "memos.show, police-only": lambda v: ask({"uid": hazard_memo(v.there.police_hazard)}),
    "memos.show, unattached": lambda v: ask({"uid": v.there.loose_memo}),
}
