"""Pictures for tests: coloured clouds that compress as photos do, and files that only look like pictures."""

import io
import os
import random
import struct
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import ExifTags, Image

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


def sample(name: str) -> bytes:
    """A real photo from beside the repository; skips the test without it, except where CI=true."""
    path = SAMPLES / name
    if not path.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"no {path}")
    return path.read_bytes()


def picture(width: int = 640, height: int = 480, seed: int = 0, mode: str = "RGB") -> Image.Image:
    """Clouds with a red corner at the upper left, so that one sees which way is up."""
    small = (width // 10 + 1, height // 10 + 1)
    clouds = Image.frombytes("RGB", small, random.Random(seed).randbytes(small[0] * small[1] * 3))
    image = clouds.resize((width, height), Image.Resampling.BICUBIC)
    image.paste((255, 0, 0), (0, 0, width // 4 + 1, height // 4 + 1))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(width: int = 640, height: int = 480, seed: int = 0, mode: str = "RGB", **options: Any) -> bytes:
    return encoded(picture(width, height, seed, mode), "JPEG", **options)


def png(width: int = 640, height: int = 480, seed: int = 0, mode: str = "RGB", **options: Any) -> bytes:
    return encoded(picture(width, height, seed, mode), "PNG", **options)


def webp(width: int = 640, height: int = 480, seed: int = 0, **options: Any) -> bytes:
    return encoded(picture(width, height, seed), "WEBP", **options)


def heic(width: int = 640, height: int = 480, seed: int = 0, **options: Any) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture(width, height, seed)).save(out, **options)
    return out.getvalue()


def exif(
    orientation: int | None = None,
    position: tuple[float, float] | None = None,
    taken: datetime | None = None,
    offset: str | None = None,
) -> Image.Exif:
    """`position` in degrees north and east; `taken` is the camera's local time, `offset` like "+08:00"."""
    made = Image.Exif()
    made[ExifTags.Base.Make] = "Secret Phone Works"
    if orientation:
        made[ExifTags.Base.Orientation] = orientation
    if position:
        made.get_ifd(ExifTags.IFD.GPSInfo).update(_gps(*position))
    camera = made.get_ifd(ExifTags.IFD.Exif)
    if taken:
        camera[ExifTags.Base.DateTimeOriginal] = taken.strftime("%Y:%m:%d %H:%M:%S")
    if offset:
        camera[ExifTags.Base.OffsetTimeOriginal] = offset
    return made


def _gps(latitude: float, longitude: float) -> dict[int, Any]:
    return {
        ExifTags.GPS.GPSLatitudeRef: "S" if latitude < 0 else "N",
        ExifTags.GPS.GPSLatitude: _sexagesimal(abs(latitude)),
        ExifTags.GPS.GPSLongitudeRef: "W" if longitude < 0 else "E",
        ExifTags.GPS.GPSLongitude: _sexagesimal(abs(longitude)),
    }


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = degrees % 1 * 60
    return float(int(degrees)), float(int(minutes)), round(minutes % 1 * 60, 4)


def png_bomb(width: int = 20_000, height: int = 10_000) -> bytes:
    """Some 25 kilobytes that are 200 megapixels of black."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((1 + (width + 7) // 8) * height))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def lying_jpeg(width: int, height: int) -> bytes:
    """Sixty-four pixels square, whatever its header says."""
    content = bytearray(jpeg(64, 64))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)
