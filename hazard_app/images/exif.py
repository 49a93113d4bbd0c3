"""When, where and which way up a picture was taken, from its EXIF. Rubbish is never an error.

Pillow's own reader warns on stderr about damaged EXIF and reads all of it; six values are wanted here.
Tags and types as in CIPA DC-008 (Exif 2.32), structure as in TIFF 6.0.
"""

import math
import struct
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hazard_app.rules.places import Place
from hazard_app.rules.terms import PlaceSource
from hazard_app.rules.times import YEARS

_ORIENTATION, _EXIF_FOLDER, _GPS_FOLDER = 0x0112, 0x8769, 0x8825
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4
_GPS_TIME, _GPS_DATE, _GPS_ERROR = 7, 29, 31

_TEXT = 2
_NUMBERS = {1: "B", 3: "H", 4: "L", 5: "LL", 9: "l", 10: "ll"}
_MOST_ENTRIES, _MOST_BYTES = 200, 100

Value = str | tuple[float, ...]
Folder = dict[int, Value]


@dataclass(frozen=True, slots=True)
class Facts:
    """`orientation` 1 to 8 as EXIF counts; `taken_at` in UTC, only when the offset from UTC is known."""

    orientation: int = 1
    taken_at: datetime | None = None
    place: Place | None = None


def read(exif: bytes) -> Facts:
    """Takes a TIFF block with or without the leading `Exif`. GPS time is preferred to the camera's own."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return Facts()
    main = _folder(tiff, order, (struct.unpack(order + "L", tiff[4:8])[0],))
    gps = _folder(tiff, order, main.get(_GPS_FOLDER))
    taken_at = _gps_time(gps) or _camera_time(_folder(tiff, order, main.get(_EXIF_FOLDER)))
    return Facts(_orientation(main.get(_ORIENTATION)), taken_at, _place(gps, taken_at))


def _folder(tiff: bytes, order: str, offset: Value | None) -> Folder:
    values: Folder = {}
    if not isinstance(offset, tuple) or not offset:
        return values
    with suppress(struct.error):
        start = int(offset[0])
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for number in range(min(count, _MOST_ENTRIES)):
            tag, kind, amount = struct.unpack_from(order + "HHL", tiff, start + 2 + 12 * number)
            value = _value(tiff, order, kind, amount, start + 10 + 12 * number)
            if value is not None:
                values.setdefault(tag, value)
    return values


def _value(tiff: bytes, order: str, kind: int, amount: int, at: int) -> Value | None:
    letters = _NUMBERS.get(kind, "s" if kind == _TEXT else "")
    size = struct.calcsize(order + letters) * amount
    if not 0 < size <= _MOST_BYTES:
        return None
    if size > 4:
        (at,) = struct.unpack_from(order + "L", tiff, at)
    raw = tiff[at : at + size]
    if len(raw) < size:
        return None
    if kind == _TEXT:
        return raw.split(b"\0")[0].decode("ascii", "replace").strip()
    numbers = struct.unpack(order + letters * amount, raw)
    if len(letters) == 1:
        return tuple(map(float, numbers))
    return tuple(a / b if b else math.nan for a, b in zip(numbers[::2], numbers[1::2], strict=True))


def _orientation(value: Value | None) -> int:
    return int(value[0]) if isinstance(value, tuple) and value[0] in range(1, 9) else 1


def _place(gps: Folder, taken_at: datetime | None) -> Place | None:
    latitude = _degrees(gps.get(_LATITUDE), gps.get(_LATITUDE_REF), "NS", 90)
    longitude = _degrees(gps.get(_LONGITUDE), gps.get(_LONGITUDE_REF), "EW", 180)
    # 0, 0 is what phones write before they have a fix.
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None
    return Place(latitude, longitude, _accuracy(gps.get(_GPS_ERROR)), taken_at, PlaceSource.EXIF)


def _degrees(parts: Value | None, side: Value | None, sides: str, limit: float) -> float | None:
    if not isinstance(parts, tuple) or not isinstance(side, str) or side not in tuple(sides):
        return None
    degrees = sum(part / 60.0**power for power, part in enumerate(parts[:3]))
    if not 0 <= degrees <= limit:
        return None
    return -degrees if side == sides[1] else degrees


def _accuracy(value: Value | None) -> float | None:
    """Metres."""
    metres = value[0] if isinstance(value, tuple) else 0.0
    return metres if 0 < metres < math.inf else None


def _gps_time(gps: Folder) -> datetime | None:
    day, clock = gps.get(_GPS_DATE), gps.get(_GPS_TIME)
    if not isinstance(day, str) or not isinstance(clock, tuple) or len(clock) != 3:
        return None
    seconds = clock[0] * 3600 + clock[1] * 60 + clock[2]
    midnight = _moment(f"{day} 00:00:00", "+00:00")
    return midnight + timedelta(seconds=seconds) if midnight and 0 <= seconds < 86_400 else None


def _camera_time(folder: Folder) -> datetime | None:
    return _moment(folder.get(_TAKEN), folder.get(_TAKEN_OFFSET))


def _moment(local: Value | None, offset: Value | None) -> datetime | None:
    with suppress(ValueError):
        moment = datetime.strptime(f"{local}{offset}", "%Y:%m:%d %H:%M:%S%z")
        return moment.astimezone(UTC) if moment.year in YEARS else None
    return None
