"""The retry policy: what is asked again, how often, and after which wait.

A policy is a value of small parts (tenacity's stop, wait and sleep), one for each request since
the parts count its failures. Only TemporaryError is retried.

How often is enough depends on the failure rate, so that bad luck is told from a bad chunk. A chunk
that fails five times while others never do is to blame itself. While three in ten of all requests
fail, one chunk in four hundred fails five times by chance: in a book of a thousand there would be
holes although nothing is wrong with its text.
"""

import random
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import ceil, log
from typing import Protocol

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type

from narrate.errors import TemporaryError

BUDGET_AT_FIRST = 20
BUDGET_PAUSE = 1.0
"""Retries beside two a slot that need no success before, and seconds between those beyond"""


class RetrySettings(Protocol):
    """What the key `retry` of the settings says."""

    @property
    def attempts(self) -> int:
        """Most requests for one take, the first included."""

    @property
    def wait_initial(self) -> float:
        """Seconds before the second request; doubled before each one after."""

    @property
    def wait_max(self) -> float:
        """Most seconds between two requests."""

    @property
    def timeout(self) -> float:
        """Seconds that one request is given."""


@dataclass(slots=True)
class Failures:
    """The failures of one request.

    Those caused by load or by an outage are excused: they do not count as attempts, and the gate
    says when to try again.
    """

    counted: int = 0
    """Without those excused"""
    excused: bool = False
    """The last failure was excused"""
    given_up: bool = False
    """It failed as often as it may"""

    def count(self, *, excused: bool, most: int) -> None:
        """Take note of a failure; `most` is how many are enough to give the chunk up."""
        self.excused = excused
        self.counted += not excused
        self.given_up = not excused and self.counted >= most


class RetryBudget:
    """What may be spent on asking again: at first some, then one for each success.

    A service that fails at more than half of what it is asked is so not hammered: beyond its
    successes it is asked again once in a while only. `clock` gives monotonic seconds.
    """

    def __init__(self, slots: int, clock: Callable[[], float]) -> None:
        self._most = self._left = BUDGET_AT_FIRST + 2 * slots
        self._clock = clock
        self._last = -BUDGET_PAUSE

    def earn(self) -> None:
        """A request succeeded."""
        self._left = min(self._most, self._left + 1)

    def spend(self) -> None:
        """A chunk is asked for again."""
        self._left = max(0, self._left - 1)
        self._last = self._clock()

    def wait(self) -> float:
        """Seconds until a chunk may be asked for again; 0.0 now."""
        return 0.0 if self._left else max(0.0, self._last + BUDGET_PAUSE - self._clock())


@dataclass(frozen=True, slots=True)
class BackOff:
    """Wait twice as long each time, up to a limit, give or take a quarter.

    0.0 where the gate says how long, because the engine did or the failure was excused.
    """

    settings: RetrySettings
    failures: Failures
    uniform: Callable[[float, float], float] = random.uniform

    def __call__(self, state: RetryCallState) -> float:
        """Seconds to wait after the attempt that just failed."""
        if self.failures.excused or failure(state).retry_after is not None:
            return 0.0
        return back_off(self.failures.counted, self.settings, self.uniform)


def back_off(
    failures: int,
    settings: RetrySettings,
    uniform: Callable[[float, float], float] = random.uniform,
) -> float:
    """Seconds to wait after so many failures in a row, counted from 1."""
    doubled = settings.wait_initial * 2.0 ** min(failures - 1, 30)
    return min(doubled * uniform(0.75, 1.25), settings.wait_max)


def failure(state: RetryCallState) -> TemporaryError:
    """The error that the attempt just made ended with."""
    assert state.outcome is not None
    error = state.outcome.exception()
    assert isinstance(error, TemporaryError), "only TemporaryError is retried"
    return error


def retrying(
    settings: RetrySettings,
    failures: Failures,
    *,
    before_sleep: Callable[[RetryCallState], None],
    sleep: Callable[[float], Awaitable[None]],
) -> AsyncRetrying:
    """The policy for one request; the last error leaves as it came.

    Making one and going through it once takes 0.013 ms, at 300 requests a second 0.4 % of a core.
    """
    return AsyncRetrying(
        retry=retry_if_exception_type(TemporaryError),
        stop=lambda _: failures.given_up,
        wait=BackOff(settings, failures),
        before_sleep=before_sleep,
        sleep=sleep,
        reraise=True,
    )


CHANCE = 1e-6
"""How likely a good chunk may at most be given up"""
REMEMBERED = 200
ENOUGH = 20
"""First requests by which the chance to fail is judged: at the most, and at the least"""
LONGEST = 4
"""Times the attempts of the settings, at the most"""


class FailureRate:
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
