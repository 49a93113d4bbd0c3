"""From the bytes a phone sent to the memo we keep: looked through, measured, and silent about all but the voice.

Nothing is decoded: the containers are walked, and what they say besides the sound is overwritten where it stands.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from hazard_app.sounds import mp4, ogg, webm
from hazard_app.sounds.refusals import BrokenRecording, NotARecording, TooLong

# Seconds. Recorders stop at 60, and some a little later.
LONGEST = 90


class SoundKind(StrEnum):
    WEBM = "webm"
    MP4 = "mp4"
    OGG = "ogg"

    @property
    def media_type(self) -> str:
        return f"audio/{self.value}"

    @property
    def ending(self) -> str:
        return "m4a" if self is SoundKind.MP4 else self.value


READERS: dict[SoundKind, Callable[[bytes], tuple[bytes, float]]] = {
    SoundKind.WEBM: webm.read,
    SoundKind.MP4: mp4.read,
    SoundKind.OGG: ogg.read,
}


@dataclass(frozen=True, slots=True)
class CleanMemo:
    """`content` is what is stored; hashes are SHA-256 in hex."""

    content: bytes
    kind: SoundKind
    seconds: int  # at least 1
    sent_sha256: str
    stored_sha256: str


def clean(content: bytes, sent_sha256: str = "") -> CleanMemo:
    """`sent_sha256`: of the content, where that is known already. Raises MemoRefused."""
    kind = kind_of(content)
    try:
        stored, seconds = READERS[kind](content)
    except (struct.error, IndexError) as error:
        raise BrokenRecording(str(error)) from error
    if seconds > LONGEST:
        raise TooLong(f"{seconds:.0f} seconds")
    sent = sent_sha256 or sha256(content).hexdigest()
    return CleanMemo(stored, kind, max(1, round(seconds)), sent, sha256(stored).hexdigest())


def kind_of(content: bytes) -> SoundKind:
    """By its first bytes, whatever it is called. Raises NotARecording."""
    if content.startswith(webm.MAGIC):
        return SoundKind.WEBM
    if content.startswith(ogg.MAGIC):
        return SoundKind.OGG
    if content[4:8] == b"ftyp":
        return SoundKind.MP4
    raise NotARecording("none of the kinds that are kept")
