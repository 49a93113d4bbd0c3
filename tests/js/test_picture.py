"""What a phone makes of a picture before it keeps it."""

import hashlib
import io
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from hazard_app.images import photos
from tests.js.modules import called, file
from tests.pictures import exif, heic, jpeg, picture, png, sample, webp

pytestmark = pytest.mark.scripts

WITHOUT = {
    "a worker": "self.Worker = undefined",
    "a canvas in workers": "self.OffscreenCanvas = undefined",
    "module workers": "self.Worker = class { postMessage() { this.onerror(); } terminate() {} }",
}


def prepared(page: Page, content: bytes, name: str = "IMG_1.jpg", kind: str = "image/jpeg") -> dict[str, Any]:
    [made] = called(page, "offline/picture.js", "prepare", file(name, kind, content))
    return made


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean of 0 to 255 a channel, at the size of a stamp."""
    small = [image.convert("RGB").resize((16, 16), Image.Resampling.BOX) for image in (one, other)]
    return max(ImageStat.Stat(ImageChops.difference(*small)).mean)


def test_a_large_photo_becomes_a_jpeg_of_1600_pixels(page: Page) -> None:
    camera = sample("iphone_gps_large.jpg")
    made = prepared(page, camera)
    assert (made["type"], made["name"]) == ("image/jpeg", "IMG_1.jpg")
    image = opened(made["bytes"])
    assert (image.format, image.size) == ("JPEG", (1600, 1200))
    assert len(made["bytes"]) < 700_000
    assert difference(image, opened(camera)) < 3


def test_the_hashes_are_of_the_kept_bytes_and_of_the_cameras_file(page: Page) -> None:
    camera = sample("iphone_gps_large.jpg")
    made = prepared(page, camera)
    assert (made["sha256"], made["original_sha256"]) == (sha256(made["bytes"]), sha256(camera))


def test_time_and_place_outlive_the_shrinking(page: Page) -> None:
    made = prepared(page, sample("iphone_gps_large.jpg"))
    server = photos.clean(sample("iphone_gps_large.jpg"))
    assert server.place
    assert (made["latitude"], made["longitude"]) == pytest.approx((server.place.latitude, server.place.longitude))
    assert not opened(made["bytes"]).getexif()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(page: Page, orientation: int) -> None:
    camera = jpeg(1800, 1200, exif=exif(orientation))
    made = prepared(page, camera)
    upright = opened(photos.clean(camera).content)
    assert opened(made["bytes"]).size == upright.size
    assert difference(opened(made["bytes"]), upright) < 3
    assert difference(opened(made["thumbnail"]), upright) < 3


def test_the_server_keeps_its_pixels_as_they_are(page: Page) -> None:
    made = prepared(page, sample("iphone_gps_large.jpg"))
    kept = opened(photos.clean(made["bytes"]).content)
    assert ImageChops.difference(kept, opened(made["bytes"])).getbbox() is None


def test_a_small_upright_jpeg_keeps_its_bytes(page: Page) -> None:
    camera = jpeg(1600, 1200, exif=exif(position=(36.65, 117.12)))
    made = prepared(page, camera)
    assert made["bytes"] == camera
    assert made["sha256"] == made["original_sha256"] == sha256(camera)
    assert made["latitude"] == pytest.approx(36.65)


def test_a_heavy_one_of_the_right_size_is_made_lighter(page: Page) -> None:
    camera = jpeg(1600, 1200, quality=100, subsampling=0, comment=b"x" * 60_000) + bytes(700_000)
    made = prepared(page, camera)
    assert len(made["bytes"]) < 700_000
    assert opened(made["bytes"]).size == (1600, 1200)


def test_a_thumbnail_is_at_most_320_pixels(page: Page) -> None:
    made = prepared(page, jpeg(1200, 1600))
    assert opened(made["thumbnail"]).size == (240, 320)


def test_a_picture_smaller_than_its_thumbnail_is_not_blown_up(page: Page) -> None:
    assert opened(prepared(page, jpeg(40, 30))["thumbnail"]).size == (40, 30)


@pytest.mark.parametrize(("kind", "make"), [("png", png), ("webp", webp)])
def test_other_pictures_become_jpegs_too(page: Page, kind: str, make: Any) -> None:
    made = prepared(page, make(2000, 1000), f"Screenshot.{kind}", f"image/{kind}")
    assert (made["name"], made["type"]) == ("Screenshot.jpg", "image/jpeg")
    assert opened(made["bytes"]).size == (1600, 800)
    assert difference(opened(made["bytes"]), picture(2000, 1000)) < 3


def test_what_is_transparent_becomes_paper(page: Page) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    made = prepared(page, out.getvalue(), "a.png", "image/png")
    assert opened(made["bytes"]).getpixel((20, 20)) == (255, 255, 255)


def test_heic_is_kept_as_it_is_with_what_it_tells(page: Page) -> None:
    camera = sample("iphone_gps.heic")
    made = prepared(page, camera, "IMG_2.HEIC", "image/heic")
    assert made["bytes"] == camera
    assert (made["name"], made["type"], made["thumbnail"]) == ("IMG_2.HEIC", "image/heic", None)
    assert made["latitude"]


BROKEN = {
    "rubbish": b"no picture at all",
    "nothing": b"",
    "heic": heic(64, 48)[:400],
    "half a jpeg": jpeg(1800, 1200)[:200],
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_decoded_is_kept_as_it_is(page: Page, content: bytes) -> None:
    made = prepared(page, content, "odd.jpg", "image/jpeg")
    assert (made["bytes"], made["sha256"], made["thumbnail"]) == (content, sha256(content), None)


@pytest.mark.parametrize("what", WITHOUT)
def test_browsers_without_it_make_the_same_on_the_page(page: Page, what: str) -> None:
    page.evaluate(f"() => {{ {WITHOUT[what]} }}")
    made = prepared(page, jpeg(1800, 1200, exif=exif(6)))
    assert opened(made["bytes"]).size == (1067, 1600)


def test_browsers_that_decode_only_whole_pictures_make_the_same(page: Page) -> None:
    page.evaluate("() => { self.Worker = self.ImageDecoder = undefined }")
    camera = jpeg(1800, 1200, exif=exif(6))
    made = prepared(page, camera)
    assert opened(made["bytes"]).size == (1067, 1600)
    assert difference(opened(made["bytes"]), opened(photos.clean(camera).content)) < 3


def test_photos_chosen_together_are_all_prepared(page: Page) -> None:
    files = [file(f"{seed}.jpg", "image/jpeg", jpeg(1800, 1200, seed)) for seed in range(4)]
    made = called(page, "offline/picture.js", "prepare", *files)
    assert [one["name"] for one in made] == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]
    assert len({one["sha256"] for one in made}) == 4
