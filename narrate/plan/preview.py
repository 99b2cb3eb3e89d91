"""What a run would do and cost, and what of each book is not read; nothing is written."""

import asyncio
import re
from collections import Counter
from collections.abc import Collection, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from narrate.chunk import PRONOUNCED, Chunk, Voicing
from narrate.engines.base import EngineLookup, SaidHow
from narrate.engines.opened import Engines
from narrate.errors import BookNotSpoken, NarrateError, book_fault
from narrate.plan.costs import ChapterOutlook, Costs, ask_engines, pace_of, refusals_told
from narrate.plan.left_out import LettersTotal, left_out, letters_total
from narrate.plan.notes_to_self import NoteToSelf, notes_of
from narrate.plan.plan import BookPlan, Selection, everything, idle_keys, survey
from narrate.plan.series import CharacterVoice
from narrate.plan.voices import UnsaidSign
from narrate.plan.why import (
    EntryChange,
    Reason,
    SpokenLine,
    entries_at_work,
    load_lines_of,
    reasons,
    spoken_lines,
)
from narrate.recording.store import Store
from narrate.report import LeftOutTotal, plural, prose_lines, worst
from narrate.script.spoken.capitals import count_words
from narrate.settings import Settings

_T = TypeVar("_T")


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
class UnknownWord:
    """A word that the voice which says it has in no dictionary."""

    word: str
    count: int
    said: SaidHow


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
    series_file: str = ""
    """What its series has in common is in it; empty where the book is in no series"""
    cast: tuple[CharacterVoice, ...] = ()
    """Who of its series speaks in it, the most talkative first"""
    unsaid: tuple[UnsaidSign, ...] = ()
    """Signs and words of other scripts that its voices do not say, the most frequent first"""
    letters: LettersTotal | None = None
    """What becomes of the letters of its file"""
    unknown_words: tuple[UnknownWord, ...] = ()
    """The most frequent first"""
    pace: float | None = None
    """Words a minute, pauses and titles included"""
    notes_to_self: tuple[NoteToSelf, ...] = ()
    """What the author did not mean to be read, and will be"""


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
        for book, outlook in zip(books, self.books, strict=True):
            book["warnings"] = (*outlook.warnings, *prose_lines(outlook.left_out))
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
    settings: Settings,
    manuscripts: Sequence[Path] = (),
    *,
    wanted: Selection = everything,
    why: bool = False,
) -> Preview:
    """The plan of a run for the named manuscripts, or for all of `settings.input`.

    It is the same up to the first request; `why` names what changed since takes were recorded.
    Raises SettingsError; manuscripts that cannot be read are among the problems.
    """
    engines = Engines(settings)
    found = survey(settings, manuscripts, wanted, engines, read_all=True)
    costs = Costs(found.plans, Store(settings.store), engines)
    problems = [*found.problems]
    books = tuple(_outlooks(found.plans, costs, engines, problems, why=why))
    answers = ask_engines(found.plans, costs, engines)
    notes = [*found.notes, *answers.notes]
    if settings.preflight:
        notes += _awaited(_preflight(costs, engines))
    if len(found.plans) == 1:
        notes += idle_keys(found.plans[0])
    notes += cap_notes(books, settings)
    notes += retake_notes(found.plans, engines)
    troubles = refusals_told(answers.refused, [plan.manuscript for plan in found.plans])
    # What keeps all books from being spoken (no key yet) is no fault of the plan.
    some = len(answers.refused) < len(found.plans)
    refused = [e for e in answers.refused.values() if some or isinstance(e, BookNotSpoken)]
    code = worst(problem.exit_code for problem in (*problems, *refused))
    told = (*map(str, problems), *troubles)
    return Preview(books, told, code, tuple(costs.prices()), tuple(notes))


def _outlooks(
    plans: Sequence[BookPlan],
    costs: Costs,
    engines: Engines,
    problems: list[NarrateError],
    *,
    why: bool,
) -> Iterator[BookOutlook]:
    """The figures of each book; what goes wrong with one stops no other."""
    for plan in plans:
        try:
            yield _book_outlook(plan, costs, engines, why=why)
        except Exception as error:
            problems.append(book_fault(plan.manuscript.name, error))


async def _preflight(costs: Costs, engines: Engines) -> list[str]:
    async with engines:
        return await costs.preflight()


