"""From one sample rate to another, exactly band-limited."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

TRANSITION = 0.06
"""Share of the narrower band in which the filter falls from 1 to 0: flat below, nothing above"""
GUARD = 0.02
"""Seconds of silence behind the audio, so that its end does not ring into its start"""

Samples = npt.NDArray[np.int16]


def resampled(samples: Samples, rate: int, to_rate: int) -> Samples:
    """Speech at another rate; its length is `round(len(samples) * to_rate / rate)`.

    Done on the spectrum of the whole take: what lies above the narrower band is cut off (no
    alias is possible), what lies below is untouched, and no sample moves in time. pydub's own way
    (audioop.ratecv) draws straight lines between samples, which folds sibilants down as hiss.
    """
    length = round(len(samples) * to_rate / rate)
    if not length:
        return np.zeros(0, np.int16)
    common = math.gcd(rate, to_rate)
    step_in, step_out = rate // common, to_rate // common
    blocks = _easy_size(math.ceil((len(samples) + GUARD * rate) / step_in))
    spectrum = np.fft.rfft(samples, blocks * step_in)
    kept = blocks * min(step_in, step_out) // 2 + 1
    band = np.zeros(blocks * step_out // 2 + 1, complex)
    band[:kept] = spectrum[:kept] * _slope(kept)
    audio = np.fft.irfft(band, blocks * step_out)[:length] * (to_rate / rate)
    return np.clip(np.rint(audio), -32768, 32767).astype(np.int16)


def _slope(bins: int) -> npt.NDArray[np.float64]:
    """1 up to the transition, then half a cosine down to 0 at the last bin."""
    position = np.arange(bins) / max(bins - 1, 1)
    fall = np.clip((position - (1 - TRANSITION)) / TRANSITION, 0, 1)
    return np.asarray(0.5 + 0.5 * np.cos(math.pi * fall))


def _easy_size(least: int) -> int:
    """The next number made of 2, 3 and 5 only: transforms of such lengths are fast."""
    size = least
    while True:
        rest = size
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return size
        size += 1
