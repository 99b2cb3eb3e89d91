"""What can be measured of a file's samples in one pass, in memory that hardly grows with it.

True peaks are those of ITU-R BS.1770: between the samples too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from narrate.check.measures.decode import Decoder, DecoderLog, SampleBlock

CELLS = 100
"""Cells a second: the finest that is remembered of a file, 16 bytes each"""
SILENT: Final = 10 ** (-50 / 20)
"""No sample of silence is higher: -50 dB, as for ffmpeg's silencedetect in head and tail"""
BESIDE = 0.001
"""Seconds before and after a border of chunks in which a click of the join would lie"""
LOWEST = -120.0
"""dB that stand for nothing at all"""

Floats = npt.NDArray[np.float32]
OVER = 4
"""Times the sample rate"""
TAPS = 24
"""Samples that each point between two samples is worked out from"""
NEAR = 0.6
"""Only around samples of that share of the highest so far is looked: at up to a quarter of the
sample rate, where all of speech lies, the waveform goes at most 3 dB above its samples"""


@dataclass(frozen=True, slots=True)
class SoundFigures:
    """The figures of one file; arrays have one value a cell of about 10 ms."""

    rate: int
    """Hertz"""
    channels: int
    samples: int
    """Of each channel"""
    cell: int
    """Samples of a cell"""
    energy: Floats
    """Mean square"""
    low: Floats
    """Lowest sample"""
    high: Floats
    """Highest sample"""
    step: Floats
    """Largest difference between two neighbouring samples"""
    power: float
    """Mean square of the whole file"""
    peak: float
    """Largest absolute sample, full scale = 1.0"""
    true_peak: float
    """Likewise, between the samples too"""
    first: int | None
    """The first sample that is not silent; None where all are"""
    last: int | None
    """The last one"""
    joins: Floats
    """Largest step beside each of the borders that were asked for"""
    said: DecoderLog

    @property
    def seconds(self) -> float:
        """Length."""
        return self.samples / self.rate if self.rate else 0.0

    @property
    def rms(self) -> float:
        """dB of the whole file, as ffmpeg's astats has it (`RMS level dB`)."""
        return decibels(math.sqrt(self.power))

    @property
    def peaks(self) -> Floats:
        """Largest absolute sample of each cell."""
        return np.maximum(self.high, -self.low)


