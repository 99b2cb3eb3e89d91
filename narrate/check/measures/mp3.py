"""The frames of an MP3, walked one by one: what its headers promise is not believed.

id3.org (ID3v2, ID3v1); the Xing and Info frame as LAME writes it.
"""

from __future__ import annotations

import mmap
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from narrate.files.mp3 import ID3_HEAD, FrameHeader, frame_header, id3_size

FORGET = 1 << 24
"""Bytes of a file that are let go of at a time"""


@dataclass(slots=True)
class Frames:
    """What an MP3 file is made of."""

    audio: int = 0
    """Frames of audio"""
    bitrates: Counter[int] = field(default_factory=Counter)
    """Frames by kbit/s"""
    modes: Counter[str] = field(default_factory=Counter)
    """Frames by their channels"""
    rates: Counter[int] = field(default_factory=Counter)
    """Frames by hertz"""
    promised: int | None = None
    """Frames of audio that its first Xing or Info header speaks of"""
    heads: list[int] = field(default_factory=list)
    """Bytes at which such headers begin; a second one begins another file"""
    junk: list[tuple[int, int]] = field(default_factory=list)
    """Start and length, in bytes, of what is neither frame nor tag"""
    cut: int = 0
    """Bytes that its last frame lacks"""


def walk(path: Path) -> Frames:
    """Every frame of the file. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return Frames()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _walk(data)


def _walk(data: mmap.mmap) -> Frames:
    found = Frames()
    known: dict[bytes, FrameHeader | None] = {}  # a file has few different headers
    at = gone = 0
    end = len(data)
    while at < end:
        if at - gone > 2 * FORGET:
            _forget(data, gone)
            gone += FORGET
        head = data[at : at + 4]
        if head not in known:
            known[head] = frame_header(head)
        frame = known[head]
        if frame and (at + frame.size >= end or _goes_on(data, at + frame.size)):
            at = _count(data, at, frame, found)
        elif size := _tag_size(data, at):
            at += size
        else:
            start, at = at, _next_frame(data, at + 1)
            found.junk.append((start, at - start))
    return found


def _forget(data: mmap.mmap, start: int) -> None:
    """Let go of what was walked over, where the system can: a book's file is larger than memory."""
    if hasattr(data, "madvise"):
        data.madvise(mmap.MADV_DONTNEED, start, FORGET)


def _count(data: mmap.mmap, at: int, frame: FrameHeader, found: Frames) -> int:
    """Note a frame; returns where it ends."""
    name = data[at + frame.info_at : at + frame.info_at + 4]
    if name in (b"Xing", b"Info"):
        flags = data[at + frame.info_at + 7]
        if found.promised is None and flags & 1:
            found.promised = int.from_bytes(data[at + frame.info_at + 8 : at + frame.info_at + 12])
        found.heads.append(at)
    else:
        found.audio += 1
        found.bitrates[frame.bitrate] += 1
        found.modes[frame.mode] += 1
        found.rates[frame.rate] += 1
    found.cut = max(at + frame.size - len(data), 0)
    return min(at + frame.size, len(data))


def _goes_on(data: mmap.mmap, at: int) -> bool:
    """Whether a frame or a tag follows, so that what comes before is really a frame."""
    head = data[at : at + 4]
    return frame_header(head) is not None or head[:3] in (b"ID3", b"TAG") or head == b"APET"


def _tag_size(data: mmap.mmap, at: int) -> int:
    """Bytes of the tag that begins there; 0 where none does."""
    if size := id3_size(data[at : at + ID3_HEAD]):
        return size
    if data[at : at + 3] == b"TAG" and len(data) - at == 128:
        return 128
    if data[at : at + 8] == b"APETAGEX" and len(data) >= at + 32:
        return 32 + int.from_bytes(data[at + 12 : at + 16], "little")
    return 0


def _next_frame(data: mmap.mmap, at: int) -> int:
    """Where the next frame begins that is followed by another one; the end where none does."""
    while (at := data.find(b"\xff", at)) >= 0:
        frame = frame_header(data[at : at + 4])
        if frame and at + frame.size < len(data) and _goes_on(data, at + frame.size):
            return at
        at += 1
    return len(data)
