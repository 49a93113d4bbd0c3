"""What a recording is, how long it is, and what of it is not kept."""

import struct
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.sounds.memos import SoundKind, clean
from hazard_app.sounds.ogg import checksum
from hazard_app.sounds.refusals import BrokenRecording, HasPicture, MemoRefused, NotARecording, TooLong
from tests import recordings
from tests.pictures import jpeg
from tests.recordings import PLACE, box, element, mp4, mp4_in_fragments, ogg, page, place_of_a_phone, webm

MADE: dict[str, Callable[[int], bytes]] = {
    "WebM": webm,
    "MP4": mp4,
    "MP4 in fragments": mp4_in_fragments,
    "MP4 in fragments, each sample its own": lambda seconds: mp4_in_fragments(seconds, each=True),
    "Ogg": ogg,
}


@pytest.mark.parametrize("what", MADE)
def test_a_recording_says_how_long_it_is(what: str) -> None:
    assert clean(MADE[what](42)).seconds == 42


def test_its_kind_follows_from_its_bytes() -> None:
    assert [clean(content).kind for content in (webm(), mp4(), ogg())] == [SoundKind.WEBM, SoundKind.MP4, SoundKind.OGG]


def test_what_says_nothing_more_is_kept_byte_for_byte() -> None:
    for content in (webm(), mp4(), mp4_in_fragments()):
        memo = clean(content)
        assert (memo.content, memo.stored_sha256) == (content, sha256(content).hexdigest())


def test_a_moment_is_a_second() -> None:
    assert clean(webm(0)).seconds == 1


@pytest.mark.parametrize("what", MADE)
def test_ninety_seconds_are_kept_and_one_more_is_too_long(what: str) -> None:
    assert clean(MADE[what](90)).seconds == 90
    with pytest.raises(TooLong):
        clean(MADE[what](91))


NO_RECORDINGS = {
    "nothing": b"",
    "a picture": jpeg(),
    "a script": b"<script>alert(1)</script>",
    "a WebM of Vorbis": webm(codec=b"A_VORBIS"),
    "a Matroska": webm().replace(b"webm", b"matr"),
    "an MP4 of AMR, which browsers do not play": mp4(codec=b"samr"),
    "an MP4 of two sounds": mp4(extra=recordings.moov(b"mp4a", b"soun", b"")[8:]),
    "an Ogg of something else": ogg(head=b"\x01vorbis0"),
    "an Ogg of two streams": ogg() + page(4, 3, 99, b"sound").replace(struct.pack("<I", 7), struct.pack("<I", 8)),
}


@pytest.mark.parametrize("what", NO_RECORDINGS)
def test_what_no_page_could_play_is_no_recording(what: str) -> None:
    with pytest.raises(NotARecording):
        clean(NO_RECORDINGS[what])


@pytest.mark.parametrize("content", [webm(kind=1), mp4(extra=recordings.moov(b"avc1", b"vide", b"")[8:])])
def test_a_video_is_refused(content: bytes) -> None:
    with pytest.raises(HasPicture):
        clean(content)


