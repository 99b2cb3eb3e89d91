"""One take made ready to be joined: cut to its sound (pydub), resampled, faded, with its gain."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from narrate.assembly.sound.forecast import FULL_SCALE, amplitude, kept
from narrate.assembly.sound.limiter import limit
from narrate.assembly.sound.resample import Sound, resampled
from narrate.audio import SAMPLE_WIDTH, Take

with warnings.catch_warnings():
    # pydub warns when the PATH holds no ffmpeg; it is never asked to find one here.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

FADE = 5
"""Milliseconds of fade at both ends of a take"""
AUDIBLE = -50.0
"""dB full scale from which on a sample counts as sound where head and tail are measured"""


@dataclass(frozen=True, slots=True)
class Edited:
    """A take as it goes into the chapter."""

    sound: Sound
    """In steps of 16 bits, not yet rounded, at the delivered rate"""
    limited: bool
    """Whether its peaks had to be held down"""

    @property
    def samples(self) -> int:
        """Length at the delivered rate."""
        return len(self.sound)

    def silence(self) -> tuple[int, int]:
        """Samples before the first and behind the last that is heard; none where nothing is."""
        heard = np.abs(self.sound) > amplitude(AUDIBLE) * FULL_SCALE
        if not heard.any():
            return 0, 0
        return int(heard.argmax()), int(heard[::-1].argmax())


def edit(take: Take, gain: float, ceiling: float, rate: int) -> Edited:
    """The take with `gain` dB, its true peaks within ±`ceiling` (steps of 16 bits), at `rate`."""
    samples = np.frombuffer(_trimmed(take).raw_data, "<i2")
    if take.audio.rate == rate:
        sound = np.multiply(samples, amplitude(gain), dtype=np.float32)
    else:
        sound = resampled(samples, take.audio.rate, rate, amplitude(gain))
    _fade(sound, rate)
    return Edited(sound, limit(sound, rate, ceiling))


def _trimmed(take: Take) -> AudioSegment:
    audio = take.audio
    segment = AudioSegment(audio.pcm, sample_width=SAMPLE_WIDTH, frame_rate=audio.rate, channels=1)
    return segment.get_sample_slice(*kept(take.info))


def _fade(sound: Sound, rate: int) -> None:
    """Both ends of the sound, in place; pydub's own fade takes longer than all the rest of this."""
    ramp = min(FADE * rate // 1000, len(sound) // 2)
    if ramp:
        rise = np.arange(ramp, dtype=np.float32) / ramp
        sound[:ramp] *= rise
        sound[-ramp:] *= rise[::-1]
