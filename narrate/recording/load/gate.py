"""When the next request may be sent, as far as the load that the engine allows decides it.

limiter   how many at once        found from refusals and from what was served beside them
quota     how many in a minute    found from refusals although nothing else was under way
gate      not before a time       told by the engine (Retry-After), one for all its requests
"""

import random
from collections.abc import Callable
from math import inf

from narrate.errors import TemporaryError
from narrate.recording.load.limiter import Limiter, Ticket
from narrate.recording.load.quota import Quota
from narrate.recording.retry import RetrySettings, back_off
from narrate.report import LimitReport

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


class Throttle:
    """Counts the requests to one engine and holds them back; `clock` gives monotonic seconds."""

    def __init__(self, slots: int, retry: RetrySettings, clock: Callable[[], float]) -> None:
        self._limiter = Limiter(slots, clock)
        self._quota = Quota(clock)
        self._gate = Gate(clock)
        self._retry = retry
        self._clock = clock
        self._begun = clock()
        self._requests = 0
        self._refused = 0
        self._refused_alone = 0

    @property
    def under_way(self) -> int:
        """Requests sent that have not ended."""
        return self._limiter.under_way

    def wait(self) -> float:
        """Seconds until the next may be sent; inf where only the end of another will tell."""
        under_way = self._limiter.under_way
        if under_way and under_way >= self._quota.at_once():
            return inf
        return max(self._limiter.wait(), self.pause())

    def pause(self) -> float:
        """Seconds for which nothing may be sent at all."""
        return max(self._gate.wait(), self._quota.wait())

    def take(self) -> Ticket:
        """A request is sent now."""
        self._requests += 1
        self._gate.passed()
        self._quota.sent()
        return self._limiter.take()

    def give_back(self, ticket: Ticket) -> None:
        """It has ended; called after its outcome was told."""
        self._limiter.give_back(ticket)

    def served(self, ticket: Ticket, sent: float) -> None:
        """The engine did what it was asked at that time."""
        self._refused_alone = 0
        self._limiter.succeeded(ticket)
        self._quota.succeeded(sent)
        self._gate.succeeded()

    def refused(self, error: TemporaryError, ticket: Ticket, sent: float) -> None:
        """The engine refused for load: send fewer at once, or fewer in a minute, or wait."""
        self._refused += 1
        if error.retry_after is not None:
            self._gate.close_for(error.retry_after)
        if error.limited and self._quota.in_force:
            self._quota.refused(sent, alone=True)
            return
        served = (self._requests - self._refused) / max(self._clock() - self._begun, 0.001)
        alone = self._limiter.overloaded(ticket, error.retry_after or 0.0, served)
        if error.limited:
            self._quota.refused(sent, alone=alone)
        elif alone and error.retry_after is None:
            self._refused_alone += 1  # fewer at once would not help, only time will
            self._gate.close_for(back_off(self._refused_alone, self._retry))

    def close_for(self, seconds: float) -> None:
        """Send nothing for so long: the engine asked for it with a failure of another kind."""
        self._gate.close_for(seconds)

    def report(self, engine: str) -> LimitReport:
        """What was found out."""
        return LimitReport(
            engine=engine,
            requests=self._requests,
            refused=self._refused,
            limit=self._limiter.expected,
            workers=self._limiter.most,
            per_minute=self._quota.per_minute,
        )
