"""How many requests may be under way at once, found by what the engine answers.

An account's limit is not told, so it is found: all that the settings allow are sent, and where
some are refused the others tell how many are served. One request alone then shows whether it was
the number at all, and the run goes on with as many as were served; one more is tried now and
then, seldom enough to cost next to nothing. A number that is refused by chance, or by another
program with the same account, is won back one by one.

    hoping    nothing was refused yet; each answer allows one more, up to `most`
    landing   nothing is sent until those under way at a refusal have ended (10 s at most);
              the served ones among them are then `expected`
    alone     one request
    known     `expected` at once
    trying    one more than `expected`

    hoping  ── refused ──────────────────────────────▶ landing
    landing ── all have ended ───────────────────────▶ alone
    alone   ── served ───────────────────────────────▶ known
    alone   ── refused: the number is not to blame ──▶ alone     (quota or gate say when)
    known   ── refused ──────────────────────────────▶ landing
    known   ── refused right after an answer ────────▶ known     (the engine counts longer: `lag`)
    known   ── 32 or more served since a refusal ────▶ trying
    trying  ── the extra one served: expected + 1 ───▶ known
    trying  ── the extra one refused: try later ─────▶ known
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf

FIRST_BURST = 48
"""Requests sent before the first answer, however many are allowed: an account for one would
else answer hundreds of them with 429. Whoever sets more than twice as many workers is taken to
know of an account for them, and half of those are sent."""

TRY_AFTER = 32
"""Successes before one more than are served is tried; doubles each time that is refused"""
TRY_LATEST = 1024
FLIGHT_PATIENCE = 10.0
"""Seconds after which those that were under way at a refusal are no longer waited for"""
LAGS = (0.02, 0.1)
"""Seconds for which an engine may count a request longer than until its answer has arrived:
learned from refusals, right after an answer, of what was served before"""
LEAST_BETWEEN = 100
"""Where a refusal makes everything wait, as Retry-After does: this many times that wait passes
between two tries, so that they cost one hundredth of the time"""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is remembered of a request while it is under way."""

    era: int
    """Grows with each refusal that was not expected"""
    extra: bool
    """It is the one more that is tried"""


class Limiter:
    """Counts the requests under way to one engine; never above `most`, never below 1.

    After a refusal that was not expected nothing is sent until all that were under way have
    ended, which tells how many of them were served. `clock` gives monotonic seconds.
    """

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self.most = most
        self.limit = min(most, max(FIRST_BURST, most // 2))
        """Requests that may be under way now"""
        self.expected = most
        """So many are known, or until the first refusal hoped, to be served at once"""
        self.under_way = 0
        self._clock = clock
        self._refused_once = False
        self._era = 0
        self._flight = 0
        self._flight_served = 0
        self._flight_over = 0.0
        self._by_chance = False
        self._extra = False
        self._lag = 0.0
        self._last_served = -inf
        self._ended: deque[float] = deque()
        self._round = 0
        self._since_refusal = 0
        self._try_after = TRY_AFTER

    def wait(self) -> float:
        """Seconds until one more may be sent; inf where only the end of another will tell."""
        if self._flight:
            left = self._flight_over - self._clock()
            if left > 0:
                return left
            self._land()
        if self.under_way >= self.limit:
            return inf
        return self._wait_for_the_count() if self._lag else 0.0

    def take(self) -> Ticket:
        """Count a request that is sent now."""
        self.under_way += 1
        extra = self.under_way > self.expected and not self._extra
        self._extra = self._extra or extra
        return Ticket(self._era, extra)

    def give_back(self, ticket: Ticket) -> None:
        """Count a request that has ended, after its outcome was told."""
        self.under_way -= 1
        if self._lag:
            self._ended.append(self._clock())
        if ticket.extra and self._extra:  # it failed, which tells nothing
            self._stop_trying()
        if self._flight and ticket.era < self._era:
            self._flight -= 1
            if not self._flight:
                self._land()

    def succeeded(self, ticket: Ticket) -> None:
        """Take note of a success, and try one more when it is time."""
        self._last_served = self._clock()
        if not self._refused_once:  # one more for each answer, so that it doubles each round
            self.limit = min(self.most, self.limit + 1)
        if ticket.era < self._era or not self._refused_once:
            return
        self._since_refusal += 1
        self._round += 1
        if self.limit < self.expected:
            self.limit = self.expected
        elif ticket.extra and self._extra:
            self.expected, self._try_after = self.expected + 1, TRY_AFTER
            self._since_refusal = max(self._since_refusal, TRY_AFTER)  # the next after one round
            self._extra = False
        if self._round >= self.limit and self._since_refusal >= self._try_after:
            self.limit = min(self.most, self.expected + 1)
            self._round = 0

    def overloaded(self, ticket: Ticket, pause: float = 0.0, rate: float = 0.0) -> bool:
        """Shrink after a refusal; True if the engine refused although it had nothing else.

        `pause`: seconds for which the refusal makes everything wait; `rate`: successes a second.
        """
        confirmed = self._refused_once and self._since_refusal >= self.expected
        self._refused_once = True
        self._since_refusal = self._round = 0
        self._try_after = max(self._try_after, ceil(LEAST_BETWEEN * pause * rate))
        if ticket.era < self._era:
            self._flight_served -= 1
        elif self._extra:
            self._try_after = max(self._try_after, min(2 * self._try_after, TRY_LATEST))
            self._stop_trying()
        elif (confirmed or self.under_way == 1) and self._counted_longer():
            self._ended.append(self._clock())
        elif self.under_way == 1:
            self.limit, self._lag = 1, 0.0
            return True
        else:
            self._era += 1
            self._by_chance = confirmed
            self._flight = self.under_way
            self._flight_served = self.under_way - 1
            self._flight_over = self._clock() + FLIGHT_PATIENCE
        return False

    def _counted_longer(self) -> bool:
        """True if the engine may not have noticed yet that the last request has ended."""
        longer = [lag for lag in LAGS if lag > self._lag]
        if not longer or self._clock() - self._last_served > LAGS[-1]:
            return False
        self._lag = longer[0]
        return True

    def _wait_for_the_count(self) -> float:
        """Seconds until the engine has noticed that enough requests have ended."""
        now = self._clock()
        while self._ended and self._ended[0] <= now - self._lag:
            self._ended.popleft()
        beyond = self.under_way + len(self._ended) - min(self.limit, self.expected)
        if not 0 <= beyond < len(self._ended):
            return 0.0
        return self._ended[beyond] + self._lag - now

    def _stop_trying(self) -> None:
        self._extra = False
        self.limit = min(self.limit, self.expected)

    def _land(self) -> None:
        """All that were under way at a refusal have ended, or take too long to wait for.

        A number that was served many times since the last refusal is not given up for one more.
        """
        self._flight = 0
        self._lag = 0.0
        self._ended.clear()
        self._stop_trying()
        if not (self._by_chance and self._flight_served >= self.expected - 1):
            self.expected = max(1, min(self.expected, self._flight_served))
        self.limit = min(self.expected, self.under_way + 1)
