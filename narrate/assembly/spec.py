"""What a chapter is to be like, and what comes of it: its files, and where each chunk lies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from narrate.chunk import Chunk
from narrate.profiles import NO_TONE, Measure
from narrate.timeline import ChunkTiming

Format = Literal["mp3", "m4a", "flac", "opus", "wav"]


@dataclass(frozen=True, slots=True)
class ChunkSpec:
    """One chunk of a chapter, and the take that says it."""

    chunk: Chunk
    """The pause after the last one gives way to `ChapterSpec.chapter_end`"""
    key: str
    """Of its take"""
    voice: str
    """Whatever tells one voice from another: chunks of one voice share one gain"""
    sentences: tuple[tuple[int, int], ...]
    """Start and end of each of its sentences, or parts of one, in its text"""
    lengths: tuple[tuple[int, ...], ...]
    """Of each of them the lengths in letters of its parts, a pause likely between them"""
    pauses: tuple[float, ...] = ()
    """Seconds that the pause after each of them but the last is to have at least; none: as it was
    spoken"""


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
class ChapterSpec:
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
    """Seconds of silence before the first chunk"""
    chapter_end: float = 2.0
    """Seconds of silence after the last chunk"""
    sentence_pause: float = 0.0
    """Seconds of silence between the sentences of a take, at least and on average"""
    variation: float = 0.0
    """Most by which that varies, as a share of it"""
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
class AssembledChapter:
    """The files of a chapter, or of a part of one, and what lies where in them."""

    files: tuple[Path, ...]
    """In the order of the formats asked for; all hold the same audio"""
    sample_rate: int
    """Hertz"""
    samples: int
    """Length of the chapter"""
    chunks: tuple[ChunkTiming, ...]
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