BROKEN = {
    "a WebM without sound": webm()[: webm().index(b"\x1f\x43\xb6\x75")],
    "a WebM cut in a block": webm()[:-3],
    "a WebM whose unit of time has 200 bytes": webm().replace(
        element(0x2AD7B1, (1_000_000).to_bytes(3)), element(0x2AD7B1, b"\xff" * 200)
    ),
    "a WebM with a moment of nine bytes": webm(extra=element(0xE7, bytes(9))),
    "a WebM with a block too short for its time": webm(extra=element(0xA3, b"\x81\0")),
    "a WebM whose tracks have no end": webm(extra=b"\x16\x54\xae\x6b\x01" + b"\xff" * 7),
    "an MP4 cut in its sound": mp4()[:-3],
    "an MP4 without its sound": mp4()[:-13],
    "an MP4 whose box is larger than the one around it": mp4().replace(b"\0\0\0\x18stts", b"\0\0\1\x18stts"),
    "an MP4 that says it has a million samples": mp4_in_fragments(each=True).replace(
        struct.pack(">II", 0x301, 8), struct.pack(">II", 0x301, 1_000_000)
    ),
    "an MP4 of no time": mp4(0),
    "an Ogg cut in a page": ogg()[:-3],
    "an Ogg without sound": ogg()[: ogg().rindex(b"OggS")],
    "an Ogg that goes on as something else": ogg() + b"<script>",
    "an Ogg without comments": ogg().replace(b"OpusTags", b"OpusTugs"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_cut_short_or_silent_is_broken(what: str) -> None:
    with pytest.raises(BrokenRecording):
        clean(BROKEN[what])


WITH_A_PLACE = {
    "in the track list of an MP4": mp4(extra=place_of_a_phone()),
    "at the end of an MP4": mp4(at_end=box(b"uuid", bytes(16) + PLACE)),
    "in the free room of an MP4": mp4(extra=box(b"free", PLACE)),
    "in a box of an MP4 that nobody has heard of": mp4(extra=box(b"loc2", PLACE)),
    "beside the edits of an MP4": mp4(extra=box(b"edts", box(b"elst", bytes(8)) + box(b"note", PLACE))),
    "in the tags of a WebM": webm(extra=element(0x1254C367, element(0x7373, PLACE))),
    "in the name of a track of a WebM": webm(extra=element(0x1654AE6B, element(0x536E, PLACE))),
    "in the free room of a WebM": webm(extra=element(0xEC, PLACE)),
    "in an element of a WebM that nobody has heard of": webm(extra=element(0x4FFF, PLACE)),
    "in a file attached to a WebM": webm(extra=element(0x1941A469, PLACE * 20)),
    "in the comments of an Ogg": ogg(comments=(b"LOCATION=" + PLACE,)),
    "in comments of an Ogg that fill two lines of its table": ogg(comments=(b"LOCATION=" + PLACE * 30,)),
}


@pytest.mark.parametrize("where", WITH_A_PLACE)
def test_a_place_that_a_phone_wrote_is_gone_and_the_sound_stands_where_it_stood(where: str) -> None:
    content = WITH_A_PLACE[where]
    memo = clean(content)
    assert PLACE in content
    assert PLACE not in memo.content
    assert len(memo.content) == len(content)
    assert memo.content.count(b"sound") == content.count(b"sound")
    assert memo.content.index(b"sound") == content.index(b"sound")
    assert memo.sent_sha256 != memo.stored_sha256


@pytest.mark.parametrize("where", WITH_A_PLACE)
def test_what_was_cleaned_is_still_a_recording_and_stays_as_it_is(where: str) -> None:
    once = clean(WITH_A_PLACE[where])
    again = clean(once.content)
    assert (again.content, again.seconds) == (once.content, once.seconds)


def test_pages_of_an_ogg_have_the_checksum_that_players_ask_for() -> None:
    """CRC-32 with polynomial 0x04C11DB7, neither turned nor inverted: its check value is known."""
    assert checksum(b"123456789") == 0x89A1897F
    content = clean(ogg(comments=(b"LOCATION=" + PLACE,))).content
    for at in [0, content.index(b"OggS", 4)]:
        end = content.index(b"OggS", at + 4)
        said = struct.unpack_from("<I", content, at + 22)[0]
        assert said == checksum(content[at : at + 22] + bytes(4) + content[at + 26 : end])


@given(st.sampled_from(sorted(MADE)), st.data())
def test_bytes_that_a_bad_line_changed_are_a_recording_or_refused(what: str, data: st.DataObject) -> None:
    content = bytearray(MADE[what](2))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(MemoRefused):
        assert 1 <= clean(bytes(content)).seconds <= 90


STARTS = (b"", b"\x1a\x45\xdf\xa3", webm(1), b"OggS", b"\0\0\0\x08ftyp", mp4(1), mp4_in_fragments(1))
NAMES = st.sampled_from((0x2AD7B1, 0x83, 0x86, 0xE7, 0xA3, 0xA1, 0xEC, 0x4282, 0x1654AE6B, 0x1F43B675))
KINDS = st.sampled_from((b"stts", b"trex", b"tfhd", b"trun", b"mdhd", b"hdlr", b"stsd", b"moov", b"mdat", b"free"))
PIECES = st.one_of(
    st.binary(max_size=300),
    st.builds(element, NAMES, st.binary(max_size=300)),
    st.builds(box, KINDS, st.binary(max_size=300)),
)


@given(st.sampled_from(STARTS), st.lists(PIECES, max_size=6))
def test_rubbish_is_a_recording_or_refused(start: bytes, pieces: list[bytes]) -> None:
    with suppress(MemoRefused):
        assert 1 <= clean(start + b"".join(pieces)).seconds <= 90
