"""The settings as the rest of narrate sees them, frozen, with those of books and chapters."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from narrate.book import speaker_key
from narrate.language import primary
from narrate.settings.casts import (
    DEFAULT_ENGINE,
    ChapterCast,
    ChapterKey,
    Character,
    CharacterName,
    DialogueCast,
    LanguageCast,
    Reader,
    Reading,
    asked_for,
    by_spelling,
    call_options,
    covers,
    merged,
)
from narrate.settings.engines import ENGINES, EngineOptions, defaults_of_built_in
from narrate.settings.groups import (
    Budget,
    Chunking,
    Deliver,
    Group,
    Listen,
    Matter,
    Override,
    Pauses,
    Retry,
)
from narrate.settings.lexicon import LexiconSource, Words
from narrate.settings.names import (
    AS_THE_BOOK_SAYS,
    BookKey,
    FileName,
    FilePattern,
    Isbn,
    Keyed,
    LanguageName,
    Prose,
    SeriesName,
    SeriesPosition,
)
from narrate.settings.rules import Choice, Flag, Number, SeveralOf, Text

_G = TypeVar("_G", bound=Group)


class Shared(Reader):
    """What the top level and a book can both say."""

    chunk: Chunking = Field(default=Chunking(), description="How the text is cut")
    pauses: Pauses = Field(
        default=Pauses(), description="Silence after each kind of cut, in seconds"
    )
    lexicon: Annotated[tuple[Words | Path, ...], LexiconSource()] = Field(
        default=(),
        description="How words are to be read: {Hermione: her-MY-oh-nee}, a file name (YAML, CSV,"
        " PLS), or a list of both; a book's words are added to those of the top level",
    )
    matter: Matter = Field(
        default=Matter(), description="What is read of notes, captions, prefaces, indexes..."
    )
    announce_titles: Annotated[bool, Flag()] = Field(
        default=True, description="Speak each chapter's title before it"
    )
    chapter_numbers: Annotated[
        Literal["as_written", "always", "never"], Choice(("as_written", "always", "never"))
    ] = Field(
        default="as_written",
        description="Whether a spoken title has its chapter's number: as_written, always, never",
    )
    listen: Listen = Field(
        default=Listen(),
        description="Proof-listening with an offline recogniser (extra: listen)",
    )
    deliver: Deliver = Field(default=Deliver(), description="The files that a listener gets")
    characters: Annotated[Mapping[str, Character], Keyed(Character, CharacterName())] = Field(
        default={},
        description="Voices for what characters say, by name: {Alice: linden}, or a group with"
        " voice, speed, engine, its options and aliases; `narrate script FILE --speakers` finds"
        " their names",
    )
    dialogue: DialogueCast = Field(
        default=DialogueCast(),
        description="A voice, or a group with voice, speed, engine: for all other quotations",
    )
    languages: Annotated[Mapping[str, LanguageCast], Keyed(LanguageCast, LanguageName())] = Field(
        default={},
        description="Voices by language: {fr: pico/fr-FR}, or a group with engine and voice; for"
        " passages in another language than the book's, and for books of which neither engine nor"
        " voice is set",
    )
    chapters: Annotated[
        tuple[tuple[str, ChapterCast], ...], Keyed(ChapterCast, ChapterKey(), in_order=True)
    ] = Field(
        default=(),
        description="What differs by chapter: a number (7), a range (3-5, 12-) or a title pattern"
        ' ("Epilogue*"); of several that fit a chapter, the later one wins',
    )


class BookCast(Shared, Override):
    """What differs for one manuscript."""

    title: Annotated[str, Text("the book's title")] | None = Field(
        default=None, description="The book's title, where the manuscript's own is missing or wrong"
    )
    author: Annotated[str, Text("the author's name")] | None = Field(
        default=None, description="The author, where the manuscript's own is missing or wrong"
    )
    subtitle: Annotated[str, Text("the book's subtitle")] | None = Field(
        default=None, description="The subtitle, where the manuscript's own is missing or wrong"
    )
    series: Annotated[str, SeriesName()] | None = Field(
        default=None,
        description="The series that the book belongs to, or auto; null: none, whatever the top"
        " level says",
    )
    series_position: Annotated[str, SeriesPosition()] | None = Field(
        default=None, description="The book's place in its series, such as 2 or 1.5"
    )
    year: Annotated[int, Number(1, 9999, whole=True)] | None = Field(
        default=None, description="Year of publication"
    )
    description: Annotated[str, Prose()] | None = Field(
        default=None, description="What the book is about, for shops and players"
    )
    publisher: Annotated[str, Text("the publisher's name")] | None = Field(
        default=None, description="The publisher"
    )
    isbn: Annotated[str, Isbn()] | None = Field(
        default=None, description="The ISBN of the audiobook, 10 or 13 digits"
    )
    narrator: Annotated[str, Text("a name")] | None = Field(
        default=None, description="Narrator's name for this book's tags"
    )
    cover: Annotated[Path, FileName("a picture file (JPEG or PNG)", exists=True)] | None = Field(
        default=None, description="This book's picture file (JPEG or PNG)"
    )
    files: Annotated[tuple[str, ...], SeveralOf(FilePattern(), at_least=1)] = Field(
        default=(),
        description="The files that make up the book, in order, where it is more than one: names,"
        " folders, patterns such as chapters/*.md; the entry's own name is then the book's",
    )


_NOT_ABOUT = ("narrator", "cover", "files")
ABOUT = tuple(name for name in BookCast.__annotations__ if name not in _NOT_ABOUT)
"""What a book's settings may say about the book itself"""


