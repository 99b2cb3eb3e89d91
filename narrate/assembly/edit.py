"""One take made ready to be joined: trimmed, faded, at the delivered rate, with its gain."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from narrate.assembly.decibels import FULL_SCALE, amplitude
from narrate.assembly.limiter import limit
from narrate.assembly.resample import resampled
from narrate.assembly.trim import kept
from narrate.audio import SAMPLE_WIDTH, Take

with warnings.catch_warnings():
    # pydub warns when the PATH holds no ffmpeg; it is never asked to find one here.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

FADE = 5
"""Milliseconds of fade at both ends of a take"""
AUDIBLE = -50.0
"""dB full scale from which on a sample counts as sound where head and tail are measured"""

Sound = npt.NDArray[np.float32]


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
    samples = np.frombuffer(_faded(_trimmed(take)), "<i2")
    if take.audio.rate == rate:
        sound = np.multiply(samples, amplitude(gain), dtype=np.float32)
    else:
        sound = resampled(samples, take.audio.rate, rate, amplitude(gain))
    return Edited(sound, limit(sound, rate, ceiling))


def _trimmed(take: Take) -> AudioSegment:
    audio = take.audio
    segment = AudioSegment(audio.pcm, sample_width=SAMPLE_WIDTH, frame_rate=audio.rate, channels=1)
    return segment.get_sample_slice(*kept(take.info))


def _faded(segment: AudioSegment) -> bytes:
    """The segment's samples with a fade at both ends.

    pydub counts in whole milliseconds and drops what lies beyond the last of them, so only the
    ends are given to it, cut to lengths of whole milliseconds.
    """
    total, rate = int(segment.frame_count()), segment.frame_rate
    fade = min(FADE, total * 1000 // (2 * rate))
    if not fade:
        return bytes(segment.raw_data)
    ramp = fade * rate // 1000
    head, tail = segment.get_sample_slice(0, ramp), segment.get_sample_slice(total - ramp)
    middle = memoryview(segment.raw_data)[ramp * SAMPLE_WIDTH : (total - ramp) * SAMPLE_WIDTH]
    return b"".join((head.fade_in(fade).raw_data, middle, tail.fade_out(fade).raw_data))
