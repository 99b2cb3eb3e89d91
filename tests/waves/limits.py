"""What an account of the stand-in allows: so many at once, so many a minute."""

from __future__ import annotations

import email.utils
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.waves.faults import Reply

Window = Literal["sliding", "fixed", "bucket"]
Told = Literal["seconds", "date", "ms", "body"]

WINDOWS = ("sliding", "fixed", "bucket")
TELLINGS = ("seconds", "date", "ms", "body")
AT_ONCE_AGAIN = 1.0
"""Seconds that a refusal for too many at once asks for, where it asks at all"""


@dataclass
class MinuteCounter:
    """Counts requests by the minute, in one of the ways in which services do."""

    window: Window = "sliding"
    clock: Callable[[], float] = time.monotonic
    _taken: deque[float] = field(default_factory=deque)
    _tokens: float | None = None
    _filled: float = 0.0

    def wait(self, allowed: int) -> float:
        """Seconds until one more is allowed; 0.0 where it is, and then it is counted."""
        now = self.clock()
        if self.window == "bucket":
            return self._drip(now, allowed)
        sliding = self.window == "sliding"
        begins = now - 60 if sliding else now - now % 60
        while self._taken and (self._taken[0] < begins or (sliding and self._taken[0] == begins)):
            self._taken.popleft()
        if len(self._taken) < allowed:
            self._taken.append(now)
            return 0.0
        return (self._taken[0] if sliding else begins) + 60 - now

    def _drip(self, now: float, allowed: int) -> float:
        rate = allowed / 60
        full = float(allowed)
        held = full if self._tokens is None else self._tokens + (now - self._filled) * rate
        self._tokens, self._filled = min(full, held), now
        if self._tokens < 1:
            return (1 - self._tokens) / rate
        self._tokens -= 1
        return 0.0


def busy(seconds: float, told: Told | None) -> Reply:
    """A 429 that says when to come back in one of the ways that services have, or not at all."""
    body: dict[str, object] = {"error": "Too many requests"}
    headers: dict[str, str] = {}
    whole = max(1, -(-int(seconds * 1000) // 1000))
    if told == "seconds":
        headers["Retry-After"] = str(whole)
    elif told == "date":
        headers["Retry-After"] = email.utils.formatdate(time.time() + whole, usegmt=True)
    elif told == "ms":
        headers["Retry-After-Ms"] = str(round(seconds * 1000))
    elif told == "body":
        body |= {"status": False, "code": "RATE_LIMIT_EXCEEDED", "retry_after": whole}
    return Reply(429, json.dumps(body).encode(), headers)
