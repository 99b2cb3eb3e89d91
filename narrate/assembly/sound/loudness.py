"""One gain for each voice of a chapter: all voices equally loud, and the chapter as it is wanted.

A sentence is never set by itself: that is what makes volume jump. Voices are set equal by their
speech; then one gain for all of them brings the chapter to its level. Peaks hold that gain down
only a little, since the limiter (`edit.py`) takes them back unheard: speech has 15 to 25 dB
between RMS and peak, where -20 and -3.5 dB leave 16.5.

LUFS are as broadcasters and podcasts measure them: ITU-R BS.1770-5 with the gates of EBU R 128.
Blocks of 0.4 s, every 0.1 s, weighted as the ear does; what is 10 LU under the mean of all that is
over -70 counts as pause. The energy of each tenth of a second is taken from its spectrum, which is
within 0.02 LU of filtering the samples one after the other and costs a third.
"""

import functools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from narrate.assembly.sound.forecast import FULL_SCALE, Forecast, kept
from narrate.assembly.spec import ChunkSpec, Level
from narrate.audio import Take

LIMITER_REACH: Final = 6.0
"""dB of a voice's peaks that are left to the limiter without a thought"""
LOUD_TAKES: Final = 0.95
"""The share of takes whose peaks the limiter has to hold within its reach; the rest are outliers"""
MOST_HELD: Final = 0.5
"""dB that a chapter may be held down by peaks beyond the limiter's reach: chapters of one book must
not differ by 1 dB"""
MOST_GAIN: Final = 30.0
"""dB; a voice quieter than that is noise, and louder noise is no better"""
PROSE_PAUSES: Final = 0.25
"""dB by which the pauses of prose lower the RMS of a chapter under that of its speech: 5 % of the
time in three novels (measured)"""
LEAST_WHOLE: Final = 2.5
"""dB under the level that the RMS of a chapter of many pauses may fall to before its speech is
made louder than that of its neighbours. Stores take 3 dB under -20."""

Gains = Mapping[str, float]
"""In dB, by voice"""


class LoudnessMeasure(Protocol):
    """How loud the voices of a chapter are, and how loud it is to become."""

    def voices(self) -> Gains:
        """How loud the speech of each voice was recorded; silent voices are left out."""

    def speech(self, equal: Gains, loudness: float, held: float) -> float:
        """How loud speech is to be for a chapter of that loudness.

        `equal` are the gains that bring each voice to 0 dB; peaks want it `held` down by so much.
        """


@dataclass(frozen=True, slots=True)
class Rms:
    """Mean power, of the whole file: the measure of audiobook stores.

    Chapters have their speech at one level, which brings those of prose to the loudness wanted
    and those of many pauses (verse, a part's title) a little under it, as one hears them equal.
    """

    forecast: Forecast

    def voices(self) -> Gains:
        """See LoudnessMeasure."""
        return {voice: speech.rms for voice, speech in self.forecast.voices.items()}

    def speech(self, equal: Gains, loudness: float, held: float) -> float:
        """See LoudnessMeasure."""
        seconds = sum(speech.seconds for speech in self.forecast.voices.values())
        pauses = 10.0 * math.log10(self.forecast.seconds / seconds)
        return max(loudness + PROSE_PAUSES - held, loudness - LEAST_WHOLE + pauses)


def voice_gains(found: Forecast, level: Level, measure: LoudnessMeasure) -> Gains:
    """The gain of each voice that speaks; 30 dB at most."""
    equal = {voice: -loudness for voice, loudness in measure.voices().items()}
    if not equal:
        return {}
    free = measure.speech(equal, level.loudness, 0.0)
    highest = max(equal[voice] + found.voices[voice].peak_of(LOUD_TAKES) for voice in equal)
    held = min(max(highest + free - level.peak - LIMITER_REACH, 0.0), MOST_HELD)
    speech = measure.speech(equal, level.loudness, held)
    return {voice: min(gain + speech, MOST_GAIN) for voice, gain in equal.items()}


