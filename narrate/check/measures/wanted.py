"""What should be there: what plan and timeline say of a track, to compare its files with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narrate.check.measures.timeline import TimelineChunk
from narrate.profiles import Limits, Measure

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
