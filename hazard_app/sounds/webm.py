"""WebM as Chrome and Firefox record it: one track of Opus, its length by its blocks, its tags blanked."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from hazard_app.sounds.refusals import BrokenRecording, HasPicture, NotARecording

MAGIC = b"\x1a\x45\xdf\xa3"
# The rest of a recording is at most so many elements: a minute has some thousand blocks.
MOST = 50_000

_HEADER, _SEGMENT, _INFO, _TRACKS, _TRACK = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
_CLUSTER, _GROUP = 0x1F43B675, 0xA0
_INSIDE = {_HEADER, _SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER, _GROUP}
_DOC_TYPE, _SCALE, _TRACK_TYPE, _CODEC, _TIME, _SIMPLE_BLOCK, _BLOCK = 0x4282, 0x2AD7B1, 0x83, 0x86, 0xE7, 0xA3, 0xA1
_TAGS, _ATTACHMENTS, _CHAPTERS, _TITLE, _VOID = 0x1254C367, 0x1941A469, 0x1043A770, 0x7BA9, 0xEC
_SAYS_MORE = {_TAGS, _ATTACHMENTS, _CHAPTERS, _TITLE}
_SOUND = 2


@dataclass(frozen=True, slots=True)
class Element:
    """Its header begins at `at`, its data at `start`."""

    name: int
    at: int
    start: int
    end: int


def read(content: bytes) -> tuple[bytes, float]:
    """The recording without what people did not say, and seconds. Raises MemoRefused, struct.error, IndexError."""
    blank, found, times = bytearray(content), dict[int, list[bytes]](), list[int]()
    cluster = 0
    for element in elements(content):
        data = content[element.start : element.end]
        if element.name == _TIME:
            cluster = int.from_bytes(data)
        elif element.name in (_SIMPLE_BLOCK, _BLOCK):
            times.append(cluster + unpack_from(">h", data, vint(data, 0)[1])[0])
        elif element.name in _SAYS_MORE:
            make_void(blank, element)
        elif element.name in (_DOC_TYPE, _SCALE, _TRACK_TYPE, _CODEC):
            found.setdefault(element.name, []).append(data)
    refuse_others(found)
    if not times:
        raise BrokenRecording("no block")
    [scale] = found.get(_SCALE, [(1_000_000).to_bytes(4)])[:1]
    return bytes(blank), (max(times) - min(times)) * int.from_bytes(scale) / 1e9


def refuse_others(found: dict[int, list[bytes]]) -> None:
    kinds = [int.from_bytes(kind) for kind in found.get(_TRACK_TYPE, [])]
    if any(kind != _SOUND for kind in kinds):
        raise HasPicture(f"tracks {kinds}")
    codecs = [codec.rstrip(b"\0") for codec in found.get(_CODEC, [])]
    if codecs != [b"A_OPUS"] or len(kinds) != 1 or found.get(_DOC_TYPE) != [b"webm"]:
        raise NotARecording(f"codecs {codecs}")


def elements(content: bytes) -> Iterator[Element]:
    """In their order, those inside others behind them: a live recording does not say where its clusters end."""
    at, count = 0, 0
    while at < len(content):
        name, behind = vint(content, at, keep_mark=True)
        size, start = vint(content, behind)
        unknown = size == (1 << 7 * (start - behind)) - 1
        end = len(content) if unknown else start + size
        count += 1
        if end > len(content) or (unknown and name not in _INSIDE) or count > MOST:
            raise BrokenRecording(f"an element of {size} bytes at {at}")
        yield Element(name, at, start, end)
        at = start if name in _INSIDE else end


def vint(content: bytes, at: int, *, keep_mark: bool = False) -> tuple[int, int]:
    """A number of 1 to 8 bytes whose first bits say how many, and where it ends. IndexError at the end of all."""
    length = 9 - content[at].bit_length()
    end = at + length
    if length > 8 or end > len(content):
        raise BrokenRecording(f"no number at {at}")
    value = int.from_bytes(content[at:end])
    return (value if keep_mark else value & ((1 << 7 * length) - 1)), end


def make_void(content: bytearray, element: Element) -> None:
    """As long as before, so that nothing else moves."""
    length = element.end - element.at
    sized = 8 if length > 9 else 1
    left = length - 1 - sized
    head = bytes([_VOID]) + ((1 << 7 * sized) | left).to_bytes(sized)
    content[element.at : element.end] = head + bytes(left)
