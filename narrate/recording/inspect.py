"""Is this audio speech of that text? And how loud, and where does its silence end?

Only what cannot be speech is refused: every bound is far outside of what any voice, script
or speed gives, since a wrong refusal costs a request and in the end a chapter.
"""

from __future__ import annotations

import functools
import unicodedata
from itertools import filterfalse

import numpy as np
import numpy.typing as npt

from narrate.audio import SAMPLE_WIDTH, Audio, Levels
from narrate.errors import TemporaryError

WINDOW = 0.005
"""Seconds over which loudness is measured to find where sound begins and ends"""

QUIET = 1e-2
"""Silence is what lies 40 dB under the take's loudest window: for speech at its usual -12 dB
that is -52 dB full scale, and a quieter voice is treated alike."""

SILENT = 1e-3
"""-60 dB full scale: a take whose loudest window is below holds no speech"""

SHORTEST = 0.020
LONGEST = 0.400
"""Seconds a letter at speed 1; speech runs at 0.055 to 0.075 in English and up to 0.3 in
Chinese (measured with five voices; Waves' own probe: 0.062 to 0.066)"""
LONGEST_DIGIT = 1.0
"""Seconds a digit or mark: `777` has seven syllables, and some voices say `1.D.` as "dot"."""
SLACK = 3.0
"""Seconds that any take may be longer at speed 1: pauses, slow beginnings, texts of one letter"""

CLIPPED_RUN = 0.010
"""Seconds at full scale without a break: no membrane does that"""
CLIPPED_SHARE = 0.05
LARGEST_MEAN = 0.1
LOUDEST = 0.45
"""RMS, full scale = 1.0; bytes that are not samples at all come to 0.58"""

_FULL_SCALE = 32768.0
_NO_SPACES = str.maketrans("", "", " ")


class Unfit(TemporaryError):
    """Audio came, and was paid for, that cannot be speech of its text."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the audio cannot be this text: {reason}", billed=True)


Samples = npt.NDArray[np.int16]


def inspect(audio: Audio, spoken: str, speed: float = 1.0) -> Levels:
    """Measure a take; raises Unfit if it cannot be speech of `spoken`.

    `speed` is what the engine was asked for. About 1 ms for 16 s at 24 kHz.
    """
    if len(audio.pcm) % SAMPLE_WIDTH:
        raise Unfit("it ends inside a sample")
    samples: Samples = np.frombuffer(audio.pcm, dtype="<i2")
    letters, others = count_characters(spoken)
    if not samples.size:
        if letters:
            raise Unfit("it is empty")
        return Levels(0.0, 0.0, 0, 0)
    _check_shape(samples, audio.rate)
    levels, loudest = _measure(samples, audio.rate)
    if letters:
        if loudest < SILENT:
            raise Unfit(f"it is silent ({audio.seconds:.1f} s)")
        _check_length(audio, levels, letters, others, speed)
    return levels


def count_characters(spoken: str) -> tuple[int, int]:
    """Letters, and whatever else may be spoken or paused for; no marks, no white space."""
    letters = sum(map(str.isalpha, spoken))
    others = sum(map(_is_sayable, filterfalse(str.isalpha, spoken.translate(_NO_SPACES))))
    return letters, others


@functools.cache
def _is_sayable(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] in "NPS"


def _measure(samples: Samples, rate: int) -> tuple[Levels, float]:
    """Levels, and the RMS of the loudest window."""
    width = max(1, round(rate * WINDOW))
    windows = -(-samples.size // width)
    sound = np.zeros(windows * width, dtype=np.float32)
    np.multiply(samples, 1 / _FULL_SCALE, out=sound[: samples.size], dtype=np.float32)
    table = sound.reshape(windows, width)
    energy = np.einsum("ij,ij->i", table, table)
    loudest = float(np.sqrt(energy.max() / width))
    if loudest < SILENT:
        return Levels(0.0, 0.0, samples.size, 0), loudest
    heard = np.flatnonzero(energy >= energy.max() * QUIET**2)
    first, last = int(heard[0]), int(heard[-1]) + 1
    lead, end = first * width, min(last * width, samples.size)
    squares = float(energy[first:last].sum(dtype=np.float64))
    peak = max(int(samples[lead:end].max()), -int(samples[lead:end].min())) / _FULL_SCALE
    return Levels(squares, peak, lead, samples.size - end), loudest


def _check_shape(samples: Samples, rate: int) -> None:
    highest, lowest = int(samples.max()), int(samples.min())
    mean = float(samples.mean(dtype=np.float64)) / _FULL_SCALE
    if abs(mean) > LARGEST_MEAN:
        raise Unfit("its samples do not swing round zero")
    if highest < 32767 and lowest > -32767:
        return
    sound = samples.astype(np.float32)
    if float(np.sqrt(np.dot(sound, sound) / samples.size)) / _FULL_SCALE > LOUDEST:
        raise Unfit("it is noise at full level")
    full = (samples >= 32767) | (samples <= -32767)
    if full.mean() > CLIPPED_SHARE or _longest_run(full) > CLIPPED_RUN * rate:
        raise Unfit("it is clipped")


def _longest_run(flags: npt.NDArray[np.bool_]) -> int:
    """Length of the longest stretch that is true."""
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _check_length(audio: Audio, levels: Levels, letters: int, others: int, speed: float) -> None:
    sound = (audio.samples - levels.lead - levels.tail) / audio.rate
    if sound < SHORTEST * letters / speed:
        raise Unfit(f"{sound:.1f} s of sound are too short for {letters} letters")
    longest = SLACK + LONGEST * letters + LONGEST_DIGIT * others
    if audio.seconds > longest / min(speed, 1.0):
        raise Unfit(f"{audio.seconds:.1f} s are too long for {letters + others} characters")