def decibels(amplitude: float) -> float:
    """Of a linear amplitude; full scale (1.0) is 0 dB."""
    return max(20 * math.log10(amplitude), LOWEST) if amplitude > 0 else LOWEST


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a file that is measured by itself, such as a chapter of an M4B."""

    samples: int
    """Length, in samples of the file; of the last part it does not matter"""
    borders: tuple[int, ...] = ()
    """Samples of the part, in order, that the steps beside are wanted of"""


WHOLE: Final = FilePart(0)


def listen(ffmpeg: str, path: Path, part: FilePart = WHOLE) -> SoundFigures:
    """Decode a file and measure it.

    A file that is no audio gives figures of no samples. Raises SettingsError where ffmpeg does
    not start.
    """
    return listen_to_parts(ffmpeg, path, [part])[0]


def listen_to_parts(ffmpeg: str, path: Path, parts: Sequence[FilePart]) -> list[SoundFigures]:
    """Decode a file once and measure each of its parts, of which there is at least one.

    What is over goes to the last part; `said` is of the whole file.
    """
    sounds: list[SoundFigures] = []
    with Decoder(ffmpeg, path) as decoder:
        meter = _SoundMeter(decoder.rate, decoder.channels, parts[0].borders)
        for block in decoder.blocks():
            while len(sounds) < len(parts) - 1:
                left = max(parts[len(sounds)].samples - meter.samples, 0)
                if len(block) < left:
                    break
                meter.hear(block[:left])
                sounds.append(meter.sound(decoder.said))
                meter = _SoundMeter(decoder.rate, decoder.channels, parts[len(sounds)].borders)
                block = block[left:]
            meter.hear(block)
        sounds.append(meter.sound(decoder.said))
        while len(sounds) < len(parts):
            sounds.append(_SoundMeter(decoder.rate, decoder.channels, ()).sound(decoder.said))
    return sounds


class _SoundMeter:
    """What was heard so far."""

    def __init__(self, rate: int, channels: int, borders: Sequence[int]) -> None:
        self._rate, self._channels = rate, channels
        self._cell = max(rate // CELLS, 1)
        self._borders = np.asarray(borders, np.int64)
        self._joins = np.zeros(len(borders), np.float32)
        self._meters = [PeakMeter() for _ in range(channels)]
        self._rows: list[tuple[Floats, Floats, Floats, Floats]] = []
        self._left: SampleBlock = np.zeros((0, max(channels, 1)), np.float32)
        self._before: SampleBlock = self._left
        self._samples = 0
        self._power = 0.0
        self._peak = 0.0
        self._first: int | None = None
        self._last: int | None = None

    @property
    def samples(self) -> int:
        """How many were heard."""
        return self._samples + len(self._left)

    def hear(self, block: SampleBlock) -> None:
        """The next samples."""
        if not len(block):
            return
        for channel, meter in enumerate(self._meters):
            meter.hear(np.ascontiguousarray(block[:, channel]))
        block = np.concatenate([self._left, block]) if len(self._left) else block
        whole = len(block) // self._cell * self._cell
        self._left = block[whole:]
        if whole:
            self._take(block[:whole], self._cell)

    def _take(self, block: SampleBlock, cell: int) -> None:
        """Samples that are whole cells, or the rest of the file as one."""
        flat = block.reshape(len(block) // cell, -1)
        energy = np.einsum("ij,ij->i", flat, flat)
        low, high = flat.min(axis=1), flat.max(axis=1)
        steps = self._steps(block)
        most = steps.reshape(len(flat), -1).max(axis=1)
        self._rows.append((energy / flat.shape[1], low, high, most))
        self._power += float(energy.sum(dtype=np.float64))
        self._find_sound(block, np.maximum(high, -low), cell)
        self._find_joins(steps)
        self._samples += len(block)

    def _steps(self, block: SampleBlock) -> Floats:
        """The step to each sample from the one before it, the largest of all channels."""
        before = self._before if len(self._before) else block[:1]
        self._before = block[-1:]
        steps = np.empty_like(block)
        np.subtract(block[1:], block[:-1], out=steps[1:])
        np.subtract(block[:1], before, out=steps[:1])
        np.abs(steps, out=steps)
        return steps[:, 0] if steps.shape[1] == 1 else steps.max(axis=1)

    def _find_sound(self, block: SampleBlock, peaks: Floats, cell: int) -> None:
        self._peak = max(self._peak, float(peaks.max()))
        loud = np.flatnonzero(peaks > SILENT)
        if not len(loud):
            return
        if self._first is None:
            self._first = self._samples + int(self._heard(block, loud[0], cell)[0])
        self._last = self._samples + int(self._heard(block, loud[-1], cell)[-1])

    @staticmethod
    def _heard(block: SampleBlock, cell: int, size: int) -> npt.NDArray[np.int64]:
        """The samples of a cell that are no silence."""
        of = np.abs(block[cell * size : (cell + 1) * size]).max(axis=1)
        return np.flatnonzero(of > SILENT) + cell * size

    def _find_joins(self, steps: Floats) -> None:
        reach = round(BESIDE * self._rate)
        start, end = self._samples - reach, self._samples + len(steps) + reach
        first, last = np.searchsorted(self._borders, [start, end])
        for index in range(first, last):
            at = int(self._borders[index]) - self._samples
            beside = steps[max(at - reach, 0) : max(at + reach, 0)]
            if len(beside):
                self._joins[index] = max(self._joins[index], beside.max())

    def sound(self, said: DecoderLog) -> SoundFigures:
        """All that was heard."""
        if len(self._left):
            self._take(self._left, len(self._left))
        columns = [np.concatenate(column) for column in zip(*self._rows, strict=True)]
        energy, low, high, step = columns or [np.zeros(0, np.float32)] * 4
        return SoundFigures(
            rate=self._rate,
            channels=self._channels,
            samples=self._samples,
            cell=self._cell,
            energy=energy,
            low=low,
            high=high,
            step=step,
            power=self._power / max(self._samples * self._channels, 1),
            peak=self._peak,
            true_peak=max((meter.finish() for meter in self._meters), default=0.0),
            first=self._first,
            last=self._last,
            joins=self._joins,
            said=said,
        )


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
