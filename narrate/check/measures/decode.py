"""A delivered file as ffmpeg hears and reads it: its samples, block by block; its tags and marks.

One run of ffmpeg gives the samples, its ebur128 filter's loudness, and what it says of the file;
another the tags and chapter marks, in its ffmetadata format.
"""

import re
import struct
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Self

import numpy as np
import numpy.typing as npt

from narrate.errors import SettingsError

SampleBlock = npt.NDArray[np.float32]
"""Samples by channels, full scale = 1.0"""

BLOCK = 1 << 18
"""Bytes read at a time: 1.5 s of mono at 44.1 kHz"""
KEPT = 12
"""Complaints of ffmpeg that are kept; a broken file has thousands"""

_STREAM = re.compile(r"Stream #0:\d+.*?: (Audio|Video): (\w+)(.*)")
_LOUDNESS = re.compile(r"^\s+I:\s+(-?[\d.]+) LUFS")
_INPUT = re.compile(r"Input #0, ([^ ]+), from")


@dataclass(slots=True)
class DecoderLog:
    """What ffmpeg says of a file while it decodes it."""

    container: str = ""
    """Names of the demuxer: `mp3`, `mov,mp4,m4a,3gp,3g2,mj2`"""
    codec: str = ""
    has_picture: bool = False
    lufs: float | None = None
    """Integrated loudness, to a tenth; None where it could not be measured"""
    complaints: tuple[str, ...] = ()
    """Errors in its own words"""

    def hear(self, line: str) -> None:
        """One line of ffmpeg's log, with its level in brackets."""
        if "[error]" in line or "[fatal]" in line:
            if len(self.complaints) < KEPT:
                self.complaints += (re.sub(r"^(\[[^]]*\] )*", "", line).strip(),)
        elif found := _INPUT.search(line):
            self.container = found[1]
        elif found := _LOUDNESS.match(line):
            self.lufs = float(found[1])
        elif found := _STREAM.search(line):
            # The streams of our own output are named in the same way, after those of the input.
            self.has_picture |= found[1] == "Video"
            if found[1] == "Audio":
                self.codec = self.codec or found[2]


class Decoder:
    """ffmpeg decoding one file. Use as a context manager; `said` is whole after the last block."""

    def __init__(self, ffmpeg: str, path: Path) -> None:
        self.said = DecoderLog()
        self.rate = 0
        """Hertz; 0 where nothing can be decoded"""
        self.channels = 0
        self._arguments = [
            *(ffmpeg, "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info"),
            *("-i", f"file:{path}", "-map", "0:a:0", "-map_metadata", "-1"),
            *("-af", "ebur128=framelog=verbose", "-c:a", "pcm_f32le"),
            *("-fflags", "+bitexact", "-f", "wav", "pipe:1"),
        ]

    def __enter__(self) -> Self:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - no shell; the settings' or our own
                self._arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingsError(
                f"ffmpeg: {self._arguments[0]} cannot be started: {reason}"
            ) from error
        self._listener = threading.Thread(target=self._listen, name="ffmpeg says", daemon=True)
        self._listener.start()
        self._read_head()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            with suppress(OSError):
                self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._stdout, self._process.stderr):
            if pipe:
                pipe.close()

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout
        return self._process.stdout

    def blocks(self) -> Iterator[SampleBlock]:
        """The samples, in order; none where the file is no audio."""
        if not self.rate:
            self._process.wait()
            self._listener.join()
            return
        width = 4 * self.channels
        left = b""
        while data := self._stdout.read(BLOCK):
            data = left + data
            whole = len(data) // width * width
            left = data[whole:]
            yield np.frombuffer(data[:whole], "<f4").reshape(-1, self.channels)
        self._process.wait()
        self._listener.join()

    def _read_head(self) -> None:
        """Rate and channels, from the head of the WAV that ffmpeg writes."""
        if len(self._stdout.read(12)) < 12:
            return
        while len(head := self._stdout.read(8)) == 8:
            name, size = struct.unpack("<4sI", head)
            if name == b"data":
                return
            body = self._stdout.read(size + size % 2)
            if name == b"fmt ":
                _, self.channels, self.rate = struct.unpack_from("<HHI", body)
        self.rate = 0

    def _listen(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self.said.hear(line.decode("utf-8", "replace").rstrip())


_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LINE = re.compile(r"((?:\\.|[^\\\n])*)\n?", re.DOTALL)
"""A line; newlines in values come after a backslash"""
_PAIR = re.compile(r"((?:\\.|[^\\=])*)=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """A chapter mark."""

    start: Fraction
    """Seconds"""
    end: Fraction
    """Seconds"""
    title: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself; tag names in lower case."""

    tags: Mapping[str, str]
    marks: tuple[ChapterMark, ...] = ()


def read_metadata(ffmpeg: str, path: Path, *, of_stream: bool = False) -> Metadata:
    """The tags of a file, or of its sound where `of_stream` (Ogg keeps them there).

    Empty for what is no media file. Raises SettingsError where ffmpeg does not start.
    """
    where = ["-map_metadata", "0:s:a:0"] if of_stream else ["-map_metadata", "0"]
    # Without -copyts, ffmpeg moves the marks of an MP3 by what its encoder put before the sound.
    line = [ffmpeg, "-v", "error", "-nostdin", "-copyts", "-i", f"file:{path}", *where]
    line += ["-fflags", "+bitexact", "-f", "ffmetadata", "pipe:1"]
    try:
        answer = subprocess.run(line, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"ffmpeg: {ffmpeg} cannot be started: {reason}") from error
    return parse_metadata(answer.stdout.decode("utf-8", "replace"))


_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")


def read_length(ffmpeg: str, archive: zipfile.ZipFile, name: str) -> float | None:
    """Seconds of an audio file in an archive by its own account; None for what is no audio.

    A copy of it lies in a temporary folder meanwhile. Raises OSError where there is no room.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sound{Path(name).suffix}"
        with archive.open(name) as source, path.open("wb") as target:
            while block := source.read(1 << 20):
                target.write(block)
        line = [ffmpeg, "-hide_banner", "-nostdin", "-i", f"file:{path}"]
        answer = subprocess.run(line, capture_output=True, check=False)  # noqa: S603 - no shell
    if not (found := _DURATION.search(answer.stderr.decode("utf-8", "replace"))):
        return None
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])


def parse_metadata(text: str) -> Metadata:
    """What ffmpeg's ffmetadata format says."""
    sections: list[tuple[str, dict[str, str]]] = [("", {})]
    for line in (found[1] for found in _LINE.finditer(text)):
        if line.startswith("[") and line.endswith("]"):
            sections.append((line[1:-1], {}))
        elif not line.startswith((";", "#")) and (pair := _PAIR.fullmatch(line)):
            sections[-1][1][_plain(pair[1]).lower()] = _plain(pair[2])
    marks = tuple(_mark(values) for name, values in sections if name == "CHAPTER")
    return Metadata(sections[0][1], marks)


def _mark(values: Mapping[str, str]) -> ChapterMark:
    try:
        base = Fraction(values.get("timebase", "1/1000000000"))
        start, end = int(values["start"]) * base, int(values["end"]) * base
    except (KeyError, ValueError, ZeroDivisionError):
        start = end = Fraction(-1)
    return ChapterMark(start, end, values.get("title", ""))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
