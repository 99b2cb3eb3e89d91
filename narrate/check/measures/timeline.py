"""timeline.json as it lies in the output folder; nothing in it is believed before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from narrate.timeline import heading_of

Source = tuple[int, int] | None
"""Start and end in a chapter's canonical text; None for what is not in it"""


@dataclass(frozen=True, slots=True)
class TimelineSentence:
    """A sentence, in samples of the delivered audio."""

    text: str
    start: int
    end: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class TimelineChunk:
    """A chunk, in samples of the delivered audio."""

    id: str
    text: str
    voice: str
    engine: str
    source: Source
    start: int
    end: int
    level: float | None = None
    """dB RMS, as it went into the encoder"""
    sentences: tuple[TimelineSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineChapter:
    """One delivered piece of audio."""

    number: int
    title: str
    files: tuple[str, ...]
    """As seen from the book's folder"""
    sample_rate: int
    """Hertz"""
    samples: int
    chunks: tuple[TimelineChunk, ...]
    part: int = 1
    parts: int = 1

    @property
    def name(self) -> str:
        """Of its files, without their endings."""
        return Path(self.files[0]).stem

    @property
    def heading(self) -> str:
        """What it is called in lists of chapters."""
        return heading_of(self.title, self.number, self.part, self.parts)

    @property
    def sentences(self) -> tuple[TimelineSentence, ...]:
        """All that is said in it, in order."""
        return tuple(sentence for chunk in self.chunks for sentence in chunk.sentences)


@dataclass(frozen=True, slots=True)
class _Timeline:
    chapters: tuple[TimelineChapter, ...]


_TIMELINE = TypeAdapter(_Timeline)


class TimelineUnread(Exception):
    """timeline.json is missing or is none; never leaves `check`."""


def read_timeline(path: Path) -> tuple[TimelineChapter, ...]:
    """What timeline.json says; raises TimelineUnread."""
    try:
        chapters = _TIMELINE.validate_json(path.read_bytes()).chapters
    except OSError as error:
        raise TimelineUnread(f"{path.name}: {error.strerror or error}") from error
    except ValidationError as error:
        raise TimelineUnread(f"{path.name} cannot be understood") from error
    if any(chapter.sample_rate <= 0 or not chapter.files for chapter in chapters):
        raise TimelineUnread(f"{path.name} cannot be understood")
    return chapters
