"""One's round in one's own calendar: by whoever has the link, until it is revoked, and nothing more than the round."""

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.calendar_feed import CalendarFeed
from hazard_app.models.person import Person
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.security import hashed
from hazard_app.views import feeds
from tests.client import PageClient, browser
from tests.reporting import reported
from tests.rounds import plan
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]
LINK = re.compile(r"http://localhost(/rounds/([A-Za-z0-9_-]{43})\.ics)")


@pytest.fixture
def calendar(app: Flask) -> PageClient:
    """A program that knows a link and nobody."""
    return browser(app)


@pytest.fixture
def weekly(session: Session, world: World) -> None:
    plan(session, world, Rhythm.WEEKLY, who=Who.EACH_OF, schools=(world.school.id,))
    session.commit()


def made(client: PageClient) -> str:
    page = client.post("/me/calendar")
    assert page.headers["Cache-Control"] == "no-store"
    found = LINK.search(page.text)
    assert found
    return found[1]


def rows(session: Session) -> list[CalendarFeed]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(CalendarFeed).order_by(CalendarFeed.id)))


def test_a_calendar_reads_the_round_without_a_sign_in(
    session: Session, world: World, sign_in_as: SignInAs, calendar: PageClient, weekly: None
) -> None:
    reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    answer = calendar.get(made(sign_in_as(world.officer)))
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    read = Calendar.from_ical(answer.data)
    assert isinstance(read, Calendar)
    assert {str(event["summary"]) for event in read.events} == {"校园周边巡查表（日巡） · 新安实验小学"}
    assert len(read.events) == 8
    people: list[str] = [person.name for person in vars(world).values() if isinstance(person, Person)]
    assert not [words for words in (*people, "围栏") if words in answer.text]


def test_the_secret_stands_nowhere_but_on_that_page(session: Session, world: World, sign_in_as: SignInAs) -> None:
    officer = sign_in_as(world.officer)
    path = made(officer)
    secret = path.removeprefix("/rounds/").removesuffix(".ics")
    [row] = rows(session)
    assert (row.key_hash, row.person_id, row.made_at) == (hashed(secret), world.officer.id, NOW)
    assert secret not in officer.get("/me/calendar").text


def test_what_is_no_link_any_more_is_as_if_it_never_was(
    session: Session, world: World, sign_in_as: SignInAs, calendar: PageClient
) -> None:
    officer, outsider = sign_in_as(world.officer), sign_in_as(world.outsider)
    renewed, revoked, left = made(officer), made(officer), made(outsider)
    officer.post("/me/calendar/end")
    session.get_one(Person, world.outsider.id).deactivated_at = NOW
    session.commit()
    nobodys = calendar.get("/rounds/nobody-has-this-link-nobody-has-this-link-nob.ics")
    for path in (renewed, revoked, left):
        answer = calendar.get(path)
        assert (answer.status_code, answer.data) == (404, nobodys.data)


def test_a_new_link_ends_the_one_before(world: World, sign_in_as: SignInAs, calendar: PageClient) -> None:
    officer = sign_in_as(world.officer)
    before, after = made(officer), made(officer)
    assert [calendar.get(path).status_code for path in (before, after)] == [404, 200]


@pytest.mark.parametrize("act", ["people/{}/deactivation", "administration/slips"])
def test_a_phone_that_was_lost_reads_it_no_more(
    world: World, sign_in_as: SignInAs, calendar: PageClient, act: str
) -> None:
    """A new one-time code, and a deactivation, end it with the sign-ins; for good, too."""
    path = made(sign_in_as(world.officer))
    administrator, person = sign_in_as(world.administrator), world.officer.uid
    assert administrator.post("/" + act.format(person), data={"person": str(person)}).status_code in (200, 303)
    administrator.post(f"/people/{person}/deactivation/end")
    assert calendar.get(path).status_code == 404


def test_nobody_revokes_somebody_elses(world: World, sign_in_as: SignInAs, calendar: PageClient) -> None:
    path = made(sign_in_as(world.officer))
    sign_in_as(world.officer2).post("/me/calendar/end")
    assert calendar.get(path).status_code == 200


def test_what_has_not_changed_is_not_sent_again(
    session: Session, world: World, sign_in_as: SignInAs, calendar: PageClient, weekly: None
) -> None:
    path = made(sign_in_as(world.officer))
    tag = calendar.get(path).headers["ETag"]
    again = calendar.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    plan(session, world, Rhythm.MONTHLY, code="SEC-M", schools=(world.school.id,))
    session.commit()
    assert calendar.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_the_page_says_on_which_day_it_was_last_read(
    session: Session, world: World, sign_in_as: SignInAs, calendar: PageClient, at: Callable[..., None]
) -> None:
    officer = sign_in_as(world.officer)
    path = made(officer)
    assert "还没有日历读取过" in officer.get("/me/calendar").text
    for moment in (NOW, NOW + timedelta(hours=10)):
        at(moment)
        calendar.get(path)
        calendar.get(path)
    assert rows(session)[0].last_asked_on == date(2026, 11, 24)
    assert "最近一次被日历读取：11月24日 周二" in officer.get("/me/calendar").text


def test_each_reads_their_own_language(
    session: Session, world: World, sign_in_as: SignInAs, calendar: PageClient, weekly: None
) -> None:
    path = made(sign_in_as(world.officer))
    session.get_one(Person, world.officer.id).locale = "en"
    session.commit()
    assert "X-WR-CALNAME:School checks" in calendar.get(path, headers={"Accept-Language": "zh"}).text


def test_no_phone_keeps_it_and_no_cache_on_the_way(world: World, sign_in_as: SignInAs, calendar: PageClient) -> None:
    """The worker keeps text/html only; whoever has a link of their own is named in no header."""
    answer = calendar.get(made(sign_in_as(world.officer)))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Hazard-Person" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_a_fault_does_not_tell_the_secret_to_the_log(
    app: Flask,
    world: World,
    sign_in_as: SignInAs,
    calendar: PageClient,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = made(sign_in_as(world.officer))
    secret = path.removeprefix("/rounds/").removesuffix(".ics")

    def breaks(*_args: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(feeds, "rounds_ahead", breaks)
    with caplog.at_level(logging.DEBUG):
        assert calendar.get(path).status_code == 500
    assert "Exception on /rounds/….ics [GET]" in caplog.text
    assert secret not in caplog.text
