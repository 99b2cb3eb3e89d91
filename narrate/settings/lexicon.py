"""How words are to be read, as pipeline.yaml and lexicon files write it."""

import itertools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from narrate.settings.engines import EngineName
from narrate.settings.names import FileName, Language
from narrate.settings.rules import Choice, Rule, SeveralOf, Text, read_each, wrong
from narrate.settings.words import closest, listed, shown

Case = Literal["any", "exact"]
FIELDS: Final = ("say", "phonemes", "case", "language", "voice", "engine")
LONGEST: Final = 200
"""Characters that no entry's words reach"""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """One way to say a word, and for whom."""

    say: str | None = None
    """The respelling; empty where the word is not to be said at all"""
    phonemes: str | None = None
    """IPA"""
    case: Case | None = None
    """None: any casing for a word in small letters, else just as it is written"""
    languages: tuple[str, ...] = ()
    """Tags; none: all"""
    voices: tuple[str, ...] = ()
    engines: tuple[str, ...] = ()


Words = Mapping[str, tuple[Pronunciation, ...]]
"""Words, each with the ways to say it"""


@dataclass(frozen=True)
class LanguageTag(Language):
    """A language tag; there is none to be found out."""

    pattern: str | None = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
    examples: tuple[str, ...] = ("en", "en-GB", "es")


@dataclass(frozen=True)
class Phonemes(Text):
    """IPA, with or without the slashes or brackets that it is quoted in."""

    allowed: str = "phonemes in IPA such as hɚˈmaɪəni"

    def read(self, value: object, folder: Path) -> str:
        """The symbols alone."""
        text = super().read(value, folder)
        if text[0] + text[-1] in ("//", "[]"):
            text = text[1:-1].strip()
        if not text or set(text) & set("/[]()"):
            raise wrong(f"must be {self.allowed}, not {shown(value)}")
        return unicodedata.normalize("NFC", text)


_SAY = Text("a respelling such as her-MY-oh-nee")
_RULES: Final[Mapping[str, Rule]] = {
    "say": _SAY,
    "phonemes": Phonemes(),
    "case": Choice(("any", "exact")),
    "language": SeveralOf(LanguageTag(), at_least=1),
    "voice": SeveralOf(Text("the name of a voice"), at_least=1),
    "engine": SeveralOf(EngineName(), at_least=1),
}
_NAMES: Final = {"language": "languages", "voice": "voices", "engine": "engines"}
_FOLDER = Path()
"""Nothing in an entry is a file's name"""


def read_words(value: Mapping[Any, object], *, empty: bool = False) -> dict[str, Any]:
    """Words with the ways to say them; raises WrongError with every fault.

    `empty` allows what a file may hold that is still to be filled in: a word with nothing beside
    it is left out, one with an empty text is not said.
    """
    entries = [(str(word), (word, said)) for word, said in value.items()]
    if empty:
        entries = [entry for entry in entries if entry[1][1] is not None]
    return dict(
        read_each(entries, lambda e: (read_word(e[0]), read_pronunciations(e[1], empty=empty)))
    )


def read_word(value: object) -> str:
    """A word or a few, as an entry has them; raises WrongError."""
    word = Text("a word").read(value, _FOLDER)
    if len(word) >= LONGEST:
        raise wrong(f"must be a word or a few, shorter than {LONGEST} characters")
    return word


def read_pronunciations(value: object, *, empty: bool = False) -> tuple[Pronunciation, ...]:
    """What is beside a word: a respelling, a group, or a list of them.

    Raises WrongError.
    """
    if not isinstance(value, list | tuple):
        return (_pronunciation(value, empty=empty),)
    if not value:
        raise wrong("must be a respelling or a group such as {say: her-MY-oh-nee}, not a list")
    return tuple(read_each(enumerate(value), lambda each: _pronunciation(each, empty=empty)))


def _pronunciation(value: object, *, empty: bool) -> Pronunciation:
    if isinstance(value, Pronunciation):
        return value
    if not isinstance(value, Mapping):
        return Pronunciation(say=_said(value, empty=empty))
    given = [(str(key), (key, each)) for key, each in value.items() if each is not None]
    fields = dict(read_each(given, lambda pair: _field(*pair, empty=empty)))
    if not {"say", "phonemes"} & fields.keys():
        raise wrong("needs say, phonemes or both")
    return Pronunciation(**fields)


def _field(key: object, value: object, *, empty: bool) -> tuple[str, Any]:
    """The field of a Pronunciation that a key stands for, and its value."""
    name = str(key)
    if name not in _RULES:
        near = closest(name, FIELDS)
        hint = f", did you mean {near}?" if near else f"; there are {listed(FIELDS, 'and')}"
        raise wrong(f"unknown key{hint}")
    read = _said(value, empty=empty) if name == "say" else _RULES[name].read(value, _FOLDER)
    return _NAMES.get(name, name), read


def _said(value: object, *, empty: bool) -> str:
    """A respelling; where it may be empty, it is left to the character as it was written."""
    if empty and isinstance(value, str) and not value.strip():
        return str(value)
    text = _SAY.read(value, _FOLDER)
    return str(value) if empty else text


@dataclass(frozen=True)
class LexiconSource(Rule):
    """Words with how they are said, the name of a file of them, or a list of both."""

    def read(self, value: object, folder: Path) -> tuple[Words | Path, ...]:
        """The words and the absolute paths of the files, in order; the later ones win."""
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            return self._part(value, folder)
        parts = read_each(enumerate(value), lambda each: self._part(each, folder))
        return tuple(itertools.chain.from_iterable(parts))

    def _part(self, value: object, folder: Path) -> tuple[Words | Path, ...]:
        if isinstance(value, Mapping):
            words = read_words(value)
            return (words,) if words else ()
        if isinstance(value, str | Path) and str(value):
            return (FileName("a file name", exists=True).read(value, folder),)
        raise wrong(f"must be words with their respellings, or a file name, not {shown(value)}")

    def describe(self) -> dict[str, Any]:
        """A file name, words with how they are said, or a list of both."""
        part = {"anyOf": [{"type": "string", "minLength": 1}, self._words()]}
        return {
            "anyOf": [*part["anyOf"], {"type": "array", "items": part}, {"type": "null"}],
            "examples": [{"Hermione": "her-MY-oh-nee"}, "lexicon.csv", ["names.pls", {"a": "b"}]],
        }

    def _words(self) -> dict[str, Any]:
        fields = {name: rule.describe() for name, rule in _RULES.items()}
        group = {
            "type": "object",
            "properties": fields,
            "additionalProperties": False,
            "anyOf": [{"required": ["say"]}, {"required": ["phonemes"]}],
        }
        one = {"anyOf": [{"type": "string", "minLength": 1}, group]}
        several = {"type": "array", "items": one, "minItems": 1}
        return {"type": "object", "additionalProperties": {"anyOf": [*one["anyOf"], several]}}
