"""What a run would do and cost; nothing is recorded or written."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from narrate.chunk import Chunk, Voicing
from narrate.engines.base import per_character
from narrate.errors import EngineUnusable
from narrate.introduction import idle_keys
from narrate.plan import BookPlan, ChapterPlan, Engines, Selection, survey
from narrate.preflight import preflight
from narrate.recording.store import Store
from narrate.report import clock_time, plural, worst
from narrate.settings import Settings
from narrate.unread import LeftOutTotal, left_out, unread_lines
from narrate.why import (
    EntryChange,
    Reason,
    SpokenLine,
    entries_at_work,
    load_lines_of,
    reasons,
    spoken_lines,
)

CHARACTERS_PER_SECOND = 15.0
"""Of audiobook speech at speed 1: the length of a chunk before its take is there"""


@dataclass(frozen=True, slots=True)
class ChapterOutlook:
    """One chapter of a plan; `cost` is in US dollars."""

    number: int
    title: str
    words: int
    characters: int
    chunks: int
    recorded: int
    to_record: int
    billable_characters: int
    seconds: float
    cost: float
    to_send: int = 0
    """Characters to record, whether they cost something or not"""


@dataclass(frozen=True, slots=True)
class EntryOutlook:
    """An entry of the lexicon that changed, and what it has spoken again for nothing else."""

    word: str
    say: str | None
    """None: as it is written"""
    was: str | None
    """Likewise, in the last run"""
    chunks: int
    characters: int
    cost: float


@dataclass(frozen=True, slots=True)
class BookOutlook:
    """One book of a plan."""

    manuscript: str
    title: str
    author: str
    language: str
    chapters: tuple[ChapterOutlook, ...]
    left_out: tuple[LeftOutTotal, ...]
    totals: dict[str, float]
    warnings: tuple[str, ...] = ()
    why: tuple[Reason, ...] | None = None
    lexicon: tuple[EntryOutlook, ...] | None = None
    """The entries that changed; None where it was not asked why"""
    series: str = ""
    series_position: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would do."""

    books: tuple[BookOutlook, ...]
    problems: tuple[str, ...] = ()
    exit_code: int = 0
    prices: tuple[str, ...] = field(default=())
    """What is charged and where that is from, a line for each price"""
    notes: tuple[str, ...] = ()
    """What the engines' own checks and the preflight say"""

    def as_json(self) -> dict[str, Any]:
        """The object that `plan --json` prints."""
        books = [asdict(book) for book in self.books]
        for book in books:
            for name in ("why", "lexicon"):
                if book[name] is None:
                    del book[name]
        return {
            "books": books,
            "problems": self.problems,
            "prices": self.prices,
            "notes": self.notes,
        }


def preview(
    settings: Settings, manuscripts: Sequence[Path], *, wanted: Selection, why: bool = False
) -> Preview:
    """The plan of a run: the same up to the first request.

    Raises SettingsError; manuscripts that cannot be read are among the problems.
    """
    engines = Engines(settings)
    found = survey(settings, manuscripts, wanted, engines, read_all=True)
    accountant = _Accountant(Store(settings.store), engines)
    books = tuple(_book_outlook(plan, accountant, settings, why) for plan in found.plans)
    troubles, notes = accountant.checks()
    if settings.preflight:
        notes += asyncio.run(accountant.preflight())
    if len(found.plans) == 1:
        notes += idle_keys(found.plans[0])
    notes += cap_notes(books, settings)
    problems = [*map(str, found.problems), *troubles]
    prices = accountant.prices()
    code = worst(problem.exit_code for problem in found.problems)
    return Preview(books, tuple(problems), code, tuple(prices), tuple(notes))


def cap_notes(books: Sequence[BookOutlook], settings: Settings) -> list[str]:
    """Where the caps of the settings would stop a run that begins with this plan."""
    cost = sum(book.totals["cost"] for book in books)
    characters = sum(chapter.to_send for book in books for chapter in book.chapters)
    notes = []
    if settings.budget.max_cost is not None and cost > settings.budget.max_cost:
        notes.append(
            f"the cap of ${settings.budget.max_cost:.2f} would stop the run"
            f" after about {settings.budget.max_cost / cost:.0%} of what is to be paid for"
        )
    if settings.budget.max_characters is not None and characters > settings.budget.max_characters:
        notes.append(
            f"the cap of {settings.budget.max_characters:,} characters would stop the run"
            f" before all {characters:,} are sent"
        )
    return notes


