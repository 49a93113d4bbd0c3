import io
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from hazard_app.images import exif as exif_reader
from hazard_app.images.photos import (
    BrokenImage,
    CleanPhoto,
    NotAnImage,
    PhotoRefused,
    TooManyPixels,
    clean,
)
from tests.pictures import encoded, exif, heic, jpeg, lying_jpeg, picture, png, png_bomb, sample, webp

HEX = bytes.fromhex


def stored(photo: CleanPhoto) -> Image.Image:
    image = Image.open(io.BytesIO(photo.content))
    assert (image.format, image.size) == ("JPEG", (photo.width, photo.height))
    return image


def is_red(colour: Any) -> bool:
    red, green, blue = colour
    return bool(red > 230 and green < 40 and blue < 40)


@pytest.mark.parametrize("make", [jpeg, png, webp, heic])
def test_each_format_is_kept_as_a_jpeg_of_its_size(make: Any) -> None:
    photo = clean(make(320, 240))
    assert (photo.width, photo.height, photo.place, photo.taken_at) == (320, 240, None, None)
    assert is_red(stored(photo).getpixel((20, 20)))
    assert clean(photo.content).content == photo.content


@pytest.mark.parametrize("make", [jpeg, webp, png])
def test_a_picture_that_lies_on_its_side_is_turned_upright(make: Any) -> None:
    photo = clean(make(320, 240, exif=exif(orientation=6)))
    assert (photo.width, photo.height) == (240, 320)
    assert is_red(stored(photo).getpixel((220, 20)))
    assert b"Secret" not in photo.content


CORNERS = {1: "nw", 2: "ne", 3: "se", 4: "sw", 5: "nw", 6: "ne", 7: "se", 8: "sw"}


@pytest.mark.parametrize(("orientation", "corner"), CORNERS.items())
def test_every_orientation_puts_the_red_corner_where_it_was(orientation: int, corner: str) -> None:
    image = stored(clean(jpeg(320, 240, exif=exif(orientation))))
    spot = {"n": 20, "s": image.height - 20}[corner[0]], {"w": 20, "e": image.width - 20}[corner[1]]
    assert is_red(image.getpixel(spot[::-1]))


@pytest.mark.parametrize("make", [jpeg, heic, png])
def test_a_large_picture_is_shrunk_to_1600_pixels(make: Any) -> None:
    photo = clean(make(2400, 1000))
    assert (photo.width, photo.height) == (1600, 667)


def test_a_picture_both_rotated_and_large_is_shrunk_and_upright() -> None:
    photo = clean(jpeg(4000, 3000, exif=exif(orientation=6)))
    assert (photo.width, photo.height) == (1200, 1600)
    assert is_red(stored(photo).getpixel((1100, 100)))


def test_a_very_long_picture_keeps_one_pixel_of_width() -> None:
    assert (clean(png(20_000, 3)).width, clean(png(20_000, 3)).height) == (1600, 1)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_png_of_every_mode_becomes_rgb_or_grey(mode: str) -> None:
    assert stored(clean(png(64, 64, mode=mode))).mode in {"RGB", "L"}


def test_sixteen_bits_become_eight() -> None:
    deep = encoded(Image.new("I;16", (64, 64), 0x8000), "PNG")
    assert stored(clean(deep)).getpixel((5, 5)) == 128


def test_what_was_transparent_is_white() -> None:
    glass = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    assert stored(clean(encoded(glass, "PNG"))).getpixel((5, 5)) == (255, 255, 255)
    assert stored(clean(encoded(glass, "WEBP"))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_is_kept(kind: str) -> None:
    moving = encoded(Image.new("RGB", (64, 64), "red"), kind, save_all=True, append_images=[picture(64, 64)])
    assert is_red(stored(clean(moving)).getpixel((50, 50)))


def test_a_comment_in_a_png_does_not_travel_into_the_jpeg() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("comment", "Secret")
    assert b"Secret" not in clean(png(64, 64, pnginfo=text)).content


def test_position_and_time_are_read_from_every_format() -> None:
    facts = exif(position=(36.65, -117.12), taken=datetime(2026, 11, 23, 8, 0), offset="+08:00")  # noqa: DTZ001
    for make in (jpeg, png, webp):
        photo = clean(make(64, 64, exif=facts))
        assert photo.place is not None
        assert (photo.place.latitude, photo.place.longitude) == pytest.approx((36.65, -117.12))
        assert photo.taken_at == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [("gps_1.jpg", 43.467448, 11.885127), ("iphone_gps.heic", 39.051344, -94.288772)],
)
def test_real_photos_stand_where_they_were_taken(name: str, latitude: float, longitude: float) -> None:
    place = clean(sample(name)).place
    assert place is not None
    assert (place.latitude, place.longitude) == pytest.approx((latitude, longitude), abs=1e-6)


