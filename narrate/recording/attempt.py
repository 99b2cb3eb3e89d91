"""One request, how it ended, and what many of them come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["kept", "rejected", "temporary", "refused", "unusable", "cancelled", "fault"]
"""How an attempt ended: `rejected` audio came but cannot be speech of its text; `temporary`
asking again may help; `refused` this text is not spoken; `unusable` the engine or the store
stopped the run; `cancelled` by the user; `fault` of narrate's own. Two more are only read:
`under way`, and `interrupted` for what was under way when a run died."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request, as it is entered before it is sent."""

    key: str
    number: int
    """Counted from 1 for each take"""
    engine: str
    voice: str
    characters: int
    cost: float
    """US dollars, owed if it is billed; 0.0 where the engine speaks for nothing"""
    row: int = field(default=0, compare=False)
    """Its place in the ledger"""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt ended, and who pays."""

    outcome: Outcome
    billed: bool | None
    """None where nobody knows: no answer was seen"""
    overloaded: bool = False
    """The engine refused for load"""


@dataclass(slots=True)
class Totals:
    """What requests come to; characters and dollars are only those of engines with a price."""

    requests: int = 0
    retries: int = 0
    """Requests that were not the first for their take"""
    billed_characters: int = 0
    """Characters of takes kept and of answers that came but could not be used"""
    cost: float = 0.0
    """US dollars for `billed_characters`"""
    lost_characters: int = 0
    """Of the billed ones, those whose audio could not be used"""
    lost_cost: float = 0.0
    open_characters: int = 0
    """Sent, but no answer was seen (timed out, cancelled): the engine may have billed them"""
    refused_requests: int = 0
    """Refused for load (429, 503), at no cost"""

    def begin(self, attempt: Attempt) -> None:
        """Count a request that is sent."""
        self.requests += 1
        self.retries += attempt.number > 1

    def end(self, attempt: Attempt, ending: Ending) -> None:
        """Count how it ended."""
        self.refused_requests += ending.overloaded
        if attempt.cost <= 0:
            return
        if ending.billed is None:
            self.open_characters += attempt.characters
        elif ending.billed:
            self.billed_characters += attempt.characters
            self.cost += attempt.cost
            if ending.outcome != "kept":
                self.lost_characters += attempt.characters
                self.lost_cost += attempt.cost
