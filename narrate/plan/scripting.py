"""From a manuscript to its script, as the settings resolved for the book want it.

read_book     the manuscript, or its script file, with what the settings say about the book
ScriptSpec    who speaks, in which words, with which pauses, how titles are announced
write         the script of all that, and the credits around its chapters
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from narrate import script as chunks
from narrate.book import Book, Chapter
from narrate.chunk import Script, Voicing
from narrate.engines import text_of
from narrate.engines.base import EngineLookup
from narrate.manuscript.structure.chapter_numbers import ChapterNumber, chapter_numbers
from narrate.plan.credits import with_credits
from narrate.plan.sources import Source, choice_of, read_source
from narrate.plan.speaker_names import without_told_names
from narrate.script import Lexicon, ScriptOptions, Who
from narrate.script.dialogue import attributed
from narrate.script.titles.announcing import AS_WRITTEN, Announcement
from narrate.settings import ABOUT, Settings


@dataclass(frozen=True, slots=True)
class ScriptSpec:
    """How the script of one book is to be written."""

    book: Book
    settings: Settings
    """As resolved for the book"""
    engines: EngineLookup
    """Asked for their voice of a language where the settings name none"""
    lexicon: Lexicon
    """That of the settings"""

    def voicing(self, chapter: Chapter, who: Who) -> Voicing:
        """Who speaks in a chapter: the settings' choice, else the engine's for the language."""
        settings = self.settings
        reading = settings.reading(chapter.number, chapter.title, who.speaker, voice=who.voice)
        language = reading.language or self.book.language or "en"
        engine = self.engines[reading.engine]
        voice = reading.voice or engine.default_voice(language, reading.options)
        return Voicing(reading.engine, voice, language, reading.speed, reading.options)

    @property
    def options(self) -> ScriptOptions:
        """What the script depends on beside the book and its voices."""
        settings = self.settings
        return ScriptOptions(
            max_characters=settings.chunk.max_characters,
            pauses=settings.pauses,
            lexicon=self.lexicon,
            announce_titles=settings.announce_titles,
            lexicon_name=settings.lexicon_name,
            readings={c.number: settings.switches(c.number, c.title) for c in self.book.chapters},
            announced=announcements(self.book, settings),
            engines=text_of,
        )


def read_book(source: Source, settings: Settings) -> Book:
    """The book as its manuscript and the settings have it. Raises ManuscriptError."""
    return _titled(read_source(source, choice_of(settings)), settings)


def write(spec: ScriptSpec) -> Script:
    """The script with the credits that the settings ask for. Raises CoverageError."""
    script = write_chapters(spec)
    return with_credits(script, spec.book, spec.settings, spec.voicing, spec.options)


def write_chapters(spec: ScriptSpec) -> Script:
    """The script without credits. Raises CoverageError.

    Who speaks is only looked for where that makes a difference to how it is read.
    """
    book = with_speakers(spec.book, spec.settings) if spec.settings.casts_dialogue else spec.book
    book = without_told_names(book, spec.voicing, spec.settings.aliases)
    return chunks.write_script(book, spec.voicing, spec.options)


def write_script(
    book: Book, cast: Callable[[Chapter, Who], Voicing], options: ScriptOptions
) -> Script:
    """The script of a book for those who have no settings: `cast` says who reads.

    Words are put as each voicing's engine takes them, unless `options.engines` says otherwise.
    Raises CoverageError, SettingsError.
    """
    return chunks.write_script(book, cast, replace(options, engines=options.engines or text_of))


def announcements(book: Book, settings: Settings) -> dict[int, Announcement]:
    """How chapter titles are said that are not said as they are written, by chapter number."""
    wanted = settings.chapter_numbers
    if wanted == "as_written" or _is_undivided(book):
        return {}
    numbers = chapter_numbers([chapter.title for chapter in book.chapters])
    said = _with_number if wanted == "always" else _without_number
    return {
        chapter.number: said(number) for chapter, number in zip(book.chapters, numbers, strict=True)
    }


def _is_undivided(book: Book) -> bool:
    """Whether the book is one chapter under its own title: a story, and no chapter 1 of one."""
    titles = [chapter.title.casefold() for chapter in book.chapters]
    return titles == [book.title.casefold()]


def _with_number(chapter: ChapterNumber) -> Announcement:
    return AS_WRITTEN if chapter.written else Announcement(number=chapter.number)


def _without_number(chapter: ChapterNumber) -> Announcement:
    return Announcement(unsaid=chapter.written)


def _titled(book: Book, settings: Settings) -> Book:
    """The book with what the settings say about it in place of what the manuscript says."""
    said = {name: getattr(settings.about, name) for name in ABOUT}
    given: dict[str, Any] = {n: str(value) for n, value in said.items() if value is not None}
    return replace(book, about=replace(book.about, **given))


def with_speakers(book: Book, settings: Settings) -> Book:
    """The book with the speakers of its quotations marked."""
    language = settings.language if settings.language != "auto" else None
    return attributed(book, language or book.language or "en", settings.aliases)
