"""From one sample rate to another, exactly band-limited."""

import functools
import math

import numpy as np
import numpy.typing as npt

TRANSITION = 0.06
"""Share of the narrower band in which the filter falls from 1 to 0: flat below, nothing above"""
RINGING = 16.0
"""Periods of the transition's width after which the filter's ringing is below the last bit; so
much of each block's ends is computed twice, and silence of that length lies round the audio"""
BLOCK = 4800
"""Samples that are transformed at a time: small enough for the processor's nearest memory, where
a transform takes a third of what one of a whole take does"""
AT_ONCE = 8
"""Blocks; more take half as long again, since their memory is then allocated each time"""
LARGEST_STEP = 1000
"""Rates that meet only after more samples than that (22,051 Hz) are done in one piece"""

Samples = npt.NDArray[np.int16]
Sound = npt.NDArray[np.float32]


def resampled(samples: Samples, rate: int, to_rate: int, gain: float = 1.0) -> Sound:
    """Speech at another rate, times the linear `gain`, not yet rounded nor held within 16 bits.

    Its length is `round(len(samples) * to_rate / rate)`. Done on the spectrum, of blocks that
    overlap: what lies above the narrower band is cut off (no alias is possible), what lies below
    is untouched, and no sample moves in time. pydub's own way (audioop.ratecv) draws straight
    lines between samples, which folds sibilants down as hiss.
    """
    length = round(len(samples) * to_rate / rate)
    if not length:
        return np.zeros(0, np.float32)
    common = math.gcd(rate, to_rate)
    step_in, step_out = rate // common, to_rate // common
    rings = math.ceil(RINGING * rate / (TRANSITION * min(rate, to_rate)) / step_in)  # in steps
    steps = math.ceil(len(samples) / step_in)
    usual = _easy_size(math.ceil(BLOCK / step_in))
    size = usual if steps > usual and step_in < LARGEST_STEP else _easy_size(steps + 2 * rings)
    blocks = _blocks(samples, size * step_in, rings * step_in)
    made = np.empty((len(blocks), (size - 2 * rings) * step_out), np.float32)
    slope = _slope(size * min(step_in, step_out) // 2 + 1) * np.float32(gain * step_out / step_in)
    for row in range(0, len(blocks), AT_ONCE):
        band = np.fft.rfft(blocks[row : row + AT_ONCE])[:, : len(slope)]
        kept = np.multiply(band, slope, dtype=np.complex64, casting="same_kind")
        audio = np.fft.irfft(kept, size * step_out)
        made[row : row + AT_ONCE] = audio[:, rings * step_out : (size - rings) * step_out]
    return made.reshape(-1)[:length]


def _blocks(samples: Samples, size: int, overlap: int) -> npt.NDArray[np.float64]:
    """Rows of `size` samples, `overlap` of them at each end shared with the neighbours."""
    hop = size - 2 * overlap
    rows = -(-len(samples) // hop)
    padded = np.zeros((rows - 1) * hop + size)
    padded[overlap : overlap + len(samples)] = samples
    return np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]


@functools.lru_cache(8)
def _slope(bins: int) -> Sound:
    """1 up to the transition, then half a cosine down to 0 at the last bin."""
    position = np.arange(bins) / max(bins - 1, 1)
    fall = np.clip((position - (1 - TRANSITION)) / TRANSITION, 0, 1)
    return np.asarray(0.5 + 0.5 * np.cos(math.pi * fall), np.float32)


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
