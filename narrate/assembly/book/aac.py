"""The AAC in an m4a file that narrate has encoded: where its frames lie, and what decodes them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narrate.assembly.book.boxes import children, find, read_box, top_boxes
from narrate.errors import AssemblyError

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
