"""How many requests may be under way at once, found by what the engine answers.

Additive increase, multiplicative decrease, as TCP does (Chiu and Jain 1989), with two
refinements for accounts that allow a fixed number: the engine's refusals say how many others
it was serving, and a number once refused is tried again only after many successes.
"""

from __future__ import annotations

FIRST_BURST = 48
"""Requests sent before the first answer, however many are allowed: an account for one would
else answer hundreds of them with 429"""

PROBE_AFTER = 64
"""Successes before a refused number is tried again; doubles each time it is refused again"""
PROBE_LATEST = 1024


class Limiter:
    """Counts the requests under way to one engine; never above `most`, never below 1."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = min(most, FIRST_BURST)
        """Requests that may be under way now"""
        self.under_way = 0
        self.era = 0
        """Grows with each shrinking; a request remembers the era that it was sent in"""
        self._round = 0
        self._since_refusal = 0
        self._proven = 0
        self._ceiling: int | None = None
        self._probe_after = PROBE_AFTER
        self._met_refusal = False

    @property
    def free(self) -> bool:
        """True while one more may be sent."""
        return self.under_way < self.limit

    def take(self) -> None:
        """Count a request that is sent now."""
        self.under_way += 1

    def give_back(self) -> None:
        """Count a request that has ended, after its outcome was told."""
        self.under_way -= 1

    def succeeded(self) -> None:
        """Grow by one after each round in which as many as allowed were served."""
        if not self._met_refusal:
            self.limit = self.most
        self._since_refusal += 1
        self._round += 1
        if self._round < self.limit or self.under_way < self.limit:
            return
        self._proven = self.limit
        if self._ceiling is not None and self._proven >= self._ceiling:
            self._ceiling, self._probe_after = None, PROBE_AFTER
        if self._may_grow():
            self.limit += 1
            self._round = 0

    def overloaded(self, era: int) -> bool:
        """Shrink after a refusal; True if the engine refused although it had nothing else.

        `era` is the one in which the refused request was sent: only the first refusal of
        those sent together counts as one, for the others were already on their way. But each
        says that no more than the others under way are being served.
        """
        self._met_refusal = True
        others = self.under_way - 1
        if era == self.era:
            self.era += 1
            self._shrink()
        self.limit = max(1, min(self.limit, others))
        return others == 0

    def _may_grow(self) -> bool:
        if self.limit >= self.most:
            return False
        known = self._ceiling is not None and self.limit + 1 >= self._ceiling
        return not known or self._since_refusal >= self._probe_after

    def _shrink(self) -> None:
        if self.limit > self._proven:  # too many were tried: the others tell how many serve
            if self._ceiling == self.limit:
                self._probe_after = min(2 * self._probe_after, PROBE_LATEST)
            self._ceiling = self.limit
        else:  # what was served before is refused now: there is no fixed number
            self._ceiling = None
            self.limit //= 2
        self._proven = 0
        self._round = self._since_refusal = 0
