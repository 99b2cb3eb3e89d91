"""What should be there: what plan and timeline say of a track, to compare its files with.

timeline.json is read as it lies in the output folder: nothing in it is believed before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from narrate.profiles import Limits, Measure
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


ENDINGS: Mapping[str, tuple[str, str]] = {
    "mp3": ("mp3", "mp3"),
    "m4a": ("mov", "aac"),
    "m4b": ("mov", "aac"),
    "flac": ("flac", "flac"),
    "opus": ("ogg", "opus"),
    "wav": ("wav", "pcm_s16le"),
}
"""Container and codec of each format, by ffmpeg's names"""


@dataclass(frozen=True, slots=True)
class Standard:
    """What is asked of every file of a book."""

    limits: Limits
    measure: Measure | None
    """What `limits.loudness` is measured by"""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """One delivered file."""

    format: str
    path: Path
    bitrate: int | None = None
    """kbit/s of every frame of an mp3; None: any that the limits allow"""
    tags: Mapping[str, str] = field(default_factory=dict)
    """By ffmpeg's generic names"""
    cover: bool = False
    """Whether it has to hold a picture"""


@dataclass(frozen=True, slots=True)
class TakeSound:
    """The part of a take that went into the chapter, as it was recorded."""

    rate: int
    """Hertz"""
    samples: npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class WantedTrack:
    """One delivered piece of audio."""

    number: int
    title: str
    sample_rate: int
    """Hertz"""
    samples: int
    head: float
    """Seconds before the first chunk"""
    tail: float
    """Seconds after the last one, at least"""
    chunks: tuple[TimelineChunk, ...]
    pauses: tuple[float, ...]
    """Seconds behind each of them, as planned; behind the last one it is of no effect"""
    files: tuple[WantedFile, ...]
    frame: int = 1
    """Its length is filled up to a multiple of so many samples"""
    read_take: Callable[[int], TakeSound | None] = lambda index: None
    """The take of the chunk of that index, None where the store no longer has it"""
