"""A JPEG taken apart and put together again without what tells about its maker. Nothing is decoded here.

Segments as in ITU-T T.81 annex B; JFIF, ICC and Adobe segments as in T.871, ICC.1 annex B and T.872.
"""

import re
from dataclasses import dataclass

MOST_SCANS = 100
"""A progressive photo has about ten. Thousands of empty ones keep a processor busy for minutes."""

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_ALONE = {0x01, _SOI}
# Without arithmetic and lossless coding: no browser shows them, so they shall fail to decode.
_PICTURE = {0xC0, 0xC1, 0xC2, 0xC4, _SOS, 0xDB, 0xDC, 0xDD}
_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"

# Inside a scan FF 00 is a byte of the picture and FF D0 to FF D7 are restarts; outside, both are rubbish.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class BrokenJpeg(ValueError):  # noqa: N818
    """A segment or the end of the picture is missing."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """The same compressed picture without its metadata; `exif` is the TIFF block it had, or nothing."""

    content: bytes
    exif: bytes


def strip(content: bytes) -> Stripped:
    """Keeps every pixel, JFIF, ICC and Adobe; drops other segments, thumbnails and what follows the picture.

    Raises BrokenJpeg when the picture does not come to its end.
    """
    kept, exif, scans, at = [b"\xff\xd8"], b"", 0, 2
    while True:
        marker, at = _next_marker(content, at)
        if marker == _EOI:
            return Stripped(b"".join([*kept, b"\xff\xd9"]), exif)
        if marker in _ALONE:
            continue
        body, at = _body(content, at)
        if marker == _APP1 and body.startswith(_EXIF):
            exif = exif or body[len(_EXIF) :]
        kept.append(_worth_keeping(marker, body))
        if marker == _SOS:
            scans, start = scans + 1, at
            at = _next_marker(content, at)[1] - 2
            kept.append(content[start:at])
        if scans > MOST_SCANS:
            raise BrokenJpeg("too many scans")


def _next_marker(content: bytes, at: int) -> tuple[int, int]:
    found = _MARKER.search(content, at)
    if not found:
        raise BrokenJpeg("no end of image")
    return content[found.end() - 1], found.end()


def _body(content: bytes, at: int) -> tuple[bytes, int]:
    end = at + int.from_bytes(content[at : at + 2], "big")
    if not at + 2 <= end <= len(content):
        raise BrokenJpeg("a segment is cut")
    return content[at + 2 : end], end


def _worth_keeping(marker: int, body: bytes) -> bytes:
    if marker == _APP0 and body.startswith(b"JFIF\0") and len(body) >= 14:
        body = body[:12] + b"\0\0"  # without its thumbnail
    elif marker == _APP14 and body.startswith(b"Adobe"):
        body = body[:12]
    elif marker not in _PICTURE and not (marker == _APP2 and body.startswith(_ICC)):
        return b""
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body
