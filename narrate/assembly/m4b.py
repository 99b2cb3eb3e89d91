"""An M4B from a template of ffmpeg's and the frames of AAC files, which are copied as they are."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from narrate.assembly.aac import FRAME, AacFile
from narrate.assembly.boxes import (
    children,
    edit_list,
    find,
    freeform,
    made,
    read_box,
    rebuilt,
    top_boxes,
    with_duration,
)
from narrate.errors import AssemblyError

CHUNK = 64
"""Frames that are listed with one place in the file: about a second and a half"""
BLOCK = 2**18
"""Bytes that are copied at a time"""
_NARROW = 2**32 - 1
_STBL = (b"mdia", b"minf", b"stbl")

Paths = Mapping[tuple[bytes, ...], bytes]


def write_m4b(
    target: BinaryIO, template: Path, files: Sequence[AacFile], tags: Mapping[str, str]
) -> None:
    """Write the whole file: what the template says, the sound of `files`, and more tags.

    `tags` are those that ffmpeg has no names for in MP4; they are kept under their own. The
    movie's header goes first, so that a player can begin before it has the rest. Raises
    AssemblyError for a template that is none, OSError where a file cannot be read or written.
    """
    sound = _Sound(files)
    with template.open("rb") as file:
        boxes = top_boxes(file)
        if not {b"ftyp", b"moov", b"mdat"} <= boxes.keys():
            raise AssemblyError("ffmpeg wrote no whole MP4 file")
        texts = boxes[b"mdat"]
        before = made(b"ftyp", read_box(file, boxes[b"ftyp"]))
        movie = _Movie(read_box(file, boxes[b"moov"]), tags, texts.start)
        texts_length = texts.end - texts.start
        head = _data_head(texts_length + sound.length)
        at = len(before) + len(head) + len(movie.with_sound(sound, 0))
        header = movie.with_sound(sound, at, texts_length)
        target.writelines([before, header, head, read_box(file, texts)])
    for path, start, length in sound.stretches():
        with path.open("rb") as source:
            source.seek(start)
            _copy(source, target, length)


class _Sound:
    """The frames of all files, as the tables of a track describe them."""

    def __init__(self, files: Sequence[AacFile]) -> None:
        self._files = files
        self.description = files[0].description
        self.rate = files[0].sample_rate
        self.sizes: npt.NDArray[np.uint32] = np.concatenate(
            [file.sizes[:-1] for file in files[:-1]] + [files[-1].sizes]
        )
        self.length = int(self.sizes.sum(dtype=np.int64))
        self.frames = len(self.sizes)
        self.samples = (self.frames - 1) * FRAME

    def stretches(self) -> Iterator[tuple[Path, int, int]]:
        """File, start and length of the bytes that follow each other in the M4B."""
        for file in self._files:
            last = file is self._files[-1]
            dropped = 0 if last else int(file.sizes[-1])
            left = sum(length for _, length in file.runs) - dropped
            for start, length in file.runs:
                yield file.path, start, min(length, left)
                left -= min(length, left)

    def tables(self, start: int) -> dict[tuple[bytes, ...], bytes]:
        """The sample tables (14496-12, 8.6 and 8.7), where the first frame lies at `start`."""
        full, rest = divmod(self.frames, CHUNK)
        entries = [(1, CHUNK, 1)] * bool(full) + [(full + 1, rest, 1)] * bool(rest)
        stsc = b"".join(struct.pack(">III", *entry) for entry in entries)
        tables = [
            made(b"stsd", self.description),
            made(b"stts", struct.pack(">IIII", 0, 1, self.frames, FRAME)),
            made(b"stsc", struct.pack(">II", 0, len(entries)), stsc),
            made(
                b"stsz", struct.pack(">III", 0, 0, self.frames), self.sizes.astype(">u4").tobytes()
            ),
        ]
        # A decoder needs the frame before the one that is to be heard (10.1, "roll").
        rolls = made(b"sbgp", struct.pack(">I4sIII", 0, b"roll", 1, self.frames, 1))
        found: dict[tuple[bytes, ...], bytes] = {(*_STBL, table[4:8]): table for table in tables}
        found[*_STBL, b"sbgp"] = rolls
        found[*_STBL, b"stco"] = found[*_STBL, b"co64"] = self._places(start)
        return found

    def _places(self, start: int) -> bytes:
        begins = np.cumsum(self.sizes, dtype=np.int64)[CHUNK - 1 :: CHUNK]
        count = -(-self.frames // CHUNK)
        places = start + np.concatenate([[0], begins])[:count]
        wide = start + self.length > _NARROW
        kind, number = (b"co64", ">u8") if wide else (b"stco", ">u4")
        return made(kind, struct.pack(">II", 0, count), places.astype(number).tobytes())


class _Movie:
    """The header of the template, to be given other sound."""

    def __init__(self, moov: bytes, tags: Mapping[str, str], texts_start: int) -> None:
        self._moov = moov
        self._tags = tags
        self._texts_start = texts_start
        header = find(moov, b"mvhd")
        (self._scale,) = struct.unpack_from(">I", header, 20 if header[0] else 12)

    def with_sound(self, sound: _Sound, texts_at: int, texts_length: int = 0) -> bytes:
        """The `moov` of a file in which the chapters' texts lie at `texts_at`, sound after them."""
        duration = -(-sound.samples * self._scale // sound.rate)
        boxes = []
        for box in children(self._moov):
            content = self._moov[box.start : box.end]
            if box.kind == b"mvhd":
                content = with_duration(b"mvhd", content, duration)
            elif box.kind == b"trak" and find(content, b"mdia", b"hdlr")[8:12] == b"soun":
                instead = _track(content, sound, duration)
                instead.update(sound.tables(texts_at + texts_length))
                content = rebuilt(content, instead)
            elif box.kind == b"trak":
                content = rebuilt(content, _moved(content, texts_at - self._texts_start))
            elif box.kind == b"udta":
                content = rebuilt(content, _tagged(content, self._tags))
            boxes.append(made(box.kind, content))
        return made(b"moov", *boxes)


def _track(track: bytes, sound: _Sound, duration: int) -> dict[tuple[bytes, ...], bytes]:
    media = find(track, b"mdia", b"mdhd")
    header = with_duration(b"tkhd", find(track, b"tkhd"), duration)
    return {
        (b"tkhd",): made(b"tkhd", header),
        (b"edts",): made(b"edts", made(b"elst", edit_list(duration, FRAME))),
        (b"mdia", b"mdhd"): made(b"mdhd", with_duration(b"mdhd", media, sound.frames * FRAME)),
    }


def _moved(track: bytes, by: int) -> Paths:
    """The places of a track's samples when these lie elsewhere; they are at the file's start."""
    places = find(track, *_STBL, b"stco")
    moved = np.frombuffer(places, ">u4", offset=8).astype(np.int64) + by
    content = places[:8] + moved.astype(">u4").tobytes()
    return {(*_STBL, b"stco"): made(b"stco", content)}


def _tagged(udta: bytes, tags: Mapping[str, str]) -> Paths:
    meta = find(udta, b"meta")
    known = find(meta[4:], b"ilst")
    more = [freeform(name, value) for name, value in tags.items()]
    whole = rebuilt(meta[4:], {(b"ilst",): made(b"ilst", known, *more)})
    return {(b"meta",): made(b"meta", meta[:4], whole)}


def _data_head(length: int) -> bytes:
    if length + 8 <= _NARROW:
        return struct.pack(">I4s", length + 8, b"mdat")
    return struct.pack(">I4sQ", 1, b"mdat", length + 16)


def _copy(source: BinaryIO, target: BinaryIO, length: int) -> None:
    while length:
        block = source.read(min(length, BLOCK))
        if not block:
            raise AssemblyError("the sound of a chapter file is cut short")
        target.write(block)
        length -= len(block)
