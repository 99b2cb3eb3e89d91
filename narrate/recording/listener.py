"""Who wants to hear what becomes of each job."""

from __future__ import annotations

from typing import Protocol

from narrate.audio import TakeInfo
from narrate.errors import ChunkRefused, TemporaryError
from narrate.recording.attempt import Attempt, Ending
from narrate.recording.job import Job


class Listener(Protocol):
    """Hears what happens to each job, on the event loop; must be quick."""

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
