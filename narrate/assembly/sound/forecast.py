"""What is known of a chapter before its takes are read: how long, how loud, where each begins.

The figures were kept with the takes: sums of squares add up to a voice's RMS without a pass over
the audio. Seconds are counted and not samples, so that takes of several rates add up. They say too
how much of the silence of a take is kept round its sound.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from narrate.assembly.spec import ChapterSpec, ChunkSpec
from narrate.audio import TakeInfo

FULL_SCALE: Final = 32768.0
"""Steps of 16 bits that are 0 dB"""
BEFORE = 0.015
"""Seconds kept before a take's first sound: room for a soft consonant"""
AFTER = 0.040
"""Seconds kept after a take's last sound: room for a consonant or a breath to die away"""


@dataclass(slots=True)
class Speech:
    """All that one voice says in a chapter."""

    energy: float = 0.0
    """Mean square times seconds, full scale = 1.0"""
    seconds: float = 0.0
    peaks: list[float] = field(default_factory=list)
    """Of its takes, full scale = 1.0"""

    def add(self, info: TakeInfo) -> None:
        """Count a take; one without sound is left out."""
        levels = info.levels
        sounding = info.samples - levels.lead - levels.tail
        if sounding > 0 and levels.sum_squares > 0:
            self.energy += levels.sum_squares / info.rate
            self.seconds += sounding / info.rate
            self.peaks.append(levels.peak)

    @property
    def rms(self) -> float:
        """In dB."""
        return decibels(math.sqrt(self.energy / self.seconds))

    def peak_of(self, share: float) -> float:
        """The peak in dB that so large a share of its takes stays under."""
        return decibels(sorted(self.peaks)[math.ceil(share * len(self.peaks)) - 1])


@dataclass(frozen=True, slots=True)
class Forecast:
    """A chapter as it will be, but for the silence that is put between sentences of a take."""

    voices: dict[str, Speech]
    """None of them without speech"""
    starts: Sequence[float]
    """Second of the chapter at which each chunk's take begins"""
    seconds: float
    """Length of the chapter"""


def forecast(
    chunks: Sequence[ChunkSpec], read_info: Callable[[str], TakeInfo], spec: ChapterSpec
) -> Forecast:
    """What is known of a chapter. What `read_info` raises passes through."""
    voices: dict[str, Speech] = {}
    starts: list[float] = []
    end = spec.chapter_start
    pause = 0.0
    for chunk in chunks:
        info = read_info(chunk.key)
        first, last = kept(info)
        starts.append(end + pause)
        end, pause = starts[-1] + (last - first) / info.rate, chunk.chunk.pause_after
        voices.setdefault(chunk.voice, Speech()).add(info)
    spoken = {voice: speech for voice, speech in voices.items() if speech.seconds}
    return Forecast(spoken, starts, end + spec.chapter_end)


def decibels(amplitude: float) -> float:
    """Of a linear amplitude; full scale (1.0) is 0 dB. Silence is taken for the last bit."""
    return 20.0 * math.log10(max(amplitude, 1.0 / FULL_SCALE))


def amplitude(decibels: float) -> float:
    """Linear, full scale = 1.0."""
    return float(10.0 ** (decibels / 20.0))


def kept(info: TakeInfo) -> tuple[int, int]:
    """First sample of a take that is delivered, and the one behind the last, at the take's rate.

    A take in which nothing counts as sound is kept whole.
    """
    end = info.samples - info.levels.tail
    if info.levels.lead >= end:
        return 0, info.samples
    first = max(info.levels.lead - round(BEFORE * info.rate), 0)
    return first, min(end + round(AFTER * info.rate), info.samples)
