"""A book as it was delivered: what every package beside the chapter files is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from narrate.book import Chapter
from narrate.chunk import ChapterKind, ChunkKind

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
class About:
    """What is known of the book; empty where nobody said it."""

    title: str
    author: str
    narrator: str
    """As shown to listeners; never empty: without a name, the voices"""
    language: str
    """Tag such as `en`"""
    subtitle: str = ""
    series: str = ""
    series_position: str = ""
    year: str = ""
    """Of publication, four digits"""
    description: str = ""
    """Plain text; an empty line between paragraphs"""
    publisher: str = ""
    isbn: str = ""
    """Digits only"""


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
