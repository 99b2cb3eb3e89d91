"""What each request may cost and did cost: the budget before it, the ledger around it."""

from __future__ import annotations

import asyncio

from narrate.engines.base import Price
from narrate.errors import ChunkRefused, EngineUnusable, StoreError, TemporaryError
from narrate.recording.budget import Budget
from narrate.recording.inspect import Unfit
from narrate.recording.job import Job
from narrate.recording.ledger import Attempt, Ledger, Outcome


class NoAnswer(TemporaryError):
    """The time was up; whether the engine billed the request is not known."""


class Accounts:
    """Opens an account for each request before it is sent, and settles it after."""

    def __init__(self, ledger: Ledger, budget: Budget) -> None:
        self._ledger = ledger
        self._budget = budget

    def open(self, job: Job, number: int, price: Price | None) -> Attempt:
        """Reserve and enter a request; raises BudgetReached or StoreError: don't send it."""
        characters = len(job.spoken)
        cost = price.per_character * characters if price else 0.0
        self._budget.reserve(characters, cost)
        voicing = job.voicing
        attempt = Attempt(job.key, number, voicing.engine, voicing.voice, characters, cost)
        return self._ledger.begin(attempt)

    def request_id(self, attempt: Attempt) -> str:
        """What the request is called where it can be traced: run, take and attempt."""
        return f"{self._ledger.run}.{attempt.key[:12]}.{attempt.number}"

    def settle(self, attempt: Attempt, error: BaseException | None) -> None:
        """Enter how a request ended; what nobody billed goes back into the budget."""
        outcome, billed = _outcome(error)
        if billed is False:
            self._budget.give_back(attempt.characters, attempt.cost)
        self._ledger.end(attempt, outcome, billed, str(error or ""))


def _outcome(error: BaseException | None) -> tuple[Outcome, bool | None]:
    """The ledger's word for it, and whether it was billed (None: not known)."""
    match error:
        case None:
            return "kept", True
        case Unfit():
            return "rejected", True
        case NoAnswer():
            return "temporary", None
        case TemporaryError():
            return "temporary", error.billed
        case ChunkRefused():
            return "refused", False
        case EngineUnusable():
            return "unusable", False
        case StoreError():  # the audio came, but could not be put on disk
            return "unusable", True
        case asyncio.CancelledError():
            return "cancelled", None
        case _:
            return "fault", None
