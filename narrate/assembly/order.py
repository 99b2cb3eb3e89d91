"""What the pipeline orders, and what comes of it: a chapter's files, and where each chunk lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from narrate.profiles import NO_TONE, Measure

Format = Literal["mp3", "m4a", "flac", "opus", "wav"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One chunk as assembly sees it."""

    chunk_id: str
    key: str
    """Of its take"""
    voice: str
    """Whatever tells one voice from another: pieces of one voice share one gain"""
    pause_after: float
    """Seconds; the last piece's gives way to the order's `chapter_end`"""
    sentences: tuple[tuple[int, ...], ...] = ((1,),)
    """Of each of its sentences the lengths in letters of its parts, a pause likely between them"""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a chapter is delivered."""

    measure: Measure | None = "rms"
    """What loudness is measured by; None: takes keep the level that they were recorded with"""
    loudness: float = -20.0
    """dB RMS or LUFS"""
    peak: float = -3.0
    """dBTP that the audio holds before it is encoded"""


@dataclass(frozen=True, slots=True)
class ChapterOrder:
    """The files of one chapter, and what they are to be like."""

    target: Path
    """Folder and name, without the ending that each format adds: `output/Emma/01 - Chapter I`"""
    formats: tuple[Format, ...]
    ffmpeg: str
    """The program"""
    sample_rate: int = 24000
    """Hertz; takes of another rate are resampled"""
    bitrates: Mapping[str, str] = field(default_factory=dict)
    """By format, as `128k`; a format not named has its own default"""
    level: Level = field(default_factory=Level)
    chapter_start: float = 0.75
    """Seconds of silence before the first piece"""
    chapter_end: float = 2.0
    """Seconds of silence after the last piece"""
    room_tone: float = NO_TONE
    """dB RMS of the noise in all that silence; `NO_TONE`: none"""
    frame: int = 1
    """The chapter's end is filled up to a multiple of so many samples"""
    kept: Mapping[Format, Path] = field(default_factory=dict)
    """Where the files of formats go that are not delivered by themselves"""
    tags: Mapping[str, str] = field(default_factory=dict)
    """By ffmpeg's generic names: title, album, artist, album_artist, composer, track, date, …"""
    cover: bytes | None = None
    """A JPEG or PNG file; anything else is left out with a warning"""

    def path(self, format: Format) -> Path:  # noqa: A002 - the word of the settings
        """Where that format's file will be."""
        return self.kept.get(format) or self.target.with_name(f"{self.target.name}.{format}")


@dataclass(frozen=True, slots=True)
class SentenceTiming:
    """A sentence in the audio, in samples."""

    start: int
    """Where its first sound is"""
    end: int
    """Where its last sound ends"""
    exact: bool
    """Whether both were heard; else they are worked out from the length of the text"""


@dataclass(frozen=True, slots=True)
class ChunkTiming:
    """One chunk in the delivered audio, in samples; the pause after it is not part of it."""

    chunk_id: str
    start: int
    end: int
    sentences: tuple[SentenceTiming, ...] = ()
    """In order; one for each that the piece has"""
    level: float = 0.0
    """dB RMS, from start to end, before it was encoded"""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chapter that was assembled: its files, and what lies where in them."""

    files: tuple[Path, ...]
    """In the order of the formats asked for; all hold the same audio"""
    sample_rate: int
    """Hertz"""
    samples: int
    """Length of the chapter"""
    spans: tuple[ChunkTiming, ...]
    """In reading order"""
    gains: Mapping[str, float]
    """dB by voice"""
    peak: float
    """dB full scale, of the audio as it went into the encoder"""
    limited: int
    """Takes whose peaks had to be held down"""
    warnings: tuple[str, ...] = ()
    """One sentence each, for the user"""

    @property
    def seconds(self) -> float:
        """Length of the chapter."""
        return self.samples / self.sample_rate
