"""A phone that several people share: it knows our answers from others, and no work comes in under another's name."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from tests.client import PageClient, browser
from tests.handing_in import Phone
from tests.pictures import jpeg
from tests.reporting import posted
from tests.sending import sha256
from tests.stepping import JSON
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]

ANYBODY = [("GET", "/login", 200), ("GET", "/me", 303), ("POST", "/me", 401), ("GET", "/no-such-page", 303)]
ANYBODY += [("GET", "/healthz", 200), ("PUT", "/login", 405), ("GET", "/offline/pack.json", 303)]


@pytest.mark.parametrize(("method", "path", "status"), ANYBODY)
def test_every_answer_says_that_it_is_ours(app: Flask, world: World, method: str, path: str, status: int) -> None:
    answer = browser(app).open(path, method=method)
    assert answer.headers["Hazard-App"] == app.extensions["assets"].version
    assert "Hazard-Person" not in answer.headers


def test_so_do_an_asset_and_what_another_site_sends(app: Flask, world: World) -> None:
    version = app.extensions["assets"].version
    guest = FlaskClient(app)
    assert guest.get(f"/assets/{version}/app.css").headers["Hazard-App"] == version
    refused = guest.post("/login", headers={"Sec-Fetch-Site": "cross-site"})
    assert (refused.status_code, refused.headers["Hazard-App"]) == (403, version)


def test_a_signed_in_page_says_whose_it_is_also_where_it_refuses(sign_in_as: SignInAs, world: World) -> None:
    officer = sign_in_as(world.officer)
    for path, status in (("/today", 200), ("/administration", 403), (f"/schools/{world.foreign.uid}", 404)):
        answer = officer.get(path)
        assert (answer.status_code, answer.headers["Hazard-Person"]) == (status, str(world.officer.uid))
    assert sign_in_as(world.liaison).get("/today").headers["Hazard-Person"] == str(world.liaison.uid)


def named(person: Person | str) -> dict[str, str]:
    return {**JSON, "Hazard-Person": person if isinstance(person, str) else str(person.uid)}


def test_what_a_phone_keeps_for_its_owner_comes_in(sign_in_as: SignInAs, world: World) -> None:
    officer, given = sign_in_as(world.officer), posted(world.school)
    assert officer.post("/hazards", data=given, headers=named(world.officer)).status_code == 201
    loud = named(str(world.officer.uid).upper())
    assert officer.post("/hazards", data=given, headers=loud).status_code == 200


@pytest.mark.parametrize("said", ["officer2", "nonsense", ""])
def test_what_it_keeps_for_somebody_else_does_not(
    sign_in_as: SignInAs, session: Session, world: World, said: str
) -> None:
    headers = named(world.officer2 if said == "officer2" else said)
    answer = sign_in_as(world.officer).post("/hazards", data=posted(world.school), headers=headers)
    assert answer.status_code == 403
    assert answer.get_json()["error"] == "other_person"
    assert answer.get_json()["message"].startswith("这是别人在本机上填写的")
    assert session.scalar(select(func.count()).select_from(Hazard)) == 0


def test_it_is_refused_as_json_also_to_a_page_and_before_anything_is_looked_up(
    sign_in_as: SignInAs, world: World
) -> None:
    officer, headers = sign_in_as(world.officer), {"Hazard-Person": str(world.officer2.uid)}
    for path in ("/hazards", f"/hazards/{uuid.uuid4()}/steps", "/no-such-page", "/me", "/logout"):
        answer = officer.post(path, data={"id": "x"}, headers=headers)
        assert (answer.status_code, answer.mimetype) == (403, "application/json")
    assert officer.get("/me", headers=headers).status_code == 200


def test_a_photo_of_somebody_else_is_not_kept(sign_in_as: SignInAs, session: Session, world: World) -> None:
    content = jpeg()
    answer = sign_in_as(world.officer).put(
        f"/photos/{sha256(content)}", data=content, headers={"Hazard-Person": str(world.officer2.uid)}
    )
    assert (answer.status_code, answer.get_json()["error"]) == (403, "other_person")
    assert session.scalar(select(func.count()).select_from(Photo)) == 0


def test_whose_sign_in_has_ended_is_asked_to_sign_in(app: Flask, world: World) -> None:
    answer = browser(app).post("/hazards", data=posted(world.school), headers=named(world.officer))
    assert (answer.status_code, answer.get_json()["error"]) == (401, "sign_in")


def test_nobody_hands_in_what_somebody_else_made(
    app: Flask, sign_in_as: SignInAs, session: Session, world: World, at: Callable[..., None]
) -> None:
    phone, admin = Phone(app, world.officer), sign_in_as(world.administrator)
    at(NOW + timedelta(hours=2))
    assert admin.post(f"/people/{world.officer.uid}/deactivation").status_code == 303
    at(NOW + timedelta(hours=5))
    times = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T11:02:00Z"}
    given = posted(world.school, **times)
    refused = phone.client.post("/hazards", data=given, headers=named(world.officer2))
    assert (refused.status_code, refused.get_json()["error"]) == (403, "other_person")
    assert session.scalar(select(func.count()).select_from(Hazard)) == 0
    assert phone.client.post("/hazards", data=given, headers=named(world.officer)).status_code == 201
