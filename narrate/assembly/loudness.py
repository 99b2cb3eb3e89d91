"""One gain for each voice of a chapter, from figures that were kept with the takes.

A sentence is never set by itself: that is what makes volume jump. Sums of squares add up to the
voice's RMS without a second pass over the audio. Peaks hold the gain down only as far as the
limiter (`limiter.py`) can take them back unheard: speech has 15 to 23 dB between RMS and peak,
where -20 and -3 dB leave 17.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from narrate.assembly.order import Level, Piece
from narrate.audio import TakeInfo

LIMITER_REACH = 6.0
"""dB of a voice's peaks that may be left to the limiter"""
LOUD_TAKES = 0.95
"""The share of takes whose peaks the limiter has to hold within its reach; the rest are outliers"""
MOST_GAIN = 30.0
"""dB; a voice quieter than that is noise, and louder noise is no better"""


@dataclass(slots=True)
class _Tally:
    """Sums over the takes of one voice; seconds, so that takes of several rates add up."""

    energy: float = 0.0
    seconds: float = 0.0
    peaks: list[float] = field(default_factory=list)

    def add(self, info: TakeInfo) -> None:
        levels = info.levels
        sounding = info.samples - levels.lead - levels.tail
        if sounding > 0 and levels.sum_squares > 0:
            self.energy += levels.sum_squares / info.rate
            self.seconds += sounding / info.rate
            self.peaks.append(levels.peak)

    def gain(self, level: Level) -> float:
        if not self.seconds or level.measure is None:
            return 0.0
        rms = decibels(math.sqrt(self.energy / self.seconds))
        loud = sorted(self.peaks)[math.ceil(LOUD_TAKES * len(self.peaks)) - 1]
        return min(level.loudness - rms, level.peak + LIMITER_REACH - decibels(loud), MOST_GAIN)


def voice_gains(
    pieces: Iterable[Piece], read_info: Callable[[str], TakeInfo], level: Level
) -> Mapping[str, float]:
    """The gain in dB of each voice: its RMS to `level`, peaks within the limiter's reach.

    What `read_info` raises passes through.
    """
    tallies: dict[str, _Tally] = {}
    for piece in pieces:
        tallies.setdefault(piece.voice, _Tally()).add(read_info(piece.key))
    return {voice: tally.gain(level) for voice, tally in tallies.items()}


def decibels(amplitude: float) -> float:
    """Of a linear amplitude; full scale (1.0) is 0 dB. Silence is taken for the last bit."""
    return 20.0 * math.log10(max(amplitude, 1.0 / 32768.0))


def amplitude(decibels: float) -> float:
    """Linear, full scale = 1.0."""
    return float(10.0 ** (decibels / 20.0))
