"""How likely any chunk fails just now, so that bad luck is told from a bad chunk.

A chunk that fails five times while others never do is to blame itself. While three in ten of all
requests fail, one chunk in four hundred fails five times by chance: in a book of a thousand
there would be holes although nothing is wrong with its text.
"""

from __future__ import annotations

from collections import deque
from math import ceil, log

CHANCE = 1e-6
"""How likely a good chunk may at most be given up"""
REMEMBERED = 200
ENOUGH = 20
"""First requests by which the chance to fail is judged: at the most, and at the least"""
LONGEST = 4
"""Times the attempts of the settings, at the most"""


class Odds:
    """Counts how the first requests for chunks end; what is excused is not told to it."""

    def __init__(self, attempts: int) -> None:
        self._attempts = attempts
        self._failed: deque[bool] = deque(maxlen=REMEMBERED)

    def first(self, *, failed: bool) -> None:
        """Take note of how the first request for a chunk ended."""
        self._failed.append(failed)

    def attempts(self) -> int:
        """How often a chunk that has failed already may be asked for before it is given up."""
        others, failed = len(self._failed) - 1, sum(self._failed) - 1
        if others < ENOUGH or failed < 1 or self._attempts == 1:
            return self._attempts
        share = min(failed / others, 0.9)
        needed = min(ceil(log(CHANCE) / log(share)), LONGEST * self._attempts)
        return max(self._attempts, needed)