class _Accountant:
    """Counts each take once, in book order, however many chapters want it."""

    def __init__(self, store: Store, engines: Engines) -> None:
        self._store = store
        self._engines = engines
        self._stored = store.keys()
        self._planned: dict[str, Chunk] = {}

    def outlook(self, plan: ChapterPlan) -> ChapterOutlook:
        """The figures of one chapter."""
        to_record: list[Chunk] = []
        for key, chunk in plan.lines():
            if self.missing(plan, key) and key not in self._planned:
                self._planned[key] = chunk
                to_record.append(chunk)
        chapter = plan.script.chapter
        return ChapterOutlook(
            number=chapter.number,
            title=chapter.title,
            words=sum(len(chunk.text.split()) for chunk in plan.script.chunks if chunk.source),
            characters=sum(len(chunk.spoken) for chunk in plan.script.chunks),
            chunks=len(plan.script.chunks),
            recorded=len(plan.script.chunks) - len(to_record),
            to_record=len(to_record),
            billable_characters=sum(len(c.spoken) for c in to_record if self._price(c)),
            seconds=round(self._seconds(plan), 1),
            cost=round(sum(self._price(c) * len(c.spoken) for c in to_record), 8),
            to_send=sum(len(c.spoken) for c in to_record),
        )

    def cost(self, key: str) -> float:
        """US dollars that a take costs which is to be recorded."""
        chunk = self._planned.get(key)
        return self._price(chunk) * len(chunk.spoken) if chunk else 0.0

    def missing(self, plan: ChapterPlan, key: str) -> bool:
        """Whether a run would have to record it; what stands needs no takes."""
        return plan.standing is None and key not in self._stored

    @property
    def _voicings(self) -> Iterable[Voicing]:
        """Those in which something is to be recorded, each once."""
        return dict.fromkeys(chunk.voicing for chunk in self._planned.values())

    def checks(self) -> tuple[list[str], list[str]]:
        """What would stop the run at its first request, and what is good to know."""
        troubles: list[str] = []
        notes: dict[str, None] = {}
        for voicing in self._voicings:
            try:
                notes.update(dict.fromkeys(self._engines[voicing.engine].check(voicing)))
            except EngineUnusable as error:
                troubles.append(f"a run would stop: {error}")
        return troubles, list(notes)

    async def preflight(self) -> list[str]:
        """What the engines say to the plan when they are asked over the network."""
        try:
            return await preflight(self._planned.values(), self._engines)
        except EngineUnusable as error:
            return [f"a run would stop: {error}"]
        finally:
            await self._engines.close()

    def prices(self) -> list[str]:
        """Where the prices of what is to record are from, a line each."""
        sources: dict[str, None] = {}
        for voicing in self._voicings:
            if price := self._engines[voicing.engine].price(voicing):
                dollars = f"${price.per_character * 10_000:g} per 10,000 characters"
                sources[f"{voicing.engine}: {dollars}, {price.source}"] = None
        return list(sources)

    def _price(self, chunk: Chunk) -> float:
        return per_character(self._engines[chunk.voicing.engine], chunk.voicing)

    def _seconds(self, plan: ChapterPlan) -> float:
        """Of the delivered chapter: known where it stands, else recorded and estimated."""
        if plan.standing:
            return plan.standing.seconds
        order = plan.order
        seconds = order.chapter_start + order.chapter_end
        for key, chunk in plan.lines():
            info = self._store.find(key) if key in self._stored else None
            spoken = len(chunk.spoken) / CHARACTERS_PER_SECOND / chunk.voicing.speed
            seconds += (info.seconds if info else spoken) + chunk.pause_after
        return seconds


