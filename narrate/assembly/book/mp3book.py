"""One MP3 of a whole book: its tracks' frames as they are, with ID3 chapters.

A track's first frame draws on no bytes of frames before it, so whole tracks can stand one behind
the other; what the encoder put around each of them stays (about 50 ms of silence), and the marks
are where the sound begins.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from narrate.about import book_tags
from narrate.assembly.book.mp3 import Mp3File, id3_length, read_mp3
from narrate.assembly.book.stretch import copy_stretch
from narrate.assembly.book.template import Template, template, written_beside
from narrate.assembly.book.tracks import files_of
from narrate.assembly.encoder.metadata import Mark
from narrate.timeline import FinishedBook, PackageOrder, Track

LISTED = 255
"""Chapters that the list of an ID3 tag may have: its count is one byte (id3v2-chapters-1.0, 3.2)"""


def make_mp3_book(book: FinishedBook, order: PackageOrder) -> tuple[Path, ...]:
    """Join the tracks' MP3 files to `<name>.mp3`.

    Of more than 255 tracks each is marked as a chapter, and the first 255 are in the list of
    contents. Raises AssemblyError for a track without an MP3 file that is as long as it says, or
    encoded otherwise than the others; StoreError for a full disk; SettingsError where the folder
    cannot be written or ffmpeg does not start.
    """
    files = files_of(book.tracks, "mp3", read_mp3, f"{order.name}.mp3")
    target = order.folder / f"{order.name}.mp3"
    said = Template(
        ffmpeg=order.ffmpeg,
        first=files[0].path,
        demuxer="mp3",
        muxer=("-id3v2_version", "3", "-f", "mp3"),
        tags={"title": book.about.title, **book_tags(book.about)},
        marks=marks_of(book.tracks, files),
        sample_rate=files[0].sample_rate,
        cover=book.cover,
    )
    with written_beside(target) as out, template(said, target) as made:
        out.write(_tag_of(made))
        out.write(files[0].head_of(files))
        for file in files:
            copy_stretch(file.path, file.start, file.length, out)
    return (target,)


def marks_of(tracks: Sequence[Track], files: Sequence[Mp3File]) -> Iterator[Mark]:
    """Where each track's sound begins, as a player hears it that skips the first's delay."""
    at = 0
    for track, file in zip(tracks, files, strict=True):
        last = file is files[-1]
        length = file.samples if last else file.frames * file.frame
        yield Mark(track.heading, at, at + length)
        at += length


def _tag_of(path: Path) -> bytes:
    """The ID3 tag of a template, its list of contents no longer than it may be."""
    with path.open("rb") as file:
        length = id3_length(file)
        file.seek(0)
        tag = file.read(length)
    kept, at = [], 10
    while at + 10 <= length and tag[at]:
        (size,) = struct.unpack_from(">I", tag, at + 4)
        frame = tag[at : at + 10 + size]
        kept.append(_cut(frame) if frame.startswith(b"CTOC") else frame)
        at += 10 + size
    frames = b"".join(kept)
    digits = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return tag[:6] + digits + frames


def _cut(contents: bytes) -> bytes:
    """A CTOC frame with at most 255 entries; ffmpeg lists all, and counts on from 0."""
    counted = contents.index(0, 10) + 2  # behind its own name and its flags
    names = contents[counted + 1 :].split(b"\0")
    if len(names) <= LISTED:
        return contents
    body = contents[10:counted] + bytes((LISTED,)) + b"\0".join(names[:LISTED]) + b"\0"
    return contents[:4] + struct.pack(">I", len(body)) + contents[8:10] + body
