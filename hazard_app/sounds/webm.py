"""WebM as Chrome and Firefox record it: one track of Opus, its length by its blocks, all else blanked."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from hazard_app.sounds.refusals import BrokenRecording, HasPicture, NotARecording

MAGIC = b"\x1a\x45\xdf\xa3"
# The rest of a recording is at most so many elements: a minute has some thousand blocks.
MOST = 50_000

_HEADER, _SEGMENT, _INFO, _TRACKS, _TRACK, _AUDIO = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE1
_CLUSTER, _GROUP = 0x1F43B675, 0xA0
# Where its parts and its moments lie.
_PARTS, _PART, _MOMENTS, _MOMENT, _POSITIONS = 0x114D9B74, 0x4DBB, 0x1C53BB6B, 0xBB, 0xB7
_INSIDE = {
    _HEADER, _SEGMENT, _INFO, _TRACKS, _TRACK, _AUDIO, _CLUSTER, _GROUP,
    _PARTS, _PART, _MOMENTS, _MOMENT, _POSITIONS,
}  # fmt: skip
_ENDLESS = {_SEGMENT, _CLUSTER}
_DOC_TYPE, _SCALE, _TRACK_TYPE, _CODEC, _TIME, _SIMPLE_BLOCK, _BLOCK = 0x4282, 0x2AD7B1, 0x83, 0x86, 0xE7, 0xA3, 0xA1
# What a player needs; all else is a title, a tag or what nobody thought of. First of the head and of what it is made
# by, then of the track and its sound, of a cluster, of its parts and moments.
_NUMBERS = {
    0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4287, 0x4285, _SCALE, 0x4489, 0x4461,
    0xD7, 0x73C5, _TRACK_TYPE, 0xB9, 0x88, 0x55AA, 0x9C, 0x23E383, 0x56AA, 0x56BB, 0xB5, 0x78B5, 0x9F, 0x6264,
    _TIME, 0xA7, 0xAB, 0x9B, 0xFB, 0x75A2,
    0x53AB, 0x53AC, 0xB3, 0xF7, 0xF1, 0xF0, 0xB2, 0x5378,
}  # fmt: skip
_MUXER, _WRITER, _CODEC_HEAD, _VOID = 0x4D80, 0x5741, 0x63A2, 0xEC
_NEEDED = _INSIDE | _NUMBERS | {_DOC_TYPE, _CODEC, _CODEC_HEAD, _SIMPLE_BLOCK, _BLOCK, _MUXER, _WRITER}
_READ = (_DOC_TYPE, _SCALE, _TRACK_TYPE, _CODEC)
_LONGEST = 8  # bytes of a number
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
        if element.name == _TIME:
            cluster = int.from_bytes(content[element.start : element.end])
        elif element.name in (_SIMPLE_BLOCK, _BLOCK):
            times.append(cluster + since_cluster(content, element))
        elif element.name in _READ:
            found.setdefault(element.name, []).append(content[element.start : element.end])
        elif element.name not in _NEEDED:
            make_void(blank, element)
    refuse_others(found)
    if not times:
        raise BrokenRecording("no block")
    [scale] = found.get(_SCALE, [(1_000_000).to_bytes(4)])[:1]
    return bytes(blank), (max(times) - min(times)) * int.from_bytes(scale) / 1e9


def since_cluster(content: bytes, block: Element) -> int:
    _track, at = vint(content, block.start)
    if at + 2 > block.end:
        raise BrokenRecording("a block without its time")
    return int(unpack_from(">h", content, at)[0])


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
        if end > len(content) or (unknown and name not in _ENDLESS) or count > MOST:
            raise BrokenRecording(f"an element of {size} bytes at {at}")
        if name in _NUMBERS and end - start > _LONGEST:
            raise BrokenRecording(f"a number of {size} bytes at {at}")
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
