"""The settings as the rest of narrate sees them, frozen, with those of books and chapters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    Field,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from narrate.book import speaker_key
from narrate.chunk import OptionValue
from narrate.settings.chapters import covers
from narrate.settings.characters import CharacterName, Characters, by_spelling
from narrate.settings.groups import (
    Budget,
    Chunking,
    Deliver,
    Group,
    Hibari,
    Matter,
    OpenAI,
    OpenAICall,
    Pauses,
    Pico,
    Readings,
    Retry,
    Waves,
    WavesCall,
)
from narrate.settings.lexicon import LexiconSource, Words
from narrate.settings.mappings import Books, ByChapter
from narrate.settings.names import EngineName, FileName, Language
from narrate.settings.rules import Flag, Number, SeveralOf, Text

PER_CALL: Final[Mapping[str, type[Group]]] = {
    "hibari": Hibari,
    "openai": OpenAICall,
    "pico": Pico,
    "waves": WavesCall,
}
"""The options that a reading carries, by engine"""


class Cast(Group):
    """Who reads and how: what the top level, a book and a chapter can each say.

    Of a book's and a chapter's values only those count that were set (`model_fields_set`).
    """

    engine: Annotated[str, EngineName()] = Field(
        default="hibari",
        description="What speaks: hibari and pico are embedded, waves is Smallest AI",
    )
    voice: Annotated[str, Text("the name of a voice")] | None = Field(
        default=None, description="`narrate voices` lists them; null: the engine's own choice"
    )
    language: Annotated[str, Language()] | None = Field(
        default=None, description="Tag such as en, or auto; null: what the manuscript says, else en"
    )
    speed: Annotated[float, Number(0.5, 2.0)] = Field(
        default=1.0, description="Pace, 0.5 to 2.0; 1.0 is the voice's own"
    )
    hibari: Hibari = Field(default=Hibari(), description="Options of the embedded engine hibari")
    pico: Pico = Field(default=Pico(), description="Options of the embedded engine pico")
    waves: WavesCall = Field(default=WavesCall(), description="Options of Smallest AI Waves")
    openai: OpenAICall = Field(
        default=OpenAICall(), description="Options of a server that speaks OpenAI's protocol"
    )


class Reader(Cast):
    """Who reads and how, and what is put into words for that."""

    readings: Readings = Field(
        default=Readings(),
        description="What is put into words before an engine is sent it (figures, abbreviations)",
    )


class ChapterCast(Reader):
    """What differs for some chapters."""

    @model_serializer
    def _as_set(self) -> dict[str, Any]:
        return only_set(self)


class DialogueCast(Cast):
    """How quotations are read."""

    @model_serializer
    def _as_set(self) -> dict[str, Any]:
        return only_set(self)

    @model_validator(mode="before")
    @classmethod
    def _voice_alone(cls, data: object) -> object:
        return {"voice": data} if isinstance(data, str) else data

    @property
    def casts(self) -> bool:
        """Whether it says anything about how they are read."""
        return not self.model_fields_set.isdisjoint(Cast.model_fields)


class Character(DialogueCast):
    """How one character speaks."""

    aliases: Annotated[tuple[str, ...], SeveralOf(CharacterName())] = Field(
        default=(),
        description="Other names of the character in the text; I: the one who tells the story",
    )


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
    deliver: Deliver = Field(default=Deliver(), description="The files that a listener gets")
    characters: Annotated[Mapping[str, Character], Characters(Character)] = Field(
        default={},
        description="Voices for what characters say, by name: {Alice: linden}, or a group with"
        " voice, speed, engine, its options and aliases; `narrate script FILE --speakers` finds"
        " their names",
    )
    dialogue: DialogueCast = Field(
        default=DialogueCast(),
        description="A voice, or a group with voice, speed, engine: for all other quotations",
    )
    chapters: Annotated[tuple[tuple[str, ChapterCast], ...], ByChapter(ChapterCast)] = Field(
        default=(),
        description="What differs by chapter: a number (7), a range (3-5, 12-) or a title pattern"
        ' ("Epilogue*"); of several that fit a chapter, the later one wins',
    )


class BookCast(Shared):
    """What differs for one manuscript."""

    @model_serializer
    def _as_set(self) -> dict[str, Any]:
        return only_set(self)

    title: Annotated[str, Text("the book's title")] | None = Field(
        default=None, description="The book's title, where the manuscript's own is missing or wrong"
    )
    author: Annotated[str, Text("the author's name")] | None = Field(
        default=None, description="The author, where the manuscript's own is missing or wrong"
    )
    narrator: Annotated[str, Text("a name")] | None = Field(
        default=None, description="Narrator's name for this book's tags"
    )
    cover: Annotated[Path, FileName("a picture file (JPEG or PNG)", exists=True)] | None = Field(
        default=None, description="This book's picture file (JPEG or PNG)"
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads one chapter and how, as far as the settings say."""

    engine: str
    voice: str | None
    """None: the engine's own choice"""
    language: str | None
    """None: what the manuscript says, else en"""
    speed: float
    """1.0 is the voice's own pace"""
    options: tuple[tuple[str, OptionValue], ...]
    """The engine's own options for each call, sorted by name, those without a value left out"""


