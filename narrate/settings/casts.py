"""Who reads and how, by chapter and character; how one set of values goes over another."""

import fnmatch
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import Field, model_validator
from pydantic.fields import FieldInfo

from narrate.book import UNKNOWN_SPEAKER, speaker_key
from narrate.chunk import OptionValue
from narrate.settings.engines import (
    EMBEDDED,
    ENGINES,
    EngineName,
    EngineOptions,
    engine_keys,
    options_of,
)
from narrate.settings.groups import Group, Override, Readings
from narrate.settings.names import Language
from narrate.settings.rules import Number, Pace, SeveralOf, Text, WrongError, wrong
from narrate.settings.words import shown


@dataclass(frozen=True)
class CharacterName(Text):
    """A name as the book has it."""

    allowed: str = "the name of a character"

    def read(self, value: object, folder: Path) -> str:
        """The name; `?` stands for a speaker who is not known, so it can be nobody's."""
        name = super().read(value, folder)
        if name == UNKNOWN_SPEAKER:
            raise wrong("quotations of unknown speakers get their voice under dialogue")
        return name

    def describe(self) -> dict[str, Any]:
        """Anything but the mark of an unknown speaker."""
        return {"type": "string", "minLength": 1, "not": {"const": UNKNOWN_SPEAKER}}


def by_spelling(characters: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The character whom each name and alias means, by how names are compared."""
    found: dict[str, str] = {}
    for name, aliases in characters.items():
        for each in (name, *aliases):
            found.setdefault(speaker_key(each), name)
    return found


def clashes(characters: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """Names that two characters share: the character, the name, and whose it is already."""
    owner = by_spelling(characters)
    for name, aliases in characters.items():
        for each in dict.fromkeys((name, *aliases)):
            if owner[speaker_key(each)] != name:
                yield name, each, owner[speaker_key(each)]


class Cast(Group):
    """Who reads and how: what the top level, a book and a chapter can each say.

    Of a book's and a chapter's values only those count that were set (`model_fields_set`).
    """

    engine: Annotated[str, EngineName()] | None = Field(
        default=None,
        description="What speaks: hibari and pico are embedded, waves is Smallest AI; null: the"
        " embedded one for the book's language",
    )
    voice: Annotated[str, Text("the name of a voice")] | None = Field(
        default=None, description="`narrate voices` lists them; null: the engine's own choice"
    )
    language: Annotated[str, Language()] | None = Field(
        default=None, description="Tag such as en, or auto; null: the manuscript's"
    )
    speed: Annotated[float, Number(0.5, 2.0)] = Field(
        default=1.0, description="Pace, 0.5 to 2.0; 1.0 is the voice's own"
    )
    pace: Annotated[float, Pace(60, 400)] | None = Field(
        default=None,
        description="Words a minute, pauses included, such as 155, in place of speed; null: speed",
    )
    engines: Annotated[Mapping[str, Group], EngineOptions()] = Field(
        default={}, description="Options of the engines, by name", validation_alias=ENGINES
    )

    @model_validator(mode="before")
    @classmethod
    def _engines(cls, data: object) -> object:
        return engine_keys(data, cls.model_fields)


DEFAULT_ENGINE: Final = EMBEDDED[0]
"""Whose voice is meant where a voice is named and no engine"""


class Reader(Cast):
    """Who reads and how, and what is put into words for that."""

    readings: Readings = Field(
        default=Readings(),
        description="What is put into words before an engine is sent it (figures, abbreviations)",
    )


class ChapterCast(Reader, Override):
    """What differs for some chapters."""


class DialogueCast(Cast, Override):
    """How quotations are read."""

    @model_validator(mode="before")
    @classmethod
    def _voice_alone(cls, data: object) -> object:
        return {"voice": data} if isinstance(data, str) else data

    @property
    def casts(self) -> bool:
        """Whether it says anything about how they are read."""
        return not self.model_fields_set.isdisjoint(Cast.model_fields)


class LanguageCast(DialogueCast):
    """Who reads what is in one language."""

    @model_validator(mode="before")
    @classmethod
    def _voice_alone(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        engine, slash, voice = data.partition("/")
        return {"engine": engine, "voice": voice} if slash else {"voice": data}


class Character(DialogueCast):
    """How one character speaks."""

    aliases: Annotated[tuple[str, ...], SeveralOf(CharacterName())] = Field(
        default=(),
        description="Other names of the character in the text; I: the first-person narrator",
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads one chapter and how, as far as the settings say."""

    engine: str
    voice: str | None
    """None: the engine's own choice"""
    is_named: bool
    """Whether the settings or the manuscript name an engine or a voice"""
    language: str | None
    """None: the manuscript's, else en"""
    speed: float
    """1.0 is the voice's own pace"""
    options: tuple[tuple[str, OptionValue], ...]
    """The engine's own options for each call, sorted by name, those without a value left out"""
    pace: float | None = None
    """Words a minute that count in place of the speed"""


def asked_for(voice: str) -> ChapterCast:
    """Who reads where the manuscript names a voice, `engine/voice` if of another engine."""
    engine, slash, name = voice.partition("/")
    return ChapterCast(engine=engine, voice=name) if slash else ChapterCast(voice=voice)


def call_options(cast: Cast, engine: str) -> tuple[tuple[str, OptionValue], ...]:
    """The engine's options for each call, sorted by name, those without a value left out."""
    call = options_of(engine).call
    group = cast.engines.get(engine) or call()
    options = {name: getattr(group, name) for name in sorted(call.model_fields)}
    return tuple((name, value) for name, value in options.items() if value is not None)


def fields_of(group: type[Group]) -> dict[str, FieldInfo]:
    """The keys of a group in their order, each engine's options as a key among them."""
    fields: dict[str, FieldInfo] = {}
    for name, field in group.model_fields.items():
        engines = [each for each in field.metadata if isinstance(each, EngineOptions)]
        fields |= dict(engines[0].fields()) if engines else {name: field}
    return fields


_G = TypeVar("_G", bound=Group)


def merged(base: _G, override: Group) -> _G:
    """`base` with what was set in `override`: groups and mappings key by key, lists as a whole.

    Chapters and lexicons are added after those that are there. A voice belongs to its engine: where
    the override names another engine and no voice, none is left. A speed ends a pace.
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
    if "engine" in changes and _engine(changes["engine"]) != _engine(getattr(base, "engine", None)):
        changes.setdefault("voice", None)
    if "speed" in changes:
        changes.setdefault("pace", None)
    return base.model_copy(update=changes)


def _engine(named: object) -> object:
    """Whose a voice is where that engine is named; None: no engine is."""
    return named or DEFAULT_ENGINE


def _both(old: object, new: object) -> object:
    """A character of a book is the project's, with what the book says otherwise."""
    return merged(old, new) if isinstance(old, Group) and isinstance(new, Group) else new


_SPAN = r"[0-9]+(\s*[-–]\s*[0-9]*)?"  # people paste en dashes
_NUMBERS = re.compile(rf"{_SPAN}(\s*,\s*{_SPAN})*")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " "})
"""Titles are compared without regard to curly or straight quotes"""


