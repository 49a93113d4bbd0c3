import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.keep_photo import Camera, keep_photo
from hazard_app.acts.record_hazard import known_report, record_hazard
from hazard_app.acts.refusals import MissingPhotos, NotForYou, OtherContent, OutOfReach, UsedPhotos
from hazard_app.images.photos import clean
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.step import Step
from hazard_app.rules.chain import GENESIS, step_hash
from hazard_app.rules.places import Place
from hazard_app.rules.steps import NotAllowed
from hazard_app.rules.terms import FlagKind, PhotoUse, Severity, State, StepKind
from tests.pictures import jpeg
from tests.reporting import report, reported, told
from tests.world import CENTRE, NOW, World

Upload = Callable[..., str]


@pytest.fixture
def upload(session: Session, world: World) -> Upload:
    def uploaded(seed: int, person: Person = world.officer) -> str:
        return keep_photo(session, person, clean(jpeg(seed=seed)), Camera(), NOW)[0].sent_sha256

    return uploaded


def test_a_report_opens_a_hazard_under_the_phones_name(session: Session, world: World) -> None:
    name = uuid.uuid4()
    hazard = reported(session, world.officer, world.school, told=told(name))
    [step] = hazard.steps
    assert (hazard.uid, step.uid, step.kind) == (name, name, StepKind.FOUND)
    assert (hazard.state, hazard.severity, hazard.item_code) == (State.OPEN, Severity.MAJOR, None)
    assert (hazard.zone, hazard.found_by, hazard.self_found) == (world.east, world.officer, False)


def test_the_same_report_again_is_the_same_hazard(session: Session, world: World) -> None:
    said = told()
    first, again = (record_hazard(session, world.officer, report(session, world.school, told=said)) for _ in range(2))
    assert (first[0], first[1], again[1]) == (again[0], True, False)


def test_other_content_under_the_same_name_is_refused(session: Session, world: World) -> None:
    name = uuid.uuid4()
    reported(session, world.officer, world.school, told=told(name))
    with pytest.raises(OtherContent):
        reported(session, world.officer, world.school, told=told(name, content_hash="1" * 64))


def test_another_persons_name_is_refused_whatever_it_holds(session: Session, world: World) -> None:
    name = uuid.uuid4()
    reported(session, world.officer, world.school, told=told(name))
    with pytest.raises(OtherContent):
        known_report(session, world.officer2, name, "0" * 64)


def test_the_name_of_a_hazard_that_came_otherwise_is_refused(session: Session, world: World) -> None:
    hazard = reported(session, world.officer, world.school)
    hazard.steps[0].uid = uuid.uuid4()
    session.flush()
    with pytest.raises(OtherContent):
        known_report(session, world.officer, hazard.uid, "0" * 64)


def test_what_a_liaison_officer_finds_is_credit_to_the_school(session: Session, world: World) -> None:
    assert reported(session, world.liaison, world.school).self_found


def test_a_liaison_officer_reports_nothing_that_only_police_may_read(session: Session, world: World) -> None:
    with pytest.raises(NotForYou):
        reported(session, world.liaison, world.school, "BULLY")


def test_what_only_police_may_read_stays_so(session: Session, world: World) -> None:
    assert reported(session, world.officer, world.school, "BULLY").police_only


def test_a_school_outside_ones_reach_takes_no_report(session: Session, world: World) -> None:
    with pytest.raises(OutOfReach):
        reported(session, world.officer, world.foreign)


def test_an_auditor_reports_nothing(session: Session, world: World) -> None:
    with pytest.raises(NotAllowed):
        reported(session, world.auditor, world.school)


def test_reach_is_that_of_when_it_was_made(session: Session, world: World) -> None:
    world.officer.postings[0].ends_on = date(2026, 11, 20)
    with pytest.raises(OutOfReach):
        reported(session, world.officer, world.school)
    earlier = told(made_at=NOW - timedelta(days=4))
    assert reported(session, world.officer, world.school, told=earlier).is_open


