"""Ogg with Opus, as Firefox records it: one stream, its comments blanked, its length by its last page."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import pack_into, unpack_from

from hazard_app.sounds.refusals import BrokenRecording, NotARecording

MAGIC = b"OggS"
SAMPLES = 48_000  # a second, whatever was recorded
MOST = 50_000  # pages

_CHECKSUM_AT = 22
_CONTINUES = 255


@dataclass(frozen=True, slots=True)
class Page:
    """`samples` heard when it ends, -1 when nothing ends in it."""

    at: int
    body: int
    end: int
    stream: int
    samples: int
    ends_a_packet: bool


def read(content: bytes) -> tuple[bytes, float]:
    """The recording without its comments, and seconds. Raises MemoRefused, struct.error."""
    found = list(pages(content))
    if content[found[0].body : found[0].body + 8] != b"OpusHead" or len({page.stream for page in found}) != 1:
        raise NotARecording("no single stream of Opus")
    [skipped] = unpack_from("<H", content, found[0].body + 10)
    last = next((number for number, page in enumerate(found[1:], 1) if page.ends_a_packet), len(found))
    heard = max((page.samples for page in found[last + 1 :]), default=0) - skipped
    if heard <= 0:
        raise BrokenRecording("no samples")
    return without_comments(content, found[1 : last + 1]), heard / SAMPLES


def pages(content: bytes) -> Iterator[Page]:
    at, count = 0, 0
    while at < len(content):
        magic, samples, stream, segments = unpack_from("<4s2xqI8xB", content, at)
        table = content[at + 27 : at + 27 + segments]
        body, count = at + 27 + segments, count + 1
        end = body + sum(table)
        if magic != MAGIC or end > len(content) or not table or count > MOST:
            raise BrokenRecording(f"no page at {at}")
        yield Page(at, body, end, stream, samples, table[-1] < _CONTINUES)
        at = end


def without_comments(content: bytes, pages: list[Page]) -> bytes:
    """The vendor's name stays and the list is empty; as many bytes as before, so that no page moves."""
    said = b"".join(content[page.body : page.end] for page in pages)
    magic, vendor = unpack_from("<8sI", said)
    if magic != b"OpusTags" or len(said) < 16 + vendor:
        raise BrokenRecording("no comments where they stand")
    left = said[: 12 + vendor] + bytes(len(said) - 12 - vendor)
    blank = bytearray(content)
    for page in pages:
        size = page.end - page.body
        blank[page.body : page.end], left = left[:size], left[size:]
        pack_into("<I", blank, page.at + _CHECKSUM_AT, 0)
        pack_into("<I", blank, page.at + _CHECKSUM_AT, checksum(blank[page.at : page.end]))
    return bytes(blank)


def checksum(page: bytes | bytearray) -> int:
    """Ogg's own: CRC-32 with its bits in the other order."""
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _TABLE[(value >> 24) ^ byte]
    return value


def _entry(byte: int) -> int:
    value = byte << 24
    for _ in range(8):
        value = ((value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


_TABLE = tuple(_entry(byte) for byte in range(256))
