"""G.711: telephone samples of eight bits, as ITU-T's recommendation of that name has them."""

from __future__ import annotations

import functools
from typing import Literal

import numpy as np
import numpy.typing as npt

Law = Literal["ulaw", "alaw"]


def decode(data: bytes, law: Law) -> bytes:
    """Signed 16-bit little-endian samples, one for each byte."""
    return _table(law)[np.frombuffer(data, np.uint8)].tobytes()


@functools.cache
def _table(law: Law) -> npt.NDArray[np.int16]:
    """The sample that each of the 256 bytes stands for."""
    codes = np.arange(256)
    return (_ulaw(codes ^ 0xFF) if law == "ulaw" else _alaw(codes ^ 0x55)).astype("<i2")


def _ulaw(codes: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    steps, exponent = codes & 0x0F, (codes >> 4) & 0x07
    size = (((steps << 3) + 0x84) << exponent) - 0x84
    return np.where(codes & 0x80, -size, size)


def _alaw(codes: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    steps, exponent = codes & 0x0F, (codes >> 4) & 0x07
    small = (steps << 4) + 8
    size = np.where(exponent == 0, small, (small + 0x100) << np.maximum(exponent - 1, 0))
    return np.where(codes & 0x80, size, -size)
