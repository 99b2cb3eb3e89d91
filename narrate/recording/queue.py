"""The way of the chunks to one engine: in book order, so many at once, until each is kept.

A chunk takes a slot, is sent, judged and written, and only then frees the slot: whenever the
process is killed, no more chunks than slots were asked for in vain. A chunk that waits to be
asked again holds no slot, and then comes before those that were never sent, unless another
chunk is wanted to tell whether the engine or the chunk is to blame.

What is to be recorded, and who waits for it.

Who wants to hear what becomes of each job.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from math import inf
from typing import Protocol

from tenacity import RetryCallState

from narrate.audio import TakeInfo
from narrate.chunk import Voicing
from narrate.errors import ChunkRefused, EngineUnusable, TemporaryError
from narrate.recording.load.gate import Throttle
from narrate.recording.load.limiter import Ticket
from narrate.recording.load.outage import Outage
from narrate.recording.money.ledger import Attempt, Ending
from narrate.recording.retry import Odds, RetryBudget, RetrySettings, Tally, failure, retrying
from narrate.recording.store.store import Draft
from narrate.report import LimitReport


@dataclass(frozen=True, slots=True)
class Job:
    """One chunk to be recorded."""

    key: str
    """Of its take; jobs with the same key share one request"""
    spoken: str
    voicing: Voicing
    label: str
    """Where it is from, for messages: `chapter 3: It was a dark …`"""
    optional: bool = False
    """Where there is no money left for it, only this job is given up"""


@dataclass(eq=False, slots=True)
class Errand:
    """A job on its way, with everybody who waits for its take."""

    number: int
    """Place in the order of submission"""
    job: Job
    """The first that was submitted"""
    waiting: list[tuple[Job, asyncio.Future[TakeInfo]]]
    tally: Tally = field(default_factory=Tally)
    requests: int = 0
    """Sent so far"""
    attempt: Attempt | None = None
    """The last request's account, while it is not settled"""
    ticket: Ticket | None = None
    """Its place among the requests under way: sent, or about to be"""

    def __lt__(self, other: Errand) -> bool:
        return self.number < other.number


RESTING = 3
FEWEST_RESTING = 8
"""Chunks for each slot, and at the least, that may wait to be asked again while others are
begun: a service that fails at everything shall not be asked for the whole book"""


class Owner(Protocol):
    """The pool, as its lanes see it."""

    async def ask(self, errand: Errand, seconds: float) -> Draft:
        """Send one request that is given so many seconds, judge the answer and write it."""

    async def keep(self, errand: Errand, draft: Draft) -> None:
        """Put the take on disk under its name and tell who waits for it."""

    def retrying(self, errand: Errand, error: TemporaryError, wait: float) -> None:
        """The chunk will be asked for again."""

    def failed(self, errand: Errand, error: TemporaryError | ChunkRefused) -> None:
        """The chunk is given up; the others go on."""

    def dropped(self, errand: Errand) -> None:
        """The chunk was cancelled."""

    def halt(self, error: Exception, errand: Errand) -> None:
        """Nothing more may be sent."""