STEPS = 10
"""A second"""
BLOCK = 4
"""Steps of a block"""
SILENT = -70.0
"""LUFS"""
GATE = -10.0
"""LU under the mean"""
OFFSET = -0.691
"""dB; a sine of 997 Hz at full scale then has -3.01 LUFS"""
_FILTERS = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585),
    (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621),
)
"""BS.1770-5, tables 1 and 2 (shelf, high pass): b0, b1, b2, a1, a2 at 48 kHz"""

Energies = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lufs:
    """A chapter's voices as they sound along its time."""

    spoken: Sequence[tuple[str, int, Energies]]
    """Voice, step of the chapter at which a take begins, and its mean square a step"""
    voices_heard: frozenset[str]
    steps: int
    """Length of the chapter"""

    def voices(self) -> Mapping[str, float]:
        """See `LoudnessMeasure`."""
        return {
            voice: _gated(self._energies({voice: 0.0}))
            for voice in dict.fromkeys(name for name, *_ in self.spoken)
            if voice in self.voices_heard
        }

    def speech(self, equal: Mapping[str, float], loudness: float, held: float) -> float:
        """See `LoudnessMeasure`; with the pauses, which hardly matter."""
        whole = _gated(self._energies({voice: gain + loudness for voice, gain in equal.items()}))
        return 2 * loudness - whole - held

    def _energies(self, gains: Mapping[str, float]) -> Energies:
        """Of the voices named, with their gains, along the whole chapter."""
        energies = np.zeros(self.steps)
        for voice, start, own in self.spoken:
            if voice in gains:
                energies[start : start + len(own)] += own * 10 ** (gains[voice] / 10)
        return energies


def listen(chunks: Sequence[ChunkSpec], read_take: Callable[[str], Take], found: Forecast) -> Lufs:
    """Hear all takes of a chapter, one at a time. What `read_take` raises passes through."""
    spoken = []
    for chunk, second in zip(chunks, found.starts, strict=True):
        start = int(second * STEPS)
        spoken.append((chunk.voice, start, _steps(read_take(chunk.key), second * STEPS - start)))
    longest = max((start + len(own) for _, start, own in spoken), default=0)
    steps = max(longest, int(found.seconds * STEPS), BLOCK)
    return Lufs(spoken, frozenset(found.voices), steps)


def _steps(take: Take, shift: float) -> Energies:
    """Mean square of the weighted take in each step; it begins `shift` of a step into the first."""
    first, end = kept(take.info)
    samples = np.frombuffer(take.audio.pcm, "<i2")[first:end]
    step = round(take.audio.rate / STEPS)
    before = round(shift * step)
    sound = np.zeros(-(-(before + len(samples)) // step) * step)
    sound[before : before + len(samples)] = samples
    spectrum = np.fft.rfft(sound.reshape(-1, step))
    power = spectrum.real**2 + spectrum.imag**2
    return np.asarray(np.einsum("ij,j->i", power, _weights(step, take.audio.rate)))


@functools.lru_cache(8)
def _weights(step: int, rate: int) -> Energies:
    """What each line of a step's spectrum adds to its mean square, full scale = 1.0."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(step, 1 / rate) / 48000)
    weights = np.full(len(turn), 2.0)  # each line but the outer ones stands for two
    weights[0] = 1.0
    if step % 2 == 0:
        weights[-1] = 1.0
    for b0, b1, b2, a1, a2 in _FILTERS:
        response = (b0 + b1 * turn + b2 * turn**2) / (1 + a1 * turn + a2 * turn**2)
        weights *= np.abs(response) ** 2
    return np.asarray(weights / (step * FULL_SCALE) ** 2)


def _gated(energies: Energies) -> float:
    """LUFS of a chapter of such steps; `SILENT` where nothing is louder."""
    blocks = np.convolve(energies, np.full(BLOCK, 1 / BLOCK), "valid")
    heard = blocks[blocks > 10 ** ((SILENT - OFFSET) / 10)]
    if not len(heard):
        return SILENT
    heard = heard[heard > heard.mean() * 10 ** (GATE / 10)]
    return OFFSET + 10 * float(np.log10(heard.mean()))
