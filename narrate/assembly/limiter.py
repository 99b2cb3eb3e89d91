"""Holds peaks under a ceiling without a click and without touching the rest of a take.

What is held is the true peak: what a player's converter makes between two samples may be higher
than both. It is looked for as in ITU-R BS.1770-5, annex 2, at four times the rate, but only
around samples that come near the ceiling.
"""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

REACH = 20
"""Milliseconds before and after a peak in which the gain goes down and comes back: longer than
the period of a low voice, so that the gain does not follow single periods, which would buzz"""
NEAR = 0.65
"""Share of the ceiling from which on the sound between samples is looked at: a sine of 12 kHz at
44.1 kHz, the highest in a take of 24 kHz, shows at least 0.656 of its height"""
TAPS = 24
"""Samples that a value between two samples is made of"""
PARTS = 4
"""Times the sample rate"""

Sound = npt.NDArray[np.float32]


def limit(sound: Sound, rate: int, ceiling: float) -> bool:
    """Hold `sound` within ±`ceiling` in place, between its samples too; False: nothing was over.

    Around each peak the gain bends down in a smooth curve that is at its lowest where the peak is.
    """
    near = np.flatnonzero(np.abs(sound) > NEAR * ceiling)
    if not len(near):
        return False
    places, heights = _peaks(sound, near)
    over = heights > ceiling
    if not over.any():
        return False
    step = max(rate // 1000, 1)
    blocks = -(-len(sound) // step)
    allowed = np.ones(blocks, np.float32)
    for side in (0, 1):  # a peak between two samples may lie between two blocks
        at = np.minimum(places[over] + side, len(sound) - 1) // step
        np.minimum.at(allowed, at, ceiling / heights[over])
    bends = _bends(allowed)
    slide = np.arange(step, dtype=np.float32) / step
    for block in np.flatnonzero(np.minimum(bends[:-1], bends[1:]) < 1):
        piece = sound[block * step : (block + 1) * step]
        curve = bends[block] + (bends[block + 1] - bends[block]) * slide
        piece *= curve[: len(piece)]
    return True


def _peaks(
    sound: Sound, near: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """The samples around those `near` the ceiling, and how high the sound is from each to the next.

    The height is that of the sample itself or of what lies behind it, whichever is more.
    """
    places = np.union1d(near, np.maximum(near - 1, 0))
    half = TAPS // 2
    padded = np.pad(sound, (half - 1, half))
    around = padded[places[:, None] + np.arange(TAPS)]
    between = np.abs(np.einsum("nt,tp->np", around, _between())).max(axis=1)
    return places, np.maximum(between, np.abs(sound[places])).astype(np.float64)


@functools.cache
def _between() -> Sound:
    """What each of the samples around gives to the values between the middle two: (TAPS, 3)."""
    shift = np.arange(1, PARTS) / PARTS
    distance = np.arange(TAPS)[:, None] - (TAPS // 2 - 1) - shift
    window = np.cos(np.pi * distance / (TAPS + 1)) ** 2
    weights = np.sinc(distance) * window
    return np.asarray(weights / weights.sum(axis=0), np.float32)


def _bends(allowed: Sound) -> Sound:
    """The gain at the borders of the blocks, of which each block allows so much.

    A border takes the least that any block within reach allows, and a weighted mean of its
    neighbours' leasts: as the mean reaches one block less far than the least, it never goes above
    what a block allows.
    """
    least = _sliding_minimum(np.pad(allowed, 2 * REACH - 1, constant_values=1.0), 2 * REACH)
    weights = np.hanning(2 * REACH + 1)[1:-1]
    return np.convolve(least, weights / weights.sum(), "valid").astype(np.float32)


def _sliding_minimum(values: Sound, width: int) -> Sound:
    """The least of every `width` neighbours, by minima of ever longer spans."""
    span = 1
    while 2 * span <= width:
        values = np.minimum(values[:-span], values[span:])
        span *= 2
    rest = width - span
    return np.minimum(values[:-rest], values[rest:]) if rest else values
