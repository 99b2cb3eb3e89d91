"""The retry policy: what is asked again, how often, and after which wait.

A policy is a value of small parts (tenacity's stop, wait and sleep), made anew for each
chunk since the parts count. Only TemporaryError is retried.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type

from narrate.errors import TemporaryError


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
class Tally:
    """The failures of one chunk that speak against the chunk.

    One that says nothing of it (an engine that has too much to do, or is down) is excused:
    it uses up no attempt, and when to ask again is for the gate to say.
    """

    failures: int = 0
    excused: bool = False
    """The last failure was excused"""

    def count(self, *, excused: bool) -> None:
        """Take note of a failure."""
        self.excused = excused
        self.failures += not excused


@dataclass(frozen=True, slots=True)
class StopAfterFailures:
    """Stop when so many failures were the chunk's own."""

    attempts: int
    tally: Tally

    def __call__(self, state: RetryCallState) -> bool:
        """True when the failure just counted was the last one allowed."""
        return self.tally.failures >= self.attempts


@dataclass(frozen=True, slots=True)
class BackOff:
    """Wait twice as long each time, up to a limit, give or take a quarter.

    0.0 where the gate says how long, because the engine did or the failure was excused.
    """

    settings: RetrySettings
    tally: Tally
    uniform: Callable[[float, float], float] = random.uniform

    def __call__(self, state: RetryCallState) -> float:
        """Seconds to wait after the attempt that just failed."""
        if self.tally.excused or failure(state).retry_after is not None:
            return 0.0
        return back_off(self.tally.failures, self.settings, self.uniform)


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
    tally: Tally,
    *,
    before_sleep: Callable[[RetryCallState], None],
    sleep: Callable[[float], Awaitable[None]],
) -> AsyncRetrying:
    """The policy for one chunk; the last error leaves as it came."""
    return AsyncRetrying(
        retry=retry_if_exception_type(TemporaryError),
        stop=StopAfterFailures(settings.attempts, tally),
        wait=BackOff(settings, tally),
        before_sleep=before_sleep,
        sleep=sleep,
        reraise=True,
    )
