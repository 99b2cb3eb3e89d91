"""What was delivered, and from what: how a rerun knows that a book is up to date.

One small file a book, beside the takes. It is a memory, not the truth: the files in the output
folder are, and a record that is missing or unreadable costs an assembly, never a take.

Names that files and folders are given are safe everywhere, whatever a manuscript says: allowed by
NTFS, exFAT, APFS, ext4 and SMB, no way out of the output folder, not hidden, not an option to a
program, short enough; letters of every script stay as they are.
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import regex
from pydantic import TypeAdapter, ValidationError

from narrate.report import LeftOutTotal
from narrate.timeline import ChapterTiming

LONGEST = 200
"""Bytes of UTF-8; file systems end at 255, endings like `.mp3.part` come on top"""

_NEVER = frozenset({"Cc", "Cn", "Cs", "Zl", "Zp"})
"""Unicode categories that become a space: controls, lone surrogates, what no
Unicode has assigned (APFS refuses it), line and paragraph ends"""
_UNSEEN = regex.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
"""Marks that turn the reading direction or cannot be seen: a name would not be what it looks"""
_COLON = regex.compile(r"\s*:+(\s+|$)")
_INSTEAD = str.maketrans({"/": "-", "\\": "-", ":": "-", "|": "-", '"': "'", "<": "(", ">": ")"})
_DROPPED = str.maketrans("", "", "*?")
_RESERVED = regex.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")
"""Windows: devices under these names in every folder, with any ending
(learn.microsoft.com, "Naming Files, Paths, and Namespaces")"""


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
    """A chapter in the output folder."""

    number: int
    title: str
    fingerprint: str
    """Of everything its files were made from: takes, pauses, level, formats, tags"""
    inputs: str
    """Fingerprint of manuscript, settings and program under which it was last found right"""
    files: tuple[FileStamp, ...]
    seconds: float
    chunks: int
    entries: tuple[ChapterTiming, ...]
    """Its entries of timeline.json: one for each part that it was delivered in"""


@dataclass(frozen=True, slots=True)
class DeliveredPackage:
    """What was made from the chapters' files: captions, an M4B, the player page."""

    fingerprint: str
    """Of everything it was made from"""
    files: tuple[FileStamp, ...]


@dataclass(frozen=True, slots=True)
class BookRecord:
    """All that was delivered of one book."""

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
    left_out: tuple[LeftOutTotal, ...] | None = None
    """What of the manuscript is not read; None where that was not kept yet"""


_RECORD = TypeAdapter(BookRecord)


def load_record(path: Path) -> BookRecord:
    """The record kept at `path`; an empty one where there is none that can be read."""
    try:
        return _RECORD.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return BookRecord()


def record_bytes(record: BookRecord) -> bytes:
    """The record as it is kept; one that does not know what is left out is as 0.1.0 wrote it."""
    unknown = {"left_out"} if record.left_out is None else None
    return _RECORD.dump_json(record, exclude=unknown)


def stamp(path: Path, folder: Path) -> FileStamp:
    """The stamp of a file. Raises OSError where it does not exist."""
    stat = path.stat()
    try:
        name = os.path.relpath(path, folder)
    except ValueError:  # another drive of Windows
        name = str(path)
    return FileStamp(Path(name).as_posix(), stat.st_size, stat.st_mtime_ns)


def is_unchanged(folder: Path, files: Iterable[FileStamp]) -> bool:
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


def chapter_file_name(number: int, total: int, title: str, part: int | None = None) -> str:
    """`NN - Title`, without an ending; as many digits as the highest number, two at least.

    A chapter that was split has ` - Part N` behind it.
    """
    digits = max(len(str(total)), len(str(number)), 2)
    start, end = f"{number:0{digits}} - ", f" - Part {part}" if part else ""
    return start + (_safe(title, LONGEST - len(start + end)) or f"Chapter {number}") + end


def book_folder_name(title: str) -> str:
    """The name of a book's folder, from its title or its manuscript's name."""
    name = _safe(title, LONGEST - 1) or "Book"
    return f"_{name}" if _RESERVED.match(name) else name


def _safe(text: str, most: int) -> str:
    """At most that many bytes that any file system takes in a name; may be empty."""
    text = "".join(" " if unicodedata.category(c) in _NEVER else c for c in text)
    text = _COLON.sub(" - ", _UNSEEN.sub("", text)).translate(_INSTEAD).translate(_DROPPED)
    text = unicodedata.normalize("NFC", " ".join(text.split())).lstrip(" .-~")
    return _cut(text, most).rstrip(" .-")


def _cut(text: str, most: int) -> str:
    """As many whole graphemes as fit into `most` bytes of UTF-8."""
    if len(text.encode()) <= most:
        return text
    size, end = 0, 0
    for match in regex.finditer(r"\X", text):
        size += len(match.group().encode())
        if size > most:
            break
        end = match.end()
    return text[:end]
