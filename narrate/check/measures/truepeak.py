"""The true peak: how high the waveform goes between the samples (ITU-R BS.1770-4, annex 2)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

OVER = 4
"""Times the sample rate"""
TAPS = 24
"""Samples that each point between two samples is worked out from"""
NEAR = 0.6
"""Only around samples of that share of the highest so far is looked: at up to a quarter of the
sample rate, where all of speech lies, the waveform goes at most 3 dB above its samples"""

Floats = npt.NDArray[np.float32]


def _kernel() -> Floats:
    """Weights, taps by the points between two samples: a sinc under a Kaiser window."""
    taps = np.arange(TAPS) - (TAPS // 2 - 1)
    points = np.arange(1, OVER) / OVER
    distance = taps[:, None] - points[None, :]
    window = np.i0(8.0 * np.sqrt(np.clip(1 - (distance / (TAPS / 2)) ** 2, 0, 1))) / np.i0(8.0)
    weights = np.sinc(distance) * window
    return np.asarray(weights / weights.sum(axis=0), np.float32)


_WEIGHTS = _kernel()


class PeakMeter:
    """The true peak of one channel, given in blocks."""

    def __init__(self) -> None:
        self.peak = 0.0
        """Highest so far, full scale = 1.0"""
        self._before = np.zeros(TAPS, np.float32)

    def hear(self, block: Floats) -> None:
        """The next samples."""
        sound = np.concatenate([self._before, block])
        self._before = sound[-TAPS:]
        if not len(block):
            return
        loudness = np.abs(sound)
        self.peak = max(self.peak, float(loudness.max()))
        first = TAPS // 2 - 1
        near = np.flatnonzero(loudness[first : first + len(block)] >= max(NEAR * self.peak, 1e-4))
        if not len(near):
            return
        windows = np.lib.stride_tricks.sliding_window_view(sound, TAPS)
        for start in range(0, len(near), 8192):
            between = windows[near[start : start + 8192]] @ _WEIGHTS
            self.peak = max(self.peak, float(np.abs(between).max()))

    def finish(self) -> float:
        """The true peak of all that was heard."""
        self.hear(np.zeros(TAPS, np.float32))
        return self.peak