@dataclass(frozen=True, slots=True)
class Span:
    """Chapters from `first` to `last`, both counted in; None: to the end of the book."""

    first: int
    last: int | None

    def covers(self, number: int) -> bool:
        """Whether the chapter of that number is one of them."""
        return self.first <= number and (self.last is None or number <= self.last)


def read_spans(text: str) -> tuple[Span, ...] | None:
    """`1-3,7` as spans; None where the text is no such list at all.

    Raises WrongError where it is one that makes no sense (`5-3`, `0`).
    """
    if not _NUMBERS.fullmatch(text.strip()):
        return None
    return tuple(_read_span(part.strip()) for part in text.split(","))


def _read_span(text: str) -> Span:
    if len(text) > 40:
        raise wrong("a chapter number is shorter than that")
    first, dash, last = (part.strip() for part in re.sub("–", "-", text).partition("-"))
    span = Span(int(first), int(last) if last else None if dash else int(first))
    if span.first < 1:
        raise wrong(f"chapters are counted from 1, not {first}")
    if span.last is not None and span.last < span.first:
        raise wrong(f"the range runs backwards; did you mean {last}-{first}?")
    return span


@functools.lru_cache(maxsize=1024)
def covers(key: str, number: int, title: str) -> bool:
    """Whether the chapter of that number and title is meant by a key under `chapters`."""
    spans = read_spans(key)
    if spans is not None:
        return any(span.covers(number) for span in spans)
    return fits_title(key, title)


def fits_title(pattern: str, title: str) -> bool:
    """Whether a title is meant by a pattern with * and ?.

    Case, quotes and a full stop at the end make no difference.
    """
    wanted, actual = _folded(pattern), _folded(title)
    return wanted == actual or fnmatch.fnmatchcase(actual, wanted)


def _folded(title: str) -> str:
    return " ".join(title.translate(_SAME).split()).casefold().removesuffix(".")


@dataclass(frozen=True)
class ChapterKey(Text):
    """A number, a range, or a title with * and ?; upper and lower case are the same."""

    allowed: str = 'a number (7), a range (3-5) or a title ("Epilogue*")'

    def read(self, value: object, folder: Path) -> str:
        """The key as it is written, once it is known to make sense."""
        key = super().read(value, folder)
        if re.fullmatch(r"-\s*[0-9]+", key):
            raise wrong(f"chapters are counted from 1; for a range write 1{key}")
        try:
            covers(key, 1, "")
        except WrongError:
            raise
        except re.error:  # fnmatch lets a few bad character classes through
            raise wrong(f"{shown(key)} is not a title pattern; use * and ?") from None
        return key

    def describe(self) -> dict[str, Any]:
        """Zero and negative numbers are refused; a backwards range can't be in JSON Schema."""
        return {"minLength": 1, "not": {"pattern": r"^(0+(\s*[-,].*)?|-\s*[0-9]+)$"}}
