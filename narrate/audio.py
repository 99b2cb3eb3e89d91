"""Audio that carries its own format, and what is known of a take."""

from dataclasses import dataclass

SAMPLE_WIDTH = 2
"""Bytes a sample: signed 16-bit little-endian everywhere inside narrate."""


@dataclass(frozen=True, slots=True)
class Audio:
    """Mono speech as signed 16-bit little-endian samples."""

    rate: int
    """Hertz"""
    pcm: bytes
    """Samples, two bytes each, no header"""

    @property
    def samples(self) -> int:
        """Length in samples."""
        return len(self.pcm) // SAMPLE_WIDTH

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.samples / self.rate


@dataclass(frozen=True, slots=True)
class Levels:
    """Loudness figures of one take; those of many add up to a chapter's."""

    sum_squares: float
    """Sum of squared samples between lead and tail, full scale = 1.0"""
    peak: float
    """Largest absolute sample, full scale = 1.0"""
    lead: int
    """Samples of silence before the first sound"""
    tail: int
    """Samples of silence after the last sound"""


@dataclass(frozen=True, slots=True)
class TakeInfo:
    """What the store knows of a take without reading its samples."""

    key: str
    rate: int
    """Hertz"""
    samples: int
    levels: Levels

    @property
    def seconds(self) -> float:
        """Length in seconds, silence at its ends included."""
        return self.samples / self.rate


@dataclass(frozen=True, slots=True)
class Take:
    """The recorded audio of one chunk."""

    info: TakeInfo
    audio: Audio
