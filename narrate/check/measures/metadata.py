"""Tags and chapter marks of a file, as ffmpeg reads them (its ffmetadata format)."""

import re
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from narrate.errors import SettingsError

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
