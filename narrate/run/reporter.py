"""What a run tells those who watch it."""

from narrate.report import ChapterReport, Outlook


class Reporter:
    """Is told what happens: `begin` first, then the rest as it comes, `close` last.

    Shows nothing itself; override what you want to hear of. Calls must be quick; `warn` may come
    from another thread than the others.
    """

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

    def heard(self, done: int, total: int) -> None:
        """So many takes of so many were heard, by a command that records none."""

    def spent(self, cost: float) -> None:
        """US dollars since the start of the run."""

    def note(self, message: str) -> None:
        """Something good to know."""

    def warn(self, message: str) -> None:
        """Something odd that does not stop the run."""

    def close(self) -> None:
        """Take the live display away; nothing is shown after this but the closing table."""
