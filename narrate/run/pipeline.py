"""The whole run: survey, record, assemble, deliver, report.

    look at every manuscript                            survey
    for each chapter that is not up to date, all at once:
        record what is missing, in book order           Pool.submit
        its last take came in: hear them, if wanted     Proofing.choose
        make its files                                  assemble
        remember them                                   Shelf.deliver
    timeline.json, report.json                          Shelf.finish
    say what became of it                               RunReport

Resuming has no code of its own: what is in the store is not recorded again, what is up to date is
not assembled again.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from narrate.engines.opened import Engines
from narrate.errors import NarrateError, SettingsError, StoreError, TakeDamaged, book_fault
from narrate.files import disk
from narrate.files.processes import usable_cores
from narrate.listening.recogniser import Recogniser
from narrate.plan.costs import Costs
from narrate.plan.division import parts_of
from narrate.plan.left_out import left_out
from narrate.plan.plan import (
    BookPlan,
    ChapterPlan,
    Selection,
    Survey,
    everything,
    survey,
)
from narrate.plan.why import lines_to_keep
from narrate.recording.ledger import Ledger
from narrate.recording.pool import Pool, PoolOptions
from narrate.recording.store import Store, StoreLock
from narrate.report import (
    NOT_YET,
    BookReport,
    ChapterReport,
    LimitReport,
    RunReport,
    worst,
)
from narrate.run.finishing import delivered_chapter
from narrate.run.packages import PACKAGES, Packing
from narrate.run.proofing import Proofing, ProofListener
from narrate.run.readiness import (
    LexiconUploader,
    get_ready,
    lexicons_of,
    ready_books,
    tell_left_out,
    tell_notes_to_self,
    warn_of_idle_keys,
)
from narrate.run.reporter import Reporter
from narrate.run.series import keep as keep_for_series
from narrate.run.tally import Tally, chapter_report, up_to_date_book
from narrate.run.workers import Assembly, WorkerPool, wait_until_idle
from narrate.settings import Settings

ASSEMBLY_TRIES = 3
"""How often a chapter is begun again because a take in it turned out to be damaged"""
GRACE = 1.0
"""Seconds that requests under way get to finish after Ctrl-C: they may be paid for"""


def run(
    settings: Settings,
    manuscripts: Sequence[Path] = (),
    *,
    wanted: Selection = everything,
    reporter: Reporter | None = None,
    recogniser: Recogniser | None = None,
) -> RunReport:
    """The whole job for the named manuscripts, or for all of `settings.input`.

    `recogniser` hears takes where the settings want that; the installed one is the default.
    What cannot be finished is in the report and sets its exit code; what stops the run before it
    starts (settings, a lock, a folder that cannot be written) is raised. KeyboardInterrupt passes
    through after everything that was finished has been kept. Raises RuntimeError where an event
    loop is running already, which `arun` is for.
    """
    _refuse_inside_a_loop()
    started = time.monotonic()
    with StoreLock(settings.store) as lock:
        engines = Engines(settings)
        found = survey(settings, manuscripts, wanted, engines)
        production = _production(settings, found, engines, lock, reporter, recogniser)
        asyncio.run(production.produce())
    return production.report(time.monotonic() - started)


async def arun(
    settings: Settings,
    manuscripts: Sequence[Path] = (),
    *,
    wanted: Selection = everything,
    reporter: Reporter | None = None,
    recogniser: Recogniser | None = None,
) -> RunReport:
    """`run` for programs with an event loop: notebooks, servers.

    Cancelled, it stops cleanly as `run` does at Ctrl-C, keeps what is finished, and closes all
    that it opened. Manuscripts are read in a thread; cancelled then, it reads on and does no more.
    """
    started = time.monotonic()
    with StoreLock(settings.store) as lock:
        engines = Engines(settings)
        found = await asyncio.to_thread(survey, settings, manuscripts, wanted, engines)
        production = _production(settings, found, engines, lock, reporter, recogniser)
        await production.produce()
    return production.report(time.monotonic() - started)


def _refuse_inside_a_loop() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise RuntimeError(
        "narrate.run() cannot be called where an event loop is running, as in a notebook or a"
        " server; use: report = await narrate.arun(settings)"
    )


def _production(
    settings: Settings,
    found: Survey,
    engines: Engines,
    lock: StoreLock,
    reporter: Reporter | None,
    recogniser: Recogniser | None,
) -> Production:
    reporter = reporter or Reporter()
    for note in found.notes:
        reporter.warn(note)
    store = Store(settings.store, warn=reporter.warn)
    store.sweep(lock)
    found, costs = ready_books(found, store, engines, reporter)
    listener = ProofListener.of(settings, store, recogniser)
    return Production(settings, found, costs, engines, store, reporter, listener)


class Production:
    """Records, assembles and delivers everything that a survey found to do."""

    def __init__(
        self,
        settings: Settings,
        found: Survey,
        costs: Costs,
        engines: Engines,
        store: Store,
        reporter: Reporter,
        listener: ProofListener,
    ) -> None:
        self._settings = settings
        self._found = found
        self._engines = engines
        self._store = store
        self._reporter = reporter
        self._costs = costs
        self._tally = Tally(found.plans, self._costs, reporter)
        self._chapters: dict[tuple[Path, int], ChapterReport] = {}
        self._errors: list[NarrateError] = []
        self._packed: set[Path] = set()
        self._limits: tuple[LimitReport, ...] = ()
        self._uploader = LexiconUploader(engines, settings, lexicons_of(found.plans))
        self._workers = WorkerPool(settings.store, usable_cores())
        self._listener = listener
        self._proofing = Proofing(listener, store, self._tally, engines, reporter)

    async def produce(self) -> None:
        """Bring every planned chapter as far as it gets; stops cleanly when cancelled."""
        async with contextlib.AsyncExitStack() as closing:  # the last first
            closing.callback(self._reporter.close)
            for each in (self._engines, self._workers, self._proofing):
                closing.push_async_callback(each.close)
            self._prepare()
            if self._found.plans:
                requests = self._tally.requests()
                await get_ready(
                    requests, self._settings, self._engines, self._uploader, self._reporter
                )
                await self._record_and_deliver()

    def _prepare(self) -> None:
        """Say what is odd in each book, and what is going to be done."""
        for plan in self._found.plans:
            for warning in (*plan.book.warnings, *plan.notes):
                self._reporter.warn(f"{plan.manuscript.name}: {warning}")
        if len(self._found.plans) == 1 and not self._found.up_to_date:
            warn_of_idle_keys(self._found.plans[0], self._reporter)
        if any(plan.settings.listen.takes for plan in self._found.plans):
            self._listener.prepare()
        tell_left_out(self._found, self._reporter)
        tell_notes_to_self(self._found, self._reporter)
        if self._found.plans or self._found.up_to_date:
            self._reporter.begin(self._costs.outlook(self._found))

    async def _record_and_deliver(self) -> None:
        ledger = Ledger(self._settings.store / "ledger.sqlite", warn=self._reporter.warn)
        options = PoolOptions.of(self._settings)
        try:
            async with Pool(self._engines, self._store, ledger, options, self._tally) as pool:
                await self._deliver_all(pool)
                if pool.halted:
                    self._errors.append(pool.halted)
                self._limits = tuple(pool.limits().values())
        finally:
            ledger.close()
            self._finish()

    async def _deliver_all(self, pool: Pool) -> None:
        books = [self._deliver_book(plan, pool) for plan in self._found.plans]
        await _all_of(books, partial(pool.stop, grace=GRACE))

    async def _deliver_book(self, plan: BookPlan, pool: Pool) -> None:
        """Every chapter that was asked for, and what is made from all of them."""
        await _all_of([self._deliver(plan, chapter, pool) for chapter in plan.chapters])
        await self._pack(plan)

    async def _pack(self, plan: BookPlan) -> None:
        """Packages from what is up to date of the book; one that fails stops no other."""
        try:
            problems = await Packing(plan, PACKAGES).make(self._workers, self._reporter)
        except Exception as error:  # of the book: none can be made
            problems = [book_fault(plan.manuscript.name, error)]
        for problem in problems:
            self._errors.append(problem)
            self._reporter.warn(str(problem))
        if not problems:
            self._packed.add(plan.manuscript)

    async def _deliver(self, plan: BookPlan, chapter: ChapterPlan, pool: Pool) -> None:
        """One chapter: nothing to do, or record, assemble, remember."""
        if chapter.up_to_date:
            report = chapter_report(chapter.up_to_date, "unchanged")
        else:
            try:
                report = await self._make(plan, chapter, pool)
            except Exception as error:  # of assembly: this chapter is not delivered
                fault = book_fault(plan.manuscript.name, error)
                self._errors.append(fault)
                self._reporter.warn(str(fault))
                report = self._tally.incomplete(chapter)
            self._reporter.delivered(plan.script.title, report)
        self._chapters[plan.manuscript, chapter.script.chapter.number] = report

    async def _make(self, plan: BookPlan, chapter: ChapterPlan, pool: Pool) -> ChapterReport:
        for tries_left in reversed(range(ASSEMBLY_TRIES)):
            missing = await self._record(chapter, pool)
            if missing:
                return self._tally.incomplete(chapter, missing)
            try:
                await self._hear(plan, chapter, pool)
                await wait_until_idle(lambda: pool.busy)
                return await self._assemble(plan, chapter)
            except TakeDamaged as damaged:
                if not tries_left:
                    raise
                self._reporter.warn(str(damaged))
                await asyncio.to_thread(self._store.discard, damaged.key)
                self._tally.lost(damaged.key)
                self._proofing.forget(damaged.key)
                await self._uploader.upload([self._tally.request(damaged.key)])
        raise AssertionError("the last try returns or raises")

    async def _record(self, chapter: ChapterPlan, pool: Pool) -> dict[str, str]:
        """Have every missing take of the chapter recorded; what failed, by key, and why."""
        wanted = [key for key in dict.fromkeys(chapter.keys) if self._tally.missing(key)]
        futures = [pool.submit(self._tally.request(key)) for key in wanted]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
        return {
            key: NOT_YET if outcome is pool.halted else str(outcome)
            for key, outcome in zip(wanted, outcomes, strict=True)
            if isinstance(outcome, BaseException)
        }

    async def _hear(self, plan: BookPlan, chapter: ChapterPlan, pool: Pool) -> None:
        """Where that is wanted, hear the takes and record doubtful ones again."""
        if plan.settings.listen.takes:
            await self._proofing.choose(plan, chapter, pool)

    async def _assemble(self, plan: BookPlan, chapter: ChapterPlan) -> ChapterReport:
        made = []
        for part in await asyncio.to_thread(parts_of, chapter, self._store.info):
            assembled = await self._workers.do(Assembly(part.chunks, part.spec))
            made.append(assembled)
            for warning in assembled.warnings:
                self._reporter.warn(warning)
        with disk.explained(plan.shelf.folder):
            delivered = delivered_chapter(plan, chapter, made)
        await asyncio.to_thread(plan.shelf.deliver, delivered)
        return chapter_report(delivered, "delivered")

    def _finish(self) -> None:
        """Write down what each book has, also after an interruption or on a full disk."""
        for plan in self._found.plans:
            reports = self._book_report(plan)
            whole = {c.number for c in reports.chapters if c.status != "incomplete"}
            right = {
                number: replace(made, inputs=plan.inputs)
                for chapter in plan.chapters
                if (number := chapter.script.chapter.number) in whole
                and (made := chapter.up_to_date or plan.shelf.record.chapters.get(number))
            }
            numbers = [c.chapter.number for c in plan.script.chapters]
            try:
                packed = plan.manuscript in self._packed
                json = reports.as_json()
                known = (plan.script.title, numbers, right, json, (*left_out(plan, every=True),))
                plan.shelf.finish(*known, packed=packed)
                disk.write_bytes(*lines_to_keep(plan, self._engines))
                self._keep_for_series(plan, whole)
            except (StoreError, SettingsError) as error:
                self._errors.append(error)

    def _keep_for_series(self, plan: BookPlan, chapters: Collection[int]) -> None:
        for line in keep_for_series(plan, chapters):
            self._reporter.note(line)

    def _book_report(self, plan: BookPlan) -> BookReport:
        return BookReport(
            manuscript=str(plan.manuscript),
            title=plan.script.title,
            folder=str(plan.shelf.folder),
            chapters=tuple(
                self._chapters.get((plan.manuscript, chapter.script.chapter.number))
                or self._tally.incomplete(chapter)
                for chapter in plan.chapters
            ),
            counts=self._tally.counts(plan),
            packages=plan.shelf.package_files,
            doubtful=self._proofing.doubtful(plan),
            left_out=tuple(left_out(plan)),
        )

    def report(self, seconds: float) -> RunReport:
        """What became of everything."""
        books = [
            *map(up_to_date_book, self._found.up_to_date),
            *map(self._book_report, self._found.plans),
        ]
        problems = [*self._found.problems, *self._errors]
        codes = [error.exit_code for error in problems]
        if any(chapter.status == "incomplete" for book in books for chapter in book.chapters):
            codes.append(4)
        return RunReport(
            books=tuple(sorted(books, key=lambda book: book.manuscript)),
            exit_code=worst(codes),
            seconds=seconds,
            problems=tuple(dict.fromkeys(str(problem) for problem in problems)),
            engines=self._limits,
        )


async def _all_of(
    work: Sequence[Coroutine[object, object, None]],
    stop: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Do all of it at once; where one part fails, `stop` first, then end the others, and raise."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        if stop:
            await stop()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        raise
