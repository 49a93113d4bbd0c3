from collections.abc import Callable

import pytest
from flask import Flask, render_template_string
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from tests.client import PageClient
from tests.world import World

SignInAs = Callable[[Person], PageClient]


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("zh-CN,zh;q=0.9", "zh-Hans"), ("en-GB,en;q=0.8", "en"), ("fr,de;q=0.5", "zh-Hans"), ("", "zh-Hans")],
)
def test_a_page_speaks_what_the_browser_asks_for_and_else_chinese(app: Flask, asked: str, spoken: str) -> None:
    page = app.test_client().get("/login", headers={"Accept-Language": asked})
    assert f'<html lang="{spoken}"' in page.text


def test_a_persons_own_choice_comes_before_the_browsers(session: Session, world: World, sign_in_as: SignInAs) -> None:
    world.officer.locale = "en"
    session.commit()
    page = sign_in_as(world.officer).get("/me", headers={"Accept-Language": "zh-CN"})
    assert '<html lang="en"' in page.text


def test_a_sentence_that_carries_what_somebody_typed_is_escaped(app: Flask) -> None:
    with app.test_request_context():
        page = render_template_string("{{ said }}", said=lazy_gettext("%(file)s is empty", file="<script>"))
    assert page == "&lt;script&gt; is empty"
