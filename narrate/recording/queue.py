"""The queue of one engine: in book order, so many at once, until each take is kept.

A request takes a slot, is sent, judged and written, and only then frees the slot: whenever the
process is killed, no more takes than slots were asked for in vain. A request that waits to be
sent again holds no slot, and then comes before those that were never sent, unless another chunk
is wanted to tell whether the engine or the chunk is to blame.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from math import inf

from tenacity import RetryCallState

from narrate.audio import TakeInfo
from narrate.errors import ChunkRefused, EngineUnusable, TemporaryError
from narrate.recording.ledger import Attempt
from narrate.recording.load.gate import Throttle
from narrate.recording.load.limiter import Ticket
from narrate.recording.load.outage import Outage
from narrate.recording.request import Listener, Request
from narrate.recording.retry import (
    FailureRate,
    Failures,
    RetryBudget,
    RetrySettings,
    failure,
    retrying,
)
from narrate.recording.sender import Sender
from narrate.recording.store import Draft
from narrate.report import LimitReport

RETRYING_A_SLOT = 3
FEWEST_RETRYING = 8
"""Requests for each slot, and at the least, that may wait to be sent again while others are
begun: a service that fails at everything shall not be asked for the whole book"""


@dataclass(eq=False, slots=True)
class _Queued:
    """A request in the queue, and what became of it so far."""

    number: int
    """Place in the order of submission"""
    request: Request
    taken: asyncio.Future[TakeInfo]
    failures: Failures = field(default_factory=Failures)
    attempts: int = 0
    """Sent so far"""
    ticket: Ticket | None = None
    """Its place among the requests under way: sent, or about to be"""

    def __lt__(self, other: _Queued) -> bool:
        return self.number < other.number


class EngineQueue:
    """Queue, slots, gate and failures of one engine."""

    def __init__(
        self,
        retry: RetrySettings,
        sender: Sender,
        listener: Listener,
        engine: str,
        slots: int,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._engine = engine
        self._retry = retry
        self._sender = sender
        self._listener = listener
        self._clock = clock
        self._sleep = sleep
        self._throttle = Throttle(slots, retry, clock)
        self._outage = Outage(slots, clock)
        self._failure_rate = FailureRate(retry.attempts)
        self._retries = RetryBudget(slots, clock)
        self._most_retrying = max(FEWEST_RETRYING, RETRYING_A_SLOT * slots)
        self._retrying = 0
        self._added = 0
        self._unsent: deque[_Queued] = deque()
        self._due_again: list[tuple[_Queued, asyncio.Future[None]]] = []
        self._begun: dict[asyncio.Task[None], _Queued] = {}
        self._timer: asyncio.Task[None] | None = None
        self._timer_due = 0.0
        self._closed = False

    @property
    def tasks(self) -> set[asyncio.Task[None]]:
        """The tasks of the requests that were begun."""
        return set(self._begun)

    @property
    def busy(self) -> bool:
        """True while a request is under way or about to be sent."""
        return self._throttle.under_way > 0

    def limits(self) -> LimitReport:
        """What was found out about the engine's limits."""
        return self._throttle.report(self._engine)

    def add(self, request: Request) -> asyncio.Future[TakeInfo]:
        """Queue a request behind all others.

        The future gives its take, kept; it raises TemporaryError (all attempts failed) or
        ChunkRefused, or what halted the sender, and is cancelled where the queue was closed.
        """
        queued = _Queued(self._added, request, asyncio.get_running_loop().create_future())
        self._added += 1
        self._unsent.append(queued)
        self._pump()
        return queued.taken

    def close(self) -> None:
        """Send nothing more; safe to call twice.

        What was not sent, and what waits to be sent again, is cancelled; what is under way is
        left alone.
        """
        if self._closed:  # a take that is being written survives one cancellation, not two
            return
        self._closed = True
        if self._timer:
            self._timer.cancel()
        caller = asyncio.current_task()
        for task, queued in self._begun.items():
            if queued.ticket is None and task is not caller:
                task.cancel()
        while self._unsent:
            self._unsent.popleft().taken.cancel()

    # ---- when to send

    def _pump(self) -> None:
        """Send what may be sent now; called whenever that may have changed."""
        while not self._closed and self._has_next():
            wait = self._wait()
            if wait == inf:  # the end of a request under way will call again
                return
            if wait > 0:
                self._call_after(wait)
                return
            self._send_next()

    def _has_next(self) -> bool:
        return bool(self._due_again) or self._may_begin()

    def _may_begin(self) -> bool:
        return bool(self._unsent) and self._retrying < self._most_retrying

    def _wait(self) -> float:
        """Seconds until the next request may be sent; inf where only an answer will tell."""
        if self._outage.down and self._throttle.under_way:
            return inf  # one probe at a time
        return max(self._throttle.wait(), self._outage.wait(), self._wait_to_retry())

    def _wait_to_retry(self) -> float:
        """Seconds until a request may be sent again, where there is no other to begin."""
        counted = self._due_again and not self._due_again[0][0].failures.excused
        return self._retries.wait() if counted and not self._may_begin() else 0.0

    def _send_next(self) -> None:
        ticket = self._throttle.take()
        if self._due_again and not (self._may_begin() and self._others_first()):
            queued, turn = heapq.heappop(self._due_again)
            queued.ticket = ticket
            if not queued.failures.excused:
                self._retries.spend()
            turn.set_result(None)
            return
        queued = self._unsent.popleft()
        queued.ticket = ticket
        task = asyncio.create_task(self._run(queued))
        self._begun[task] = queued
        task.add_done_callback(self._ended)

    def _others_first(self) -> bool:
        """A request that was never sent is wanted before one that failed."""
        return self._outage.suspected or self._retries.wait() > 0

    def _call_after(self, seconds: float) -> None:
        async def ring() -> None:
            await self._sleep(seconds)
            self._timer = None
            self._pump()

        due = self._clock() + seconds
        if self._timer and due >= self._timer_due:
            return
        if self._timer:
            self._timer.cancel()
        self._timer, self._timer_due = asyncio.create_task(ring()), due

    # ---- one request

    async def _run(self, queued: _Queued) -> None:
        try:
            queued.taken.set_result(await self._record(queued))
        except (TemporaryError, ChunkRefused) as error:
            queued.taken.set_exception(error)
        except Exception as error:  # whatever it is, who waits must not wait for ever
            queued.taken.set_exception(self._sender.halt(error))

    async def _record(self, queued: _Queued) -> TakeInfo:
        attempt, draft = await self._drafted(queued)
        self._pump()
        return await self._sender.keep(queued.request, attempt, draft, busy=self.busy)

    async def _drafted(self, queued: _Queued) -> tuple[Attempt, Draft]:
        """The take as it was written, after as many attempts as it needs."""
        async for attempt in retrying(
            self._retry,
            queued.failures,
            before_sleep=partial(self._tell, queued),
            sleep=partial(self._wait_in_line, queued),
        ):
            with attempt:
                return await self._attempt(queued)
        raise AssertionError("the policy returns or raises")

    async def _attempt(self, queued: _Queued) -> tuple[Attempt, Draft]:
        ticket, sent = queued.ticket, self._clock()
        assert ticket is not None, "whoever sends has a place"
        queued.attempts += 1
        seconds = self._outage.timeout(self._retry.timeout)
        try:
            drafted = await self._sender.send(queued.request, queued.attempts, seconds)
            self._served(ticket, sent)
            if not queued.failures.counted:
                self._failure_rate.first(failed=False)
            return drafted
        except ChunkRefused:
            self._served(ticket, sent)
            raise
        except TemporaryError as error:
            self._learn(queued, error, ticket, sent)
            raise
        finally:
            queued.ticket = None
            self._throttle.give_back(ticket)

    def _served(self, ticket: Ticket, sent: float) -> None:
        self._throttle.served(ticket, sent)
        self._outage.succeeded()
        self._retries.earn()

    def _learn(self, queued: _Queued, error: TemporaryError, ticket: Ticket, sent: float) -> None:
        """What a failure says of the engine; raises EngineUnusable where it says enough."""
        if error.overloaded:
            self._throttle.refused(error, ticket, sent)
        elif error.retry_after is not None:
            self._throttle.close_for(error.retry_after)
        self._outage.failed(queued.request.key, error, sent)
        excused = error.overloaded or self._outage.down
        if not (excused or queued.failures.counted):
            self._failure_rate.first(failed=True)
        queued.failures.count(excused=excused, most=self._failure_rate.attempts())
        verdict = self._outage.verdict()
        if verdict:
            raise EngineUnusable(
                f"{self._engine} {verdict} (the last: {error});"
                " everything recorded is kept, run again later to go on"
            ) from error

    def _tell(self, queued: _Queued, state: RetryCallState) -> None:
        if self._closed or self._sender.halted:
            return
        wait = max(state.upcoming_sleep, self._throttle.pause(), self._outage.wait())
        self._listener.retrying(queued.request, failure(state), wait)

    async def _wait_in_line(self, queued: _Queued, seconds: float) -> None:
        """Wait without a slot, then get in line for one before all that are newer."""
        if self._closed or self._sender.halted:
            raise asyncio.CancelledError
        self._retrying += 1
        self._pump()
        if seconds > 0:
            await self._sleep(seconds)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._due_again, (queued, turn))
        self._pump()
        await turn
        self._retrying -= 1

    def _ended(self, task: asyncio.Task[None]) -> None:
        queued = self._begun.pop(task)
        if task.cancelled():
            queued.taken.cancel()
        self._pump()
