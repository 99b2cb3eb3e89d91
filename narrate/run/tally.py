"""Who asked for which take, and what came of it: the sums of each book and of the run."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from narrate.audio import TakeInfo
from narrate.delivery.record import DeliveredChapter
from narrate.errors import TemporaryError
from narrate.plan.costs import Costs, PlannedTake
from narrate.plan.plan import BookPlan, ChapterPlan, UpToDateBook
from narrate.recording.ledger import Attempt, Ending, Totals
from narrate.recording.request import Listener, Request
from narrate.recording.takefile import retake_key
from narrate.report import NOT_YET, BookReport, ChapterReport, ChapterStatus, Counts, FailedChunk
from narrate.run.reporter import Reporter

_NONE: Mapping[str, str] = MappingProxyType({})


class Tally(Listener):
    """Listens to the pool and keeps the books' accounts; knows which takes are missing.

    A take that several chapters need is one request, on the account of the first book that does.
    """

    def __init__(self, plans: Sequence[BookPlan], costs: Costs, reporter: Reporter) -> None:
        self._costs = costs
        self._reporter = reporter
        self._stored = set(costs.stored)
        self._recorded: set[str] = set()
        self._given_up: set[str] = set()
        self._retakes: dict[str, str] = {}
        """The take of the plan of which each retake says the words again, by key"""
        self._retaken: dict[Path, list[Attempt]] = {plan.manuscript: [] for plan in plans}
        self._accounts = {plan.manuscript: Totals() for plan in plans}

    def missing(self, key: str) -> bool:
        """Whether that take is neither in the store nor recorded in this run."""
        return key not in self._stored and key not in self._recorded

    def lost(self, key: str) -> None:
        """The take turned out to be damaged: it is missing again."""
        self._stored.discard(key)
        self._recorded.discard(key)

    def requests(self) -> list[Request]:
        """One for each missing take, in book order."""
        return [self.request(key) for key in self._costs.takes if self.missing(key)]

    def request(self, key: str) -> Request:
        """The order for one take."""
        take = self._take(key)
        chapter, chunk = take.chapter.script.chapter, take.chunk
        name = f"{chapter.number} {chapter.title}".strip()
        words = " ".join(chunk.text.split()[:6])
        return Request(key, chunk.spoken, chunk.voicing, f"chapter {name}: “{words}…”")

    def add_retake(self, key: str, number: int) -> Request:
        """Ask for one more take of the same words; dropped when the budget is spent."""
        another = retake_key(key, number)
        self._retakes[another] = key
        return replace(self.request(key), key=another, optional=True)

    def sending(self, request: Request, attempt: Attempt) -> None:
        """A request leaves."""
        self._account(request).begin(attempt)

    def ended(self, request: Request, attempt: Attempt, ending: Ending) -> None:
        """A request has ended: it is paid for, or not, or nobody knows."""
        if request.key in self._retakes and ending.outcome == "kept":
            self._retaken[self._take(request.key).book.manuscript].append(attempt)
        self._account(request).end(attempt, ending)
        if ending.billed and attempt.cost:
            self._reporter.spent(sum(each.cost for each in self._accounts.values()))

    def retrying(self, request: Request, error: TemporaryError, wait: float) -> None:
        """A request failed and is sent again after `wait` seconds."""
        self._reporter.retrying(request.label, str(error), wait)

    def kept(self, request: Request, info: TakeInfo) -> None:
        """A take came in and is on disk."""
        self._recorded.add(request.key)
        if request.key not in self._retakes:  # those are not among the chunks to record
            self._reporter.kept(len(request.spoken))

    def reused(self, request: Request, info: TakeInfo) -> None:
        """Another chapter's request brought the take, or the store had it after all."""
        if self.missing(request.key):
            self._stored.add(request.key)
            if request.key not in self._retakes:
                self._reporter.kept(len(request.spoken))

    def failed(self, request: Request, error: Exception) -> None:
        """A take is given up for this run; the user is told once."""
        if request.key in self._given_up or request.key in self._retakes:
            return
        self._given_up.add(request.key)
        self._reporter.given_up(request.label, len(request.spoken), str(error))

    def counts(self, plan: BookPlan) -> Counts:
        """What the run did for one book; chunks that share a take count as reused but one.

        Of the takes a, a, b where a was recorded and b was given up: 3 chunks, 1 recorded,
        1 reused, 1 failed.
        """
        keys = [key for chapter in plan.chapters for key in chapter.keys]
        making = set(plan.keys_to_make)
        mine = {key for key in making if self._take(key).book.manuscript == plan.manuscript}
        recorded = len(self._recorded & mine)
        failed = sum(key in making and self.missing(key) for key in keys)
        planned_characters, planned_cost = self._costs.books.get(plan.manuscript, (0, 0.0))
        retaken = self._retaken[plan.manuscript]
        return Counts(
            chunks=len(keys),
            recorded=recorded,
            reused=len(keys) - recorded - failed,
            failed=failed,
            planned_characters=planned_characters,
            planned_cost=round(planned_cost, 8),
            retakes=len(retaken),
            retake_characters=sum(each.characters for each in retaken if each.cost),
            **self._accounts[plan.manuscript].rounded(),
        )

    def _take(self, key: str) -> PlannedTake:
        return self._costs.takes[self._retakes.get(key, key)]

    def _account(self, request: Request) -> Totals:
        return self._accounts[self._take(request.key).book.manuscript]

    def incomplete(
        self, chapter: ChapterPlan, errors: Mapping[str, str] | None = None
    ) -> ChapterReport:
        """A chapter that was not delivered; `errors` says by key why a take could not be had."""
        told = errors or {}
        failed = [
            FailedChunk(chunk.id, chunk.text, told.get(key, NOT_YET))
            for key, chunk in chapter.lines()
            if self.missing(key)
        ]
        of = chapter.script.chapter
        return ChapterReport(of.number, of.title, "incomplete", None, 0.0, tuple(failed))


def chapter_report(chapter: DeliveredChapter, status: ChapterStatus) -> ChapterReport:
    """A chapter whose files are in the output folder."""
    files = tuple(name for entry in chapter.entries for name in entry.files)
    return ChapterReport(
        chapter.number, chapter.title, status, files[0], round(chapter.seconds, 3), files=files
    )


def up_to_date_book(book: UpToDateBook) -> BookReport:
    """A book of which there was nothing to do."""
    return BookReport(
        manuscript=str(book.manuscript),
        title=book.shelf.record.title,
        folder=str(book.shelf.folder),
        chapters=tuple(chapter_report(chapter, "unchanged") for chapter in book.chapters),
        counts=Counts(chunks=(n := sum(c.chunks for c in book.chapters)), reused=n),
        packages=book.shelf.package_files,
        left_out=book.left_out,
    )
