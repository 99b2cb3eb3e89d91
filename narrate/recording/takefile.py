"""The file of a take: a WAV that plays anywhere and tells in a chunk of its own what it is.

    RIFF <size> WAVE
    fmt  16     mono, 16 bit, the rate
    nrtk <n>    CRC-32 of what follows, then JSON: key, fingerprint, spoken, samples, levels …
    data <n>    the samples

Players skip chunks that they do not know (Multimedia Programming Interface 1.0, 1991).
CRC-32 finds any flipped bit and every burst up to 32 bits, in 0.15 ms for 15 seconds of
24 kHz audio where blake2b takes 0.75 ms; nobody forges takes, so no more is needed.

The name of a take: made of exactly what changes its sound. And empty files, made ahead of takes.
"""

import hashlib
import json
import os
import struct
import uuid
import zlib
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from narrate.audio import SAMPLE_WIDTH, Audio, Levels, TakeInfo
from narrate.chunk import OptionValue
from narrate.files import disk

KEY_VERSION = 1
"""Part of every key; raising it makes all takes new, so it is raised only when keys were wrong."""

KEY_LENGTH = 40
"""Hexadecimal characters: 160 bits, no collision in any library of audiobooks"""


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


def take_key(fingerprint: Mapping[str, OptionValue], spoken: str) -> str:
    """The key of the take that `spoken` makes under `fingerprint`: 40 hex characters.

    Neither position nor book is in it, so that moved and repeated text is not recorded
    again. The order of the fingerprint does not matter, and 1 and 1.0 are the same number.
    """
    content = {"version": KEY_VERSION, "fingerprint": plain(fingerprint), "spoken": spoken}
    canonical = _CANONICAL.encode(content)
    return hashlib.blake2b(canonical.encode("ascii"), digest_size=KEY_LENGTH // 2).hexdigest()


def retake_key(key: str, number: int) -> str:
    """The key of another take of the same words in the same voice; `number` counts from 1.

    With a key of its own a retake is kept and paid for once, as any take is.
    """
    text = f"{key} retake {number}"
    return hashlib.blake2b(text.encode("ascii"), digest_size=KEY_LENGTH // 2).hexdigest()


def plain(fingerprint: Mapping[str, OptionValue]) -> dict[str, object]:
    """The fingerprint as JSON knows it: tuples as lists, whole floats as integers."""
    return {name: _plain(value) for name, value in fingerprint.items()}


def _plain(value: OptionValue) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return list(value) if isinstance(value, tuple) else value


FIRST_READ = 4096
"""Bytes that hold the whole head of nearly every take"""

_VERSION = 1
_START = struct.Struct("<4sI4s 4sIHHIIHH 4sII")
"""RIFF header, `fmt ` chunk, and the head of our own chunk with its CRC-32"""
_DATA = struct.Struct("<4sI")
_LARGEST = 0xFFFFFFFF - 8
"""What a RIFF size can say"""


class NotATake(Exception):
    """These bytes are no take, or no longer one; never leaves the store."""


@dataclass(frozen=True, slots=True)
class Head:
    """All that a take's file says before its samples."""

    info: TakeInfo
    fingerprint: Mapping[str, OptionValue]
    """What beside the words changed the sound; tuples come back as lists"""
    spoken: str
    digest: int
    """CRC-32 of the samples"""
    size: int
    """Bytes before the samples"""

    @property
    def file_size(self) -> int:
        """Bytes of the whole file."""
        return self.size + self.info.samples * SAMPLE_WIDTH


def pack_head(
    info: TakeInfo, audio: Audio, fingerprint: Mapping[str, OptionValue], spoken: str
) -> bytes:
    """The bytes that stand before the samples."""
    levels = info.levels
    content = {
        "version": _VERSION,
        "key": info.key,
        "fingerprint": plain(fingerprint),
        "spoken": spoken,
        "rate": info.rate,
        "samples": info.samples,
        "levels": [levels.sum_squares, levels.peak, levels.lead, levels.tail],
        "digest": zlib.crc32(audio.pcm),
    }
    text = json.dumps(content, separators=(",", ":")).encode("ascii")
    text += b" " * (len(text) % 2)  # chunks of a RIFF file start on even bytes
    rest = _START.size - 8 + len(text) + _DATA.size + len(audio.pcm)
    if rest > _LARGEST:
        raise ValueError(f"a take of {len(audio.pcm)} bytes does not fit a WAV file")
    start = _START.pack(
        *(b"RIFF", rest, b"WAVE"),
        *(b"fmt ", 16, 1, 1, info.rate, info.rate * SAMPLE_WIDTH, SAMPLE_WIDTH, 8 * SAMPLE_WIDTH),
        *(b"nrtk", 4 + len(text), zlib.crc32(text)),
    )
    return start + text + _DATA.pack(b"data", len(audio.pcm))


def head_size(start: bytes) -> int:
    """Bytes before the samples, as the file's first FIRST_READ bytes tell."""
    if len(start) < _START.size:
        raise NotATake(f"only {len(start)} bytes long")
    fields = _START.unpack_from(start)
    if (fields[0], fields[2], fields[3], fields[11]) != (b"RIFF", b"WAVE", b"fmt ", b"nrtk"):
        raise NotATake("its head is not a take's")
    return int(_START.size - 4 + fields[12] + _DATA.size)


def parse_head(head: bytes) -> Head:
    """What the bytes before the samples say; raises NotATake where they cannot be right."""
    size = head_size(head)
    if len(head) < size:
        raise NotATake("its head is cut off")
    fields = _START.unpack_from(head)
    text = head[_START.size : size - _DATA.size]
    if zlib.crc32(text) != fields[13]:
        raise NotATake("its head was altered")
    found = _parse_content(text)
    length = found.info.samples * SAMPLE_WIDTH
    if _DATA.unpack_from(head, size - _DATA.size) != (b"data", length):
        raise NotATake("its head contradicts itself")
    rate = found.info.rate
    expected = (size - 8 + length, 16, 1, 1, rate, rate * SAMPLE_WIDTH, SAMPLE_WIDTH, 16)
    if (fields[1], *fields[4:11]) != expected:
        raise NotATake("its format was altered")
    return found


def _parse_content(text: bytes) -> Head:
    try:
        content: dict[str, Any] = json.loads(text)
        if content["version"] != _VERSION:
            raise NotATake(f"it is of version {content['version']}")
        sum_squares, peak, lead, tail = content["levels"]
        levels = Levels(sum_squares, peak, lead, tail)
        info = TakeInfo(content["key"], content["rate"], content["samples"], levels)
        size = _START.size + len(text) + _DATA.size
        return Head(info, content["fingerprint"], content["spoken"], content["digest"], size)
    except (ValueError, KeyError, TypeError) as error:
        raise NotATake("its head cannot be read") from error


def parse_take(content: bytes) -> tuple[Head, Audio]:
    """Head and audio of a whole file; raises NotATake where a single bit is wrong."""
    head = parse_head(content[: head_size(content[:FIRST_READ])])
    if len(content) != head.file_size:
        raise NotATake(f"{len(content)} bytes long where {head.file_size} were written")
    pcm = content[head.size :]
    if zlib.crc32(pcm) != head.digest:
        raise NotATake("its samples were altered")
    return head, Audio(head.info.rate, pcm)


MOST_AHEAD = 64


class PreallocatedFiles:
    """Empty files in one folder, open for writing; more of them the more are used.

    Making a file takes a file system 0.1 to 1 ms (ext4 steps over every inode that was freed in
    the last minutes), and that on the event loop, for each of hundreds of takes a second, is what
    would slow the requests down. A thread does it while nothing waits for it. It matters from
    about 100 requests a second on; an account for 10 at once never comes near that.

    What is left after a kill is empty and cleared up with the drafts.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Not the process id: in a container, that of a run that was killed is ours again.
        self._mark = uuid.uuid4().hex[:12]
        self._ready: deque[tuple[int, Path]] = deque()
        self._numbers = count()
        self._used = 0
        self._thread: ThreadPoolExecutor | None = None
        self._making: Future[None] | None = None

    def take(self) -> tuple[int, Path]:
        """Descriptor and name of an empty file, made now where none is ready; raises OSError."""
        self._used += 1
        if len(self._ready) < min(self._used, MOST_AHEAD) // 2:
            self._make_more()
        try:
            return self._ready.popleft()
        except IndexError:
            return self._new()

    def close(self) -> None:
        """Remove what was not used; may be called twice, and more be taken afterwards."""
        if self._thread:
            self._thread.shutdown()
            self._thread = self._making = None
        self._used = 0
        while self._ready:
            descriptor, path = self._ready.popleft()
            os.close(descriptor)
            with suppress(OSError):
                path.unlink()

    def _make_more(self) -> None:
        if self._making and not self._making.done():
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="narrate-preallocate")
        wanted = min(self._used, MOST_AHEAD) - len(self._ready)
        self._making = self._thread.submit(self._make, wanted)

    def _make(self, wanted: int) -> None:
        with suppress(OSError):  # whoever writes next will meet it, and tell it
            for _ in range(wanted):
                self._ready.append(self._new())

    def _new(self) -> tuple[int, Path]:
        path = self._folder / f"blank.{self._mark}-{next(self._numbers)}{disk.PART}"
        return disk.open_new(path), path
