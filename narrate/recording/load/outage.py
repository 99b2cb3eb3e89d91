"""Notices that an engine serves nothing any more, so that the run waits and at last stops
instead of using up every chunk's attempts and paying for answers that are no speech.

Three things may go on without a single success between:

- no answers (connection refused, timed out, cut short, 500): after WITNESSES different chunks the
  engine is *down*; one probe at a time is sent at growing intervals, and failures do not
  count against a chunk; after PATIENCE the run stops, after FIRST_PATIENCE if the engine
  has never answered in this run;
- refusals for overload (429): never down, for the gate and the limiter deal with them; after
  OVERLOAD_PATIENCE the run stops, waits that the engine asked for not counted;
- answers that are no speech: after `unfit` different chunks the run stops at once, for they
  are paid for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from narrate.errors import TemporaryError

WITNESSES = 5
"""Different chunks in a row that got no answer"""
PATIENCE = 120.0
"""Seconds without any answer"""
FIRST_PATIENCE = 30.0
"""The same before the first success: a wrong address should be told soon"""
OVERLOAD_PATIENCE = 150.0
"""Seconds in which the engine said nothing but that it has too much to do: more than the minute
over which accounts are measured, and less than three, for a service that has died behind its
proxy says the same (503)"""
LONGEST_ASKED = 3600.0
"""Seconds of waits asked for by the engine that are granted on top"""
PROBES = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between probes; the last one stays"""
SHORTEST_PROBE = 30.0
"""Seconds that a probe is given to answer, even where PATIENCE ends sooner"""


@dataclass(slots=True)
class _Streak:
    """Failures with no success between; times are the clock's."""

    since: float = inf
    """When the first of them was sent"""
    unanswered: set[str] = field(default_factory=set)
    unfit: set[str] = field(default_factory=set)
    """Keys, so that one bad chunk that is asked for again and again counts once"""
    overloads: int = 0
    granted: float = 0.0
    """Seconds of wait that the engine asked for"""
    granted_until: float = 0.0
    down: bool = False
    probes: int = 0
    next_probe: float = 0.0

    def grant(self, seconds: float, now: float) -> None:
        """Waits that overlap, as those of several workers do, count once."""
        until = now + seconds
        self.granted += max(0.0, until - max(now, self.granted_until))
        self.granted_until = max(self.granted_until, until)


class Outage:
    """The failures since the last success, over all chunks of one engine."""

    def __init__(self, workers: int, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._unfit_threshold = max(10, 3 * workers)
        self._patience = FIRST_PATIENCE
        self._streak = _Streak()

    @property
    def down(self) -> bool:
        """True while only probes are sent."""
        return self._streak.down

    @property
    def suspected(self) -> bool:
        """True while the last requests got no answer, and other chunks should tell whether
        the engine is to blame."""
        return bool(self._streak.unanswered) and not self.down

    def succeeded(self) -> None:
        """Whatever it was, it is over."""
        self._patience = PATIENCE
        if self._streak.since < inf:
            self._streak = _Streak()

    def failed(self, key: str, error: TemporaryError, sent: float) -> None:
        """Count a failure of a request that was sent at that time."""
        streak = self._streak
        streak.since = min(streak.since, sent)
        if error.billed and not error.cut:
            streak.unfit.add(key)
        elif error.overloaded:
            streak.overloads += 1
            streak.grant(error.retry_after or 0.0, self._clock())
        else:
            streak.unanswered.add(key)
        if self.down:
            if sent >= streak.next_probe:  # else it was on its way before
                streak.probes += 1
                self._plan_probe()
        elif len(streak.unanswered) >= WITNESSES:
            streak.down = True
            self._plan_probe()

    def wait(self) -> float:
        """Seconds until the next probe; 0.0 while the engine is not down."""
        return max(0.0, self._streak.next_probe - self._clock()) if self.down else 0.0

    def timeout(self, usual: float) -> float:
        """Seconds that the next request is given: a probe does not outlast the patience."""
        if not self.down:
            return usual
        return min(usual, max(SHORTEST_PROBE, self._patience - self._lasting()))

    def verdict(self) -> str:
        """Why the run should stop; empty while it should go on."""
        streak, lasting = self._streak, self._lasting()
        if len(streak.unfit) >= self._unfit_threshold:
            return f"gave no usable audio for {len(streak.unfit)} chunks in a row"
        if self.down and lasting >= self._patience:
            return f"has given no answer for {lasting:.0f} s"
        if streak.overloads and lasting >= OVERLOAD_PATIENCE + min(streak.granted, LONGEST_ASKED):
            return f"has been refusing for overload for {lasting:.0f} s"
        return ""

    def _plan_probe(self) -> None:
        pause = PROBES[min(self._streak.probes, len(PROBES) - 1)]
        self._streak.next_probe = self._clock() + pause

    def _lasting(self) -> float:
        return self._clock() - self._streak.since
