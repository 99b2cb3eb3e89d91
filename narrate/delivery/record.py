"""What was delivered, and from what: how a rerun knows that a book stands as it is.

One small file a book, beside the takes. It is a memory, not the truth: the files in the output
folder are, and a record that is missing or unreadable costs an assembly, never a take.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError


@dataclass(frozen=True, slots=True)
class FileStamp:
    """A delivered file as it was when its name was given to it."""

    name: str
    """Its path seen from the book's folder, with `/`"""
    size: int
    """Bytes"""
    modified: int
    """Nanoseconds since the epoch, as the file system tells it"""


@dataclass(frozen=True, slots=True)
class DeliveredChapter:
    """A chapter that stands in the output folder."""

    number: int
    title: str
    fingerprint: str
    """Of everything its files were made from: takes, pauses, level, formats, tags"""
    inputs: str
    """Fingerprint of manuscript, settings and program under which it was last found right"""
    files: tuple[FileStamp, ...]
    seconds: float
    chunks: int
    entries: tuple[dict[str, Any], ...]
    """Its entries of timeline.json: one for each part that it was delivered in"""


@dataclass(frozen=True, slots=True)
class DeliveredPackage:
    """What was made from the chapters' files: captions, an M4B, the player page."""

    fingerprint: str
    """Of everything it was made from"""
    files: tuple[FileStamp, ...]


@dataclass(frozen=True, slots=True)
class BookRecord:
    """All that stands of one book."""

    manuscript: str = ""
    """Its path, seen from the project's folder"""
    title: str = ""
    numbers: tuple[int, ...] = ()
    """The chapters that the book has"""
    chapters: Mapping[int, DeliveredChapter] = field(default_factory=dict)
    packages: Mapping[str, DeliveredPackage] = field(default_factory=dict)
    """By name"""
    timeline: FileStamp | None = None
    """Of timeline.json; None while a run is at work on the book, or did not get to its end"""


_RECORD = TypeAdapter(BookRecord)


def load_record(path: Path) -> BookRecord:
    """The record kept at `path`; an empty one where there is none that can be read."""
    try:
        return _RECORD.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return BookRecord()


def record_bytes(record: BookRecord) -> bytes:
    """The record as it is kept."""
    return _RECORD.dump_json(record)


def stamp(path: Path, folder: Path) -> FileStamp:
    """The stamp of a file that stands. Raises OSError where it does not."""
    stat = path.stat()
    try:
        name = os.path.relpath(path, folder)
    except ValueError:  # another drive of Windows
        name = str(path)
    return FileStamp(Path(name).as_posix(), stat.st_size, stat.st_mtime_ns)


def stands(folder: Path, files: Iterable[FileStamp]) -> bool:
    """Whether every file is still there, untouched since it was delivered."""
    try:
        return all(stamp(place(file, folder), folder) == file for file in files)
    except OSError:
        return False


def place(file: FileStamp, folder: Path) -> Path:
    """Where a delivered file is.

    `..` goes by the names of the folders, as in `stamp`, also where a folder is a link.
    """
    return Path(os.path.normpath(folder / file.name))
