"""Somebody's account is deactivated while their phone still holds what they did: it comes in, and nothing goes out."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.rules.terms import FlagKind
from hazard_app.security import HANDED_IN, PUBLIC
from tests.client import PageClient
from tests.filling import filled, newest
from tests.handing_in import BEFORE, SENT, Phone
from tests.pictures import jpeg
from tests.recordings import webm
from tests.reporting import reported
from tests.sending import put, sent, sent_memo
from tests.stepping import JSON
from tests.visits import kinds
from tests.world import NOW, World

LEFT = NOW + timedelta(hours=2)
NOTED = NOW + timedelta(hours=5)
AFTER = "2026-11-23T09:00:00Z"
METHODS = {"GET", "POST", "PUT", "DELETE"}

At = Callable[[datetime], None]
SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


@pytest.fixture
def let_go(admin: PageClient, at: At) -> Callable[[Person], None]:
    """At eight; what follows arrives at eleven."""

    def deactivate(person: Person) -> None:
        at(LEFT)
        assert admin.post(f"/people/{person.uid}/deactivation").status_code == 303
        at(NOTED)

    return deactivate


LetGo = Callable[[Person], None]


@pytest.fixture
def phone(app: Flask, world: World) -> Phone:
    return Phone(app, world.officer)


def count(session: Session, model: Any) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_inspection_made_before_is_kept_with_a_note(
    phone: Phone, session: Session, world: World, let_go: LetGo
) -> None:
    let_go(world.officer)
    answer = phone.inspect(session, world, id=(name := str(uuid.uuid4())))
    assert answer.status_code == 201
    assert phone.inspect(session, world, id=name).status_code == 200
    assert count(session, Inspection) == 1
    [flag] = session.scalars(select(Flag).where(Flag.kind == FlagKind.HANDED_IN))
    assert flag.facts == {"hours": 3}


def test_a_report_comes_in_with_its_photo(phone: Phone, session: Session, world: World, let_go: LetGo) -> None:
    let_go(world.officer)
    photo = sent(phone.client, jpeg(seed=3))
    answer = phone.report(world, photos=photo)
    assert (answer.status_code, answer.json and answer.json["twins"]) == (201, [])
    assert session.scalars(select(Hazard)).one().cover


def test_a_report_comes_in_with_its_memo(phone: Phone, session: Session, world: World, let_go: LetGo) -> None:
    let_go(world.officer)
    assert phone.report(world, note="", memos=sent_memo(phone.client, webm())).status_code == 201
    assert session.scalars(select(Hazard)).one().steps[0].spoken


def test_a_fix_and_a_recheck_come_in(app: Flask, session: Session, world: World, let_go: LetGo, phone: Phone) -> None:
    hazard, other = (reported(session, world.officer2, world.school, category) for category in ("TRAFFIC", "FIRE"))
    session.commit()
    school = Phone(app, world.liaison)
    let_go(world.liaison)
    let_go(world.officer)
    assert school.step(hazard, "fix", photos=sent(school.client, jpeg(seed=8))).status_code == 201
    rechecks = {"id": str(uuid.uuid4()), "made_at": BEFORE, "sent_at": SENT, str(other.uid): "pass"}
    rechecks |= {f"{other.uid}-photos": sent(phone.client, jpeg(seed=9))}
    answer = phone.client.post(f"/schools/{world.school.uid}/rechecks", data=rechecks, headers=JSON)
    assert answer.status_code == 201, answer.text
    session.expire_all()
    assert (kinds(hazard), kinds(other)) == (["found", "fix"], ["found", "recheck_pass"])


@pytest.mark.parametrize(
    "said",
    [
        {"made_at": AFTER},
        {"made_at": "", "sent_at": ""},
        {"made_at": "nonsense"},
        # By a clock that is three hours slow it was half an hour before: it was two and a half hours after.
        {"made_at": "2026-11-23T07:30:00Z", "sent_at": "2026-11-23T08:02:00Z"},
    ],
    ids=["after", "nobody says when", "no time", "by a slow clock"],
)
def test_what_was_made_after_is_refused(
    phone: Phone, session: Session, world: World, let_go: LetGo, said: dict[str, str]
) -> None:
    let_go(world.officer)
    assert phone.inspect(session, world, **said).status_code == 401
    assert count(session, Inspection) == 0


def test_a_fast_clock_takes_nothing_away(phone: Phone, session: Session, world: World, let_go: LetGo) -> None:
    """By a clock that is four hours fast it was made two hours after: it was two hours before."""
    let_go(world.officer)
    assert phone.inspect(session, world, "2026-11-23T10:01:00Z", sent_at="2026-11-23T15:02:00Z").status_code == 201


@pytest.mark.parametrize(("days", "status"), [(7, 201), (8, 401)])
def test_it_ends_after_seven_days(
    phone: Phone, session: Session, world: World, let_go: LetGo, at: At, days: int, status: int
) -> None:
    let_go(world.officer)
    at(LEFT + timedelta(days=days))
    sent_at = (LEFT + timedelta(days=days)).isoformat()
    assert phone.inspect(session, world, sent_at=sent_at).status_code == status


def closed_doors(app: Flask) -> Iterator[tuple[str, str]]:
    """Every method and path that is for signed-in people, but for what phones hold back; named things are unknown."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint not in PUBLIC | HANDED_IN and rule.endpoint != "static":
                yield from (
                    (method, url_for(rule.endpoint, **made_up(rule))) for method in METHODS & (rule.methods or set())
                )


