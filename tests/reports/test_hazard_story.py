"""One hazard's page: what became of it, its pictures, and whether its steps are still what they were."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.step import Step
from hazard_app.reports.hazard_story import HazardStory, hazard_story, with_its_life
from hazard_app.rules.places import Place
from hazard_app.rules.terms import PhotoUse, StepKind
from tests.reporting import reported
from tests.reporting import told as said
from tests.visits import fail, photo, step, the_hazard, visit
from tests.world import CENTRE, NOW, World

HOUR = timedelta(hours=1)
LAMP = "PER-D-14"


@pytest.fixture
def before(session: Session, world: World) -> Photo:
    """Taken 111 metres north of the school's centre."""
    taken = photo(session, world.officer, "before")
    taken.stand_at(Place(CENTRE[0] + 0.001, CENTRE[1]))
    return taken


@pytest.fixture
def hazard(session: Session, world: World, before: Photo) -> Hazard:
    """Found on a round, seen again, said to be fixed."""
    answers = {LAMP: fail("灯不亮", photos=(before.sent_sha256,))}
    visit(session, world.officer, world.school, answers, NOW - 9 * HOUR)
    found = the_hazard(session)
    again, after = photo(session, world.officer, "again"), photo(session, world.officer, "after")
    step(session, found, world.officer2, StepKind.SEEN_AGAIN, NOW - 2 * HOUR, note="仍不亮", before=[again])
    step(session, found, world.officer, StepKind.FIX, NOW - HOUR, note="已换灯", after=[after])
    session.commit()
    return found


def story(session: Session, person: Person, hazard: Hazard) -> HazardStory:
    session.expire_all()
    reach = person.reach_on(NOW.date())
    read = session.scalars(with_its_life(reach, hazard.uid)).one()
    return hazard_story(session, reach, read, NOW)


def test_it_says_how_far_from_the_school_it_was_found(session: Session, world: World) -> None:
    far = reported(session, world.officer, world.school, told=said(place=Place(CENTRE[0] + 0.001, CENTRE[1])))
    near = reported(session, world.officer, world.school)
    assert round(story(session, world.officer, far).distance or 0) == 111
    assert story(session, world.officer, near).distance is None


def test_its_life_is_told_newest_first(session: Session, world: World, hazard: Hazard) -> None:
    told = story(session, world.officer, hazard)
    assert [(entry.kind, entry.who, entry.note) for entry in told.entries] == [
        ("fix", "王敏", "已换灯"),
        ("seen_again", "周磊", "仍不亮"),
        ("found", "王敏", "灯不亮"),
    ]
    assert told.found.checklist is not None
    assert told.broken is None


def test_before_and_after_stand_side_by_side(session: Session, world: World, hazard: Hazard, before: Photo) -> None:
    shown = story(session, world.officer, hazard).pictures
    assert [picture.use for picture in shown] == [PhotoUse.BEFORE, PhotoUse.AFTER]
    assert shown[0].uid == before.uid
    assert [picture.distance and round(picture.distance) for picture in shown] == [111, None]


def test_one_without_photos_has_no_pictures(session: Session, world: World) -> None:
    bare = reported(session, world.officer, world.school)
    session.commit()
    assert story(session, world.officer, bare).pictures == []


def test_a_note_that_was_changed_shows(session: Session, world: World, hazard: Hazard) -> None:
    session.execute(update(Step).where(Step.number == 2).values(note="已经好了"))
    assert story(session, world.officer, hazard).broken == 2


def test_a_step_that_was_moved_shows(session: Session, world: World, hazard: Hazard) -> None:
    session.execute(update(Step).where(Step.number == 3).values(happened_at=NOW - 30 * HOUR))
    assert story(session, world.officer, hazard).broken == 3


def test_what_retention_took_is_no_change(session: Session, world: World, hazard: Hazard) -> None:
    session.execute(update(Step).where(Step.number == 2).values(note="", salt=b"", latitude=None, longitude=None))
    assert story(session, world.officer, hazard).broken is None


def test_the_schools_own_work_names_its_liaison_officers(session: Session, world: World, hazard: Hazard) -> None:
    assert story(session, world.officer, hazard).liaisons == ["陈立", "吴静"]
    others_work = reported(session, world.officer, world.school, "TRAFFIC")
    session.commit()
    told = story(session, world.officer, others_work)
    assert (told.liaisons, told.responsible.zh) == ([], "公安交管")


def test_whoever_left_is_not_named(session: Session, world: World, hazard: Hazard) -> None:
    world.liaison.deactivated_at = NOW
    world.liaison2.postings[0].ends_on = NOW.date() - timedelta(days=1)
    session.commit()
    assert story(session, world.officer, hazard).liaisons == []


def test_a_repeat_leads_to_what_was_there_before(session: Session, world: World, hazard: Hazard) -> None:
    step(session, hazard, world.officer2, StepKind.RECHECK_PASS, NOW)
    visit(session, world.officer, world.school, {LAMP: fail("又不亮")}, NOW + HOUR)
    session.commit()
    again = session.scalars(select(Hazard).order_by(Hazard.id.desc()).limit(1)).one()
    told = story(session, world.officer, again)
    assert told.earlier is not None
    assert told.earlier.id == hazard.id


def test_a_school_does_not_find_what_is_police_only(session: Session, world: World) -> None:
    hidden = reported(session, world.officer, world.school, "CONFLICT")
    session.commit()
    reach = world.liaison.reach_on(NOW.date())
    assert session.scalars(with_its_life(reach, hidden.uid)).first() is None
