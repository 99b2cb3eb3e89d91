"""How many requests a minute an account allows, found by what the engine answers.

A refusal although nothing else is under way cannot be helped by sending fewer at once: too many
were sent lately. What the engine took in the last minute is then held to be all that it takes in
a minute, and single requests, less and less often, show whether that is so: if it serves again
before the minute is over, it was something else, or the allowance comes back drop by drop.

    counting    no limit is known or suspected
    suspecting  what was taken in the last minute may be all; single requests ask
    growing     two at once, and two more in the minute for each answer
    known       no more than the allowance in any minute

    counting   ── refused alone ────────────────────────────▶ suspecting
    suspecting ── refused again: wait four times as long ───▶ suspecting
    suspecting ── served when the minute is over, after
                  three refusals ───────────────────────────▶ known
    suspecting ── served otherwise ─────────────────────────▶ growing
    growing    ── refused alone ────────────────────────────▶ suspecting
    growing    ── more served than could be the limit ──────▶ counting
    known      ── three minutes later: two more are tried
                  each time they are served ────────────────▶ known
    known      ── one of those refused: allowance as before ▶ known
    known      ── refused alone within the allowance ───────▶ suspecting
"""

import random
from collections import deque
from collections.abc import Callable
from math import ceil, inf

WINDOW = 60.0
"""Seconds over which accounts are measured: Smallest AI's own note on its limits says that its
windows slide over 60 s, and other services count by the minute too"""
MARGIN = 0.25
"""Seconds that a request may have been on its way until the engine counted it"""
NEARLY = 5.0
"""Seconds before the end of the minute at which an answer still means that it was the minute"""

FIRST_WAIT = 0.5
FACTOR = 4.0
LONGEST_WAIT = 30.0
"""Seconds before single requests, each so many times as long as the one before"""

SUSPECTED = 100
"""Requests a minute that the one source which gives a figure for Smallest AI's pay-as-you-go
accounts tells (api-evangelist, 2026-06-21, unconfirmed)"""
LISTEN = 0.02
"""Seconds for which the first request beyond is listened to, once: with many workers dozens
would else be on their way before the first refusal arrives"""

GROWING_AT_ONCE = 2
BURST = 20
"""Requests at once while the allowance is tried out, and, as a multiple of what an even flow
would need, when it is known: the minute's allowance is then used up within three seconds"""
SURE = 3
A_FEW = 20
"""Refusals in a row, each alone, before it is believed to be the minute: one or two come by chance,
and after a few answers nothing is suspected any more"""
DISMISSED = 3
"""Times the suspected allowance: where so many were taken, it is no longer suspected"""
TRY_MORE_AFTER = 3 * WINDOW
"""Seconds until more than the known allowance is tried"""


class Quota:
    """Says how long to wait before the next request, and how many at once make sense.

    While nothing was refused it only counts. `clock` gives monotonic seconds.
    """

    def __init__(
        self, clock: Callable[[], float], uniform: Callable[[float, float], float] = random.uniform
    ) -> None:
        self._clock = clock
        self._uniform = uniform
        self._taken: deque[float] = deque()
        self._opens = clock()
        self._allowed = inf
        self._known: int | None = None
        self._suspected: int | None = None
        self._doubtful = 0.0
        self._minute_over = 0.0
        self._doubts = 0
        self._doubted = -inf
        self._try_more = inf
        self._listened = False
        self._seconds = 0.0

    @property
    def per_minute(self) -> int | None:
        """The allowance where one was found."""
        return self._known

    @property
    def in_force(self) -> bool:
        """True where an allowance was found or is being tried out: refusals are by the minute."""
        return self._suspected is not None or self._allowed != inf

    def wait(self) -> float:
        """Seconds until the next request may be sent; 0.0 now."""
        now = self._clock()
        wait = self._opens - now
        self._forget(now)
        if len(self._taken) >= self._allowed:
            oldest = self._taken[len(self._taken) - int(self._allowed)]
            wait = max(wait, oldest + WINDOW + MARGIN - now)
        return max(0.0, wait)

    def at_once(self) -> float:
        """Requests that make sense under way at once; inf where nothing limits them."""
        if self._suspected is not None:
            return 1
        if self._known is None:
            return inf if self._allowed == inf else GROWING_AT_ONCE
        if len(self._taken) >= self._known:  # beyond it, where that is tried, one by one
            return 1
        return max(2, ceil(self._known / WINDOW * self._seconds * BURST))

    def sent(self) -> None:
        """Count a request that is sent now."""
        now = self._clock()
        self._forget(now)
        self._taken.append(now)
        if not self._listened and len(self._taken) > SUSPECTED:
            self._listened = True
            self._opens = max(self._opens, now + LISTEN)

    def succeeded(self, sent: float) -> None:
        """Take note of an answer to a request that was sent at that time."""
        seconds = self._clock() - sent
        self._seconds += (seconds - self._seconds) / (8 if self._seconds else 1)
        if sent < self._doubted:  # it says nothing of what was refused after it was sent
            return
        if self._suspected is not None:
            self._answered_again(self._suspected, sent)
        elif self._known is not None:
            self._known = max(self._known, len(self._taken))
            if sent >= self._try_more:
                self._allowed = len(self._taken) + 2
        elif self._allowed < self._doubtful:
            self._allowed += 2
        else:
            self._allowed, self._doubts = inf, 0

    def refused(self, sent: float, *, alone: bool) -> None:
        """Take note of a refusal; `alone`: the engine had nothing else to do."""
        if self._taken:
            self._taken.pop()
        if sent < self._doubted:  # together with one that is known already
            return
        if self._known is not None and self._allowed > self._known:
            self._hold_to(self._known)
        elif alone:
            self._suspect()

    def _suspect(self) -> None:
        now = self._doubted = self._clock()
        self._forget(now)
        wait = min(FIRST_WAIT * FACTOR**self._doubts, LONGEST_WAIT) * self._uniform(0.75, 1.25)
        hopeful = self._suspected is None or now < self._minute_over
        if self._taken:
            self._suspected = len(self._taken)
            self._minute_over = self._taken[0] + WINDOW + MARGIN
            if hopeful:  # else it was refused although the minute was over
                wait = min(wait, max(0.0, self._minute_over - now))
        self._known, self._allowed = None, inf
        self._doubts += 1
        self._opens = now + wait

    def _answered_again(self, suspected: int, sent: float) -> None:
        self._suspected = None
        sure = self._doubts >= SURE
        if sure and sent >= self._minute_over - NEARLY:
            self._hold_to(suspected)
            self._doubts = 0
        else:
            self._allowed = len(self._taken) + 2
            self._doubtful = DISMISSED * suspected if sure else self._allowed + A_FEW

    def _hold_to(self, known: int) -> None:
        self._known = self._allowed = known
        self._try_more = self._clock() + TRY_MORE_AFTER

    def _forget(self, now: float) -> None:
        while self._taken and self._taken[0] <= now - WINDOW - MARGIN:
            self._taken.popleft()
