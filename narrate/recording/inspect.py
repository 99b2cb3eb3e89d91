"""Is this audio speech of that text? And how loud, and where does its silence end?

Only what cannot be speech is refused: every bound is far outside of what any voice, script
or speed gives, since a wrong refusal costs a request and in the end a chapter.

`SpeechRate` learns how fast a voice speaks from its takes, so that half a take is noticed. The
bounds of `inspect` hold for every voice and are therefore wide: audio cut in half stays
within them. One voice alone is steady: with hibari and Pico (196 texts each of 40 letters or
more) no honest take was under 0.68 or over 1.57 of its voice's median, and of takes cut in
half 97 to 99 in 100 lay under 0.65.
"""

import functools
import re
import unicodedata
from collections import defaultdict, deque
from itertools import filterfalse
from statistics import median
from threading import Lock

import numpy as np
import numpy.typing as npt

from narrate.audio import SAMPLE_WIDTH, Audio, Levels
from narrate.chunk import Voicing
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


SHORT = 0.65
LONG = 1.80
"""Shares of the voice's median rate; outside of these a take is doubted"""

ENOUGH_WEIGHT = 40
"""Shorter texts are too uneven to be judged"""
ENOUGH_TAKES = 8
"""Takes of a voice before it is known"""
REMEMBERED = 99
"""Takes that make the median"""

WITNESSES = 3
ALIKE = 0.10
"""A doubted take is asked for again; so many answers that differ by no more than this share
are believed. An honest oddity costs two requests and never a chapter."""

DIGIT = 5
MARK = 3
"""Letters that a digit and a punctuation mark (its pause) count for"""


class SpeechRate:
    """Judges the length of takes against those that the same voice gave before.

    May be called from several threads. `attempts` is how often a take may be asked for.
    """

    def __init__(self, attempts: int) -> None:
        self._witnesses = min(WITNESSES, attempts)
        self._known: dict[tuple[object, ...], deque[float]] = defaultdict(
            lambda: deque(maxlen=REMEMBERED)
        )
        self._doubted: dict[str, list[float]] = defaultdict(list)
        self._lock = Lock()

    def judge(self, key: str, audio: Audio, levels: Levels, spoken: str, voicing: Voicing) -> None:
        """Raise Unfit for a take that is oddly short or long for its voice."""
        weight = _weight(spoken)
        if weight < ENOUGH_WEIGHT:
            return
        sound = (audio.samples - levels.lead - levels.tail) / audio.rate
        with self._lock:
            known = self._known[voicing.engine, voicing.voice, voicing.language, voicing.speed]
            share = sound / weight / median(known) if len(known) >= ENOUGH_TAKES else 1.0
            if not SHORT <= share <= LONG and not self._believed(key, sound):
                raise Unfit(
                    f"{sound:.1f} s of sound where this voice usually takes {sound / share:.1f} s"
                )
            known.append(sound / weight)
            self._doubted.pop(key, None)

    def _believed(self, key: str, sound: float) -> bool:
        answers = self._doubted[key]
        answers.append(sound)
        alike = [other for other in answers if abs(other - sound) <= ALIKE * sound]
        return len(alike) >= self._witnesses


_MARKS = re.compile("[.,;:!?—–…]")


def _weight(spoken: str) -> int:
    """How much there is to say, in letters."""
    letters, digits = sum(map(str.isalpha, spoken)), sum(map(str.isdigit, spoken))
    return letters + DIGIT * digits + MARK * len(_MARKS.findall(spoken))
