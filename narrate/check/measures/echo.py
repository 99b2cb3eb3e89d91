"""Is the audio in each span that chunk, whole and as loud as planned? Its take is held beside it.

Both become curves of loudness over time, in steps of 10 ms. What an encoder, a resampler, a
limiter and room tone do to a take leaves its curve as it is; another sentence, a cut or a shift
does not.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from narrate.check.measures.sound import CELLS, LOWEST, SoundFigures
from narrate.check.measures.wanted import TakeSound

Curve = npt.NDArray[np.float64]
"""Mean square of each step of 10 ms"""

QUIET = 10 ** (-50 / 10)
"""Mean square below which a step says nothing of the take: room tone and codecs fill it"""
LAGS = 50
"""Steps that a shifted take is looked for in, to both sides"""


@dataclass(frozen=True, slots=True)
class TakeCurve:
    """A take over time."""

    energy: Curve
    peaks: Curve
    """Largest absolute sample of each step, full scale = 1.0"""

    @property
    def level(self) -> float:
        """dB RMS of the whole take."""
        return power_decibels(float(self.energy.mean()))


def take_curve(take: TakeSound) -> TakeCurve:
    """The loudness of a take over time; of an empty one, that of a step of silence."""
    count = len(take.samples) * CELLS // take.rate
    if not count:
        return TakeCurve(np.zeros(1), np.zeros(1))
    starts = np.arange(count) * take.rate // CELLS
    sound = take.samples.astype(np.float32) / 32768
    sums = np.add.reduceat(np.square(sound), starts)
    lengths = np.diff(np.append(starts, len(sound)))
    peaks = np.maximum.reduceat(np.abs(sound), starts)
    return TakeCurve((sums / lengths).astype(np.float64), peaks.astype(np.float64))


class Loudness:
    """The loudness of a file between any two of its samples."""

    def __init__(self, sound: SoundFigures) -> None:
        self._sound = sound
        lengths = np.full(len(sound.energy), sound.cell, np.float64)
        if len(lengths):
            lengths[-1] = sound.samples - sound.cell * (len(lengths) - 1)
        self._edges = np.concatenate([[0.0], np.cumsum(lengths)])
        self._sums = np.concatenate([[0.0], np.cumsum(sound.energy * lengths)])

    def curve(self, start: float, end: float) -> Curve:
        """Steps of 10 ms from `start` on, in samples of the file."""
        step = self._sound.rate / CELLS
        count = max(int((end - start) / step + 1e-6), 0)
        return self._means(start + step * np.arange(count + 1, dtype=np.float64))

    def level(self, start: float, end: float) -> float:
        """dB RMS between two samples."""
        if end - start < 1:
            return LOWEST
        return power_decibels(float(self._means(np.array([start, end]))[0]))

    def _means(self, at: Curve) -> Curve:
        sums = np.interp(at, self._edges, self._sums)
        means: Curve = np.maximum(np.diff(sums) / np.diff(at), 0.0)
        return means


def power_decibels(power: float) -> float:
    """Of a mean square; full scale is 0 dB."""
    return max(10 * math.log10(power), LOWEST) if power > 0 else LOWEST


def likeness(file: Curve, take: Curve) -> float:
    """How alike two curves are: 1.0 for the same, around 0 for strangers."""
    count = min(len(file), len(take))
    if count < 3:
        return 1.0
    first, second = _shape(file[:count]), _shape(take[:count])
    scale = math.sqrt(float(first @ first) * float(second @ second))
    if scale < 1e-9:  # one of them does not move at all
        return 1.0 if float(first @ first) < 1e-9 and float(second @ second) < 1e-9 else 0.0
    return float(first @ second) / scale


def _shape(curve: Curve) -> Curve:
    """Loudness about as it is heard, around its mean."""
    heard = np.power(curve, 0.25)
    return np.asarray(heard - heard.mean())


def shift(file: Curve, take: Curve) -> tuple[int, float]:
    """By how many steps of 10 ms the take comes late in `file`, and how alike they are then.

    `file` begins LAGS steps before the span and ends as many after it.
    """
    count = len(take)
    tried = [
        (likeness(file[lag : lag + count], take), lag - LAGS)
        for lag in range(max(len(file) - count + 1, 0))
    ]
    best, late = max(tried, default=(0.0, 0))
    return late, best


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in a span its loudness is not the take's."""

    start: float
    """Seconds from the span's start"""
    end: float
    decibels: float
    """Louder than the take with its gain; below zero: quieter"""


def stretches(
    file: Curve, take: TakeCurve, gain: float, least: int, off: float, ceiling: float
) -> list[Stretch]:
    """Every stretch of `least` tenths of a second or more that is `off` dB or more from the take.

    `gain` is the dB that the take was given, `ceiling` the amplitude that a limiter held it
    under: where its peaks went above that, it may be quieter by as much.
    """
    tenths = min(len(file), len(take.energy)) // 10
    if not tenths:
        return []
    heard = _tenths(file, tenths).mean(axis=1)
    meant = _tenths(take.energy, tenths).mean(axis=1) * 10 ** (gain / 10)
    says = np.maximum(heard, meant) > QUIET
    differs = 10 * np.log10(np.maximum(heard, QUIET / 100) / np.maximum(meant, QUIET / 100))
    peaks = _tenths(take.peaks, tenths).max(axis=1) * 10 ** (gain / 20)
    held = _held(peaks, ceiling)
    found: list[Stretch] = []
    for wrong in (differs >= off, differs <= -off - held):
        for first, last in runs(says & wrong):
            if last - first >= least:
                mean = float(differs[first:last].mean())
                found.append(Stretch(first / 10, last / 10, mean))
    return sorted(found, key=lambda stretch: stretch.start)


def _tenths(curve: Curve, count: int) -> Curve:
    """The steps of each tenth of a second."""
    return curve[: count * 10].reshape(count, 10)


def _held(peaks: Curve, ceiling: float) -> Curve:
    """dB by which a limiter may hold down each tenth of a second, by the peaks in and beside it."""
    over = np.maximum(20 * np.log10(np.maximum(peaks, 1e-9) / max(ceiling, 1e-9)), 0.0)
    beside = np.pad(over, 1)
    around: Curve = np.maximum(over, np.maximum(beside[:-2], beside[2:]))
    return around


def runs(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of every run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
