from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.keep_photo import Camera, keep_photo, may_send, photos_of, refuse_used
from hazard_app.acts.refusals import MissingPhotos, UsedPhotos
from hazard_app.images.photos import clean
from hazard_app.models.attachment import Attachment
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.rules.places import Place
from hazard_app.rules.terms import PhotoUse
from tests.pictures import exif, jpeg
from tests.reporting import reported
from tests.world import NOW, World

Keep = Callable[..., Photo]


@pytest.fixture
def keep(session: Session, world: World) -> Keep:
    def kept(content: bytes, person: Person = world.officer, original: str | None = None) -> Photo:
        return keep_photo(session, person, clean(content), Camera(original_sha256=original), NOW)[0]

    return kept


def test_a_photo_kept_twice_is_one_row(session: Session, world: World) -> None:
    first, second = (keep_photo(session, world.officer, clean(jpeg()), Camera(), NOW) for _ in range(2))
    assert (first[0], first[1], second[1]) == (second[0], True, False)


def test_a_row_says_what_is_stored(keep: Keep) -> None:
    photo, made = keep(jpeg()), clean(jpeg())
    assert (photo.sent_sha256, photo.stored_sha256) == (made.sent_sha256, made.stored_sha256)
    assert (photo.width, photo.height, photo.size) == (640, 480, len(made.content))


def test_the_cameras_place_counts_before_the_phones(session: Session, world: World) -> None:
    content = jpeg(exif=exif(position=(36.5, 117.5)))
    photo, _ = keep_photo(session, world.officer, clean(content), Camera(place=Place(1, 2)), NOW)
    assert photo.latitude == pytest.approx(36.5)


def test_the_phones_place_counts_where_the_camera_has_none(session: Session, world: World) -> None:
    photo, _ = keep_photo(session, world.officer, clean(jpeg()), Camera(place=Place(1, 2)), NOW)
    assert photo.place == Place(1, 2)


def test_only_ones_own_uploads_can_be_named(session: Session, world: World, keep: Keep) -> None:
    mine, theirs = keep(jpeg(seed=1)), keep(jpeg(seed=2), world.liaison)
    assert photos_of(session, world.officer, frozenset({mine.sent_sha256})) == {mine.sent_sha256: mine}
    with pytest.raises(MissingPhotos) as missing:
        photos_of(session, world.officer, frozenset({mine.sent_sha256, theirs.sent_sha256}))
    assert missing.value.hashes == {theirs.sent_sha256}


def test_a_photo_that_was_attached_proves_no_fix(session: Session, world: World, keep: Keep) -> None:
    used = keep(jpeg(seed=1))
    reported(session, world.officer, world.school, photos=(used.sent_sha256,))
    again = keep(jpeg(seed=1), world.liaison)
    with pytest.raises(UsedPhotos) as refusal:
        refuse_used(session, [again])
    assert refusal.value.hashes == {again.sent_sha256}


def test_the_same_original_shrunk_again_proves_no_fix(session: Session, world: World, keep: Keep) -> None:
    used, shrunk = keep(jpeg(seed=1), original="ab" * 32), keep(jpeg(seed=2), original="ab" * 32)
    reported(session, world.officer, world.school, photos=(used.sent_sha256,))
    with pytest.raises(UsedPhotos):
        refuse_used(session, [shrunk])


def test_a_fresh_photo_proves_a_fix(session: Session, world: World, keep: Keep) -> None:
    reported(session, world.officer, world.school, photos=(keep(jpeg(seed=1)).sent_sha256,))
    refuse_used(session, [keep(jpeg(seed=2))])


def test_a_photo_shows_what_it_is_used_for(session: Session, world: World, keep: Keep) -> None:
    photo = keep(jpeg())
    hazard = reported(session, world.officer, world.school, photos=(photo.sent_sha256,))
    [attachment] = session.scalars(select(Attachment)).all()
    assert (attachment.photo, attachment.use, hazard.cover) == (photo, PhotoUse.BEFORE, photo)


def test_who_may_send_photos(world: World) -> None:
    senders = {name for name, person in vars(world).items() if isinstance(person, Person) and may_send(person)}
    assert senders == {
        "officer",
        "officer2",
        "auxiliary",
        "supervisor",
        "liaison",
        "liaison2",
        "outsider",
    }
