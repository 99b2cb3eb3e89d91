"""Holds peaks under a ceiling without a click and without touching the rest of a take."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

REACH = 20
"""Milliseconds before and after a peak in which the gain goes down and comes back: longer than
the period of a low voice, so that the gain does not follow single periods, which would buzz"""

Samples = npt.NDArray[np.int16]


def limited(samples: Samples, rate: int, gain: float, ceiling: int) -> Samples:
    """`samples` times the linear `gain`, and no sample beyond ±`ceiling`.

    Around each peak the gain bends down in a smooth curve that is at its lowest where the peak is;
    a take with no peak over the ceiling is only multiplied.
    """
    step = max(rate // 1000, 1)
    blocks = -(-len(samples) // step)
    sound = np.zeros(blocks * step, np.float32)
    np.multiply(samples, gain, out=sound[: len(samples)], dtype=np.float32)
    over = np.flatnonzero(np.abs(sound) > ceiling)
    allowed = np.ones(blocks, np.float32)
    np.minimum.at(allowed, over // step, ceiling / np.abs(sound[over]))
    bends = _bends(allowed)
    bent = np.flatnonzero(np.minimum(bends[:-1], bends[1:]) < 1)
    slide = np.arange(step, dtype=np.float32) / step
    curve = np.multiply.outer(np.diff(bends)[bent], slide)
    curve += bends[bent, None]
    sound.reshape(blocks, step)[bent] *= curve
    np.clip(np.rint(sound, out=sound), -ceiling, ceiling, out=sound)
    return sound[: len(samples)].astype(np.int16)


def _bends(allowed: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The gain at the borders of the blocks, of which each block allows so much.

    A border takes the least that any block within reach allows, and a weighted mean of its
    neighbours' leasts: as the mean reaches one block less far than the least, it never goes above
    what a block allows.
    """
    least = _sliding_minimum(np.pad(allowed, 2 * REACH - 1, constant_values=1.0), 2 * REACH)
    weights = np.hanning(2 * REACH + 1)[1:-1]
    return np.convolve(least, weights / weights.sum(), "valid").astype(np.float32)


def _sliding_minimum(values: npt.NDArray[np.float32], width: int) -> npt.NDArray[np.float32]:
    """The least of every `width` neighbours, by minima of ever longer spans."""
    span = 1
    while 2 * span <= width:
        values = np.minimum(values[:-span], values[span:])
        span *= 2
    rest = width - span
    return np.minimum(values[:-rest], values[rest:]) if rest else values
