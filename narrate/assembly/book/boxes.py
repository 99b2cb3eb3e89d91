"""Boxes, of which MP4 files are made: length, kind, content, which may be boxes again.

ISO/IEC 14496-12 (the file), 14496-14 (`esds`) and the QuickTime format (chapters, tags).
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from narrate.errors import AssemblyError

LARGEST = 64 * 2**20
"""Bytes of a `moov` that is read: that of a day of audio has 20"""
Pieces = Sequence[bytes | memoryview]
"""What is written one after the other; the tables of a long book are never copied together"""
_NARROW = 2**32 - 1
NARROW_DURATION = _NARROW
"""From which on a duration has 8 bytes"""
_DURATION = {b"mvhd": 16, b"tkhd": 20, b"mdhd": 16}
"""Where the duration lies in version 0; in version 1 two times before it have 4 bytes more each"""


@dataclass(frozen=True, slots=True)
class Box:
    """A box as it was found; `start` and `end` are of its content."""

    kind: bytes
    start: int
    end: int


def children(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes in a stretch of bytes. Raises AssemblyError where they do not add up."""
    end = len(data) if end is None else end
    while start < end:
        if end - start < 8:
            raise AssemblyError("a box is cut short")
        length, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if length == 1 and end - start >= 16:
            (length,), head = struct.unpack_from(">Q", data, start + 8), 16
        if not head <= length <= end - start:
            raise AssemblyError(f"box {kind!r} is longer than what contains it")
        yield Box(kind, start + head, start + length)
        start += length


def top_boxes(file: BinaryIO) -> dict[bytes, Box]:
    """The outermost boxes of a file, by kind; the first of each. Raises AssemblyError."""
    at, found = 0, dict[bytes, Box]()
    size = file.seek(0, 2)
    while at < size:
        file.seek(at)
        head = file.read(16)
        length, kind = struct.unpack(">I4s", head[:8]) if len(head) >= 8 else (0, b"")
        begin = 8
        if length == 1 and len(head) == 16:
            (length,), begin = struct.unpack(">Q", head[8:]), 16
        if length < begin or at + length > size:
            raise AssemblyError("it is not a complete MP4 file")
        found.setdefault(kind, Box(kind, at + begin, at + length))
        at += length
    return found


def read_box(file: BinaryIO, box: Box) -> bytes:
    """The content of a box of `top_boxes`. Raises AssemblyError for one of an absurd length."""
    if box.end - box.start > LARGEST:
        raise AssemblyError(f"box {box.kind!r} has {box.end - box.start} bytes")
    file.seek(box.start)
    return file.read(box.end - box.start)


def find(data: bytes, *path: bytes) -> bytes:
    """The content of the first box under a path of kinds. Raises AssemblyError."""
    for kind in path:
        inner = next((box for box in children(data) if box.kind == kind), None)
        if inner is None:
            raise AssemblyError(f"it has no {b'.'.join(path).decode('latin-1')}")
        data = data[inner.start : inner.end]
    return data


def made(kind: bytes, *content: bytes | Pieces) -> Pieces:
    """A box of bytes, and of boxes or tables in pieces."""
    pieces = [p for part in content for p in ((part,) if isinstance(part, bytes) else part)]
    length = 8 + sum(map(len, pieces))
    if length > _NARROW:
        raise AssemblyError(f"box {kind!r} would have {length} bytes")
    return [struct.pack(">I4s", length, kind), *pieces]


def rebuilt(data: bytes, instead: Mapping[tuple[bytes, ...], Pieces], *above: bytes) -> Pieces:
    """The boxes of `data`, with others in place of those that are named by their path of kinds.

    A path with no box under it is passed over.
    """
    pieces: list[bytes | memoryview] = []
    for box in children(data):
        path, content = (*above, box.kind), data[box.start : box.end]
        if path in instead:
            pieces += instead[path]
        elif any(longer[: len(path)] == path for longer in instead):
            pieces += made(box.kind, rebuilt(content, instead, *path))
        else:
            pieces += made(box.kind, content)
    return pieces


def with_duration(kind: bytes, content: bytes, duration: int) -> bytes:
    """`mvhd`, `tkhd` or `mdhd` with another duration, in 8 bytes where 4 do not hold it."""
    before = _DURATION[kind]
    if content[0] == 1:
        at = before + 8
        return content[:at] + struct.pack(">Q", duration) + content[at + 8 :]
    if duration < NARROW_DURATION:
        return content[:before] + struct.pack(">I", duration) + content[before + 4 :]
    created, modified = struct.unpack_from(">II", content, 4)
    wide = b"\x01" + content[1:4] + struct.pack(">QQ", created, modified)
    return wide + content[12:before] + struct.pack(">Q", duration) + content[before + 4 :]


def edit_list(duration: int, first: int) -> bytes:
    """The content of `elst`: play `duration` (movie time) from `first` (media time) on."""
    if duration < NARROW_DURATION:
        return struct.pack(">IIIiI", 0, 1, duration, first, 1 << 16)
    return struct.pack(">IIQqI", 1 << 24, 1, duration, first, 1 << 16)


def freeform(name: str, value: str) -> Pieces:
    """A tag of a name of one's own, as iTunes keeps it."""
    return made(
        b"----",
        made(b"mean", bytes(4), b"com.apple.iTunes"),
        made(b"name", bytes(4), name.encode()),
        made(b"data", struct.pack(">II", 1, 0), value.encode("utf-8", "replace")),
    )
