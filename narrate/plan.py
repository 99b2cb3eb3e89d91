"""From manuscripts to plans: the script, the key of every chunk, and what stands already.

Reads manuscripts and looks at the output folder; records and writes nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from narrate.assembly.order import ChapterOrder
from narrate.book import Book, Chapter
from narrate.chunk import ChapterScript, Chunk, Script, Voicing
from narrate.credits import with_credits
from narrate.delivery.record import DeliveredChapter
from narrate.delivery.shelf import Catalogue, Shelf
from narrate.engines import open_engine
from narrate.engines.base import Engine
from narrate.errors import CoverageError, ManuscriptError, NarrateError
from narrate.fingerprints import (
    HEARD,
    chapter_fingerprint,
    chapter_fingerprint_of_0_1_0,
    inputs_fingerprint,
)
from narrate.headings import announcements
from narrate.mastering import mastering_of
from narrate.orders import chapter_order
from narrate.recording.store.takefile import take_key
from narrate.script import Lexicon, ScriptOptions, Who, write_script
from narrate.script.dialogue import attributed
from narrate.settings import ABOUT, Settings
from narrate.sources import Source, choice_of, find_sources, read_source

Selection = Callable[[int], bool]
"""Whether a chapter of that number is wanted"""


class Engines(Mapping[str, Engine]):
    """The engines of a run, each opened when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[str, Engine] = {}

    def __getitem__(self, name: str) -> Engine:
        if name not in self._open:
            self._open[name] = open_engine(name, self._settings)
        return self._open[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    async def close(self) -> None:
        """Close every engine that was opened."""
        for engine in self._open.values():
            await engine.close()


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """One chapter: what will be said, under which keys, into which files."""

    script: ChapterScript
    keys: tuple[str, ...]
    """The take key of each chunk of the script"""
    order: ChapterOrder
    fingerprint: str
    """Of all that the chapter's files are made from"""
    standing: DeliveredChapter | None
    """What the output folder holds of it, if that is just what this plan would deliver"""
    known_as: frozenset[str] = frozenset()
    """Every fingerprint, today's and earlier versions', under which it may have been delivered"""
    highest: int = 1
    """The highest number of the script's chapters, which file names leave room for"""
    longest: float | None = None
    """Seconds that one file may have; None: any number"""

    def lines(self) -> Iterable[tuple[str, Chunk]]:
        """Key and chunk of everything that is said in it."""
        return zip(self.keys, self.script.chunks, strict=True)

    def is_delivered_by(self, delivered: DeliveredChapter) -> bool:
        """Whether a delivered chapter is what this plan would deliver."""
        return delivered.fingerprint in self.known_as


@dataclass(frozen=True, slots=True)
class BookPlan:
    """One manuscript, ready to be recorded."""

    source: Source
    settings: Settings
    """With what is set for this book merged in"""
    book: Book
    script: Script
    lexicon: Lexicon
    """As the script was written with it"""
    chapters: tuple[ChapterPlan, ...]
    """Those that were asked for"""
    shelf: Shelf
    inputs: str
    """Fingerprint of manuscript, settings and program"""

    @property
    def manuscript(self) -> Path:
        """What the book is known by."""
        return self.source.manuscript

    def current(self, number: int) -> DeliveredChapter | None:
        """The chapter of that number if it stands as plan, settings and manuscript have it now.

        One that failed after an edit still stands as it was: its timeline is of other words.
        """
        standing = self.shelf.standing(number)
        if standing is None:
            return None
        for chapter in self.chapters:
            if chapter.script.chapter.number == number:
                return standing if chapter.is_delivered_by(standing) else None
        return standing if standing.inputs == self.inputs else None  # it was not asked for

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of the lexicon: what its files say in vain, words unsaid."""
        unsaid = self.lexicon.mute_words(self.script, self.book.language)
        return (*self.lexicon.notes, *unsaid)


@dataclass(frozen=True, slots=True)
class StandingBook:
    """A manuscript of which every chapter asked for stands as it should."""

    manuscript: Path
    shelf: Shelf
    chapters: tuple[DeliveredChapter, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What is there to be done."""

    plans: tuple[BookPlan, ...]
    standing: tuple[StandingBook, ...]
    problems: tuple[NarrateError, ...]
    """Manuscripts that cannot be read; they do not stop the others"""


def survey(
    settings: Settings,
    named: Sequence[Path],
    wanted: Selection,
    engines: Mapping[str, Engine],
    *,
    read_all: bool = False,
) -> Survey:
    """Look at every manuscript: does it stand, can it be planned, is it unreadable?

    `read_all` writes the script of books that stand too. Raises SettingsError where there is no
    manuscript at all.
    """
    catalogue = Catalogue(settings.store / "books", settings.output)
    plans: list[BookPlan] = []
    standing: list[StandingBook] = []
    problems: list[NarrateError] = []
    for source in find_sources(settings, named):
        try:
            shelf = catalogue.shelf(source.manuscript)
            book_settings = settings.for_book(source.name)
            inputs = inputs_fingerprint(source.files, book_settings)
            stands = None if read_all else look_again(source.manuscript, shelf, inputs, wanted)
            if stands:
                standing.append(stands)
            else:
                plans.append(plan_book(source, book_settings, shelf, inputs, wanted, engines))
        except (ManuscriptError, CoverageError) as problem:
            problems.append(problem)
    return Survey(tuple(plans), tuple(standing), tuple(problems))


def look_again(
    manuscript: Path, shelf: Shelf, inputs: str, wanted: Selection
) -> StandingBook | None:
    """The book as it stands, if neither it nor anything it is made from changed.

    Costs a look at the delivered files; no script is written, no audio touched.
    """
    numbers = [number for number in shelf.record.numbers if wanted(number)]
    if not numbers or not shelf.stands_whole(inputs, numbers):
        return None
    chapters = tuple(shelf.record.chapters[number] for number in numbers)
    return StandingBook(manuscript, shelf, chapters)


def plan_book(
    source: Source,
    settings: Settings,
    shelf: Shelf,
    inputs: str,
    wanted: Selection,
    engines: Mapping[str, Engine],
) -> BookPlan:
    """Read a manuscript and write its script, under settings resolved for it.

    Raises ManuscriptError, SettingsError, CoverageError.
    """
    manuscript = source.manuscript
    book = titled(read_source(source, choice_of(settings)), settings)
    lexicon = Lexicon.load(settings.lexicon)
    script = script_of(book, settings, engines, lexicon)
    script = credited(script, book, settings, engines, lexicon)
    chapters = tuple(
        _plan_chapter(chapter, script, book, settings, shelf, engines)
        for chapter in script.chapters
        if wanted(chapter.chapter.number)
    )
    if not chapters:
        raise ManuscriptError(
            f"{manuscript}: has none of the chapters asked for, only 1 to {len(book.chapters)}"
        )
    return BookPlan(source, settings, book, script, lexicon, chapters, shelf, inputs)


def titled(book: Book, settings: Settings) -> Book:
    """The book with what the settings say about it in place of what the manuscript says."""
    said = {name: getattr(settings.about, name) for name in ABOUT}
    given: dict[str, Any] = {n: str(value) for n, value in said.items() if value is not None}
    return replace(book, **given)


def script_of(
    book: Book, settings: Settings, engines: Mapping[str, Engine], lexicon: Lexicon
) -> Script:
    """The script of a book under settings resolved for it, and their lexicon.

    Who speaks is only looked for where that makes a difference to how it is read.
    """
    return write_script(
        with_speakers(book, settings) if settings.casts_dialogue else book,
        lambda chapter, who: voicing_of(chapter, who, book, settings, engines),
        replace(options_of(settings, lexicon), announced=announcements(book, settings)),
    )


def credited(
    script: Script,
    book: Book,
    settings: Settings,
    engines: Mapping[str, Engine],
    lexicon: Lexicon,
) -> Script:
    """A book's script with the credits that its settings ask for before and behind it."""
    return with_credits(
        script,
        book,
        settings,
        lambda chapter, who: voicing_of(chapter, who, book, settings, engines),
        options_of(settings, lexicon),
    )


def with_speakers(book: Book, settings: Settings) -> Book:
    """The book with the speakers of its quotations marked."""
    language = settings.language if settings.language != "auto" else None
    return attributed(book, language or book.language or "en", settings.aliases)


def options_of(settings: Settings, lexicon: Lexicon) -> ScriptOptions:
    """What a script depends on beside its book and its voices."""
    return ScriptOptions(
        max_characters=settings.chunk.max_characters,
        pauses=settings.pauses,
        lexicon=lexicon,
        announce_titles=settings.announce_titles,
        lexicon_name=settings.lexicon_name,
        readings=lambda chapter: settings.switches(chapter.number, chapter.title),
    )


def voicing_of(
    chapter: Chapter, who: Who, book: Book, settings: Settings, engines: Mapping[str, Engine]
) -> Voicing:
    """Who speaks in a chapter: the settings' choice, else the engine's voice for the language."""
    reading = settings.reading(chapter.number, chapter.title, who.speaker, voice=who.voice)
    language = reading.language or book.language or "en"
    voice = reading.voice or engines[reading.engine].default_voice(language, reading.options)
    return Voicing(reading.engine, voice, language, reading.speed, reading.options)


def _plan_chapter(
    chapter: ChapterScript,
    script: Script,
    book: Book,
    settings: Settings,
    shelf: Shelf,
    engines: Mapping[str, Engine],
) -> ChapterPlan:
    keys = tuple(chunk_keys(chapter.chunks, engines))
    order = chapter_order(chapter, script, book, settings, shelf)
    minutes = mastering_of(settings).minutes
    longest = None if minutes is None else minutes * 60
    unheard = chapter_fingerprint(chapter, keys, order, longest)
    fingerprint = unheard + HEARD if settings.listen.takes else unheard
    # A rerun that hears no takes leaves what an earlier one made of takes that were heard.
    total = len(shelf.record.numbers)
    earlier = chapter_fingerprint_of_0_1_0(chapter, keys, order, longest, total)
    same = (unheard, earlier)
    known = [made + HEARD for made in same]
    known_as = frozenset(known if settings.listen.takes else [*same, *known])
    highest = script.chapters[-1].chapter.number
    plan = ChapterPlan(chapter, keys, order, fingerprint, None, known_as, highest, longest)
    standing = shelf.standing(chapter.chapter.number)
    if standing is None or not plan.is_delivered_by(standing):
        return plan
    made = unheard + HEARD if standing.fingerprint.endswith(HEARD) else unheard
    return replace(plan, standing=replace(standing, fingerprint=made))


def chunk_keys(chunks: Iterable[Chunk], engines: Mapping[str, Engine]) -> Iterator[str]:
    """The key of each chunk's take; an engine is asked once for each voicing."""

    @functools.cache
    def fingerprint(voicing: Voicing) -> Mapping[str, object]:
        return engines[voicing.engine].fingerprint(voicing)

    for chunk in chunks:
        yield take_key(fingerprint(chunk.voicing), chunk.spoken)  # type: ignore[arg-type]