class Settings(Shared):
    """All of pipeline.yaml, with the command line over it; paths are absolute."""

    waves: Waves = Field(default=Waves(), description="Smallest AI Waves")
    openai: OpenAI = Field(
        default=OpenAI(), description="A server that speaks OpenAI's protocol, such as Kokoro's"
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
    ffmpeg: Annotated[Path, FileName("a program", exists=True, program=True)] | None = Field(
        default=None, description="ffmpeg program; null: the one that was installed with narrate"
    )
    retry: Retry = Field(default=Retry(), description="How failed requests are made again")
    budget: Budget = Field(default=Budget(), description="Where a run stops before it spends more")
    preflight: Annotated[bool, Flag()] = Field(
        default=False,
        description="Before a run, ask a paid engine about key, credit and voices; costs nothing",
    )
    books: Annotated[Mapping[str, BookCast], Books(BookCast)] = Field(
        default={}, description="What differs for one manuscript, by its file name"
    )

    _title: str | None = PrivateAttr(None)
    _author: str | None = PrivateAttr(None)
    _lexicon_name: str = PrivateAttr("project")
    _written: Settings | None = PrivateAttr(None)
    _overrides: ChapterCast | None = PrivateAttr(None)

    @model_serializer(mode="wrap")
    def _whole(self, fields: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """All that decides what is said and how, so that equal dumps mean equal books."""
        return {
            **fields(self),
            "title": self._title,
            "author": self._author,
            "command_line": self._overrides,
            "engine_in_file": (self._written or self).engine,
        }

    @property
    def title(self) -> str | None:
        """The book's title where the settings give one; set by `for_book`."""
        return self._title

    @property
    def author(self) -> str | None:
        """The book's author where the settings give one; set by `for_book`."""
        return self._author

    @property
    def lexicon_name(self) -> str:
        """The manuscript's file name where a book has a lexicon of its own, else `project`."""
        return self._lexicon_name

    def for_book(self, file_name: str) -> Settings:
        """The settings of one manuscript, what its entry in `books` says merged in.

        The entry is found by file name, upper and lower case only mattering between two
        that both fit. What `for_book` gives has no `books` of its own.
        """
        written = self._written or self
        book = written._book(file_name)
        deliver = {name: getattr(book, name) for name in ("narrator", "cover")}
        deliver = {name: deliver[name] for name in deliver if name in book.model_fields_set}
        resolved = merged(written, book)
        resolved = resolved.model_copy(
            update={"books": {}, "deliver": resolved.deliver.model_copy(update=deliver)}
        )
        resolved._title = book.title or self._title
        resolved._author = book.author or self._author
        if "lexicon" in book.model_fields_set:
            resolved._lexicon_name = file_name
        return resolved.overridden(self._overrides) if self._overrides else resolved

    def _book(self, file_name: str) -> BookCast:
        wanted = unicodedata.normalize("NFC", file_name)
        for fold in (str, str.casefold):
            for name, book in self.books.items():
                if fold(unicodedata.normalize("NFC", name)) == fold(wanted):
                    return book
        return BookCast()

    def overridden(self, overrides: ChapterCast) -> Settings:
        """The settings with what the command line says over every book and chapter."""
        result = merged(self, overrides)
        result._written, result._overrides = self, overrides
        return result

    def reading(
        self, number: int, title: str, speaker: str | None = None, *, voice: str | None = None
    ) -> Reading:
        """Who reads in the chapter of that number and title, and how.

        `speaker` is who says a quotation, `?` if that is not known, and none or nothing for the
        narrator. `voice` is one that the manuscript itself asks for, `engine/voice` if of another
        engine. A chapter's settings count before the book's, a speaker's before the chapter's,
        the manuscript's voice before those, and the command line's before them all.
        """
        cast = self._cast(number, title, speaker, voice)
        options = call_options(cast, cast.engine)
        return Reading(cast.engine, cast.voice, cast.language, cast.speed, options)

    def switches(self, number: int, title: str) -> Mapping[str, bool | None]:
        """What is said of each reading rule for that chapter; None: the engine's default."""
        return self._cast(number, title, None, None).readings.model_dump()

    def _cast(self, number: int, title: str, speaker: str | None, voice: str | None) -> Reader:
        written = self._written or self
        cast: Reader = written
        for key, override in written.chapters:
            if covers(key, number, title):
                cast = merged(cast, override)
        if speaker:
            cast = merged(cast, self._manner(speaker))
        if voice:
            cast = merged(cast, _asked_for(voice))
        if self._overrides:
            cast = merged(cast, self._overrides)
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
        """Whether any quotation is to be read otherwise than the narration."""
        return bool(self.characters) or self.dialogue.casts

    def silent_characters(self, speakers: Iterable[str]) -> tuple[str, ...]:
        """The characters with a voice of their own who are none of a book's speakers."""
        names = by_spelling(self.aliases)
        heard = {names.get(speaker_key(speaker)) for speaker in speakers}
        return tuple(n for n, each in self.characters.items() if each.casts and n not in heard)

    def unmatched_chapters(self, chapters: Iterable[tuple[int, str]]) -> tuple[str, ...]:
        """The keys under `chapters` that fit none of a book's chapters (number and title)."""
        known = list(chapters)
        return tuple(
            key for key, _ in self.chapters if not any(covers(key, *chapter) for chapter in known)
        )


def _asked_for(voice: str) -> ChapterCast:
    engine, slash, name = voice.partition("/")
    return ChapterCast(engine=engine, voice=name) if slash else ChapterCast(voice=voice)


def call_options(cast: Cast, engine: str) -> tuple[tuple[str, OptionValue], ...]:
    """The engine's options for each call, sorted by name, those without a value left out."""
    if engine not in PER_CALL:
        return ()
    group = getattr(cast, engine)
    options = {name: getattr(group, name) for name in sorted(PER_CALL[engine].model_fields)}
    return tuple((name, value) for name, value in options.items() if value is not None)


def only_set(override: Group) -> dict[str, Any]:
    """What was set in an override, without the defaults that do not count."""
    values = {name: getattr(override, name) for name in sorted(override.model_fields_set)}
    return {
        name: only_set(value) if isinstance(value, Group) else value
        for name, value in values.items()
    }


_G = TypeVar("_G", bound=Group)


def merged(base: _G, override: Group) -> _G:
    """`base` with what was set in `override`: groups and mappings key by key, lists as a whole.

    Chapters and lexicons are added after those that are there. A voice belongs to its engine: where
    the override names another engine and no voice, none is left.
    """
    changes: dict[str, Any] = {}
    for name in sorted(override.model_fields_set & set(type(base).model_fields)):
        old, new = getattr(base, name), getattr(override, name)
        if isinstance(old, Group):
            new = merged(old, new)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            new = {**old, **{key: _both(old.get(key), value) for key, value in new.items()}}
        elif name in ("chapters", "lexicon") and isinstance(old, tuple):
            new = (*old, *new)
        changes[name] = new
    if "engine" in changes and changes["engine"] != getattr(base, "engine", None):
        changes.setdefault("voice", None)
    return base.model_copy(update=changes)


def _both(old: object, new: object) -> object:
    """A character of a book is the project's, with what the book says otherwise."""
    return merged(old, new) if isinstance(old, Group) and isinstance(new, Group) else new
