"""Where chunks and sentences lie in the audio that was delivered, as timeline.json has it.

With the book as it was delivered, which every package beside the chapter files is made from.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter

from narrate.about import About
from narrate.book import Chapter
from narrate.chunk import ChapterKind, ChunkKind
from narrate.files import disk


@dataclass(frozen=True, slots=True)
class SentenceTiming:
    """A sentence, or the part of one that lies in a chunk, as it is heard."""

    text: str
    """That part of the chunk's text: the canonical text of `source`, but what is left out in it"""
    source: tuple[int, int] | None
    """Start and end in the chapter's canonical text; None for a spoken chapter title"""
    start: int
    """Sample of the delivered audio where its first sound is"""
    end: int
    """Sample where its last sound ends"""
    exact: bool
    """Whether both were heard in the audio; else they are worked out from the text's length"""


@dataclass(frozen=True, slots=True)
class ChunkTiming:
    """One chunk as it was delivered; the pause after it is not part of it."""

    id: str
    kind: ChunkKind
    text: str
    voice: str
    engine: str
    speaker: str | None
    """Who speaks, where the text is a quotation and that is known; None: the narrator"""
    source: tuple[int, int] | None
    """Start and end in the chapter's canonical text; None for a spoken chapter title"""
    start: int
    """Samples of the delivered audio"""
    end: int
    level: float
    """dB RMS from start to end, before it was encoded"""
    sentences: tuple[SentenceTiming, ...]
    """In order, at least one; together they are the chunk's whole text but white space"""


@dataclass(frozen=True, slots=True)
class ChapterTiming:
    """One delivered piece of audio: a chapter, a part of a chapter that was split, or credits."""

    number: int
    """The chapter's; 0 for opening credits, one more than the last chapter's for closing ones"""
    title: str
    """May be empty where the manuscript gives none"""
    kind: ChapterKind
    part: int
    """Which of its chapter's parts it is, counted from 1"""
    parts: int
    """In how many the chapter was delivered; each has an entry of its own"""
    file: str
    """Name of the first delivered file; `files` has all"""
    files: tuple[str, ...]
    sample_rate: int
    """Hertz"""
    samples: int
    """Length; a multiple of 1024 where there is an M4B"""
    chunks: tuple[ChunkTiming, ...]
    """In reading order"""

    @property
    def name(self) -> str:
        """File name without its ending, such as `03 - The Carpet-Bag`."""
        return Path(self.file).stem

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate

    @property
    def heading(self) -> str:
        """What it is called where something has to stand."""
        return heading_of(self.title, self.number, self.part, self.parts)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All of timeline.json."""

    chapters: tuple[ChapterTiming, ...]
    """In the order in which they are heard; one for each part of a chapter that was split"""


_TIMELINE = TypeAdapter(Timeline)


def as_json(timeline: Timeline) -> dict[str, Any]:
    """What timeline.json holds."""
    return cast(dict[str, Any], _TIMELINE.dump_python(timeline, mode="json"))


@dataclass(frozen=True, slots=True)
class Track(ChapterTiming):
    """A delivered piece of audio with its files, and the text that it says."""

    paths: Mapping[str, Path]
    """By format (mp3, m4a, flac, opus, wav); all hold the same audio. The m4a may be one that was
    kept for the M4B only, outside the book's folder"""
    chapter: Chapter | None = None
    """The chapter with its canonical text; None for credits"""


def heading_of(title: str, number: int, part: int = 1, parts: int = 1) -> str:
    """What a chapter, or a part of one, is called where something has to stand."""
    title = title.strip() or f"Chapter {number}"
    return title if parts == 1 else f"{title} ({part}/{parts})"


@dataclass(frozen=True, slots=True)
class FinishedBook:
    """All that was delivered of a book."""

    about: About
    tracks: tuple[Track, ...]
    """In the order in which they are heard"""
    manuscript: Path


@dataclass(frozen=True, slots=True)
class PackageSpec:
    """Where a package goes and what it is to be like."""

    folder: Path
    """The book's output folder"""
    name: str
    """Safe as a file's name, without an ending: the book's title"""
    ffmpeg: str
    """The program"""
    url: str = ""
    """Where the book's folder will lie on the web, ends in `/`; empty where nobody said"""
    hours: float | None = None
    """Longest M4B; longer books are split between chapters. None: never"""
    formats: tuple[str, ...] = ()
    """As the settings name them: `mp3`, `m4b`, `mp3book`, ..."""
    library: Path | None = None
    """Root of a media server's library, where the book is to be put too"""
    ours: frozenset[Path] = frozenset()
    """Files of earlier packages that nobody changed since: only these are written over where a
    listener or a server may have files of their own"""


def keep_bytes(path: Path, content: bytes) -> None:
    """Write a file unless it holds just that: one that packages share keeps its time of writing.

    Raises what `disk.write_bytes` raises.
    """
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    except OSError:
        pass
    disk.write_bytes(path, content)


def keep_ours(path: Path, content: bytes, ours: Collection[Path]) -> bool:
    """Write a file unless somebody else made or changed it; gives whether it is ours now.

    Raises what `disk.write_bytes` raises.
    """
    try:
        if path.read_bytes() != content and path not in ours:
            return False
    except OSError:
        pass  # there is none yet, or none that can be read: writing will tell
    keep_bytes(path, content)
    return True


def json_bytes(content: object) -> bytes:
    """JSON for people and programs."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)
    # A lone surrogate, which UTF-8 cannot hold, becomes its own JSON escape.
    return (text + "\n").encode("utf-8", "backslashreplace")


def write_json(path: Path, content: object) -> None:
    """Write JSON, atomically. Raises what `disk.write_bytes` raises."""
    disk.write_bytes(path, json_bytes(content))
