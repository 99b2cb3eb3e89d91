"""What each request may cost and did cost: the budget before it, the ledger around it."""

import asyncio

from narrate.engines.base import Price
from narrate.errors import BudgetReached, ChunkRefused, EngineUnusable, StoreError, TemporaryError
from narrate.recording.inspect import Unfit
from narrate.recording.ledger import Attempt, Ending, Ledger
from narrate.recording.request import Request

_ROUNDING = 1e-9
"""US dollars; sums of floats may miss the cap by this"""


class Budget:
    """The cap on what a run may spend, kept before each request; None means no cap.

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
                f"Stopped at your limit of {most:,} characters ({self._characters:,} sent). Run"
                f" again to send up to {most:,} more, or set another limit (--max-characters)"
            )
        if limit is not None and cost > 0 and self._cost + cost > limit + _ROUNDING:
            raise BudgetReached(
                f"Stopped at your limit of ${limit:.2f} (${self._cost:.2f} spent). Run again to"
                f" spend up to ${limit:.2f} more, or set another limit (--max-cost)"
            )
        self._characters += characters
        self._cost += cost

    def give_back(self, characters: int, cost: float) -> None:
        """Undo a reservation that nobody billed."""
        self._characters -= characters
        self._cost -= cost


class NoAnswer(TemporaryError):
    """The time was up; whether the engine billed the request is not known."""


class Accounts:
    """Opens an account for each request before it is sent, and closes it after."""

    def __init__(self, ledger: Ledger, budget: Budget) -> None:
        self._ledger = ledger
        self._budget = budget

    def open_account(self, request: Request, number: int, price: Price | None) -> Attempt:
        """Reserve and enter a request; raises BudgetReached or StoreError: don't send it."""
        characters = len(request.spoken)
        cost = price.per_character * characters if price else 0.0
        self._budget.reserve(characters, cost)
        voicing = request.voicing
        attempt = Attempt(request.key, number, voicing.engine, voicing.voice, characters, cost)
        return self._ledger.begin(attempt)

    def request_id(self, attempt: Attempt) -> str:
        """What the request is called where it can be traced: run, take and attempt."""
        return f"{self._ledger.run}.{attempt.key[:12]}.{attempt.number}"

    def close_account(self, attempt: Attempt, ending: Ending, error: BaseException | None) -> None:
        """Enter how a request ended; what nobody billed goes back into the budget.

        Raises StoreError where it cannot be entered; the sums of the run have it all the same.
        """
        if ending.billed is False:
            self._budget.give_back(attempt.characters, attempt.cost)
        self._ledger.end(attempt, ending, str(error or ""))


def ending_of(error: BaseException | None) -> Ending:
    """How a request ended that gave this error, or none."""
    match error:
        case None:
            return _KEPT
        case Unfit():
            return Ending("rejected", True)
        case NoAnswer():
            return Ending("temporary", None)
        case TemporaryError():
            return Ending("temporary", error.billed, error.overloaded)
        case ChunkRefused():
            return Ending("refused", False)
        case EngineUnusable():
            return Ending("unusable", False)
        case StoreError():  # the audio came, but could not be put on disk
            return Ending("unusable", True)
        case asyncio.CancelledError():
            return Ending("cancelled", None)
        case _:
            return Ending("fault", None)


_KEPT = Ending("kept", True)
