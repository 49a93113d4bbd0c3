"""MP4 as Safari and phones' recorders make it, whole or in fragments: one track of AAC or Opus, all else blanked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from

from hazard_app.sounds.refusals import BrokenRecording, HasPicture, NotARecording

MOST = 50_000  # boxes

_INSIDE = {b"moov", b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl", b"mvex", b"moof", b"traf"}
# What a player needs. Nobody knows all that phones write besides (©xyz, loci, their name, a title), nor what they will.
_NEEDED = {
    b"ftyp", b"styp", b"sidx", b"mvhd", b"tkhd", b"elst", b"mdhd", b"hdlr", b"smhd", b"dref", b"stsd", b"stts", b"stsz",
    b"stz2", b"stsc", b"stco", b"co64", b"sgpd", b"sbgp", b"mehd", b"trex", b"mfhd", b"tfhd", b"tfdt", b"trun", b"mdat",
}  # fmt: skip
_PLAYED = {b"mp4a", b"Opus"}
# What a fragment's header may say before the length of its samples, by flag: bytes.
_BEFORE_LENGTH = {0x1: 8, 0x2: 4}
_SAYS_LENGTH, _OF_EACH = 0x8, 0x100
_BEFORE_SAMPLES = {0x1: 4, 0x4: 4}
_PER_SAMPLE = (0x100, 0x200, 0x400, 0x800)


@dataclass(frozen=True, slots=True)
class Box:
    kind: bytes
    at: int
    body: int
    end: int


@dataclass
class Found:
    """`length` of all samples, in parts of a second of which `scale` make one; `usual`, `here`: a sample's length."""

    handlers: list[bytes] = field(default_factory=list)
    codecs: list[bytes] = field(default_factory=list)
    scale: int = 0
    length: int = 0
    usual: int = 0
    here: int = 0
    has_data: bool = False


def read(content: bytes) -> tuple[bytes, float]:
    """The recording without what people did not say, and seconds. Raises MemoRefused, struct.error."""
    blank, found = bytearray(content), Found()
    for box in boxes(content):
        look_at_track(box, content, found)
        add_length(box, content, found)
        if box.kind not in _INSIDE | _NEEDED:
            blank[box.at + 4 : box.at + 8] = b"free"
            blank[box.body : box.end] = bytes(box.end - box.body)
    refuse_others(found)
    if not (found.length and found.scale and found.has_data):
        raise BrokenRecording("no samples")
    return bytes(blank), found.length / found.scale


def refuse_others(found: Found) -> None:
    if b"vide" in found.handlers:
        raise HasPicture("a track of pictures")
    if found.handlers.count(b"soun") != 1 or len(found.codecs) != 1 or found.codecs[0] not in _PLAYED:
        raise NotARecording(f"{found.handlers} {found.codecs}")


def boxes(content: bytes) -> Iterator[Box]:
    """In their order, those inside others behind them."""
    ends, at, count = [len(content)], 0, 0
    while at < len(content):
        size, kind = unpack_from(">I4s", content, at)
        body = at + 8
        if size == 1:
            [size], body = unpack_from(">Q", content, body), body + 8
        end = at + size if size else ends[0]
        while at >= ends[-1]:
            ends.pop()
        count += 1
        if end < body or end > ends[-1] or count > MOST:
            raise BrokenRecording(f"a box of {size} bytes at {at}")
        yield Box(kind, at, body, end)
        if kind in _INSIDE:
            ends.append(end)
        at = body if kind in _INSIDE else end


def look_at_track(box: Box, content: bytes, found: Found) -> None:
    match box.kind:
        case b"hdlr":
            found.handlers += unpack_from(">8x4s", content, box.body)
        case b"mdhd":
            wide = content[box.body] == 1
            [found.scale] = unpack_from(">20xI" if wide else ">12xI", content, box.body)
        case b"stsd":
            found.codecs += unpack_from(">8x4x4s", content, box.body)


def add_length(box: Box, content: bytes, found: Found) -> None:
    """Of a whole recording, or of a fragment."""
    match box.kind:
        case b"stts":
            found.length += whole_length(content, box)
        case b"trex":
            [found.usual] = unpack_from(">12xI", content, box.body)
        case b"tfhd":
            found.here = said_here(content, box, found.usual)
        case b"trun":
            found.length += run_length(content, box, found.here)
        case b"mdat":
            found.has_data = found.has_data or box.end > box.body


def whole_length(content: bytes, box: Box) -> int:
    [entries] = unpack_from(">4xI", content, box.body)
    if box.body + 8 + 8 * entries > box.end:
        raise BrokenRecording(f"{entries} entries")
    pairs = (unpack_from(">II", content, box.body + 8 + 8 * number) for number in range(entries))
    return sum(many * each for many, each in pairs)


def said_here(content: bytes, box: Box, usual: int) -> int:
    [flags] = unpack_from(">I", content, box.body)
    if not flags & _SAYS_LENGTH:
        return usual
    skipped = sum(size for flag, size in _BEFORE_LENGTH.items() if flags & flag)
    return int(unpack_from(">I", content, box.body + 8 + skipped)[0])


def run_length(content: bytes, box: Box, usual: int) -> int:
    flags, samples = unpack_from(">II", content, box.body)
    flags &= 0xFFFFFF
    if not flags & _OF_EACH:
        return int(samples * usual)
    first = box.body + 8 + sum(size for flag, size in _BEFORE_SAMPLES.items() if flags & flag)
    step = 4 * sum(bool(flags & flag) for flag in _PER_SAMPLE)
    if first + step * samples > box.end:
        raise BrokenRecording(f"{samples} samples")
    return sum(unpack_from(">I", content, first + step * number)[0] for number in range(samples))
