"""Where each chunk lies in the delivered chapter, to the sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence in the audio, in samples."""

    start: int
    """Where its first sound is"""
    end: int
    """Where its last sound ends"""
    exact: bool
    """Whether both were heard; else they are worked out from the length of the text"""


@dataclass(frozen=True, slots=True)
class Span:
    """One chunk in the delivered audio, in samples; the pause after it is not part of it."""

    chunk_id: str
    start: int
    end: int
    sentences: tuple[Heard, ...] = ()
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
    spans: tuple[Span, ...]
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
