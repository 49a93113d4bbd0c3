"""A campaign is made once, changed, and withdrawn; never deleted."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.refusals import OtherContent
from hazard_app.acts.run_campaigns import NoSchool, WrongDays, change_campaign, make_campaign, withdraw_campaign
from hazard_app.models.campaign import Campaign
from hazard_app.rules.campaigns import DaysWrong, Phase
from hazard_app.rules.terms import SchoolKind
from tests.campaigns import FIRST, LAST, campaign, saying
from tests.world import NOW, World


def test_made_twice_it_is_one(session: Session, world: World) -> None:
    uid = uuid4()
    assert campaign(session, world, uid=uid) is campaign(session, world, uid=uid)
    assert len(session.scalars(select(Campaign)).all()) == 1


def test_another_one_under_the_same_name_is_refused(session: Session, world: World) -> None:
    made = campaign(session, world)
    with pytest.raises(OtherContent):
        make_campaign(session, made.uid, world.supervisor, saying(session, world, zone_id=world.east.id), NOW)
    with pytest.raises(OtherContent):
        make_campaign(session, made.uid, world.officer, saying(session, world), NOW)
    for other in (
        {"name": "二期"},
        {"ends_on": FIRST},
        {"schools": (world.school.id,)},
        {"leader_id": world.officer.id},
    ):
        with pytest.raises(OtherContent):
            campaign(session, world, uid=made.uid, **other)


def test_what_is_sent_again_after_a_change_is_no_other_one(session: Session, world: World) -> None:
    made = campaign(session, world)
    change_campaign(session, made, world.supervisor, saying(session, world, name="二期"), NOW)
    assert (campaign(session, world, uid=made.uid), made.name) == (made, "二期")


def test_it_does_not_end_before_it_begins(session: Session, world: World) -> None:
    with pytest.raises(WrongDays) as refused:
        campaign(session, world, starts_on=LAST, ends_on=FIRST)
    assert refused.value.why is DaysWrong.BACKWARDS


def test_a_zone_without_such_a_school_has_nothing_to_count(session: Session, world: World) -> None:
    with pytest.raises(NoSchool):
        campaign(session, world, zone_id=world.west.id)
    with pytest.raises(NoSchool):
        campaign(session, world, kinds=(SchoolKind.VOCATIONAL,))
    with pytest.raises(NoSchool):
        campaign(session, world, schools=(world.foreign.id,))
    # No kindergarten has a laboratory.
    with pytest.raises(NoSchool):
        campaign(session, world, "LAB-M", kinds=(SchoolKind.KINDERGARTEN,))


def test_a_change_says_who_changed_it_and_when(session: Session, world: World) -> None:
    made = campaign(session, world)
    later = NOW + timedelta(hours=1)
    change_campaign(session, made, world.supervisor, saying(session, world, name="护校安园二期"), later)
    assert (made.name, made.changed_by, made.changed_at) == ("护校安园二期", world.supervisor, later)
    assert (made.person, made.made_at) == (world.supervisor, NOW)


def test_it_is_withdrawn_once_and_stays(session: Session, world: World) -> None:
    made = campaign(session, world)
    withdraw_campaign(session, made, world.supervisor, NOW)
    withdraw_campaign(session, made, world.officer, NOW + timedelta(days=1))
    assert (made.withdrawn_by_id, made.withdrawn_at) == (world.supervisor.id, NOW)
    assert made.phase(date(2026, 11, 23)) is Phase.WITHDRAWN


def test_who_sees_it(session: Session, world: World) -> None:
    east = campaign(session, world, zone_id=world.east.id)
    whole = campaign(session, world, zone_id=world.bureau.id)
    far = campaign(session, world, zone_id=world.far.id)
    seen = {
        name: set(session.scalars(Campaign.visible_to(getattr(world, name).reach_on(NOW.date()))))
        for name in ("officer", "supervisor", "auditor", "outsider", "liaison", "administrator", "nobody")
    }
    assert seen == {
        "officer": {east, whole},
        "supervisor": {east, whole},
        "auditor": {east, whole},
        "outsider": {whole, far},
        "liaison": set(),
        "administrator": set(),
        "nobody": set(),
    }
