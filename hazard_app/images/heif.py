"""Whether a HEIC is all there: libheif paints what is missing and says nothing (ISO/IEC 14496-12, boxes)."""

import subprocess
import sys
from pathlib import Path

TOO_MANY_PIXELS = b"too many pixels"

_PROGRAM = Path(__file__).with_name("heif_to_png.py")
_PATIENCE_SECONDS = 60
_NEEDED = {b"meta", b"mdat"}


def is_whole(content: bytes) -> bool:
    """False when a box with the picture or its description is cut or missing; what is appended may be cut."""
    at = 0
    came: set[bytes] = set()
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        elif size == 0:  # the last box may leave its end open
            size = len(content) - at
        if not 8 <= size <= len(content) - at:
            return kind not in _NEEDED and came >= _NEEDED
        came.add(kind)
        at += size
    return came >= _NEEDED


def to_png(content: bytes, max_side: int, most_pixels: int) -> bytes:
    """Decodes and shrinks in a process of its own; empty when that failed or crashed, TOO_MANY_PIXELS when so."""
    command = [sys.executable, "-I", str(_PROGRAM), str(max_side), str(most_pixels)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""