def test_real_photos_come_out_upright() -> None:
    sideways, other_way = clean(sample("orientation_6.jpg")), clean(sample("orientation_8.jpg"))
    assert (sideways.width, sideways.height) == (600, 450)
    assert (other_way.width, other_way.height) == (450, 600)


def test_a_real_photo_with_damaged_exif_is_kept_without_a_place() -> None:
    photo = clean(sample("invalid_exif.jpg"))
    assert (photo.width, photo.height, photo.place, photo.taken_at) == (88, 64, None, None)


NO_IMAGES = {
    "nothing": b"",
    "a PDF": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "a web page": b"<!doctype html><script>alert(1)</script>",
    "a GIF": encoded(picture(8, 8, mode="P"), "GIF"),
    "a TIFF": encoded(picture(8, 8), "TIFF"),
    "an AVIF": HEX("0000001c66747970") + b"avif" + bytes(40),
    "a RIFF that is a sound": b"RIFF\x24\0\0\0WAVEfmt ",
}


@pytest.mark.parametrize("content", NO_IMAGES.values(), ids=NO_IMAGES)
def test_what_is_no_image_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(NotAnImage) as refused:
        clean(content)
    assert refused.value.reason == "not_an_image"


@pytest.mark.parametrize("content", [jpeg(), png(), webp(), heic()], ids=["jpeg", "png", "webp", "heic"])
@pytest.mark.parametrize("part", [0.03, 0.5, 0.97])
def test_half_a_picture_is_refused(content: bytes, part: float) -> None:
    with pytest.raises(BrokenImage) as refused:
        clean(content[: int(len(content) * part)])
    assert refused.value.reason == "broken_image"


@pytest.mark.parametrize("content", [png(32, 24), webp(32, 24), heic(64, 64)], ids=["png", "webp", "heic"])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_cut_costs_the_whole_picture_or_nothing(content: bytes, share: float) -> None:
    try:
        cut = clean(content[: int(len(content) * share)])
    except PhotoRefused:
        return
    assert cut.content == clean(content).content


def test_a_heic_that_crashes_its_decoder_is_refused_and_the_server_lives() -> None:
    crashing = heic(64, 64, exif=exif(6).tobytes()).replace(b"Exif", b"\xbdxif", 1)
    with pytest.raises(BrokenImage):
        clean(crashing)


def test_a_heic_of_too_many_pixels_is_refused() -> None:
    content = bytearray(heic(64, 64))
    size_at = content.index(b"ispe") + 8
    content[size_at : size_at + 8] = (20_000).to_bytes(4, "big") + (10_000).to_bytes(4, "big")
    with pytest.raises(TooManyPixels):
        clean(bytes(content))


def test_a_heic_with_something_after_it_is_kept() -> None:
    assert clean(heic(64, 64) + b"SEFH and more").content == clean(heic(64, 64)).content


def test_a_real_heic_cut_in_half_is_refused() -> None:
    content = sample("iphone_gps.heic")
    with pytest.raises(BrokenImage):
        clean(content[: len(content) // 2])


@pytest.mark.parametrize("content", [png_bomb(), lying_jpeg(20_000, 10_000), png_bomb(6_000, 5_000)])
def test_a_picture_of_too_many_pixels_is_refused(content: bytes) -> None:
    with pytest.raises(TooManyPixels) as refused:
        clean(content)
    assert refused.value.reason == "too_many_pixels"


def test_a_jpeg_with_fewer_bits_than_it_needs_is_refused() -> None:
    with pytest.raises(BrokenImage):
        clean(lying_jpeg(7_000, 8_000))


def test_a_bomb_costs_no_memory() -> None:
    child = """
import resource
from hazard_app.images.photos import TooManyPixels, clean
from tests.pictures import lying_jpeg, png_bomb
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for make in png_bomb, lying_jpeg:
    bomb = make(20_000, 10_000)
    try:
        clean(bomb)
    except TooManyPixels:
        print("refused")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    said = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True).stdout
    *refused, kilobytes = said.split()
    assert refused == ["refused", "refused"]
    assert int(kilobytes) < 60_000


def test_a_decoder_that_runs_out_of_memory_does_not_blame_the_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_memory(_: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr(exif_reader, "read", no_memory)
    with pytest.raises(MemoryError):
        clean(jpeg(8, 8))


def test_every_refusal_is_one_family_and_says_why_in_a_word() -> None:
    kinds = (NotAnImage, BrokenImage, TooManyPixels)
    assert all(issubclass(kind, PhotoRefused) for kind in kinds)
    assert [kind.reason for kind in kinds] == ["not_an_image", "broken_image", "too_many_pixels"]
