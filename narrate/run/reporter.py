"""What a run tells those who watch it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from narrate.report import ChapterReport, Outlook

if TYPE_CHECKING:
    pass


class Reporter(Protocol):
    """Is told what happens, in this order: begin, then the rest as it comes, finish."""

    def begin(self, outlook: Outlook) -> None:
        """The plan is made; recording starts."""

    def kept(self, characters: int) -> None:
        """A take was recorded and stored."""

    def given_up(self, label: str, characters: int, error: str) -> None:
        """A chunk has no take; `label` says which one."""

    def retrying(self, label: str, error: str, wait: float) -> None:
        """A call failed and is made again after `wait` seconds."""

    def delivered(self, book: str, chapter: ChapterReport) -> None:
        """A chapter's files are in the output folder, or the chapter is incomplete."""

    def spent(self, cost: float) -> None:
        """US dollars since the start of the run."""

    def note(self, message: str) -> None:
        """Something good to know."""

    def warn(self, message: str) -> None:
        """Something odd that does not stop the run."""

    def close(self) -> None:
        """Take the live display away; nothing is shown after this but the closing table."""


class SilentReporter:
    """Shows nothing; the base of the others."""

    def begin(self, outlook: Outlook) -> None:
        """See Reporter."""

    def kept(self, characters: int) -> None:
        """See Reporter."""

    def given_up(self, label: str, characters: int, error: str) -> None:
        """See Reporter."""

    def retrying(self, label: str, error: str, wait: float) -> None:
        """See Reporter."""

    def delivered(self, book: str, chapter: ChapterReport) -> None:
        """See Reporter."""

    def spent(self, cost: float) -> None:
        """See Reporter."""

    def note(self, message: str) -> None:
        """See Reporter."""

    def warn(self, message: str) -> None:
        """See Reporter."""

    def close(self) -> None:
        """See Reporter."""
