"""The files that a book in one file is joined from: one of each track, all encoded alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from narrate.errors import AssemblyError
from narrate.timeline import Track

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
