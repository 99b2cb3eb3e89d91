"""One gain for each voice of a chapter: all voices equally loud, and the chapter as it is wanted.

A sentence is never set by itself: that is what makes volume jump. Voices are set equal by their
speech; then one gain for all of them brings the chapter to its level. Peaks hold that gain down
only a little, since the limiter (`limiter.py`) takes them back unheard: speech has 15 to 25 dB
between RMS and peak, where -20 and -3.5 dB leave 16.5.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from narrate.assembly.sound.forecast import Forecast
from narrate.assembly.spec import Level

LIMITER_REACH: Final = 6.0
"""dB of a voice's peaks that are left to the limiter without a thought"""
LOUD_TAKES: Final = 0.95
"""The share of takes whose peaks the limiter has to hold within its reach; the rest are outliers"""
MOST_HELD: Final = 0.5
"""dB that a chapter may be held down by peaks beyond the limiter's reach: chapters of one book must
not differ by 1 dB"""
MOST_GAIN: Final = 30.0
"""dB; a voice quieter than that is noise, and louder noise is no better"""
PROSE_PAUSES: Final = 0.25
"""dB by which the pauses of prose lower the RMS of a chapter under that of its speech: 5 % of the
time in three novels (measured)"""
LEAST_WHOLE: Final = 2.5
"""dB under the level that the RMS of a chapter of many pauses may fall to before its speech is
made louder than that of its neighbours. Stores take 3 dB under -20."""

Gains = Mapping[str, float]
"""In dB, by voice"""


class LoudnessMeasure(Protocol):
    """How loud the voices of a chapter are, and how loud it is to become."""

    def voices(self) -> Gains:
        """How loud the speech of each voice was recorded; silent voices are left out."""

    def speech(self, equal: Gains, loudness: float, held: float) -> float:
        """How loud speech is to be for a chapter of that loudness.

        `equal` are the gains that bring each voice to 0 dB; peaks want it `held` down by so much.
        """


@dataclass(frozen=True, slots=True)
class Rms:
    """Mean power, of the whole file: the measure of audiobook stores.

    Chapters have their speech at one level, which brings those of prose to the loudness wanted
    and those of many pauses (verse, a part's title) a little under it, as one hears them equal.
    """

    forecast: Forecast

    def voices(self) -> Gains:
        """See LoudnessMeasure."""
        return {voice: speech.rms for voice, speech in self.forecast.voices.items()}

    def speech(self, equal: Gains, loudness: float, held: float) -> float:
        """See LoudnessMeasure."""
        seconds = sum(speech.seconds for speech in self.forecast.voices.values())
        pauses = 10.0 * math.log10(self.forecast.seconds / seconds)
        return max(loudness + PROSE_PAUSES - held, loudness - LEAST_WHOLE + pauses)


def voice_gains(found: Forecast, level: Level, measure: LoudnessMeasure) -> Gains:
    """The gain of each voice that speaks; 30 dB at most."""
    equal = {voice: -loudness for voice, loudness in measure.voices().items()}
    if not equal:
        return {}
    free = measure.speech(equal, level.loudness, 0.0)
    highest = max(equal[voice] + found.voices[voice].peak_of(LOUD_TAKES) for voice in equal)
    held = min(max(highest + free - level.peak - LIMITER_REACH, 0.0), MOST_HELD)
    speech = measure.speech(equal, level.loudness, held)
    return {voice: min(gain + speech, MOST_GAIN) for voice, gain in equal.items()}
