"""Recordings for tests, built by hand: as little of a container as a phone writes, around bytes that are no speech."""

import struct

from hazard_app.sounds.ogg import checksum


def webm(seconds: int = 5, *, seed: int = 0, codec: bytes = b"A_OPUS", kind: int = 2, extra: bytes = b"") -> bytes:
    """As Chrome sends it: neither the segment nor a cluster says how long it is; a block a second."""
    track = element(0xAE, element(0x83, bytes([kind])) + element(0x86, codec))
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3)))
    clusters = b"".join(cluster(second * 1000, seed) for second in range(seconds + 1))
    return head + unknown(0x18538067) + info + element(0x1654AE6B, track) + extra + clusters


def cluster(at: int, seed: int) -> bytes:
    """`at` in milliseconds."""
    block = b"\x81" + struct.pack(">h", 0) + b"\x80" + f"sound {seed}".encode()
    return unknown(0x1F43B675) + element(0xE7, at.to_bytes(4)) + element(0xA3, block)


def element(name: int, data: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8) + (0x4000 | len(data)).to_bytes(2) + data


def unknown(name: int) -> bytes:
    return name.to_bytes(4) + b"\x01" + b"\xff" * 7


def mp4(
    seconds: int = 5, *, codec: bytes = b"mp4a", handler: bytes = b"soun", extra: bytes = b"", at_end: bytes = b""
) -> bytes:
    """As a phone's recorder writes it: whole, 8000 parts to a second. `extra` stands in moov."""
    table = box(b"stts", struct.pack(">III", 0, 1, seconds) + struct.pack(">I", 8000))
    return box(b"ftyp", b"M4A \0\0\0\0M4A ") + moov(codec, handler, table, extra) + box(b"mdat", b"sound") + at_end


def mp4_in_fragments(seconds: int = 5, *, each: bool = False) -> bytes:
    """As Safari records it: a fragment a second, of 8 samples whose length is said for all of them or one by one."""
    start = moov(b"mp4a", b"soun", box(b"stts", struct.pack(">II", 0, 0)), box(b"mvex", trex(1000)))
    return box(b"ftyp", b"iso5\0\0\0\0iso5") + start + seconds * (fragment(each=each) + box(b"mdat", b"sound"))


def trex(length: int) -> bytes:
    return box(b"trex", struct.pack(">IIIIII", 0, 1, 1, length, 0, 0))


def fragment(*, each: bool) -> bytes:
    if each:
        samples = b"".join(struct.pack(">II", 1000, 20) for _ in range(8))
        run = box(b"trun", struct.pack(">IIi", 0x301, 8, 100) + samples)
    else:
        run = box(b"trun", struct.pack(">IIi", 0x1, 8, 100))
    return box(b"moof", box(b"traf", box(b"tfhd", struct.pack(">II", 0x20000, 1)) + run))


def moov(codec: bytes, handler: bytes, table: bytes, extra: bytes = b"") -> bytes:
    entry = box(codec, bytes(28))
    tables = box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1) + entry) + table)
    header = box(b"mdhd", struct.pack(">IIIIII", 0, 0, 0, 8000, 0, 0))
    named = box(b"hdlr", struct.pack(">II", 0, 0) + handler + bytes(13))
    return box(b"moov", box(b"trak", box(b"mdia", header + named + box(b"minf", tables))) + extra)


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


PLACE = b"+36.6512+117.0205/"


def place_of_a_phone() -> bytes:
    """As Apple's and Google's recorders write it."""
    return box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7) + PLACE))


def ogg(seconds: int = 5, *, comments: tuple[bytes, ...] = (), head: bytes = b"OpusHead") -> bytes:
    """As Firefox records it: 3840 samples come before the first that is heard."""
    start = head + struct.pack("<BBHIhB", 1, 1, 3840, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", len(comments))
    tags += b"".join(struct.pack("<I", len(comment)) + comment for comment in comments)
    sound = page(4, 2, 3840 + seconds * 48_000, b"sound")
    return page(2, 0, 0, start) + page(0, 1, 0, tags) + sound


def page(kind: int, number: int, samples: int, packet: bytes) -> bytes:
    """`packet` is shorter than 65,025 bytes."""
    table = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    made = bytearray(b"OggS" + struct.pack("<BBqIIIB", 0, kind, samples, 7, number, 0, len(table)) + table + packet)
    struct.pack_into("<I", made, 22, checksum(made))
    return bytes(made)
