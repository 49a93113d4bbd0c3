"""Whether a HEIC is all there: libheif paints what is missing and says nothing (ISO/IEC 14496-12, boxes)."""

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
