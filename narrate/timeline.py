"""A book as it was delivered: what every package beside the chapter files is made from.

The files beside the audio: written whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from narrate.about import About
from narrate.book import Chapter
from narrate.chunk import ChapterKind, Chunk, ChunkKind
from narrate.files import disk

TrackKind = ChapterKind
"""Opening credits, a chapter of the book or a part of one, closing credits"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the part of one that lies in a chunk, as it is heard."""

    text: str
    """Exactly the canonical text of `source`, or that part of the chunk's text"""
    source: tuple[int, int] | None
    """Start and end in the chapter's canonical text; None for a spoken chapter title or credits"""
    start: int
    """Sample of the delivered audio where its first sound is"""
    end: int
    """Sample where its last sound ends"""
    exact: bool
    """Whether both were heard in the audio; else they are worked out from the text's length"""


@dataclass(frozen=True, slots=True)
class Line:
    """One chunk as it was delivered."""

    id: str
    kind: ChunkKind
    text: str
    source: tuple[int, int] | None
    voice: str
    engine: str
    speaker: str | None
    """Who speaks, where the text is a quotation and that is known; None: the narrator"""
    start: int
    """Samples of the delivered audio"""
    end: int
    sentences: tuple[Sentence, ...]
    """In order, at least one; together they are the chunk's whole text but white space"""


@dataclass(frozen=True, slots=True)
class Track:
    """One delivered piece of audio: a chapter, a part of a chapter that was split, or credits."""

    number: int
    """The chapter's; 0 for opening credits, one more than the last chapter's for closing ones"""
    title: str
    """May be empty where the manuscript gives none"""
    kind: TrackKind
    name: str
    """File name without its ending, such as `03 - The Carpet-Bag`"""
    files: Mapping[str, Path]
    """By format (mp3, m4a, flac, opus, wav); all hold the same audio. The m4a may be one that was
    kept for the M4B only, outside the book's folder"""
    sample_rate: int
    """Hertz"""
    samples: int
    """Length; a multiple of 1024 where there is an M4B"""
    lines: tuple[Line, ...]
    """In reading order"""
    part: int = 1
    """Which part of its chapter it is"""
    parts: int = 1
    """How many parts the chapter was delivered in"""
    chapter: Chapter | None = None
    """The chapter with its canonical text; None for credits"""

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate

    @property
    def heading(self) -> str:
        """What the track is called where something has to stand."""
        return heading_of(self.title, self.number, self.part, self.parts)


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
    cover: bytes | None = field(default=None, repr=False)
    """JPEG or PNG file"""


@dataclass(frozen=True, slots=True)
class PackageOrder:
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


class SentenceEntry(TypedDict):
    """One sentence, or the part of one that lies in a chunk, in timeline.json."""

    text: str
    source: tuple[int, int] | None
    """Start and end in the chapter's canonical text; None for a spoken chapter title"""
    start: int
    """Sample of the delivered audio where its first sound is"""
    end: int
    """Sample where its last sound ends"""
    exact: bool
    """Whether both were heard; else they are worked out from the length of the text"""


class ChunkEntry(TypedDict):
    """One chunk in timeline.json."""

    id: str
    kind: ChunkKind
    text: str
    voice: str
    engine: str
    speaker: str | None
    source: tuple[int, int] | None
    """Start and end in the chapter's canonical text; None for a spoken chapter title"""
    start: int
    """Samples of the delivered audio"""
    end: int
    """Samples of the delivered audio"""
    level: float
    """dB RMS from start to end, before it was encoded"""
    sentences: list[SentenceEntry]


class ChapterEntry(TypedDict):
    """One chapter in timeline.json."""

    number: int
    title: str
    kind: ChapterKind
    part: int
    """Which of its chapter's parts it is, counted from 1"""
    parts: int
    """In how many the chapter was delivered; each has an entry of its own"""
    file: str
    """Name of the first delivered file; `files` has all"""
    files: list[str]
    sample_rate: int
    """Hertz"""
    samples: int
    chunks: list[ChunkEntry]


def timeline_chapter(
    *,
    number: int,
    title: str,
    kind: ChapterKind = "chapter",
    part: int = 1,
    parts: int = 1,
    files: Sequence[str],
    sample_rate: int,
    samples: int,
    chunks: Iterable[ChunkEntry],
) -> ChapterEntry:
    """A chapter's entry of timeline.json."""
    return {
        "number": number,
        "title": title,
        "kind": kind,
        "part": part,
        "parts": parts,
        "file": files[0],
        "files": list(files),
        "sample_rate": sample_rate,
        "samples": samples,
        "chunks": list(chunks),
    }


def timeline_chunk(
    chunk: Chunk, start: int, end: int, level: float, sentences: Sequence[SentenceEntry]
) -> ChunkEntry:
    """A chunk's entry of timeline.json."""
    return {
        "id": chunk.id,
        "kind": chunk.kind,
        "text": chunk.text,
        "voice": chunk.voicing.voice,
        "engine": chunk.voicing.engine,
        "speaker": chunk.speaker,
        "source": chunk.source,
        "start": start,
        "end": end,
        "level": level,
        "sentences": list(sentences),
    }


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
