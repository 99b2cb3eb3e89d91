"""What is to be recorded, and who is told what becomes of it."""

from dataclasses import dataclass

from narrate.audio import TakeInfo
from narrate.chunk import Voicing
from narrate.errors import ChunkRefused, TemporaryError
from narrate.recording.ledger import Attempt, Ending


@dataclass(frozen=True, slots=True)
class Request:
    """One call to an engine: the words of a chunk in its voice, until there is a take of them."""

    key: str
    """Of the take; requests with the same key are sent once"""
    spoken: str
    voicing: Voicing
    label: str
    """Where it is from, for messages: `chapter 3: It was a dark …`"""
    optional: bool = False
    """When the budget is exhausted, only this request is given up, not the run"""


class Listener:
    """Told what happens to each request, on the event loop; must be quick. Each may be left out."""

    def sending(self, request: Request, attempt: Attempt) -> None:
        """It is sent, for the first time or again."""

    def ended(self, request: Request, attempt: Attempt, ending: Ending) -> None:
        """That attempt has ended, and its account is closed."""

    def retrying(self, request: Request, error: TemporaryError, wait: float) -> None:
        """The attempt failed; the request is sent again after that many seconds."""

    def kept(self, request: Request, info: TakeInfo) -> None:
        """The take was recorded and is on disk."""

    def reused(self, request: Request, info: TakeInfo) -> None:
        """The take was in the store, or came with another request of the same key."""

    def failed(self, request: Request, error: TemporaryError | ChunkRefused) -> None:
        """It is given up in this run."""
