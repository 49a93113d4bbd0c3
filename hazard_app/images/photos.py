"""From the bytes a phone sent to the picture we keep: decoded, upright, and silent about who made it."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import ClassVar

from PIL import Image

from hazard_app.images import exif, heif, jpeg
from hazard_app.rules.places import Place

MOST_PIXELS = {"JPEG": 60_000_000, "HEIF": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""A JPEG is decoded small, a phone's HEIC has up to 48 million; PNG and WebP cost 10 to 20 bytes each."""

LONGEST_SIDE = 1600
THUMBNAIL_SIDE = 320

_QUALITY, _THUMBNAIL_QUALITY = 82, 75
_LARGEST_ICC = 65_000
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_ICC_SPACES = {"RGB": b"RGB ", "L": b"GRAY"}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_one_large_at_a_time = Lock()  # decoding 48 million pixels takes some 400 MB

# Pillow's own guard only warns between one and two times its limit; `_open` refuses at once.
Image.MAX_IMAGE_PIXELS = None


class PhotoRefused(ValueError):  # noqa: N818
    """These bytes will not be kept; `reason` says why in one word for machines."""

    reason: ClassVar[str]


class NotAnImage(PhotoRefused):
    """The content is no JPEG, PNG, WebP or HEIC, whatever its name."""

    reason = "not_an_image"


class BrokenImage(PhotoRefused):
    """It begins like a picture but cannot be decoded to its end."""

    reason = "broken_image"


class TooManyPixels(PhotoRefused):
    """Width times height, as its header states them, is above MOST_PIXELS of its format."""

    reason = "too_many_pixels"


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """`content` is what is stored: a JPEG without metadata. Hashes are SHA-256 in hex; sides are pixels.

    `taken_at` and `place` are what the EXIF said; None when it said nothing believable.
    """

    content: bytes
    media_type: str
    width: int
    height: int
    sent_sha256: str
    stored_sha256: str
    taken_at: datetime | None
    place: Place | None


def clean(content: bytes, max_side: int = LONGEST_SIDE, sent_sha256: str = "") -> CleanPhoto:
    """An upright JPEG within `max_side` pixels keeps its compressed pixels; anything else is encoded anew.

    `sent_sha256`: of the content, where that is known already. Raises NotAnImage, BrokenImage or TooManyPixels.
    """
    kind = _kind(content)
    with _decoding():
        if kind == "JPEG":
            stored, size, facts = _clean_jpeg(content, max_side)
        else:
            with _one_large_at_a_time:
                stored, size, facts = _clean_other(content, kind, max_side)
    sent_sha256 = sent_sha256 or _sha256(content)
    return CleanPhoto(stored, "image/jpeg", *size, sent_sha256, _sha256(stored), facts.taken_at, facts.place)


def thumbnail(content: bytes, side: int = THUMBNAIL_SIDE) -> bytes:
    """A JPEG whose longer side is at most `side` pixels, from a picture that `clean` made."""
    with _decoding():
        image = _open(content, "JPEG")
        return _encoded(_shrunk(image, side), image.info.get("icc_profile"), _THUMBNAIL_QUALITY)


def _clean_jpeg(content: bytes, max_side: int) -> tuple[bytes, tuple[int, int], exif.Facts]:
    stripped = jpeg.strip(content)
    facts = exif.read(stripped.exif)
    image = _open(stripped.content, "JPEG")
    if facts.orientation != 1 or max(image.size) > max_side or image.mode not in _ICC_SPACES:
        with _one_large_at_a_time:
            return *_made_anew(image, facts.orientation, max_side), facts
    size = image.size
    # At an eighth, in grey: every compressed byte is still read, which is what finds the damage.
    image.draft("L", (1, 1))
    image.load()
    return stripped.content, size, facts


def _clean_other(content: bytes, kind: str, max_side: int) -> tuple[bytes, tuple[int, int], exif.Facts]:
    if kind == "HEIF":
        content, kind = _png_of_heic(content, max_side), "PNG"
    image = _open(content, kind)
    image.load()  # a PNG may carry its EXIF after the pixels
    facts = exif.read(image.info.get("exif") or b"")
    return *_made_anew(image, facts.orientation, max_side), facts


def _png_of_heic(content: bytes, max_side: int) -> bytes:
    if not heif.is_whole(content):
        raise BrokenImage("a box is cut")
    png = heif.to_png(content, max_side, MOST_PIXELS["HEIF"])
    if png == heif.TOO_MANY_PIXELS:
        raise TooManyPixels(png.decode())
    return png


def _made_anew(image: Image.Image, orientation: int, max_side: int) -> tuple[bytes, tuple[int, int]]:
    icc = image.info.get("icc_profile")
    upright = _shrunk(image, max_side)
    if orientation in _UPRIGHT:
        upright = upright.transpose(_UPRIGHT[orientation])
    return _encoded(upright, icc, _QUALITY), upright.size


def _shrunk(image: Image.Image, max_side: int) -> Image.Image:
    ratio = max_side / max(image.size)
    if ratio >= 1:
        return _flat(image)
    target = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    image.draft(None, target)
    return _flat(image).resize(target, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _flat(image: Image.Image) -> Image.Image:
    """RGB or grey of eight bits, on white where it was transparent."""
    if image.mode == "I;16":
        return image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        picture = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        return paper
    if image.mode in _ICC_SPACES:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _encoded(image: Image.Image, icc: bytes | None, quality: int) -> bytes:
    # Pillow writes a PNG's `comment` text into the JPEG it saves.
    image.info = {}
    fits = icc and len(icc) <= _LARGEST_ICC and icc[16:20] == _ICC_SPACES[image.mode]
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, icc_profile=icc if fits else None)
    return out.getvalue()


def _open(content: bytes, kind: str) -> Image.Image:
    image = Image.open(io.BytesIO(content), formats=[kind])
    pixels = image.width * image.height
    if pixels > MOST_PIXELS[kind]:
        raise TooManyPixels(f"{image.width} x {image.height}")
    # Huffman codes spend at least a bit on each block of 8 by 8; libjpeg would paint a lying header grey.
    if kind == "JPEG" and pixels // 64 > len(content) * 8:
        raise BrokenImage("fewer bits than blocks")
    return image


def _kind(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "HEIF"
    raise NotAnImage(content[:12].hex() or "empty")


@contextmanager
def _decoding() -> Iterator[None]:
    try:
        yield
    except (PhotoRefused, MemoryError):
        raise
    except Exception as error:  # decoders that are fed rubbish raise whatever they meet
        raise BrokenImage(str(error)) from error


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
