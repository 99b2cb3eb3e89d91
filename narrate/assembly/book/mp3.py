"""An MP3 file that narrate has encoded, and one MP3 of a whole book, joined from such files.

The first frame is silent and holds an `Info` header: how many frames and bytes there are, and how
many samples the encoder put before and after the sound (LAME's extension of Xing's header).

A book has its tracks' frames as they are, with ID3 chapters. A track's first frame draws on no
bytes of frames before it, so whole tracks can be one behind the other; what the encoder put
around each of them stays (about 50 ms of silence), and the marks are where the sound begins.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from narrate.about import book_tags
from narrate.assembly.book.template import (
    Template,
    copy_stretch,
    files_of,
    marks_of,
    template,
    written_beside,
)
from narrate.errors import AssemblyError
from narrate.files.mp3 import ID3_HEAD, frame_header, id3_size
from narrate.timeline import FinishedBook, PackageSpec

_FRAMES, _BYTES, _DELAY, _LENGTH, _CRCS = 8, 12, 141, 148, 152
"""Where in an `Info` header, counted from that word"""
_COVERED = 190
"""Bytes of the frame that the checksum of the header is of"""
LISTED = 255
"""Chapters that the list of an ID3 tag may have: its count is one byte (id3v2-chapters-1.0, 3.2)"""


@dataclass(frozen=True, slots=True)
class Mp3File:
    """An MP3 file of a constant bit rate."""

    path: Path
    info: bytes
    """The frame with the `Info` header"""
    word: int
    """Where `Info` is in it"""
    start: int
    """Where the first frame of sound lies in the file"""
    length: int
    """Bytes of all of them"""
    frames: int
    """How many they are"""
    delay: int
    """Samples that the encoder put before the sound"""
    padding: int
    """Samples that it put behind it"""
    frame: int
    """Samples of a frame"""
    sample_rate: int
    """Hertz"""

    @property
    def samples(self) -> int:
        """Length of what is heard."""
        return self.frames * self.frame - self.delay - self.padding

    @property
    def decoding(self) -> bytes:
        """What has to be the same in files that are joined: version, rates, channels, delay."""
        head = bytes((self.info[1], self.info[2] & 0xFC, self.info[3] & 0xC0))
        return head + self.delay.to_bytes(2, "big")

    def head_of(self, files: list[Mp3File]) -> bytes:
        """An `Info` frame for this file's frames and others' behind them; `files` are all.

        Its table of places is by hundredths, so at a constant bit rate it is that of any file.
        """
        frame, at = bytearray(self.info), self.word
        most = 2**32 - 1
        length = min(len(frame) + sum(file.length for file in files), most)
        struct.pack_into(">II", frame, at + _FRAMES, sum(f.frames for f in files), length)
        unheard = self.delay << 12 | files[-1].padding
        frame[at + _DELAY : at + _DELAY + 3] = unheard.to_bytes(3, "big")
        struct.pack_into(">I", frame, at + _LENGTH, length)
        struct.pack_into(">HH", frame, at + _CRCS, 0, 0)  # of the sound: not known
        struct.pack_into(">H", frame, at + _CRCS + 2, _checksum(bytes(frame[:_COVERED])))
        return bytes(frame)


def read_mp3(path: Path) -> Mp3File:
    """Find the frames of an MP3 file; nothing of the sound is read.

    Raises AssemblyError, with the file's name, for anything but what narrate's encoder writes.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            begin = id3_length(file)
            file.seek(begin)
            head = file.read(4)
            if not (first := frame_header(head)):
                raise AssemblyError(f"{path}: not an MP3 file of narrate")
            info = head + file.read(first.size - 4)
        word = first.info_at
        frames, stated = struct.unpack_from(">II", info, word + _FRAMES)
        unheard = int.from_bytes(info[word + _DELAY : word + _DELAY + 3], "big")
    except OSError as error:
        raise AssemblyError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (struct.error, IndexError) as error:
        raise AssemblyError(f"{path}: not an MP3 file of narrate") from error
    if info[word : word + 4] != b"Info" or begin + stated != size:
        raise AssemblyError(f"{path}: not an MP3 file of narrate, or an incomplete one")
    return Mp3File(
        path=path,
        info=info,
        word=word,
        start=begin + first.size,
        length=size - begin - first.size,
        frames=frames,
        delay=unheard >> 12,
        padding=unheard & 0xFFF,
        frame=first.samples,
        sample_rate=first.rate,
    )


def id3_length(file: BinaryIO) -> int:
    """Bytes of the ID3v2 tag that a file begins with; 0 where there is none."""
    file.seek(0)
    return id3_size(file.read(ID3_HEAD))


def _checksum(data: bytes) -> int:
    """CRC-16 as LAME's header has it: x^16 + x^15 + x^2 + 1, lowest bit first, from 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def make_mp3_book(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """Join the tracks' MP3 files to `<name>.mp3`.

    Of more than 255 tracks each is marked as a chapter, and the first 255 are in the list of
    contents. Raises AssemblyError for a track without an MP3 file that is as long as it says, or
    encoded differently from the others; StoreError for a full disk; SettingsError if the folder
    cannot be written or ffmpeg does not start.
    """
    files = files_of(book.tracks, "mp3", read_mp3, f"{spec.name}.mp3")
    target = spec.folder / f"{spec.name}.mp3"
    # A mark is where a player hears its track begin that skips the first one's delay.
    lengths = [*(file.frames * file.frame for file in files[:-1]), files[-1].samples]
    said = Template(
        ffmpeg=spec.ffmpeg,
        first=files[0].path,
        demuxer="mp3",
        muxer=("-id3v2_version", "3", "-f", "mp3"),
        tags={"title": book.about.title, **book_tags(book.about)},
        marks=marks_of(book.tracks, lengths),
        sample_rate=files[0].sample_rate,
        cover=book.about.cover,
    )
    with written_beside(target) as out, template(said, target) as made:
        out.write(_tag_of(made))
        out.write(files[0].head_of(files))
        for file in files:
            copy_stretch(file.path, file.start, file.length, out)
    return (target,)


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