class PipelineFile(Shared):
    """All of pipeline.yaml; paths are absolute."""

    engines: Annotated[Mapping[str, Group], EngineOptions(whole=True)] = Field(
        default_factory=defaults_of_built_in,
        description="Options of the engines, by name",
        validation_alias=ENGINES,
    )
    workers: Annotated[int, Number(1, 256, whole=True)] = Field(
        default=8,
        description="Most requests under way at once; fewer are used when the engine asks",
    )
    input: Annotated[Path, FileName()] = Field(
        default=Path("input"),
        description="Folder of manuscripts, or one manuscript",
        validate_default=True,
    )
    output: Annotated[Path, FileName()] = Field(
        default=Path("output"), description="Folder for the finished books", validate_default=True
    )
    store: Annotated[Path, FileName()] = Field(
        default=Path(".narrate"),
        description="Folder for recorded takes, shared by all books; deleting it loses them",
        validate_default=True,
    )
    series: Annotated[str, SeriesName()] | None = Field(
        default=None,
        description="The series of all books, whose characters and lexicon are then common to them,"
        " in a file that you can edit; auto: the series that each manuscript names itself",
    )
    series_files: Annotated[Path, FileName()] = Field(
        default=Path("series"),
        description="Folder of the series' files, such as series/Barsetshire.yaml",
        validate_default=True,
    )
    ffmpeg: Annotated[Path, FileName("a program", exists=True, program=True)] | None = Field(
        default=None, description="ffmpeg program; null: the one that was installed with narrate"
    )
    retry: Retry = Field(default=Retry(), description="How failed requests are repeated")
    budget: Budget = Field(default=Budget(), description="Where a run stops before it spends more")
    preflight: Annotated[bool, Flag()] = Field(
        default=False,
        description="Before a run, ask a paid engine about key, credit and voices; costs nothing",
    )
    books: Annotated[Mapping[str, BookCast], Keyed(BookCast, BookKey())] = Field(
        default={},
        description="What differs for one manuscript, by its file name; or, with `files`, a book"
        " made of several, by a name of your choice",
    )


def _about(book: BookCast, series: str | None) -> dict[str, object]:
    """What is said about a book; `series` is the one that it is in, as far as settings tell."""
    said = {name: getattr(book, name) for name in ABOUT} | {"series": series}
    if series == AS_THE_BOOK_SAYS:
        del said["series"]
    return {name: value for name, value in said.items() if value is not None}


