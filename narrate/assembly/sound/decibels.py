"""Levels in decibels of full scale, and the amplitudes that they stand for."""

from __future__ import annotations

import math
from typing import Final

FULL_SCALE: Final = 32768.0
"""Steps of 16 bits that are 0 dB"""


def decibels(amplitude: float) -> float:
    """Of a linear amplitude; full scale (1.0) is 0 dB. Silence is taken for the last bit."""
    return 20.0 * math.log10(max(amplitude, 1.0 / FULL_SCALE))


def amplitude(decibels: float) -> float:
    """Linear, full scale = 1.0."""
    return float(10.0 ** (decibels / 20.0))