def _awaited(work: Coroutine[object, object, _T]) -> _T:
    """The outcome of asynchronous work, also where the caller's thread runs a loop already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def cap_notes(books: Sequence[BookOutlook], settings: Settings) -> list[str]:
    """Where the caps of the settings would stop a run that begins with this plan."""
    cost = sum(book.totals["cost"] for book in books)
    characters = sum(chapter.to_send for book in books for chapter in book.chapters)
    notes = []
    if settings.budget.max_cost is not None and cost > settings.budget.max_cost:
        notes.append(
            f"your limit of ${settings.budget.max_cost:.2f} would stop the run"
            f" after about {settings.budget.max_cost / cost:.0%} of the cost"
        )
    if settings.budget.max_characters is not None and characters > settings.budget.max_characters:
        notes.append(
            f"your limit of {settings.budget.max_characters:,} characters would stop the run"
            f" before all {characters:,} are sent"
        )
    return notes


def retake_notes(plans: Sequence[BookPlan], engines: EngineLookup) -> list[str]:
    """What proof-listening may add to the cost, where it can record takes again."""
    most = max(
        (
            plan.settings.listen.retakes
            for plan in plans
            if plan.settings.listen.takes
            and not all(engines[name].repeats for name in _engine_names(plan))
        ),
        default=0,
    )
    if not most:
        return []
    return [
        "listen: takes in which words are missing, added or said twice are recorded again, up to"
        f" {plural(most, 'time')} each; this adds to the cost, within the limits of `budget`"
    ]


def _engine_names(plan: BookPlan) -> set[str]:
    return {chunk.voicing.engine for chapter in plan.chapters for _, chunk in chapter.lines()}


def _book_outlook(plan: BookPlan, costs: Costs, engines: Engines, *, why: bool) -> BookOutlook:
    """The figures of a book; `why`: with the reasons."""
    chapters = tuple(map(costs.chapter, plan.chapters))
    names = ("words", "characters", "chunks", "recorded", "to_record", "billable_characters")
    totals: dict[str, float] = {n: sum(getattr(c, n) for c in chapters) for n in names}
    totals["seconds"] = round(sum(c.seconds for c in chapters), 1)
    totals["cost"] = round(sum(c.cost for c in chapters), 8)
    in_series = plan.in_series
    reasons, entries = _reasons(plan, costs, engines) if why else (None, None)
    return BookOutlook(
        manuscript=str(plan.manuscript),
        title=plan.script.title,
        author=plan.script.author,
        language=plan.script.language,
        chapters=chapters,
        left_out=tuple(left_out(plan)),
        totals=totals,
        warnings=(*plan.book.warnings, *plan.notes),
        unsaid=plan.unsaid,
        series=plan.script.about.series,
        series_position=plan.script.about.series_position,
        series_file=str(in_series.cast.series.path) if in_series.cast else "",
        cast=in_series.voices(chapter.script for chapter in plan.chapters),
        why=reasons,
        lexicon=entries,
        letters=letters_total(plan),
        unknown_words=tuple(_unknown_words(plan, engines)),
        notes_to_self=tuple(notes_of(plan)),
        pace=pace_of(sum(c.pace * c.seconds / 60 for c in chapters if c.pace), totals["seconds"]),
    )


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _unknown_words(plan: BookPlan, engines: Engines) -> list[UnknownWord]:
    """The words that their voices have in no dictionary, without those of the lexicon."""
    chunks: dict[Voicing, list[Chunk]] = {}
    for chapter in plan.chapters:
        for _, chunk in chapter.lines():
            chunks.setdefault(chunk.voicing, []).append(chunk)
    counts, said = Counter[str](), dict[str, SaidHow]()
    for voicing, theirs in chunks.items():
        found = count_words((re.sub(PRONOUNCED, " ", c.spoken) for c in theirs), _WORD)
        unknown = engines[voicing.engine].unknown_words(found, voicing)
        if not unknown:
            continue
        for word in unknown.keys() & count_words((c.text for c in theirs), _WORD).keys():
            known_as = word.removesuffix("'s").removesuffix("’s")
            counts[known_as] += found[word]
            said[known_as] = unknown[word]
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [UnknownWord(word, count, said[word]) for word, count in ranked]


def _reasons(
    plan: BookPlan, costs: Costs, engines: Engines
) -> tuple[tuple[Reason, ...], tuple[EntryOutlook, ...]]:
    lines, before = spoken_lines(plan, engines), load_lines_of(plan)
    keys = costs.to_record.keys() & plan.keys_to_make
    missing = [line for line in lines if line.key in keys]
    entries = [
        _entry_outlook(change, {line.key: line for line in found}.values(), costs)
        for change, found in entries_at_work(missing, before).items()
    ]
    entries.sort(key=lambda entry: (-entry.characters, entry.word))
    return tuple(reasons(missing, lines, before)), tuple(entries)


def _entry_outlook(
    change: EntryChange, lines: Collection[SpokenLine], costs: Costs
) -> EntryOutlook:
    return EntryOutlook(
        word=change.word,
        say=change.said,
        was=change.was,
        chunks=len(lines),
        characters=sum(len(line.spoken) for line in lines),
        cost=round(sum(costs.cost(line.key) for line in lines), 8),
    )