class Settings(PipelineFile):
    """All of pipeline.yaml, with the command line over it, and what is said of one book.

    Equal dumps mean that equal words are said alike.
    """

    about: BookCast = BookCast()
    """What is set of title, author, series and so on of the book; set by `for_book`"""
    lexicon_name: str = "project"
    """The manuscript's file name where a book has a lexicon of its own, else `project`"""
    own_characters: Mapping[str, Character] = {}
    """What the book's own entry says of characters; set by `for_book`"""
    casts_of_books: tuple[tuple[str, str, Mapping[str, Character]], ...] = ()
    """Of a book in a series: the entries of `books` in one that name characters, its own too. Each
    has its file name, its `series`, and its characters; set by `for_book`"""
    of_series: tuple[str, ...] = ()
    """Of the characters those whom only the series names"""
    written: Settings | None = None
    """What the file says, where the command line says something else; None: as it is here"""
    overrides: ChapterCast | None = None
    """What the command line says over every book and chapter"""

    def options(self, engine: str, kind: type[_G]) -> _G:
        """All that is set for an engine; `kind` is its group of options."""
        group = self.engines.get(engine)
        return group if isinstance(group, kind) else kind()

    def for_book(self, file_name: str) -> Settings:
        """The settings of one manuscript, what its entry in `books` says merged in.

        The entry is found by file name, upper and lower case only mattering between two
        that both fit. What `for_book` gives has no `books` of its own.
        """
        written = self.written or self
        book = written._book(file_name)
        deliver = {name: getattr(book, name) for name in ("narrator", "cover")}
        deliver = {name: deliver[name] for name in deliver if name in book.model_fields_set}
        resolved = merged(written, book)
        named = {"lexicon_name": file_name} if "lexicon" in book.model_fields_set else {}
        resolved = resolved.model_copy(
            update={
                "books": {},
                "deliver": resolved.deliver.model_copy(update=deliver),
                "about": self.about.model_copy(update=_about(book, resolved.series)),
                "own_characters": book.characters,
                "casts_of_books": tuple(written._casts()) if resolved.series else (),
                **named,
            }
        )
        return resolved.overridden(self.overrides) if self.overrides else resolved

    def _book(self, file_name: str) -> BookCast:
        wanted = unicodedata.normalize("NFC", file_name)
        for fold in (str, str.casefold):
            for name, book in self.books.items():
                if fold(unicodedata.normalize("NFC", name)) == fold(wanted):
                    return book
        return BookCast()

    def _casts(self) -> Iterator[tuple[str, str, Mapping[str, Character]]]:
        """The entries of `books` in a series that name characters."""
        for name, book in self.books.items():
            series = book.series if "series" in book.model_fields_set else self.series
            if book.characters and series:
                whole = merged(self, book).characters
                yield name, series, {who: whole[who] for who in book.characters}

    def overridden(self, overrides: ChapterCast) -> Settings:
        """The settings with what the command line says over every book and chapter."""
        over = {"written": self, "overrides": overrides}
        return merged(self, overrides).model_copy(update=over)

    def reading(
        self,
        number: int,
        title: str,
        speaker: str | None = None,
        *,
        voice: str | None = None,
        language: str | None = None,
        embedded: str | None = None,
    ) -> Reading:
        """Who reads in the chapter of that number and title, and how.

        `speaker` is who says a quotation, `?` if that is not known, and none or nothing for the
        narrator. `voice` is one that the manuscript itself asks for, `engine/voice` if of another
        engine; `language` is asked for where `languages` decides. A chapter's settings count before
        the book's, a speaker's before the chapter's, then those by language, the manuscript's voice
        and the command line. Where nobody names an engine or a voice it is `embedded`.
        """
        cast = self._cast(number, title, speaker, voice, language)
        named = bool(cast.engine or cast.voice)
        engine = cast.engine or (None if cast.voice else embedded) or DEFAULT_ENGINE
        options = call_options(cast, engine)
        return Reading(engine, cast.voice, named, cast.language, cast.speed, options, cast.pace)

    def has_voice_for(self, language: str) -> bool:
        """Whether `languages` says who reads a language, and the command line names nobody."""
        return self._voice_for(language) is not None

    def _voice_for(self, language: str) -> LanguageCast | None:
        """What `languages` has for a tag, else for one with the same primary tag."""
        if self.overrides and (self.overrides.engine or self.overrides.voice):
            return None
        wanted = language.casefold()
        exact = {tag.casefold(): cast for tag, cast in self.languages.items()}
        near = (cast for tag, cast in exact.items() if primary(tag) == primary(wanted))
        return exact.get(wanted) or next(near, None)

    def switches(self, number: int, title: str) -> Mapping[str, bool | None]:
        """What is said of each reading rule for that chapter; None: the engine's default."""
        return self._cast(number, title).readings.model_dump()

    def _cast(
        self,
        number: int,
        title: str,
        speaker: str | None = None,
        voice: str | None = None,
        language: str | None = None,
    ) -> Reader:
        written = self.written or self
        cast: Reader = written
        for key, override in written.chapters:
            if covers(key, number, title):
                cast = merged(cast, override)
        if speaker:
            cast = merged(cast, self._manner(speaker))
        if language and not voice and (reader := self._voice_for(language)):
            cast = merged(cast, reader)
        if voice:
            cast = merged(cast, asked_for(voice))
        if self.overrides:
            cast = merged(cast, self.overrides)
        return cast

    def _manner(self, speaker: str) -> DialogueCast:
        """How somebody's quotations are read: as the character's, else as all dialogue."""
        name = by_spelling(self.aliases).get(speaker_key(speaker))
        character = self.characters[name] if name else None
        return character if character and character.casts else self.dialogue

    @property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """The other names of each character, by name."""
        return {name: character.aliases for name, character in self.characters.items()}

    @property
    def casts_dialogue(self) -> bool:
        """Whether any quotation is to be read in another voice than the narration."""
        return bool(self.characters) or self.dialogue.casts

    def silent_characters(self, speakers: Iterable[str]) -> tuple[str, ...]:
        """The characters with a voice of their own who are none of a book's speakers."""
        names = by_spelling(self.aliases)
        heard = {names.get(speaker_key(speaker)) for speaker in speakers}
        return tuple(
            name
            for name, each in self.characters.items()
            if each.casts and name not in heard and name not in self.of_series
        )

    def misspelt_speakers(self, speakers: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Speakers who are no character but are written nearly as one, each with that name."""
        names = by_spelling(self.aliases)
        strangers = sorted(s for s in set(speakers) if s and speaker_key(s) not in names)
        near = {
            s: difflib.get_close_matches(speaker_key(s), names, n=1, cutoff=0.8) for s in strangers
        }
        return tuple((stranger, names[found[0]]) for stranger, found in near.items() if found)

    def unmatched_chapters(self, chapters: Iterable[tuple[int, str]]) -> tuple[str, ...]:
        """The keys under `chapters` that fit none of a book's chapters (number and title)."""
        known = list(chapters)
        return tuple(
            key for key, _ in self.chapters if not any(covers(key, *chapter) for chapter in known)
        )
