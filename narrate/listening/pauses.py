"""Where a take falls silent, which no recogniser tells."""

from __future__ import annotations

from typing import Final

import numpy as np

from narrate.audio import Audio

_WINDOW: Final = 0.010
"""Seconds over which loudness is measured"""
_QUIET: Final = 1e-2
"""Silence is what lies 40 dB under the loudest window, as the store has it"""


def longest_pause(audio: Audio) -> float:
    """Seconds of the longest silence between two sounds of a take."""
    width = max(1, round(audio.rate * _WINDOW))
    samples = np.frombuffer(audio.pcm[: len(audio.pcm) // 2 * 2], dtype="<i2")
    table = samples[: samples.size // width * width].reshape(-1, width).astype(np.float32)
    energy = np.einsum("ij,ij->i", table, table)
    sounding = np.flatnonzero(energy > energy.max(initial=0.0) * _QUIET**2)
    gaps = np.diff(sounding) - 1
    return float(gaps.max(initial=0) * width / audio.rate)
