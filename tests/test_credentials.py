"""Many tries at once, on real threads and a real database."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy.orm import Session

from tests.client import browser
from tests.world import PASSWORD, World

SIXTEEN = 16


def knock(app: Flask, password: str) -> int:
    return browser(app).post("/login", data={"username": "officer", "password": password}).status_code


def at_once(app: Flask, password: str) -> Counter[int]:
    with ThreadPoolExecutor(SIXTEEN) as pool:
        return Counter(pool.map(lambda _: knock(app, password), range(SIXTEEN)))


def test_of_sixteen_guesses_at_once_no_more_than_five_are_looked_at(app: Flask, world: World, session: Session) -> None:
    answers = at_once(app, "not the password")
    assert answers[422] <= 5
    assert answers[422] + answers[429] == SIXTEEN


def test_four_right_passwords_at_once_all_get_in(app: Flask, world: World, session: Session) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: knock(app, PASSWORD), range(4))) == [303] * 4
