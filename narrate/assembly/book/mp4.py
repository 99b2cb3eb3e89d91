"""MP4 files: the boxes that they are made of, and where the AAC lies in those that narrate encoded.

A box is length, kind, content, which may be boxes again. ISO/IEC 14496-12 (the file), 14496-14
(`esds`) and the QuickTime format (chapters, tags).
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

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


FRAME = 1024
"""Samples of a frame of AAC LC; its encoder puts one frame before the first sample"""
Sizes = npt.NDArray[np.uint32]
"""As in files: the most significant byte first"""
_ENTRY = 28
"""Bytes of an audio sample entry before the boxes in it (14496-12, 12.2.3)"""


@dataclass(frozen=True, slots=True)
class AacFile:
    """An m4a file of one audio track."""

    path: Path
    sizes: Sizes
    """Bytes of each frame, the one before the first sample among them"""
    runs: tuple[tuple[int, int], ...]
    """Start and length in the file of the stretches of bytes that hold the frames, in order"""
    description: bytes
    """Content of its `stsd`: what a decoder must know"""
    sample_rate: int
    """Hertz"""

    @property
    def samples(self) -> int:
        """Length of what is heard, filled up to whole frames."""
        return (len(self.sizes) - 1) * FRAME

    @property
    def decoding(self) -> bytes:
        """What has to be the same in files that are joined: the AudioSpecificConfig."""
        return _specific_config(self.description)


def read_aac(path: Path) -> AacFile:
    """Find the frames of an m4a file; nothing of the audio is read.

    Raises AssemblyError, with the file's name, for anything but what narrate's encoder writes.
    """
    try:
        with path.open("rb") as file:
            boxes = top_boxes(file)
            if b"moov" not in boxes:
                raise AssemblyError("it is not a complete MP4 file")
            track = _audio_track(read_box(file, boxes[b"moov"]))
        table = find(track, b"mdia", b"minf", b"stbl")
        sizes, description = _sizes(find(table, b"stsz")), find(table, b"stsd")
        (rate,) = struct.unpack_from(">I", find(track, b"mdia", b"mdhd"), 12)
        _specific_config(description)
        return AacFile(path, sizes, tuple(_runs(table, sizes)), description, rate)
    except OSError as error:
        raise AssemblyError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (AssemblyError, struct.error, ValueError, IndexError) as error:
        raise AssemblyError(f"{path}: not an m4a file of narrate: {error}") from error


def _audio_track(movie: bytes) -> bytes:
    for box in children(movie):
        if box.kind == b"trak":
            track = movie[box.start : box.end]
            if find(track, b"mdia", b"hdlr")[8:12] == b"soun":
                return track
    raise AssemblyError("it has no audio")


def _sizes(stsz: bytes) -> Sizes:
    same, count = struct.unpack_from(">II", stsz, 4)
    if same:
        return np.full(count, same, ">u4")
    return np.frombuffer(stsz, ">u4", count, 12).copy()


def _runs(table: bytes, sizes: Sizes) -> Iterator[tuple[int, int]]:
    """Chunks of frames, those that touch taken together."""
    begins = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    at, start, length = 0, -1, 0
    for offset, frames in zip(_chunk_offsets(table), _chunk_frames(table), strict=False):
        bytes_in_chunk = int(begins[at + frames] - begins[at])
        at += frames
        if offset == start + length:
            length += bytes_in_chunk
            continue
        if length:
            yield start, length
        start, length = offset, bytes_in_chunk
    if at != len(sizes):
        raise AssemblyError(f"{len(sizes)} frames, of which {at} have a place")
    if length:
        yield start, length


def _chunk_offsets(table: bytes) -> list[int]:
    kinds = {box.kind for box in children(table)}
    name, number = (b"co64", ">u8") if b"co64" in kinds else (b"stco", ">u4")
    content = find(table, name)
    (count,) = struct.unpack_from(">I", content, 4)
    return [int(offset) for offset in np.frombuffer(content, number, count, 8)]


def _chunk_frames(table: bytes) -> Iterator[int]:
    """How many frames each chunk has; the last entry goes on for ever."""
    stsc = find(table, b"stsc")
    (count,) = struct.unpack_from(">I", stsc, 4)
    entries = [struct.unpack_from(">III", stsc, 8 + 12 * n) for n in range(count)]
    for (first, frames, _), (after, _, _) in pairwise(entries):
        for _ in range(after - first):
            yield frames
    while entries:
        yield entries[-1][1]


def _specific_config(description: bytes) -> bytes:
    """The decoder's own description, in the `esds` of the only entry (14496-14, 5.6)."""
    entry = find(description[8:], b"mp4a")
    stream = _descriptor(find(entry[_ENTRY:], b"esds")[4:], 0x03)
    return _descriptor(_descriptor(stream[3:], 0x04)[13:], 0x05)


def _descriptor(data: bytes, tag: int) -> bytes:
    """Content of the descriptor that `data` begins with; its length is in digits of 7 bits."""
    if data[0] != tag:
        raise AssemblyError(f"descriptor {data[0]} in place of {tag}")
    length, at = 0, 1
    while True:
        length = length << 7 | data[at] & 0x7F
        at += 1
        if not data[at - 1] & 0x80:
            return data[at : at + length]
