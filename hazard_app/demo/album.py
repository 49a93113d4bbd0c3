"""The demo's photos: a scene drawn once, sent again and again as a phone would, each time with its own EXIF."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from zlib import crc32

from PIL import ExifTags, Image

from hazard_app.demo.pictures import fixtures, rooms, street
from hazard_app.demo.pictures.canvas import Canvas
from hazard_app.images.photos import CleanPhoto, clean
from hazard_app.storage import PhotoStore

SCENES = {**street.SCENES, **fixtures.SCENES, **rooms.SCENES}
_SIDES = ((1, 2, "N", "S"), (3, 4, "E", "W"))  # GPS tags 1 to 4: reference and value of latitude, then longitude


@dataclass
class Album:
    """Every photo taken so far, by the SHA-256 of the bytes sent. Its clean bytes are in the store already."""

    store: PhotoStore
    photos: dict[str, CleanPhoto] = field(default_factory=dict)

    def take(self, scene: str, fixed: bool, at: datetime, place: tuple[float, float] | None) -> str:
        """Degrees WGS-84; `at` with the phone's own offset. The SHA-256 of the bytes sent."""
        photo = clean(_with_exif(drawn(scene, fixed), at, place))
        if photo.sent_sha256 not in self.photos:
            self.store.put(photo.stored_sha256, photo.content)
            self.photos[photo.sent_sha256] = photo
        return photo.sent_sha256


@cache
def drawn(scene: str, fixed: bool) -> bytes:
    canvas = Canvas()
    SCENES[scene](canvas, fixed)
    return canvas.developed(crc32(f"{scene}/{fixed}".encode()))


def _with_exif(jpeg: bytes, at: datetime, place: tuple[float, float] | None) -> bytes:
    """The same compressed picture with one segment more, right after its beginning."""
    made = Image.Exif()
    camera = made.get_ifd(ExifTags.IFD.Exif)
    camera[ExifTags.Base.DateTimeOriginal] = at.strftime("%Y:%m:%d %H:%M:%S")
    camera[ExifTags.Base.OffsetTimeOriginal] = at.strftime("%z")[:3] + ":" + at.strftime("%z")[3:]
    for (reference, value, ahead, behind), degrees in zip(_SIDES, place or (), strict=False):
        made.get_ifd(ExifTags.IFD.GPSInfo).update(
            {reference: ahead if degrees >= 0 else behind, value: _sexagesimal(abs(degrees))}
        )
    content = made.tobytes()
    return jpeg[:2] + b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content + jpeg[2:]


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = degrees % 1 * 60
    return float(int(degrees)), float(int(minutes)), round(minutes % 1 * 60, 4)
