"""One take made ready to be joined: trimmed, at the delivered rate, with its gain, no click."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from narrate.assembly.limiter import limited
from narrate.assembly.loudness import amplitude
from narrate.assembly.resample import resampled
from narrate.audio import SAMPLE_WIDTH, Take

with warnings.catch_warnings():
    # pydub warns when the PATH holds no ffmpeg; it is never asked to find one here.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

BEFORE = 0.015
"""Seconds kept before a take's first sound: room for a soft consonant"""
AFTER = 0.040
"""Seconds kept after a take's last sound: room for a consonant or a breath to die away"""
FADE = 5
"""Milliseconds of fade at both ends of a take"""


@dataclass(frozen=True, slots=True)
class Edited:
    """A take as it goes into the chapter."""

    pcm: bytes
    """Signed 16-bit little-endian, at the delivered rate"""
    peak: float
    """Full scale = 1.0"""
    limited: bool
    """Whether its peaks had to be held down"""

    @property
    def samples(self) -> int:
        """Length at the delivered rate."""
        return len(self.pcm) // SAMPLE_WIDTH


def edit(take: Take, gain: float, peak: float, rate: int) -> Edited:
    """The take with `gain` dB, no sample above `peak` dB full scale, at `rate` hertz."""
    segment = _at_rate(_trimmed(take), rate)
    ceiling = int(amplitude(peak) * 32767)
    highest = _highest(segment) * amplitude(gain)
    if highest <= ceiling - 1:  # pydub rounds down, so away from zero below it
        return Edited(_faded(segment.apply_gain(gain)), highest / 32768, limited=False)
    return Edited(_faded(_held(segment, gain, ceiling)), ceiling / 32768, limited=True)


def _trimmed(take: Take) -> AudioSegment:
    """Without its own silence at both ends; whole where nothing in it counts as sound."""
    audio, levels = take.audio, take.info.levels
    segment = AudioSegment(audio.pcm, sample_width=SAMPLE_WIDTH, frame_rate=audio.rate, channels=1)
    end = audio.samples - levels.tail
    if levels.lead >= end:
        return segment
    return segment.get_sample_slice(
        max(levels.lead - round(BEFORE * audio.rate), 0), end + round(AFTER * audio.rate)
    )


def _at_rate(segment: AudioSegment, rate: int) -> AudioSegment:
    if segment.frame_rate == rate:
        return segment
    samples = resampled(np.frombuffer(segment.raw_data, "<i2"), segment.frame_rate, rate)
    return _like(segment, samples, rate)


def _highest(segment: AudioSegment) -> int:
    """The largest absolute sample."""
    samples = np.frombuffer(segment.raw_data, "<i2")
    return max(int(samples.max()), -int(samples.min())) if len(samples) else 0


def _held(segment: AudioSegment, gain: float, ceiling: int) -> AudioSegment:
    samples = np.frombuffer(segment.raw_data, "<i2")
    rate = segment.frame_rate
    return _like(segment, limited(samples, rate, amplitude(gain), ceiling), rate)


def _like(segment: AudioSegment, samples: np.ndarray, rate: int) -> AudioSegment:
    return AudioSegment(
        samples.astype("<i2").tobytes(), sample_width=SAMPLE_WIDTH, frame_rate=rate, channels=1
    )


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
