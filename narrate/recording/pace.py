"""How fast a voice speaks, learned from its takes, so that half a take is noticed.

The bounds of `inspect` hold for every voice and are therefore wide: audio cut in half stays
within them. One voice alone is steady: with hibari and Pico (196 texts each of 40 letters or
more) no honest take was under 0.68 or over 1.57 of its voice's median, and of takes cut in
half 97 to 99 in 100 lay under 0.65.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from statistics import median
from threading import Lock

from narrate.audio import Audio, Levels
from narrate.chunk import Voicing
from narrate.recording.inspect import Unfit

SHORT = 0.65
LONG = 1.80
"""Shares of the voice's median pace; outside of these a take is doubted"""

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


class Pace:
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