def _book_outlook(
    plan: BookPlan, accountant: _Accountant, settings: Settings, why: bool
) -> BookOutlook:
    chapters = tuple(accountant.outlook(chapter) for chapter in plan.chapters)
    names = ("words", "characters", "chunks", "recorded", "to_record", "billable_characters")
    totals: dict[str, float] = {n: sum(getattr(c, n) for c in chapters) for n in names}
    totals["seconds"] = round(sum(c.seconds for c in chapters), 1)
    totals["cost"] = round(sum(c.cost for c in chapters), 8)
    reasons, entries = _reasons(plan, accountant, settings) if why else (None, None)
    return BookOutlook(
        manuscript=str(plan.manuscript),
        title=plan.script.title,
        author=plan.script.author,
        language=plan.script.language,
        chapters=chapters,
        left_out=tuple(left_out(plan)),
        totals=totals,
        warnings=(*plan.book.warnings, *plan.notes),
        series=plan.book.series,
        series_position=plan.book.series_position,
        why=reasons,
        lexicon=entries,
    )


def _reasons(
    plan: BookPlan, accountant: _Accountant, settings: Settings
) -> tuple[tuple[Reason, ...], tuple[EntryOutlook, ...]]:
    lines, before = spoken_lines(plan, Engines(settings)), load_lines_of(plan)
    keys = {
        key for chapter in plan.chapters for key in chapter.keys if accountant.missing(chapter, key)
    }
    missing = [line for line in lines if line.key in keys]
    entries = [
        _entry_outlook(change, {line.key: line for line in found}.values(), accountant)
        for change, found in entries_at_work(missing, before).items()
    ]
    entries.sort(key=lambda entry: (-entry.characters, entry.word))
    return tuple(reasons(missing, lines, before)), tuple(entries)


def _entry_outlook(
    change: EntryChange, lines: Collection[SpokenLine], accountant: _Accountant
) -> EntryOutlook:
    return EntryOutlook(
        word=change.word,
        say=change.said,
        was=change.was,
        chunks=len(lines),
        characters=sum(len(line.spoken) for line in lines),
        cost=round(sum(accountant.cost(line.key) for line in lines), 8),
    )


def preview_lines(preview: Preview) -> list[str]:
    """The plan as a table for people."""
    lines: list[str] = []
    for book in preview.books:
        lines += _book_lines(book)
    if len(preview.books) > 1:
        sums = [book.totals for book in preview.books]
        every = {name: sum(each[name] for each in sums) for name in sums[0]}
        lines.append(_row(f"{len(preview.books)} books{'':39}", every))
    lines += [f"price of {source}" for source in preview.prices]
    lines += preview.notes
    return lines


def _book_lines(book: BookOutlook) -> Iterator[str]:
    by = f" by {book.author}" if book.author else ""
    number = f" {book.series_position}" if book.series_position else ""
    series = f" [{book.series}{number}]" if book.series else ""
    yield f"{book.title}{series}{by} ({book.language}) - {Path(book.manuscript).name}"
    head = f"{'chapter':40} {'words':>7} {'chunks':>7} {'to do':>7} {'length':>8} {'cost':>9}"
    yield f"  {'':>4} {head}"
    for chapter in book.chapters:
        yield "  " + _row(f"{chapter.number:>4} {_fit(chapter.title, 40)}", asdict(chapter))
    yield "  " + _row(f"{'':>4} {'total':40}", book.totals)
    recorded, billable = int(book.totals["recorded"]), int(book.totals["billable_characters"])
    paid = f"{plural(billable, 'character')}, about ${book.totals['cost']:.4f}"
    yield (
        f"  recorded before: {recorded:,} of {plural(int(book.totals['chunks']), 'chunk')};"
        f" to pay for: {paid if billable else 'nothing'}"
    )
    for line in unread_lines(book.left_out):
        yield f"  {line}"
    for warning in book.warnings:
        yield f"  note: {warning}"
    for reason in book.why or ():
        yield f"  {reason.id} {_fit(' '.join(reason.text.split()), 40).strip()}: {reason.why}"
    for entry in book.lexicon or ():
        cost = f", ${entry.cost:.2f}" if entry.cost else ""
        yield (
            f"  lexicon {entry.word}: {plural(entry.chunks, 'chunk')} to speak again,"
            f" {plural(entry.characters, 'character')}{cost}"
        )


def _row(name: str, figures: dict[str, Any]) -> str:
    cost = f"${figures['cost']:.4f}" if figures["cost"] else "-"
    return (
        f"{name} {figures['words']:>7,} {figures['chunks']:>7,} {figures['to_record']:>7,}"
        f" {clock_time(figures['seconds']):>8} {cost:>9}"
    )


def _fit(text: str, width: int) -> str:
    return f"{text if len(text) <= width else text[: width - 1] + '…':{width}}"
