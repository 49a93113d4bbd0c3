"""What makes the site an app: the manifest that names it, and the worker whose bytes change with what it serves."""

import json
import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from hazard_app.models.person import Person
from tests.client import PageClient
from tests.world import World

SignIn = Callable[[Person], PageClient]


def manifest(client: FlaskClient, language: str = "zh-CN") -> dict[str, object]:
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": language})
    assert answer.content_type == "application/manifest+json; charset=utf-8"
    return dict(json.loads(answer.get_data(as_text=True)))


def test_it_installs_from_today_with_icons_and_two_shortcuts(app: Flask) -> None:
    told = manifest(app.test_client())
    assert (told["start_url"], told["scope"], told["display"]) == ("/today", "/", "standalone")
    assert told["shortcuts"] == [{"name": "今日", "url": "/today"}, {"name": "上报隐患", "url": "/hazards/new"}]


def test_its_name_follows_the_language(app: Flask) -> None:
    assert manifest(app.test_client())["name"] == "校园隐患巡查"
    assert manifest(app.test_client(), "en")["name"] == "School Safety"


def test_every_icon_is_served_and_as_large_as_it_says(app: Flask) -> None:
    client = app.test_client()
    icons = manifest(client)["icons"]
    assert isinstance(icons, list)
    assert [icon.get("purpose", "any") for icon in icons] == ["any", "any", "maskable"]
    for icon in icons:
        answer = client.get(icon["src"])
        width = int.from_bytes(answer.data[16:20], "big")
        assert (answer.content_type, f"{width}x{width}") == ("image/png", icon["sizes"])


def test_the_worker_takes_along_every_script_and_is_asked_for_anew(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/worker.js")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    given = re.search(r"attend\((.*)\);", answer.get_data(as_text=True))
    assert given
    told = json.loads(given[1])
    assert f"/assets/{told['version']}/js/offline/worker.js" in told["assets"]
    assert all(client.get(path).status_code == 200 for path in told["assets"])


def test_the_outbox_is_a_page_that_the_phone_fills(sign_in_as: SignIn, world: World) -> None:
    assert "待上传" in sign_in_as(world.officer).get("/outbox").get_data(as_text=True)
