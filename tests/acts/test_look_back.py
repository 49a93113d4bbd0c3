"""A look back: closed hazards of a campaign, drawn at random with a seed that is kept, and what was seen there."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.acts.look_back import NewDraw, NewLook, NothingClosed, draw_hazards, note_look
from hazard_app.acts.refusals import OtherContent
from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw, DrawnHazard, Look
from hazard_app.models.hazard import Hazard
from hazard_app.rules.draw import drawn
from hazard_app.rules.terms import State, StepKind
from tests.campaigns import SEED, campaign, draw
from tests.filling import newest
from tests.rounds import local
from tests.visits import PASS, fail, hazards, step, visit
from tests.world import NOW, World


def found(session: Session, world: World, day: int, *numbers: str) -> None:
    """A complete check on a day of November, where these items fail."""
    answers = {item.code: PASS for item in newest(session, "PER-D").items}
    answers |= {f"PER-D-{number}": fail(f"第{number}项不好") for number in numbers}
    visit(session, world.officer, world.school, answers, local(date(2026, 11, day)))


@pytest.fixture
def week(session: Session, world: World) -> Campaign:
    """Six hazards found and five of them closed on its days; another closed one was found before them."""
    found(session, world, 13, "08")
    found(session, world, 18, "01", "02", "03", "04", "05", "06")
    for hazard in hazards(session)[:-1]:
        step(session, hazard, world.supervisor, StepKind.RECHECK_PASS)
    return campaign(session, world)


def names(about: Draw) -> list[UUID]:
    return [each.hazard.uid for each in about.drawn]


def test_it_draws_a_share_of_what_its_checks_found_and_is_closed(
    session: Session, world: World, week: Campaign
) -> None:
    made = draw(session, world, week, share=30)
    could_be = {str(hazard.uid) for hazard in hazards(session) if hazard.note in {f"第0{n}项不好" for n in range(1, 6)}}
    assert (set(made.pool), len(made.pool), len(made.drawn)) == (could_be, 5, 2)
    assert {str(uid) for uid in names(made)} < could_be


def test_the_same_ones_are_drawn_again_from_what_is_kept(session: Session, world: World, week: Campaign) -> None:
    uid = draw(session, world, week, share=50).uid
    session.commit()
    session.expire_all()
    kept = session.scalars(select(Draw).where(Draw.uid == uid)).one()
    step(session, hazards(session)[1], world.supervisor, StepKind.REOPEN, note="又坏了")
    assert names(kept) == drawn(kept.seed, kept.share, map(UUID, kept.pool))
    assert (len(kept.drawn), kept.seed) == (3, SEED)


def test_two_touches_are_one_draw_with_its_first_seed(session: Session, world: World, week: Campaign) -> None:
    uid = uuid4()
    first = draw(session, world, week, uid=uid)
    again = NewDraw(uid=uid, share=20, seed="another seed")
    reach = world.supervisor.reach_on(NOW.date())
    assert draw_hazards(session, week, world.supervisor, reach, again, NOW) is first
    assert (first.seed, session.scalar(select(func.count(DrawnHazard.id)))) == (SEED, 1)
    with pytest.raises(OtherContent):
        draw(session, world, week, share=30, uid=uid)


def test_where_nothing_is_closed_nothing_is_drawn(session: Session, world: World) -> None:
    found(session, world, 18, "01")
    with pytest.raises(NothingClosed):
        draw(session, world, campaign(session, world))
    assert session.scalars(select(Draw)).all() == []


def test_one_closed_hazard_is_drawn_at_any_share(session: Session, world: World) -> None:
    found(session, world, 18, "01")
    step(session, hazards(session)[0], world.supervisor, StepKind.RECHECK_PASS)
    assert len(draw(session, world, campaign(session, world), share=1).drawn) == 1


def test_what_was_seen_there_is_kept_and_the_newest_counts(session: Session, world: World, week: Campaign) -> None:
    about = draw(session, world, week).drawn[0]
    first = NewLook(uid=uuid4(), gone=True)
    looked = note_look(session, about.id, world.officer, first, NOW)
    assert note_look(session, about.id, world.officer, first, NOW) is looked
    later = NewLook(uid=uuid4(), gone=False, note="又堆上了")
    note_look(session, about.id, world.supervisor, later, NOW + timedelta(days=3))
    session.refresh(about, ["looks"])
    assert [(look.person, look.gone) for look in about.looks] == [(world.officer, True), (world.supervisor, False)]
    with pytest.raises(OtherContent):
        note_look(session, about.id, world.officer, NewLook(uid=first.uid, gone=False), NOW)


def test_a_look_changes_no_hazard(session: Session, world: World, week: Campaign) -> None:
    about = draw(session, world, week).drawn[0]
    before = (about.hazard.length, about.hazard.tip)
    note_look(session, about.id, world.officer, NewLook(uid=uuid4(), gone=False), NOW)
    kept = session.get_one(Hazard, about.hazard_id, populate_existing=True)
    assert ((kept.length, kept.tip), kept.state) == (before, State.CLOSED)
    assert session.scalar(select(func.count(Look.id))) == 1
