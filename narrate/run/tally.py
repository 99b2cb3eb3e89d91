"""Who asked for which take, and what came of it: the sums of each book and of the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from narrate.audio import TakeInfo
from narrate.chunk import Chunk
from narrate.engines.base import Engine, per_character
from narrate.errors import EngineError
from narrate.plan.plan import BookPlan, Survey
from narrate.recording.money.ledger import Attempt, Ending, Totals
from narrate.recording.pool import Job
from narrate.recording.store.takefile import retake_key
from narrate.report import Counts, Outlook
from narrate.run.reporter import Reporter


class Tally:
    """Listens to the pool and keeps the books' accounts; knows which takes are missing.

    `stored` are the keys that the store held when the run began. A take that several chapters
    want is one job, on the account of the book that wants it first.
    """

    def __init__(
        self,
        plans: Sequence[BookPlan],
        stored: Set[str],
        engines: Mapping[str, Engine],
        reporter: Reporter,
    ) -> None:
        self._engines = engines
        self._reporter = reporter
        self._stored = set(stored)
        self._recorded: set[str] = set()
        self._given_up: set[str] = set()
        self._retakes: set[str] = set()
        self._retaken: dict[Path, list[Attempt]] = {plan.manuscript: [] for plan in plans}
        self._lines: dict[str, tuple[BookPlan, str, Chunk]] = {}
        self._accounts = {plan.manuscript: Totals() for plan in plans}
        for plan in plans:
            for chapter in plan.chapters:
                if not chapter.standing:
                    name = f"{chapter.script.chapter.number} {chapter.script.chapter.title}"
                    for key, chunk in chapter.lines():
                        self._lines.setdefault(key, (plan, name.strip(), chunk))
        self._planned = self._plan()

    def missing(self, key: str) -> bool:
        """Whether that take is neither in the store nor recorded in this run."""
        return key not in self._stored and key not in self._recorded

    def lost(self, key: str) -> None:
        """The take turned out to be damaged: it is missing again."""
        self._stored.discard(key)
        self._recorded.discard(key)

    def jobs(self) -> list[Job]:
        """One for each missing take, in book order."""
        return [self.job(key) for key in self._lines if self.missing(key)]

    def job(self, key: str) -> Job:
        """The order for one take."""
        _, chapter, chunk = self._lines[key]
        words = " ".join(chunk.text.split()[:6])
        return Job(key, chunk.spoken, chunk.voicing, f"chapter {chapter}: “{words}…”")

    def retake(self, key: str, number: int) -> Job:
        """The order for another take of the same words, dropped when the budget is exhausted."""
        job, another = self.job(key), retake_key(key, number)
        self._lines[another] = self._lines[key]
        self._retakes.add(another)
        return replace(job, key=another, optional=True)

    def _plan(self) -> dict[Path, tuple[int, float]]:
        """Characters to be paid for, and US dollars, on the account of each book."""
        planned = dict.fromkeys(self._accounts, (0, 0.0))
        for job in self.jobs():
            if price := self.price(job):
                book, size = self._lines[job.key][0].manuscript, len(job.spoken)
                characters, dollars = planned[book]
                planned[book] = characters + size, dollars + size * price
        return planned

    def sending(self, job: Job, attempt: Attempt) -> None:
        """A request leaves."""
        self._account(job).begin(attempt)

    def settled(self, job: Job, attempt: Attempt, ending: Ending) -> None:
        """A request has ended: it is paid for, or not, or nobody knows."""
        if job.key in self._retakes and ending.outcome == "kept":
            self._retaken[self._lines[job.key][0].manuscript].append(attempt)
        self._account(job).end(attempt, ending)
        if ending.billed and attempt.cost:
            self._reporter.spent(sum(each.cost for each in self._accounts.values()))

    def retrying(self, job: Job, error: EngineError, wait: float) -> None:
        """A request failed and is sent again after `wait` seconds."""
        self._reporter.retrying(job.label, str(error), wait)

    def kept(self, job: Job, info: TakeInfo) -> None:
        """A take came in and is on disk."""
        self._recorded.add(job.key)
        if job.key not in self._retakes:  # those are not among the chunks to record
            self._reporter.kept(len(job.spoken))

    def reused(self, job: Job, info: TakeInfo) -> None:
        """Another chapter's job brought the take, or the store had it after all."""
        if self.missing(job.key):
            self._stored.add(job.key)
            if job.key not in self._retakes:
                self._reporter.kept(len(job.spoken))

    def failed(self, job: Job, error: Exception) -> None:
        """A take is given up; called for each waiting chapter, the user is told once."""
        if job.key in self._given_up or job.key in self._retakes:
            return
        self._given_up.add(job.key)
        self._reporter.given_up(job.label, len(job.spoken), str(error))

    def outlook(self, found: Survey) -> Outlook:
        """What the run is about to do."""
        chapters = [chapter for plan in found.plans for chapter in plan.chapters]
        making = [chapter for chapter in chapters if not chapter.standing]
        jobs = self.jobs()
        keys = [key for chapter in making for key in chapter.keys]
        return Outlook(
            books=len(found.plans),
            chapters=len(making),
            unchanged=len(chapters) - len(making) + sum(len(b.chapters) for b in found.standing),
            chunks=len(keys),
            reused=sum(key in self._stored for key in keys),
            to_record=len(jobs),
            characters=sum(len(job.spoken) for job in jobs),
            cost=sum(dollars for _, dollars in self._planned.values()) or None,
        )

    def price(self, job: Job) -> float:
        """US dollars a character."""
        return per_character(self._engines[job.voicing.engine], job.voicing)

    def counts(self, plan: BookPlan) -> Counts:
        """What the run did for one book; chunks that share a take count as reused but one."""
        keys = [key for chapter in plan.chapters for key in chapter.keys]
        making = {key for chapter in plan.chapters if not chapter.standing for key in chapter.keys}
        mine = {key for key in making if self._lines[key][0].manuscript == plan.manuscript}
        recorded = len(self._recorded & mine)
        failed = sum(key in making and self.missing(key) for key in keys)
        account = self._accounts[plan.manuscript]
        planned_characters, planned_cost = self._planned[plan.manuscript]
        retaken = self._retaken[plan.manuscript]
        return Counts(
            chunks=len(keys),
            recorded=recorded,
            reused=len(keys) - recorded - failed,
            failed=failed,
            requests=account.requests,
            retries=account.retries,
            refused_requests=account.refused_requests,
            planned_characters=planned_characters,
            planned_cost=round(planned_cost, 8),
            billed_characters=account.billed_characters,
            cost=round(account.cost, 8),
            lost_characters=account.lost_characters,
            lost_cost=round(account.lost_cost, 8),
            open_characters=account.open_characters,
            retakes=len(retaken),
            retake_characters=sum(each.characters for each in retaken if each.cost),
        )

    def _account(self, job: Job) -> Totals:
        return self._accounts[self._lines[job.key][0].manuscript]
