"""An account with limits that nobody tells, in flying time: for what finds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from narrate.audio import Audio
from narrate.errors import TemporaryError
from tests.recording.stage import FakeTime, speech
from tests.waves.limits import MinuteCounter, Window


@dataclass
class Account:
    """Answers after `latency` seconds, refuses at once (or as late, with `refuse_late`)."""

    time: FakeTime
    latency: float = 0.1
    at_once: float = inf
    per_minute: float = inf
    window: Window = "sliding"
    told: bool = False
    """A refusal by the minute says when to come back"""
    pause: float | None = None
    """Retry-After of a refusal for too many at once"""
    refuse_late: bool = False
    lag: float = 0.0
    """Seconds for which a request counts after its answer was sent"""

    busy: int = 0
    served: int = 0
    refusals: list[int] = field(default_factory=list)
    """The number of each request that was refused, counted from 0"""
    requests: int = 0
    ended: float = 0.0

    def __post_init__(self) -> None:
        self.started = self.time.now
        self._minute = MinuteCounter(self.window, self.time.clock)

    async def answer(self) -> Audio | Exception:
        number, self.requests = self.requests, self.requests + 1
        error = self._refusal()
        if error:
            self.refusals.append(number)
            if self.refuse_late:
                await self.time.sleep(self.latency)
            return error
        self.busy += 1
        await self.time.sleep(self.latency)
        self.served += 1
        self.ended = self.time.now
        if self.lag:
            self.time.call_later(self.lag, self._leave)
        else:
            self._leave()
        return speech()

    def _leave(self) -> None:
        self.busy -= 1

    @property
    def seconds(self) -> float:
        return self.ended - self.started

    def late_refusals(self, after: int = 50) -> float:
        """Share of the requests after the first that were refused."""
        return sum(number >= after for number in self.refusals) / max(1, self.requests - after)

    def _refusal(self) -> TemporaryError | None:
        if self.busy >= self.at_once:
            return TemporaryError("429", limited=True, retry_after=self.pause)
        wait = self._minute.wait(int(self.per_minute)) if self.per_minute < inf else 0.0
        if wait <= 0:
            return None
        return TemporaryError("429", limited=True, retry_after=wait if self.told else None)