def test_the_deadline_counts_from_when_it_happened(session: Session, world: World) -> None:
    early = reported(session, world.officer, world.school, told=told(made_at=NOW - timedelta(days=7)))
    late = reported(session, world.officer, world.school)
    assert late.deadline - early.deadline == timedelta(days=7)


def test_its_photos_are_attached_and_the_first_is_its_cover(session: Session, world: World, upload: Upload) -> None:
    hashes = (upload(1), upload(2))
    hazard = reported(session, world.officer, world.school, photos=hashes)
    shown = hazard.steps[0].photos(PhotoUse.BEFORE)
    assert tuple(attachment.photo.sent_sha256 for attachment in shown) == hashes
    assert hazard.cover is shown[0].photo


def test_a_photo_of_somebody_else_is_not_there(session: Session, world: World, upload: Upload) -> None:
    theirs = upload(1, world.liaison)
    with pytest.raises(MissingPhotos) as missing:
        reported(session, world.officer, world.school, photos=(theirs,))
    assert missing.value.hashes == {theirs}


def test_without_words_the_photos_kind_is_its_title(session: Session, world: World, upload: Upload) -> None:
    hazard = reported(session, world.officer, world.school, note="", photos=(upload(1),))
    assert (hazard.note, hazard.title.zh) == ("", "道路交通（见照片）")


def test_fixed_on_the_spot_is_closed_with_both_photos(session: Session, world: World, upload: Upload) -> None:
    before, after = upload(1), upload(2)
    hazard = reported(session, world.officer, world.school, photos=(before,), after_photos=(after,), fixed_on_spot=True)
    found, fixed = hazard.steps
    assert (hazard.state, hazard.closed_at) == (State.CLOSED, NOW)
    assert (found.kind, fixed.kind) == (StepKind.FOUND, StepKind.FIXED_ON_SPOT)
    assert fixed.photos(PhotoUse.AFTER)[0].photo.sent_sha256 == after
    assert (found.previous_hash, fixed.previous_hash) == (GENESIS, found.hash)
    assert fixed.hash == step_hash(found.hash, fixed.record())


def test_the_before_photo_proves_no_fix(session: Session, world: World, upload: Upload) -> None:
    same = upload(1)
    with pytest.raises(UsedPhotos):
        reported(session, world.officer, world.school, photos=(same,), after_photos=(same,), fixed_on_spot=True)


def test_a_liaison_officer_fixes_nothing_on_the_spot(session: Session, world: World, upload: Upload) -> None:
    after = upload(1, world.liaison)
    with pytest.raises(NotAllowed):
        reported(session, world.liaison, world.school, after_photos=(after,), fixed_on_spot=True)


def test_a_place_far_from_the_school_and_a_wrong_clock_are_noted(session: Session, world: World) -> None:
    far_and_late = told(
        place=Place(36.9, 117.0205, 18), made_at=NOW - timedelta(hours=1), sent_at=NOW - timedelta(hours=1)
    )
    hazard = reported(session, world.officer, world.school, told=far_and_late)
    assert {flag.kind for flag in hazard.steps[0].flags} == {FlagKind.CLOCK_DIFFERS, FlagKind.OUTSIDE_SCHOOL}


def test_at_the_school_with_a_right_clock_nothing_is_noted(session: Session, world: World) -> None:
    hazard = reported(session, world.officer, world.school, told=told(place=Place(*CENTRE, 18)))
    assert hazard.steps[0].flags == []


def test_a_refused_report_leaves_nothing(session: Session, world: World, upload: Upload) -> None:
    same = upload(1)
    session.commit()
    with pytest.raises(UsedPhotos):
        reported(session, world.officer, world.school, photos=(same,), after_photos=(same,), fixed_on_spot=True)
    session.rollback()
    assert not session.scalars(select(Hazard)).all()
    assert not session.scalars(select(Step)).all()