class Lane:
    """Queue, slots, gate and failures of one engine."""

    def __init__(
        self,
        owner: Owner,
        engine: str,
        slots: int,
        retry: RetrySettings,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._owner = owner
        self._engine = engine
        self._retry = retry
        self._clock = clock
        self._sleep = sleep
        self._throttle = Throttle(slots, retry, clock)
        self._outage = Outage(slots, clock)
        self._odds = Odds(retry.attempts)
        self._retries = RetryBudget(slots, clock)
        self._most_resting = max(FEWEST_RESTING, RESTING * slots)
        self._resting = 0
        self._queue: deque[Errand] = deque()
        self._returning: list[tuple[Errand, asyncio.Future[None]]] = []
        self._in_hand: dict[asyncio.Task[None], Errand] = {}
        self._alarm: asyncio.Task[None] | None = None
        self._due = 0.0
        self._closed = False

    @property
    def tasks(self) -> set[asyncio.Task[None]]:
        """The tasks of the chunks in hand."""
        return set(self._in_hand)

    @property
    def busy(self) -> bool:
        """True while a request is under way or about to be sent."""
        return self._throttle.under_way > 0

    def limits(self) -> LimitReport:
        """What was found out about the engine's limits."""
        return self._throttle.report(self._engine)

    def add(self, errand: Errand) -> None:
        """Queue a chunk behind all others."""
        self._queue.append(errand)
        self._pump()

    def close(self) -> list[Errand]:
        """Send nothing more; the answer is what was never sent.

        Chunks that wait to be asked again are cancelled, those under way are left alone.
        """
        self._closed = True
        if self._alarm:
            self._alarm.cancel()
        caller = asyncio.current_task()
        for task, errand in self._in_hand.items():
            if errand.ticket is None and task is not caller:
                task.cancel()
        unsent, self._queue = list(self._queue), deque()
        return unsent

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
        return bool(self._returning) or self._may_begin()

    def _may_begin(self) -> bool:
        return bool(self._queue) and self._resting < self._most_resting

    def _wait(self) -> float:
        """Seconds until the next request may be sent; inf where only an answer will tell."""
        if self._outage.down and self._throttle.under_way:
            return inf  # one probe at a time
        return max(self._throttle.wait(), self._outage.wait(), self._wait_to_retry())

    def _wait_to_retry(self) -> float:
        """Seconds until a chunk may be asked for again, where there is no other to begin."""
        counted = self._returning and not self._returning[0][0].tally.excused
        return self._retries.wait() if counted and not self._may_begin() else 0.0

    def _send_next(self) -> None:
        ticket = self._throttle.take()
        if self._returning and not (self._may_begin() and self._others_first()):
            errand, turn = heapq.heappop(self._returning)
            errand.ticket = ticket
            if not errand.tally.excused:
                self._retries.spend()
            turn.set_result(None)
            return
        errand = self._queue.popleft()
        errand.ticket = ticket
        task = asyncio.create_task(self._run(errand))
        self._in_hand[task] = errand
        task.add_done_callback(self._ended)

    def _others_first(self) -> bool:
        """A chunk that was never sent is wanted before one that failed."""
        return self._outage.suspected or self._retries.wait() > 0

    def _call_after(self, seconds: float) -> None:
        async def ring() -> None:
            await self._sleep(seconds)
            self._alarm = None
            self._pump()

        due = self._clock() + seconds
        if self._alarm and due >= self._due:
            return
        if self._alarm:
            self._alarm.cancel()
        self._alarm, self._due = asyncio.create_task(ring()), due

    # ---- one chunk

    async def _run(self, errand: Errand) -> None:
        try:
            await self._bring(errand)
        except Exception as error:  # whatever it is, those who wait must not wait for ever
            self._owner.halt(error, errand)

    async def _bring(self, errand: Errand) -> None:
        try:
            try:
                draft = await self._attempt(errand)
            except TemporaryError as error:
                draft = await self._again(errand, error)
        except (TemporaryError, ChunkRefused) as error:
            self._owner.failed(errand, error)
            return
        self._pump()
        await self._owner.keep(errand, draft)

    async def _again(self, errand: Errand, first: TemporaryError) -> Draft:
        """Retry by the policy, which counts the first failure as its own first attempt.

        Most chunks never come here: setting a policy up costs as much as the rest of a job.
        """
        policy = retrying(
            self._retry,
            errand.tally,
            before_sleep=partial(self._tell, errand),
            sleep=partial(self._rest, errand),
        )
        failed: list[TemporaryError] = [first]

        async def attempt() -> Draft:
            if failed:
                raise failed.pop()
            return await self._attempt(errand)

        result: Draft = await policy(attempt)
        return result

    async def _attempt(self, errand: Errand) -> Draft:
        ticket, sent = errand.ticket, self._clock()
        assert ticket is not None, "whoever sends has a place"
        try:
            draft = await self._owner.ask(errand, self._outage.timeout(self._retry.timeout))
            self._served(ticket, sent)
            if not errand.tally.failures:
                self._odds.first(failed=False)
            return draft
        except ChunkRefused:
            self._served(ticket, sent)
            raise
        except TemporaryError as error:
            self._learn(errand, error, ticket, sent)
            raise
        finally:
            errand.ticket = None
            self._throttle.give_back(ticket)

    def _served(self, ticket: Ticket, sent: float) -> None:
        self._throttle.served(ticket, sent)
        self._outage.succeeded()
        self._retries.earn()

    def _learn(self, errand: Errand, error: TemporaryError, ticket: Ticket, sent: float) -> None:
        """What a failure says of the engine; raises EngineUnusable where it says enough."""
        if error.overloaded:
            self._throttle.refused(error, ticket, sent)
        elif error.retry_after is not None:
            self._throttle.close_for(error.retry_after)
        self._outage.failed(errand.job.key, error, sent)
        excused = error.overloaded or self._outage.down
        if not (excused or errand.tally.failures):
            self._odds.first(failed=True)
        errand.tally.count(excused=excused, most=self._odds.attempts())
        verdict = self._outage.verdict()
        if verdict:
            raise EngineUnusable(
                f"{self._engine} {verdict} (the last: {error});"
                " everything recorded is kept, run again later to go on"
            ) from error

    def _tell(self, errand: Errand, state: RetryCallState) -> None:
        if self._closed:
            return
        wait = max(state.upcoming_sleep, self._throttle.pause(), self._outage.wait())
        self._owner.retrying(errand, failure(state), wait)

    async def _rest(self, errand: Errand, seconds: float) -> None:
        """Wait without a slot, then get in line for one before all that are newer."""
        if self._closed:
            raise asyncio.CancelledError
        self._resting += 1
        self._pump()
        if seconds > 0:
            await self._sleep(seconds)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._returning, (errand, turn))
        self._pump()
        await turn
        self._resting -= 1

    def _ended(self, task: asyncio.Task[None]) -> None:
        errand = self._in_hand.pop(task)
        if task.cancelled():
            self._owner.dropped(errand)
        self._pump()


class Listener:
    """Hears what happens to each job, on the event loop; must be quick. Override what you want."""

    def sending(self, job: Job, attempt: Attempt) -> None:
        """A request for it goes out."""

    def settled(self, job: Job, attempt: Attempt, ending: Ending) -> None:
        """That request has ended, and its account is closed."""

    def retrying(self, job: Job, error: TemporaryError, wait: float) -> None:
        """It did not work; it will be asked for again after that many seconds."""

    def kept(self, job: Job, info: TakeInfo) -> None:
        """It was recorded and its take is on disk."""

    def reused(self, job: Job, info: TakeInfo) -> None:
        """Its take was there, or came with another job of the same key."""

    def failed(self, job: Job, error: TemporaryError | ChunkRefused) -> None:
        """It is given up in this run."""
