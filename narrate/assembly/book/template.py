"""A file of ffmpeg's with all that a joined book says of itself, and next to no sound."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from narrate.assembly.encoder.picture import ChapterMark, ffmetadata, open_picture
from narrate.assembly.encoder.process import Encoder, file_fault
from narrate.files import disk

_INSTANT = "0.01"
"""Seconds of sound in a template: ffmpeg takes the first frames whole"""


@dataclass(frozen=True, slots=True)
class Template:
    """What a file is to say of itself, and in which form."""

    ffmpeg: str
    """The program"""
    first: Path
    """A file whose first frames it gets"""
    demuxer: str
    """ffmpeg's name for that file's format"""
    muxer: Sequence[str]
    """Its options for the format to be written, and the name of that"""
    tags: Mapping[str, str]
    marks: Iterable[ChapterMark]
    sample_rate: int
    """Of the marks"""
    cover: bytes | None


@contextmanager
def template(spec: Template, target: Path) -> Iterator[Path]:
    """Marks, tags and cover as ffmpeg writes them; the file lies beside `target` until the end.

    Raises AssemblyError, SettingsError where ffmpeg does not start, StoreError for a full disk,
    OSError.
    """
    picture = open_picture(spec.cover) if spec.cover else None
    with ExitStack() as stack:
        said = stack.enter_context(beside(target, ".tags"))
        said.write_bytes(ffmetadata(spec.tags, spec.marks, spec.sample_rate))
        line = [spec.ffmpeg, "-hide_banner", "-nostats", "-nostdin", "-loglevel", "error", "-y"]
        line += ["-t", _INSTANT, "-f", spec.demuxer, "-i", f"file:{spec.first}"]
        line += ["-f", "ffmetadata", "-i", f"file:{said}"]
        output = ["-map", "0:a", "-c:a", "copy", "-map_metadata", "1", "-map_chapters", "1"]
        if picture:
            shown = stack.enter_context(beside(target, ".cover"))
            shown.write_bytes(picture.data)
            line += ["-f", picture.demuxer, "-i", f"file:{shown}"]
            output += ["-map", "2:v", "-c:v", "copy", "-disposition:v", "attached_pic"]
            output += ["-metadata:s:v", "comment=Cover (front)"]
        if language := spec.tags.get("language"):
            output += ["-metadata:s:a", f"language={language}"]
        made = stack.enter_context(beside(target, ".template"))
        line += [*output, "-fflags", "+bitexact", *spec.muxer, f"file:{made}"]
        with Encoder(line, target, threading.Event()) as encoder:
            encoder.finish()
        yield made


@contextmanager
def written_beside(target: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when it is whole; an OSError becomes one of narrate's."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside(target, "") as whole:
            with whole.open("wb") as file:
                yield file
            disk.fsync(whole, strict=False)
            whole.replace(target)
            disk.fsync_folder(target.parent)
    except OSError as error:
        raise file_fault(error, target) from error


@contextmanager
def beside(target: Path, what: str) -> Iterator[Path]:
    """The name of a file that is gone afterwards, unless it was given another."""
    path = target.with_name(f"{target.name}.{os.getpid()}{what}{disk.PART}")
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
