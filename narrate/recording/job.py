"""What is to be recorded, and who waits for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from narrate.audio import TakeInfo
from narrate.chunk import Voicing
from narrate.recording.attempt import Attempt
from narrate.recording.limiter import Ticket
from narrate.recording.retry import Tally


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
