import hashlib
import io
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from hazard_app.images.photos import BrokenImage, PhotoRefused, clean, thumbnail
from tests.pictures import encoded, exif, jpeg, picture, sample

XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Secret Phone Works</x:xmpmeta>"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TELLTALE = [b"Exif", b"xmpmeta", b"Secret", b"MPF\0", b"JFXX", b"Photoshop", b"urn:", b"http"]


@cache
def plain(progressive: bool) -> bytes:
    return jpeg(160, 120, progressive=progressive)


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def talkative() -> bytes:
    """What phones write beside the picture, and more: each part says who made it."""
    content = jpeg(exif=exif(position=(36.65, 117.12)), comment=b"Secret", icc_profile=SRGB)
    extra = [
        segment(0xE0, b"JFXX\0\x10Secret"),
        segment(0xE1, XMP),
        segment(0xE2, b"MPF\0Secret"),
        segment(0xED, b"Photoshop 3.0\0Secret"),
        segment(0xEF, b"Secret"),
    ]
    return content[:2] + b"".join(extra) + content[2:] + b"Secret gain map" + jpeg(seed=9)


def pixels(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).convert("RGB").tobytes()


def test_an_upright_jpeg_keeps_its_pixels_and_says_no_more_about_its_maker() -> None:
    photo = clean(talkative())
    assert pixels(photo.content) == pixels(jpeg())
    assert [word for word in TELLTALE if word in photo.content] == []
    assert photo.content.endswith(b"\xff\xd9")
    assert photo.content.count(b"\xff\xd9") == 1


def test_the_colour_profile_stays() -> None:
    assert Image.open(io.BytesIO(clean(talkative()).content)).info["icc_profile"] == SRGB


def test_the_three_hashes_are_of_what_came_and_of_what_is_kept() -> None:
    photo = clean(talkative())
    assert photo.sent_sha256 == hashlib.sha256(talkative()).hexdigest()
    assert photo.stored_sha256 == hashlib.sha256(photo.content).hexdigest()
    assert (photo.media_type, photo.width, photo.height) == ("image/jpeg", 640, 480)


def test_a_comment_between_two_scans_is_dropped() -> None:
    content = plain(True)
    second_scan = content.index(b"\xff\xda", content.index(b"\xff\xda") + 2)
    commented = content[:second_scan] + segment(0xFE, b"Secret") + content[second_scan:]
    assert clean(commented).content == clean(content).content == content


def test_the_thumbnail_inside_a_jfif_segment_is_dropped() -> None:
    content = plain(False)
    jfif = b"JFIF\0\x01\x01\0\0\x01\0\x01"
    with_thumbnail = content[:2] + segment(0xE0, jfif + b"\x02\x01Secret") + content[20:]
    assert clean(with_thumbnail).content == content


def test_of_a_jpeg_with_several_pictures_the_first_is_kept() -> None:
    several = encoded(picture(), "MPO", save_all=True, append_images=[picture(seed=1)], exif=exif())
    photo = clean(several)
    assert pixels(photo.content) == pixels(several)
    assert len(photo.content) < len(several) * 0.6
    assert b"MPF" not in photo.content


def test_a_cmyk_jpeg_becomes_rgb_without_its_printing_profile() -> None:
    printing = SRGB[:16] + b"CMYK" + SRGB[20:]
    stored = Image.open(io.BytesIO(clean(jpeg(mode="CMYK", icc_profile=printing)).content))
    assert (stored.mode, "icc_profile" in stored.info) == ("RGB", False)


@given(st.data(), st.booleans())
def test_a_jpeg_cut_anywhere_is_refused(data: st.DataObject, progressive: bool) -> None:
    content = plain(progressive)
    end = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises(PhotoRefused):
        clean(content[:end])


@pytest.mark.parametrize("lost", [1, 2, 3, 20])
def test_the_last_bytes_of_a_jpeg_count(lost: int) -> None:
    with pytest.raises(BrokenImage):
        clean(jpeg()[:-lost])


def test_a_real_photo_cut_in_half_is_refused() -> None:
    content = sample("gps_1.jpg")
    with pytest.raises(BrokenImage):
        clean(content[: len(content) // 2])


def test_a_file_filled_up_with_zeros_is_refused() -> None:
    content = jpeg()
    half = len(content) // 2
    with pytest.raises(BrokenImage):
        clean(content[:half] + bytes(half))


def test_bytes_lost_after_the_picture_do_not_matter() -> None:
    assert clean(talkative()[:-1]).content == clean(talkative()).content


def test_thousands_of_scans_are_refused() -> None:
    content = plain(True)
    scan = content[content.rindex(b"\xff\xda") : -2]
    with pytest.raises(BrokenImage):
        clean(content[:-2] + scan * 200 + b"\xff\xd9")


@given(st.integers(1, 200), st.integers(1, 200), st.sampled_from(["RGB", "L"]), st.booleans())
@example(1, 1, "L", False)
def test_cleaning_twice_is_cleaning_once(width: int, height: int, mode: str, progressive: bool) -> None:
    once = clean(jpeg(width, height, mode=mode, progressive=progressive, exif=exif()))
    again = clean(once.content)
    assert again.content == once.content
    assert (again.width, again.height) == (width, height)


@given(st.binary(max_size=400), st.integers(2, 2000))
def test_rubbish_inside_a_jpeg_is_cleaned_or_refused(rubbish: bytes, at: int) -> None:
    content = plain(False)
    try:
        photo = clean(content[:at] + rubbish + content[at:])
    except PhotoRefused:
        return
    assert clean(photo.content).content == photo.content


def test_a_thumbnail_is_small_and_keeps_the_shape() -> None:
    small = Image.open(io.BytesIO(thumbnail(clean(jpeg(1600, 1200, icc_profile=SRGB)).content)))
    assert (small.format, small.size, small.info["icc_profile"]) == ("JPEG", (320, 240), SRGB)


def test_a_thumbnail_of_a_small_picture_is_not_larger() -> None:
    assert Image.open(io.BytesIO(thumbnail(jpeg(100, 60)))).size == (100, 60)
