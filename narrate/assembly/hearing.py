"""What can be heard in a take without knowing its words: its loudness, its pauses, its onsets."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

FRAME: Final = 0.005
"""Seconds over which loudness is measured"""
STRIDE: Final = 4
"""Every so many samples are looked at: a frame's energy is the same, at a quarter of the time"""
FAINT: Final = 1e-3
"""What stays 30 dB under the loudest frame is no speech alone: breath, or part of a consonant"""
QUIET: Final = 1e-4
"""What lies 40 dB under it is silence, as where a take is trimmed"""
SOFT: Final = 6e-5
"""Next to strong sound all within 42 dB belongs to it: there a soft consonant begins. With it the
beginnings are, in the middle, where detectors at -45 and -50 dB full scale hear them"""
OVER_NOISE: Final = 4.0
"""What is less than 6 dB over the take's own noise is silence too"""
REACH: Final = 0.1
"""Seconds that soft sound may lie away from strong sound"""
SHORTEST: Final = 0.04
"""Shorter silences are inside words: the closure of a `p`, `t` or `k`"""
MOST: Final = 32
"""Pauses that are looked at, the longest ones"""
NEAR: Final = 0.15
"""Seconds around a place that was worked out, of which the quietest frame is taken"""

Samples = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float64]


class Pause(NamedTuple):
    """What lies between two strong sounds, in frames; end excluded."""

    start: int
    end: int
    seconds: float
    """Of silence in it; what else is in it is breath, or belongs to the sounds"""


class Sound:
    """A take by its loudness. `pauses` are in order; without any sound there are none."""

    def __init__(self, samples: Samples, rate: int) -> None:
        self._samples = samples
        self._width = STRIDE * max(1, round(rate * FRAME / STRIDE))
        self._frame = self._width / rate
        self._energy = energy = _energies(samples, self._width)
        loudest = float(energy.max(initial=0.0))
        self.is_silent = loudest < 1.0
        if self.is_silent:
            return
        twentieth = energy.size // 20
        noise = OVER_NOISE * float(np.partition(energy, twentieth)[twentieth])
        noise = min(noise, FAINT * loudest)
        self._soft = max(SOFT * loudest, noise)
        strong = np.flatnonzero(energy >= loudest * FAINT)
        self._begin, self._end = int(strong[0]), int(strong[-1]) + 1
        self.pauses = self._pauses(strong, energy < max(QUIET * loudest, noise))

    def _pauses(self, strong: npt.NDArray[np.intp], quiet: npt.NDArray[np.bool_]) -> list[Pause]:
        silent = np.concatenate([[0], np.cumsum(quiet)])
        starts, ends = strong[:-1] + 1, strong[1:]
        seconds = (silent[ends] - silent[starts]) * self._frame
        long = np.flatnonzero(seconds >= SHORTEST)
        long = np.sort(long[np.argsort(-seconds[long], kind="stable")[:MOST]])
        return [Pause(int(starts[i]), int(ends[i]), float(seconds[i])) for i in long]

    def speech_before(self) -> Floats:
        """Seconds of speech before the take's start (none), each pause, and its end (all)."""
        lengths = np.cumsum([0, *(pause.end - pause.start for pause in self.pauses)])
        places = np.asarray([*(pause.start for pause in self.pauses), self._end])
        return np.concatenate([[0.0], (places - self._begin - lengths) * self._frame])

    @property
    def first(self) -> int:
        """The sample of the first sound."""
        return self._onset(self._begin)

    @property
    def last(self) -> int:
        """The sample behind the last sound."""
        return self._offset(self._end)

    def around(self, pause: Pause) -> tuple[int, int]:
        """The samples at which sound ends before a pause, and begins again after it."""
        start = self._onset(pause.end)
        return min(self._offset(pause.start), start), start

    def quietest(self, speech: float) -> int:
        """The sample of the quietest place near where there are so many seconds of speech."""
        at = self._begin + round(speech / self._frame)
        for pause in self.pauses:
            if pause.start > at:
                break
            at += pause.end - pause.start
        reach = round(NEAR / self._frame)
        first = max(self._begin, at - reach)
        near = self._energy[first : min(self._end, at + reach + 1)]
        return (first + int(near.argmin()) if near.size else at) * self._width

    def _onset(self, frame: int) -> int:
        """The sample at which the sound begins that is strong in that frame."""
        before = self._energy[max(0, frame - self._reach) : frame]
        begin = frame - self._beside(before[::-1])
        first = max(0, (begin - 1) * self._width)
        loud = self._loud(first, (begin + 1) * self._width)
        return first + int(loud[0]) if loud.size else begin * self._width

    def _offset(self, frame: int) -> int:
        """The sample after which the sound has ended that is strong in the frame before."""
        end = frame + self._beside(self._energy[frame : frame + self._reach])
        first = max(0, (end - 1) * self._width)
        loud = self._loud(first, (end + 1) * self._width)
        sample = first + int(loud[-1]) + 1 if loud.size else end * self._width
        return min(sample, self._samples.size)

    @property
    def _reach(self) -> int:
        return round(REACH / self._frame)

    def _beside(self, energy: Floats) -> int:
        """How many of these frames, from the first on, belong to the strong sound before them."""
        closure = round(SHORTEST / self._frame)
        heard = 0
        for at, loud in enumerate((energy >= self._soft).tolist(), 1):
            if loud:
                heard = at
            elif at - heard > closure:
                break
        return heard

    def _loud(self, first: int, end: int) -> npt.NDArray[np.intp]:
        part = np.abs(self._samples[first:end].astype(np.int32))
        return np.flatnonzero(part >= self._soft**0.5)


def _energies(samples: Samples, width: int) -> Floats:
    """Mean square of each frame; the last one is filled up with silence."""
    thin = samples[::STRIDE]
    across = width // STRIDE
    frames = -(-thin.size // across)
    table = np.zeros(frames * across, np.float32)
    table[: thin.size] = thin
    rows = table.reshape(frames, across)
    return np.asarray(np.einsum("ij,ij->i", rows, rows) / across, float)