def made_up(rule: Any) -> dict[str, Any]:
    """One of a few nouns, an id, or a number."""
    nouns = re.findall(r"<any\((\w+)", rule.rule)
    return {name: nouns[0] if nouns else uuid.uuid4() if "uuid:" + name in rule.rule else 7 for name in rule.arguments}


def test_no_other_door_opens(app: Flask, phone: Phone, world: World, let_go: LetGo) -> None:
    let_go(world.officer)
    doors = list(closed_doors(app))
    assert {("GET", "/hazards"), ("GET", "/today"), ("POST", "/me")} <= set(doors)
    for method, path in doors:
        data = {"made_at": BEFORE, "sent_at": SENT} if method != "GET" else None
        answer = phone.client.open(path, method=method, data=data, headers=JSON)
        assert answer.status_code == 401, f"{method} {path}"


def test_a_page_leads_to_the_sign_in(phone: Phone, world: World, let_go: LetGo) -> None:
    let_go(world.officer)
    assert phone.client.get("/today").location.startswith("/login")


def test_neither_hazards_nor_photos_are_shown_not_even_their_own(
    phone: Phone, session: Session, world: World, let_go: LetGo
) -> None:
    photo = sent(phone.client, jpeg(seed=4))
    hazard = reported(session, world.officer, world.school, photos=(photo,))
    session.commit()
    row = session.scalars(select(Photo)).one()
    let_go(world.officer)
    kept = phone.inspect(session, world).json
    assert kept
    for path in (f"/photos/{row.uid}", f"/photos/{row.uid}/thumbnail", f"/hazards/{hazard.uid}", kept["url"]):
        assert phone.client.get(path, headers=JSON).status_code == 401


def test_what_has_to_be_mended_is_told_without_a_page(
    phone: Phone, session: Session, world: World, let_go: LetGo
) -> None:
    let_go(world.officer)
    version = newest(session, "PER-W")
    item = next(item.code for item in version.items if item.photo_required)
    given = filled(version, world.school) | {"made_at": BEFORE, "sent_at": SENT, item: "fail"}
    answer = phone.client.post("/inspections", data=given)
    assert (answer.status_code, answer.mimetype) == (422, "application/json")


def test_what_is_no_ones_in_reach_then_stays_so(phone: Phone, world: World, let_go: LetGo) -> None:
    let_go(world.officer)
    assert phone.report(world, school=str(world.foreign.uid)).status_code == 404


@pytest.mark.parametrize("kind", ["void", "assign", "reopen", "regrade", "raise_attention"])
def test_nobody_decides_any_more(app: Flask, session: Session, world: World, let_go: LetGo, kind: str) -> None:
    hazard = reported(session, world.officer, world.school)
    session.commit()
    chief = Phone(app, world.supervisor)
    let_go(world.supervisor)
    assert chief.step(hazard, kind).status_code == 401
    session.expire_all()
    assert kinds(hazard) == ["found"]


@pytest.mark.parametrize("by", ["its owner", "a new code"])
def test_a_sign_in_that_had_been_ended_before_brings_nothing(
    app: Flask, phone: Phone, session: Session, world: World, let_go: LetGo, admin: PageClient, by: str
) -> None:
    if by == "a new code":
        admin.post("/administration/slips", data={"person": str(world.officer.uid)})
    else:
        cookie = phone.client.get_cookie("hazard")
        assert cookie
        phone.client.post("/logout")
        phone.client.set_cookie("hazard", cookie.value)
    let_go(world.officer)
    assert phone.inspect(session, world).status_code == 401


def test_whoever_is_active_again_signs_in_again(
    phone: Phone, session: Session, world: World, let_go: LetGo, admin: PageClient
) -> None:
    let_go(world.officer)
    admin.post(f"/people/{world.officer.uid}/deactivation/end")
    assert phone.inspect(session, world).status_code == 401


def test_a_lot_of_photos_is_too_many(
    phone: Phone, session: Session, world: World, let_go: LetGo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hazard_app.security.MOST_PHOTOS", 2)
    let_go(world.officer)
    assert [put(phone.client, jpeg(seed=seed)).status_code for seed in range(4)] == [201, 201, 401, 401]
    assert count(session, Photo) == 2
