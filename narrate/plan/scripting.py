"""How a book's chapter titles are announced: with numbers, without, or as they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from narrate.book import Book, Chapter
from narrate.chunk import Script, Voicing
from narrate.engines import text_of
from narrate.engines.base import Engine
from narrate.manuscript.structure.chapter_numbers import ChapterNumber, chapter_numbers
from narrate.plan.credits import with_credits
from narrate.script import Lexicon, ScriptOptions, Who, write_script
from narrate.script.dialogue import attributed
from narrate.script.titles.announcing import AS_WRITTEN, Announcement
from narrate.settings import ABOUT, Settings


def announcements(book: Book, settings: Settings) -> Callable[[Chapter], Announcement]:
    """How each chapter's title is said, under settings resolved for the book."""
    wanted = settings.chapter_numbers
    if wanted == "as_written" or _is_undivided(book):
        return lambda chapter: AS_WRITTEN
    numbers = chapter_numbers([chapter.title for chapter in book.chapters])
    said = _with_number if wanted == "always" else _without_number
    by_chapter = {
        chapter.number: said(number) for chapter, number in zip(book.chapters, numbers, strict=True)
    }
    return lambda chapter: by_chapter.get(chapter.number, AS_WRITTEN)


def _is_undivided(book: Book) -> bool:
    """Whether the book is one chapter under its own title: a story, and no chapter 1 of one."""
    titles = [chapter.title.casefold() for chapter in book.chapters]
    return titles == [book.title.casefold()]


def _with_number(chapter: ChapterNumber) -> Announcement:
    return AS_WRITTEN if chapter.written else Announcement(number=chapter.number)


def _without_number(chapter: ChapterNumber) -> Announcement:
    return Announcement(unsaid=chapter.written)


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
        engines=text_of,
    )


def voicing_of(
    chapter: Chapter, who: Who, book: Book, settings: Settings, engines: Mapping[str, Engine]
) -> Voicing:
    """Who speaks in a chapter: the settings' choice, else the engine's voice for the language."""
    reading = settings.reading(chapter.number, chapter.title, who.speaker, voice=who.voice)
    language = reading.language or book.language or "en"
    voice = reading.voice or engines[reading.engine].default_voice(language, reading.options)
    return Voicing(reading.engine, voice, language, reading.speed, reading.options)
