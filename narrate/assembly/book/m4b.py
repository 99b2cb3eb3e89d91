"""An M4B from a template of ffmpeg's and the frames of AAC files, which are copied as they are."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from narrate.assembly.book.mp4 import (
    FRAME,
    AacFile,
    Pieces,
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
from narrate.assembly.book.template import copy_stretch
from narrate.errors import AssemblyError

CHUNK = 64
"""Frames that are listed with one place in the file: about a second and a half"""
_NARROW = 2**32 - 1
_STBL = (b"mdia", b"minf", b"stbl")

Boxes = Mapping[tuple[bytes, ...], Pieces]


def write_m4b(
    target: BinaryIO, template: Path, files: Sequence[AacFile], tags: Mapping[str, str]
) -> None:
    """Write the whole file: what the template says, the sound of `files`, and more tags.

    `tags` are those that ffmpeg has no names for in MP4; they are kept under their own. The
    movie's header goes first, so that a player can begin before it has the rest. Raises
    AssemblyError for a template that is none, OSError where a file cannot be read or written.
    """
    sound = _SoundTrack(files)
    with template.open("rb") as file:
        boxes = top_boxes(file)
        if not {b"ftyp", b"moov", b"mdat"} <= boxes.keys():
            raise AssemblyError("ffmpeg did not write a complete MP4 file")
        texts = boxes[b"mdat"]
        before = made(b"ftyp", read_box(file, boxes[b"ftyp"]))
        movie = _Movie(read_box(file, boxes[b"moov"]), tags, texts.start)
        texts_length = texts.end - texts.start
        head = _data_head(texts_length + sound.length)
        before_texts = [*before, *movie.with_sound(sound, 0), head]
        at = sum(map(len, before_texts))
        header = movie.with_sound(sound, at, texts_length)
        target.writelines([*before, *header, head, read_box(file, texts)])
    for path, start, length in sound.stretches():
        copy_stretch(path, start, length, target)


class _SoundTrack:
    """The frames of all files, as the tables of a track describe them."""

    def __init__(self, files: Sequence[AacFile]) -> None:
        self._files = files
        self._sizes = [*(file.sizes[:-1] for file in files[:-1]), files[-1].sizes]
        self.description = files[0].description
        self.rate = files[0].sample_rate
        self.length = sum(int(sizes.sum(dtype=np.int64)) for sizes in self._sizes)
        self.frames = sum(map(len, self._sizes))
        self.samples = (self.frames - 1) * FRAME

    def stretches(self) -> Iterator[tuple[Path, int, int]]:
        """File, start and length of the bytes that follow each other in the M4B."""
        for file, sizes in zip(self._files, self._sizes, strict=True):
            left = int(sizes.sum(dtype=np.int64))
            for start, length in file.runs:
                yield file.path, start, min(length, left)
                left -= min(length, left)

    def tables(self, start: int) -> dict[tuple[bytes, ...], Pieces]:
        """The sample tables (14496-12, 8.6 and 8.7), where the first frame lies at `start`."""
        full, rest = divmod(self.frames, CHUNK)
        entries = [(1, CHUNK, 1)] * bool(full) + [(full + 1, rest, 1)] * bool(rest)
        stsc = b"".join(struct.pack(">III", *entry) for entry in entries)
        sizes: list[bytes | memoryview] = [struct.pack(">III", 0, 0, self.frames)]
        sizes += [s.data.cast("B") for s in self._sizes]
        # A decoder needs the frame before the one that is to be heard (10.1, "roll").
        rolls = struct.pack(">I4sIII", 0, b"roll", 1, self.frames, 1)
        places = self._places(start)
        return {
            (*_STBL, b"stsd"): made(b"stsd", self.description),
            (*_STBL, b"stts"): made(b"stts", struct.pack(">IIII", 0, 1, self.frames, FRAME)),
            (*_STBL, b"stsc"): made(b"stsc", struct.pack(">II", 0, len(entries)), stsc),
            (*_STBL, b"stsz"): made(b"stsz", sizes),
            (*_STBL, b"sbgp"): made(b"sbgp", rolls),
            (*_STBL, b"stco"): places,
            (*_STBL, b"co64"): places,
        }

    def _places(self, start: int) -> Pieces:
        """Where each chunk begins; files need not end with one."""
        wide = start + self.length > _NARROW
        kind, number = (b"co64", ">u8") if wide else (b"stco", ">u4")
        places, frame = [], 0
        for sizes in self._sizes:
            ends = start + np.cumsum(sizes, dtype=np.int64)
            begins = ends - sizes
            places.append(begins[-frame % CHUNK :: CHUNK].astype(number).tobytes())
            start, frame = int(ends[-1]), frame + len(sizes)
        return made(kind, struct.pack(">II", 0, -(-frame // CHUNK)), places)


class _Movie:
    """The header of the template, to be given other sound."""

    def __init__(self, moov: bytes, tags: Mapping[str, str], texts_start: int) -> None:
        self._moov = moov
        self._tags = tags
        self._texts_start = texts_start
        header = find(moov, b"mvhd")
        (self._scale,) = struct.unpack_from(">I", header, 20 if header[0] else 12)

    def with_sound(self, sound: _SoundTrack, texts_at: int, texts_length: int = 0) -> Pieces:
        """The `moov` of a file in which the chapters' texts lie at `texts_at`, sound after them."""
        duration = -(-sound.samples * self._scale // sound.rate)
        pieces: list[bytes | memoryview] = []
        for box in children(self._moov):
            content = self._moov[box.start : box.end]
            if box.kind == b"mvhd":
                pieces += made(b"mvhd", with_duration(b"mvhd", content, duration))
            elif box.kind == b"trak" and find(content, b"mdia", b"hdlr")[8:12] == b"soun":
                instead = _track(content, sound, duration)
                instead |= sound.tables(texts_at + texts_length)
                pieces += made(b"trak", rebuilt(content, instead))
            elif box.kind == b"trak":
                moved = _moved(content, texts_at - self._texts_start)
                pieces += made(b"trak", rebuilt(content, moved))
            elif box.kind == b"udta":
                pieces += made(b"udta", rebuilt(content, _tagged(content, self._tags)))
            else:
                pieces += made(box.kind, content)
        return made(b"moov", pieces)


def _track(track: bytes, sound: _SoundTrack, duration: int) -> dict[tuple[bytes, ...], Pieces]:
    media = find(track, b"mdia", b"mdhd")
    header = with_duration(b"tkhd", find(track, b"tkhd"), duration)
    return {
        (b"tkhd",): made(b"tkhd", header),
        (b"edts",): made(b"edts", made(b"elst", edit_list(duration, FRAME))),
        (b"mdia", b"mdhd"): made(b"mdhd", with_duration(b"mdhd", media, sound.frames * FRAME)),
    }


def _moved(track: bytes, by: int) -> Boxes:
    """The places of a track's samples when these lie elsewhere; they are at the file's start."""
    places = find(track, *_STBL, b"stco")
    moved = np.frombuffer(places, ">u4", offset=8).astype(np.int64) + by
    content = places[:8] + moved.astype(">u4").tobytes()
    return {(*_STBL, b"stco"): made(b"stco", content)}


def _tagged(udta: bytes, tags: Mapping[str, str]) -> Boxes:
    meta = find(udta, b"meta")
    known = find(meta[4:], b"ilst")
    more = [piece for name, value in tags.items() for piece in freeform(name, value)]
    whole = rebuilt(meta[4:], {(b"ilst",): made(b"ilst", known, more)})
    return {(b"meta",): made(b"meta", meta[:4], whole)}


def _data_head(length: int) -> bytes:
    if length + 8 <= _NARROW:
        return struct.pack(">I4s", length + 8, b"mdat")
    return struct.pack(">I4sQ", 1, b"mdat", length + 16)
