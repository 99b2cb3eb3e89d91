"""From manuscripts to plans: the script, the key of every chunk, and what is up to date.

Reads manuscripts and looks at the output folder; records and writes nothing.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.assembly.spec import ChapterSpec
from narrate.book import Book
from narrate.chunk import ChapterScript, Chunk, Script, Voicing
from narrate.delivery.record import DeliveredChapter
from narrate.delivery.shelf import Catalogue, Shelf
from narrate.engines import text_of
from narrate.engines.base import EngineLookup
from narrate.errors import (
    EngineUnusable,
    ManuscriptError,
    NarrateError,
    SettingsError,
    book_fault,
)
from narrate.plan.finding import find_sources
from narrate.plan.fingerprints import (
    HEARD,
    chapter_fingerprint,
    chapter_fingerprint_of_0_1_0,
    inputs_fingerprint,
)
from narrate.plan.mastering import chapter_spec, mastering_of
from narrate.plan.scripting import ScriptSpec, names_in_settings, read_book, write
from narrate.plan.series import BookInSeries, SeriesCasts
from narrate.plan.sources import Source
from narrate.plan.voices import UnsaidSign, passage_notes, sign_notes, unsaid_signs
from narrate.recording.takefile import take_key
from narrate.report import LeftOutTotal
from narrate.script import Lexicon
from narrate.settings import Settings

Selection = Callable[[int], bool]
"""Whether a chapter of that number is wanted"""


def everything(number: int) -> bool:
    """Every chapter is wanted."""
    return True


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """One chapter: what will be said, under which keys, into which files."""

    script: ChapterScript
    keys: tuple[str, ...]
    """The take key of each chunk of the script"""
    spec: ChapterSpec
    fingerprint: str
    """Of all that the chapter's files are made from"""
    up_to_date: DeliveredChapter | None
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
    unsaid: tuple[UnsaidSign, ...]
    """Signs and words of other scripts that its voices do not say, the most frequent first"""
    in_series: BookInSeries
    """What it has in common with other books of its series, if it is in one"""

    @property
    def manuscript(self) -> Path:
        """What the book is known by."""
        return self.source.manuscript

    def current(self, number: int) -> DeliveredChapter | None:
        """The chapter of that number if it is as plan, settings and manuscript have it now.

        One that failed after an edit is still there as it was: its timeline is of other words.
        """
        delivered = self.shelf.unchanged(number)
        if delivered is None:
            return None
        for chapter in self.chapters:
            if chapter.script.chapter.number == number:
                return delivered if chapter.is_delivered_by(delivered) else None
        return delivered if delivered.inputs == self.inputs else None  # it was not asked for

    @property
    def speakers(self) -> set[str]:
        """All who speak in it, as its chapters are marked."""
        marks = (mark for each in self.script.chapters for mark in each.chapter.marks)
        return {mark.value for mark in marks if mark.kind == "speaker"}

    @property
    def making(self) -> list[ChapterPlan]:
        """The chapters that are not up to date: a run makes them."""
        return [chapter for chapter in self.chapters if not chapter.up_to_date]

    @property
    def keys_to_make(self) -> list[str]:
        """The key of each chunk's take in these, in order."""
        return [key for chapter in self.making for key in chapter.keys]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of how it is read: language, voices, signs, lexicon."""
        note = self.book.language_note
        mute = self.lexicon.mute_words(self.script, self.book.language, text_of)
        signs = sign_notes(self.script, self.unsaid)
        told = (*passage_notes(self.script), *signs, *self.lexicon.notes, *mute)
        told = (*self.in_series.told(self.script.chapters), *told)
        return (note, *told) if note else told


@dataclass(frozen=True, slots=True)
class UpToDateBook:
    """A manuscript of which every chapter asked for is up to date."""

    manuscript: Path
    shelf: Shelf
    chapters: tuple[DeliveredChapter, ...]

    @property
    def left_out(self) -> tuple[LeftOutTotal, ...]:
        """What is not read of the manuscript, and inside the chapters asked for."""
        numbers = {None, *(chapter.number for chapter in self.chapters)}
        return tuple(t for t in self.shelf.record.left_out or () if t.chapter in numbers)


@dataclass(frozen=True, slots=True)
class Survey:
    """What is there to be done."""

    plans: tuple[BookPlan, ...]
    up_to_date: tuple[UpToDateBook, ...]
    problems: tuple[NarrateError, ...]
    """Manuscripts that cannot be read or planned; they do not stop the others"""
    notes: tuple[str, ...] = ()
    """Files and folders that are not read, settings of books that there are not"""


def survey(
    settings: Settings,
    named: Sequence[Path],
    wanted: Selection,
    engines: EngineLookup,
    *,
    read_all: bool = False,
) -> Survey:
    """Look at every manuscript: is it up to date, can it be planned, can it not be read?

    `read_all` writes the script of books that are up to date too. What goes wrong with one book is
    among the problems. Raises SettingsError where there is no manuscript at all; that or
    EngineUnusable where one and the same thing in the settings keeps every book from being planned.
    """
    catalogue = Catalogue(settings.store / "books", settings.output)
    found = find_sources(settings, named)
    plans: list[BookPlan] = []
    up_to_date: list[UpToDateBook] = []
    casts = SeriesCasts(settings, found.sources)
    failed: list[tuple[str, NarrateError]] = []
    for source in found.sources:
        try:
            shelf = catalogue.shelf(source.manuscript, source.stem)
            book_settings = settings.for_book(source.name)
            inputs = inputs_fingerprint(source.files, book_settings, casts.files(book_settings))
            book = None if read_all else look_again(source.manuscript, shelf, inputs, wanted)
            if book:
                up_to_date.append(book)
            else:
                planning = (source, book_settings, shelf, inputs, wanted, engines, casts)
                plans.append(plan_book(*planning))
        except Exception as error:
            failed.append((source.name, book_fault(source.name, error)))
    told = told_by_book(failed)
    if failed and not plans and not up_to_date and not found.problems:
        _raise_common([error for _, error in failed])
    return Survey(tuple(plans), tuple(up_to_date), (*found.problems, *told), found.notes)


def _raise_common(errors: Sequence[NarrateError]) -> None:
    """Raise what is wrong with the settings or an engine and hit every book alike."""
    first = errors[0]
    if isinstance(first, SettingsError | EngineUnusable) and len({*map(str, errors)}) == 1:
        raise first


def told_by_book(failed: Sequence[tuple[str, NarrateError]]) -> list[NarrateError]:
    """The errors, each with the book that it was met in; those of many books once.

    `b.md`, no voice `x`, `c.md` the same: `b.md and 1 more: no voice 'x'`.
    """
    alike: dict[tuple[type[NarrateError], str], list[str]] = {}
    for name, error in failed:
        alike.setdefault((type(error), str(error)), []).append(name)
    return [_told(kind, text, names) for (kind, text), names in alike.items()]


def _told(kind: type[NarrateError], text: str, names: Sequence[str]) -> NarrateError:
    if names[0] in text:
        return kind(text)
    others = f" and {len(names) - 1} more" if names[1:] else ""
    return kind(f"{names[0]}{others}: {text}")


def look_again(
    manuscript: Path, shelf: Shelf, inputs: str, wanted: Selection
) -> UpToDateBook | None:
    """The book as it was delivered, if neither it nor anything it is made from changed.

    Costs a look at the delivered files; no script is written, no audio touched.
    """
    numbers = [number for number in shelf.record.numbers if wanted(number)]
    if not numbers or not shelf.is_up_to_date(inputs, numbers):
        return None
    if shelf.record.left_out is None:
        return None
    chapters = tuple(shelf.record.chapters[number] for number in numbers)
    return UpToDateBook(manuscript, shelf, chapters)


def plan_book(
    source: Source,
    settings: Settings,
    shelf: Shelf,
    inputs: str,
    wanted: Selection,
    engines: EngineLookup,
    casts: SeriesCasts,
) -> BookPlan:
    """Read a manuscript and write its script, under settings resolved for it.

    Raises ManuscriptError, SettingsError, CoverageError; EngineUnusable for an unknown voice.
    """
    manuscript = source.manuscript
    book = read_book(source, settings)
    in_series = casts.of(book, source, settings, engines)
    settings = in_series.settings
    lexicon = Lexicon.load(settings.lexicon)
    script = write(ScriptSpec(book, settings, engines, lexicon))
    in_series.check(script, engines)
    chapters = tuple(
        _plan_chapter(chapter, script, settings, shelf, engines)
        for chapter in script.chapters
        if wanted(chapter.chapter.number)
    )
    if not chapters:
        raise ManuscriptError(
            f"{manuscript}: has none of the chapters asked for; it has 1 to {len(book.chapters)}"
        )
    return BookPlan(
        source,
        settings,
        book,
        script,
        lexicon,
        chapters,
        shelf,
        inputs,
        unsaid_signs(script),
        in_series,
    )


def _plan_chapter(
    chapter: ChapterScript,
    script: Script,
    settings: Settings,
    shelf: Shelf,
    engines: EngineLookup,
) -> ChapterPlan:
    keys = tuple(chunk_keys(chapter.chunks, engines))
    spec = chapter_spec(chapter, script, settings, shelf)
    minutes = mastering_of(settings).minutes
    longest = None if minutes is None else minutes * 60
    unheard = chapter_fingerprint(chapter, keys, spec, longest)
    fingerprint = unheard + HEARD if settings.listen.takes else unheard
    # A rerun that hears no takes leaves what an earlier one made of takes that were heard.
    total = len(shelf.record.numbers)
    earlier = chapter_fingerprint_of_0_1_0(chapter, keys, spec, longest, total)
    same = (unheard, earlier)
    known = [made + HEARD for made in same]
    known_as = frozenset(known if settings.listen.takes else [*same, *known])
    highest = script.chapters[-1].chapter.number
    plan = ChapterPlan(chapter, keys, spec, fingerprint, None, known_as, highest, longest)
    delivered = shelf.unchanged(chapter.chapter.number)
    if delivered is None or not plan.is_delivered_by(delivered):
        return plan
    made = unheard + HEARD if delivered.fingerprint.endswith(HEARD) else unheard
    return replace(plan, up_to_date=replace(delivered, fingerprint=made))


def chunk_keys(chunks: Iterable[Chunk], engines: EngineLookup) -> Iterator[str]:
    """The key of each chunk's take; an engine is asked once for each voicing."""

    @functools.cache
    def fingerprint(voicing: Voicing) -> Mapping[str, object]:
        return engines[voicing.engine].fingerprint(voicing)

    for chunk in chunks:
        yield take_key(fingerprint(chunk.voicing), chunk.spoken)  # type: ignore[arg-type]


def idle_keys(plan: BookPlan) -> list[str]:
    """The entries of `chapters` and `characters` that fit nothing in a book, and names that
    somebody wrote into a script file and no character has.

    An entry `chapters: {7: ...}` for a book of three: `chapters.7: matches no chapter of book.txt`.
    """
    named = [name for each in plan.script.chapters for name in names_in_settings(each)]
    keys = plan.settings.unmatched_chapters(named)
    heard = plan.speakers
    name = plan.manuscript.name
    written = heard if plan.source.is_edited else ()
    return [
        *(
            f"{name}: {speaker!r} speaks in its script but is not one of the characters;"
            f" did you mean {character}?"
            for speaker, character in plan.settings.misspelt_speakers(written)
        ),
        *(f"chapters.{key}: matches no chapter of {name}" for key in keys),
        *(
            f"characters.{who}: was not found speaking in {name};"
            " `narrate script FILE --speakers` lists who speaks"
            for who in plan.settings.silent_characters(heard)
        ),
    ]
