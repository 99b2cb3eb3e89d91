"""What a book in one file is joined from: one file of each track, all encoded alike.

And a file of ffmpeg's with all that the joined book says of itself, and next to no sound.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from narrate.assembly.encoder.picture import ChapterMark, ffmetadata, open_picture
from narrate.assembly.encoder.process import Encoder, file_fault
from narrate.errors import AssemblyError
from narrate.files import disk
from narrate.timeline import Track

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
        said = stack.enter_context(disk.beside(target, ".tags"))
        said.write_bytes(ffmetadata(spec.tags, spec.marks, spec.sample_rate))
        line = [spec.ffmpeg, "-hide_banner", "-nostats", "-nostdin", "-loglevel", "error", "-y"]
        line += ["-t", _INSTANT, "-f", spec.demuxer, "-i", f"file:{spec.first}"]
        line += ["-f", "ffmetadata", "-i", f"file:{said}"]
        output = ["-map", "0:a", "-c:a", "copy", "-map_metadata", "1", "-map_chapters", "1"]
        if picture:
            shown = stack.enter_context(disk.beside(target, ".cover"))
            shown.write_bytes(picture.data)
            line += ["-f", picture.demuxer, "-i", f"file:{shown}"]
            output += ["-map", "2:v", "-c:v", "copy", "-disposition:v", "attached_pic"]
            output += ["-metadata:s:v", "comment=Cover (front)"]
        if language := spec.tags.get("language"):
            output += ["-metadata:s:a", f"language={language}"]
        made = stack.enter_context(disk.beside(target, ".template"))
        line += [*output, "-fflags", "+bitexact", *spec.muxer, f"file:{made}"]
        with Encoder(line, target, threading.Event()) as encoder:
            encoder.finish()
        yield made


@contextmanager
def written_beside(target: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when it is whole; an OSError becomes one of narrate's."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with disk.beside(target, "") as whole:
            with whole.open("wb") as file:
                yield file
            disk.fsync(whole, strict=False)
            whole.replace(target)
            disk.fsync_folder(target.parent)
    except OSError as error:
        raise file_fault(error, target) from error


BLOCK = 2**18
"""Bytes that are copied at a time"""


class TrackFile(Protocol):
    """An encoded file, as far as it was looked into."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def samples(self) -> int:
        """Length of what is heard."""

    @property
    def sample_rate(self) -> int:
        """Hertz."""

    @property
    def decoding(self) -> Hashable:
        """What has to be the same in files that are joined."""


File = TypeVar("File", bound=TrackFile)


def files_of(
    tracks: Sequence[Track], form: str, read: Callable[[Path], File], target: str
) -> list[File]:
    """Each track's file of that format, for the file of that name to be made of.

    Raises AssemblyError where there are none, or one is missing, not as long as its track says,
    or encoded differently from the others; and what `read` raises.
    """
    files = [_file_of(track, form, read, target) for track in tracks]
    if not files:
        raise AssemblyError(f"{target} could not be made: the book has no chapters")
    for file in files:
        if file.decoding != files[0].decoding:
            raise AssemblyError(
                f"{file.path.name} was encoded differently from {files[0].path.name}"
                " and cannot be joined with it; delete both and run again"
            )
    return files


def _file_of(track: Track, form: str, read: Callable[[Path], File], target: str) -> File:
    path = track.paths.get(form)
    if path is None:
        raise AssemblyError(
            f"{track.name}: there is no {form} file to make {target} from; run again"
        )
    file = read(path)
    if file.samples != track.samples or file.sample_rate != track.sample_rate:
        raise AssemblyError(
            f"{path.name} holds {file.samples} samples at {file.sample_rate} Hz, not"
            f" {track.samples} at {track.sample_rate}; delete it and run again"
        )
    return file


def marks_of(tracks: Sequence[Track], lengths: Sequence[int]) -> Iterator[ChapterMark]:
    """A mark for each track, of which so many samples are in the file."""
    at = 0
    for track, length in zip(tracks, lengths, strict=True):
        yield ChapterMark(track.heading, at, at + length)
        at += length


def copy_stretch(path: Path, start: int, length: int, target: BinaryIO) -> None:
    """Append a stretch of the file at `path`; raises AssemblyError where it is shorter, OSError."""
    with path.open("rb") as source:
        source.seek(start)
        while length:
            block = source.read(min(length, BLOCK))
            if not block:
                raise AssemblyError(f"{path}: cut short while it was read; run again")
            target.write(block)
            length -= len(block)
