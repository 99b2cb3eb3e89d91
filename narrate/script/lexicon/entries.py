"""An entry of a lexicon: a word, how it is said, and for whom."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from narrate.settings.lexicon import Pronunciation

Rank = tuple[bool, bool, int]
"""How closely a reading is meant for a voice: one for the voice itself is closer than one for
its engine, that closer than one for its language, and that closer than one for all"""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an entry is for; empty fields stand for everybody."""

    voices: tuple[str, ...] = ()
    engines: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def rank(self, engine: str, voice: str, language: str) -> Rank | None:
        """How closely it is meant for a voice that speaks a language; None where it is not."""
        spoken = max((_nearness(tag, language) for tag in self.languages), default=0)
        if self.voices and voice not in self.voices:
            return None
        if self.engines and engine not in self.engines:
            return None
        if self.languages and not spoken:
            return None
        return bool(self.voices), bool(self.engines), spoken

    def __str__(self) -> str:
        fields = (self.engines, self.voices, self.languages)
        return " ".join("/".join(each) for each in fields if each)


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """A word and one way to say it."""

    word: str
    """In NFC, with single spaces"""
    how: Pronunciation
    place: str
    """Where it is, for messages: `lexicon.csv:12`"""

    @property
    def audience(self) -> Audience:
        """Whom it is for."""
        return Audience(self.how.voices, self.how.engines, self.how.languages)

    @property
    def key(self) -> str:
        """The word with straight apostrophes; in small letters where any casing will do."""
        word = straight(self.word)
        return word.lower() if self.any_case else word

    @property
    def any_case(self) -> bool:
        """Whether it is meant in any casing."""
        if self.how.case is None:
            return self.word == self.word.lower()
        return self.how.case == "any"


def entries_of(words: Mapping[str, object], place: str) -> Iterator[LexiconEntry]:
    """Entries from words with how they are said: respellings, or pronunciations."""
    for written, said in words.items():
        word = unicodedata.normalize("NFC", " ".join(written.split()))
        if word:
            for how in _pronunciations(said):
                yield LexiconEntry(word, how, place)


def straight(word: str) -> str:
    """The word with straight apostrophes."""
    return word.replace("’", "'")


def _pronunciations(said: object) -> Iterable[Pronunciation]:
    if isinstance(said, str):
        return (Pronunciation(said),)
    return said if isinstance(said, tuple) else ()


def _nearness(tag: str, language: str) -> int:
    """2 where two tags are the same, 1 where one only says more than the other, else 0."""
    one, other = (each.replace("_", "-").lower() + "-" for each in (tag, language))
    if one == other:
        return 2
    return int(one.startswith(other) or other.startswith(one))


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """What a file holds."""

    entries: tuple[LexiconEntry, ...]
    notes: tuple[str, ...] = ()


Fault = tuple[int | None, str]
"""Line, counted from 1, and what is wrong there"""


class Faults(Exception):
    """What is wrong with a lexicon file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(text for _, text in self.faults))
