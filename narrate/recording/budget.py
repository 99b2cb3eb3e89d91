"""The cap on what a run may spend, kept before each request."""

from __future__ import annotations

from narrate.errors import BudgetReached

_ROUNDING = 1e-9
"""US dollars; sums of floats may miss the cap by this"""


class Budget:
    """What may still be sent; None means no cap.

    Characters of free engines count, their cost is 0. What is reserved stays spent unless
    it is known that nobody billed it.
    """

    def __init__(self, max_characters: int | None = None, max_cost: float | None = None) -> None:
        self._max_characters = max_characters
        self._max_cost = max_cost
        self._characters = 0
        self._cost = 0.0

    def reserve(self, characters: int, cost: float) -> None:
        """Set aside what a request may cost; raises BudgetReached where that is too much."""
        most, limit = self._max_characters, self._max_cost
        if most is not None and self._characters + characters > most:
            raise BudgetReached(
                f"the next request would pass the cap of {most} characters"
                f" ({self._characters} are spoken); raise `budget.max_characters`"
                " (--max-characters) and run again to go on"
            )
        if limit is not None and cost > 0 and self._cost + cost > limit + _ROUNDING:
            raise BudgetReached(
                f"the next request would pass the cap of ${limit:.2f} (${self._cost:.4f} is spent);"
                " raise `budget.max_cost` (--max-cost) and run again to go on"
            )
        self._characters += characters
        self._cost += cost

    def give_back(self, characters: int, cost: float) -> None:
        """Undo a reservation that nobody billed."""
        self._characters -= characters
        self._cost -= cost
