"""One gate for all requests to an engine: closed when the engine asks for a wait."""

from __future__ import annotations

import random
from collections.abc import Callable

LONGEST = 600.0
"""Seconds; a longer Retry-After is asked about again after this time"""
SPREAD = 0.1
"""Share of the wait by which the gate opens later at random, so that several programs with
one account do not come back in the same moment; at most a second"""
STEP = 0.05
"""Seconds, on average, between requests after opening, until the first success"""


class Gate:
    """Says how long to wait before the next request may be sent."""

    def __init__(
        self, clock: Callable[[], float], uniform: Callable[[float, float], float] = random.uniform
    ) -> None:
        self._clock = clock
        self._uniform = uniform
        self._opens = clock()
        self._careful = False

    def close_for(self, seconds: float) -> None:
        """Let nobody through for so long; an earlier, longer wait stays in force."""
        wait = min(max(seconds, 0.0), LONGEST)
        wait += self._uniform(0.0, min(SPREAD * wait, 1.0))
        self._opens = max(self._opens, self._clock() + wait)
        self._careful = True

    def wait(self) -> float:
        """Seconds until the next request may be sent; 0.0 now."""
        return max(0.0, self._opens - self._clock())

    def passed(self) -> None:
        """A request goes through; while nothing has succeeded yet, the next waits a moment."""
        if self._careful:
            self._opens = self._clock() + self._uniform(0.5, 1.5) * STEP

    def succeeded(self) -> None:
        """The engine serves again: no more care is needed."""
        self._careful = False
