"""From a manuscript to its script, as the settings resolved for the book want it.

read_book     the manuscript, or its script file, with what the settings say about the book
ScriptSpec    who speaks, in which words, with which pauses, how titles are announced
write         the script of all that, and the credits around its chapters
with_credits  chapters of the script that the settings word and no manuscript has: recorded, paid
              for and delivered as chapters are, the opening as number 0, the closing as one more
              than the last; settings by chapter number do not reach them, only those by title
without_told_names
              of a play, the names said before speeches, but for those that voices tell: with
              `characters: {Hamlet: linden, Ophelia: wren}` the two are heard and not named; the
              gravediggers, whom the narrator reads, are, and so are two who share a voice
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from narrate import script as chunks
from narrate.book import Book, Chapter, LeftOut, Mark, speaker_key
from narrate.chunk import ChapterKind, ChapterScript, Script, Voicing
from narrate.engines import text_of
from narrate.engines.base import EngineLookup
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.titles.chapter_numbers import ChapterNumber, chapter_numbers
from narrate.plan.sources import Source, choice_of, read_source
from narrate.script import Lexicon, ScriptOptions, Who
from narrate.script.dialogue import attributed
from narrate.script.titles import (
    AS_WRITTEN,
    ENGLISH,
    Announcement,
    CreditWords,
    credit_words,
    credits_chapter,
    fill,
    voice_named,
)
from narrate.script.write import Cast
from narrate.settings import ABOUT, Settings
from narrate.settings.casts import by_spelling, covers
from narrate.settings.groups import PLACEHOLDERS


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
        voicing = Voicing(reading.engine, voice, language, reading.speed, reading.options)
        if reading.pace and (rate := engine.rate(voicing)):
            return replace(voicing, speed=rate.speed_for(reading.pace))
        return voicing

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
    titles = [chapter.title.casefold().removesuffix(".") for chapter in book.chapters]
    return titles == [book.title.casefold().removesuffix(".")]


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


_Cast = Callable[[Chapter, Who], Voicing]
_Voice = tuple[str, str]
"""Engine and voice"""


def without_told_names(book: Book, cast: _Cast, characters: Mapping[str, Sequence[str]]) -> Book:
    """The book, the names of those speakers left out who have a voice that nobody else has."""
    if not any(map(_names, book.chapters)):
        return book
    voices = _Voices(book, cast, characters)
    return replace(book, chapters=tuple(map(voices.chapter, book.chapters)))


class _Voices:
    """Who speaks in which voice."""

    def __init__(self, book: Book, cast: _Cast, characters: Mapping[str, Sequence[str]]) -> None:
        self._cast = cast
        self._names = by_spelling(characters)
        self._owners: dict[_Voice, set[str]] = defaultdict(set)
        for chapter in book.chapters:
            self._owners[self._voice(chapter, None)].add("")
            for name in {mark.value for mark in _names(chapter)}:
                self._owners[self._voice(chapter, name)].add(self._identity(name))

    def chapter(self, chapter: Chapter) -> Chapter:
        """The chapter without the names that its voices tell."""
        told = {
            name: len(self._owners[self._voice(chapter, name)]) == 1
            for name in {mark.value for mark in _names(chapter)}
        }
        unsaid = [m for m in _names(chapter) if told[m.value] and not _is_left_out(chapter, m)]
        if not unsaid:
            return chapter
        spans = (LeftOut(mark.start, mark.end, matter.SPEAKER) for mark in unsaid)
        both = sorted((*chapter.left_out, *spans), key=lambda span: span.start)
        return replace(chapter, left_out=tuple(both))

    def _voice(self, chapter: Chapter, name: str | None) -> _Voice:
        voicing = self._cast(chapter, Who(name))
        return voicing.engine, voicing.voice

    def _identity(self, name: str) -> str:
        """The character that a name means, or else the name."""
        return self._names.get(speaker_key(name), speaker_key(name))


def _names(chapter: Chapter) -> list[Mark]:
    return [mark for mark in chapter.marks if mark.kind == "name"]


def _is_left_out(chapter: Chapter, mark: Mark) -> bool:
    """Whether some of it is left out already."""
    return any(s.start < mark.end and mark.start < s.end for s in chapter.left_out)


NO_NUMBER = 0
"""As which settings by chapter see credits: no number or range has it"""


def with_credits(
    script: Script, book: Book, settings: Settings, cast: Cast, options: ScriptOptions
) -> Script:
    """The script with credits around its chapters, as the settings resolved for the book want.

    `cast` and `options` are those of the book. A template of which nothing can be said for want
    of facts makes none.
    """
    wanted = settings.deliver.credits
    if not (wanted.opening or wanted.closing):
        return script
    words = credit_words(script.language)
    facts = _facts(script, settings, cast, words)

    def written(kind: ChapterKind, number: int, title: str, template: str) -> list[ChapterScript]:
        sentences = fill(template, facts, script.language)
        if not sentences:
            return []
        chapter = credits_chapter(number, title, sentences)
        return [_written(chapter, kind, book, settings, cast, options)]

    last = script.chapters[-1].chapter.number if script.chapters else 0
    opening = _template(wanted.opening, words.opening)
    closing = _template(wanted.closing, words.closing)
    return replace(
        script,
        chapters=(
            *written("opening", 0, words.opening_title, opening),
            *script.chapters,
            *written("closing", last + 1, words.closing_title, closing),
        ),
    )


def names_in_settings(chapter: ChapterScript) -> list[tuple[int, str]]:
    """Number and title by which `chapters` in the settings may mean a chapter of the script."""
    if chapter.kind == "chapter":
        return [(chapter.chapter.number, chapter.chapter.title)]
    return [(NO_NUMBER, chapter.chapter.title), (NO_NUMBER, _english_title(chapter.kind))]


def _template(wanted: str | bool, usual: str) -> str:
    return usual if wanted is True else wanted or ""


def _written(
    chapter: Chapter,
    kind: ChapterKind,
    book: Book,
    settings: Settings,
    cast: Cast,
    options: ScriptOptions,
) -> ChapterScript:
    """Credits as the narrator reads them, or the voice that the settings name for that title."""
    known = replace(chapter, number=NO_NUMBER)
    if any(covers(key, NO_NUMBER, _english_title(kind)) for key, _ in settings.chapters):
        known = replace(known, title=_english_title(kind))
    script = chunks.write_script(
        replace(book, chapters=(chapter,)),
        lambda _, who: cast(known, who),
        replace(
            options,
            announce_titles=False,
            readings={chapter.number: settings.switches(known.number, known.title)},
        ),
    )
    return replace(script.chapters[0], kind=kind)


def _english_title(kind: ChapterKind) -> str:
    return ENGLISH.opening_title if kind == "opening" else ENGLISH.closing_title


def _facts(script: Script, settings: Settings, cast: Cast, words: CreditWords) -> dict[str, str]:
    """What the placeholders of a template stand for; empty where nobody said it."""
    narrator = settings.deliver.narrator
    if narrator is None:
        usual = _usual_voice(script.chapters)
        known = Chapter(NO_NUMBER, ENGLISH.opening_title, "", ())
        narrator = voice_named(usual or cast(known, Who()), words)
    about = replace(script.about, narrator=narrator)
    return {name: getattr(about, name) for name in PLACEHOLDERS}


def _usual_voice(chapters: Sequence[ChapterScript]) -> Voicing | None:
    """The voice that narrates most of the book; None where nothing is narrated."""
    heard: Counter[tuple[str, str]] = Counter()
    voicings: dict[tuple[str, str], Voicing] = {}
    for chunk in (chunk for chapter in chapters for chunk in chapter.chunks if not chunk.speaker):
        key = (chunk.voicing.engine, chunk.voicing.voice)
        heard[key] += len(chunk.spoken)
        voicings.setdefault(key, chunk.voicing)
    return voicings[heard.most_common(1)[0][0]] if heard else None
