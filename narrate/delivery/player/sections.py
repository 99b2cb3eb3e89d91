"""A book's tracks as the page shows them: a section a chapter, every sentence with its number.

And the page's own words, in the book's language where they were translated, else in English.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import Final, Literal

from narrate.language import is_right_to_left, primary, tag_of
from narrate.timeline import ChunkTiming, SentenceTiming, Track


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence and its number on the page."""

    number: int
    """Counted from 0 over the whole book, in the order in which sentences are heard"""
    sentence: SentenceTiming
    chunk: ChunkTiming


@dataclass(frozen=True, slots=True)
class Voiced:
    """A track and the numbers of its sentences."""

    track: Track
    heard: tuple[NumberedSentence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter with all its parts, or credits."""

    index: int
    """Counted from 0 over the page"""
    voiced: tuple[Voiced, ...]
    """In order, at least one"""

    @property
    def first(self) -> Track:
        """The track that the section begins with."""
        return self.voiced[0].track

    @property
    def heard(self) -> Iterator[NumberedSentence]:
        """The sentences of all parts."""
        return (heard for voiced in self.voiced for heard in voiced.heard)

    @property
    def seconds(self) -> float:
        """Length of all parts."""
        return sum(voiced.track.seconds for voiced in self.voiced)


def sections(tracks: Sequence[Track]) -> tuple[Section, ...]:
    """The tracks of a book; the parts of one chapter lie together."""
    numbered = groupby(_numbered(tracks), key=lambda v: (v.track.kind, v.track.number))
    return tuple(Section(index, tuple(group)) for index, (_, group) in enumerate(numbered))


def _numbered(tracks: Sequence[Track]) -> Iterator[Voiced]:
    number = 0
    for track in tracks:
        spoken = [(chunk, sentence) for chunk in track.chunks for sentence in chunk.sentences]
        heard = tuple(
            NumberedSentence(number + i, sentence, chunk)
            for i, (chunk, sentence) in enumerate(spoken)
        )
        number += len(heard)
        yield Voiced(track, heard)


_ENGLISH: Final = "en"

Direction = Literal["ltr", "rtl", "auto"]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The page's words in one language."""

    language: str
    table: Mapping[str, str]

    def say(self, name: str, **values: object) -> str:
        """One of them, with its `{values}` put in."""
        return self.table[name].format(**values)


def words_for(language: str) -> PageWords:
    """The words that go with a book's language."""
    tables = _tables()
    name = primary(language)
    known = name if name in tables else _ENGLISH
    return PageWords(known, tables[known])


def direction(language: str) -> Direction:
    """Which way the book is written; `auto` leaves it to the text."""
    if not tag_of(language):
        return "auto"
    return "rtl" if is_right_to_left(language) else "ltr"


def title_of(section: Section, words: PageWords) -> str:
    """What a section is called in lists."""
    track = section.first
    if track.title.strip():
        return track.title.strip()
    if track.kind != "chapter":
        return words.say(track.kind)
    return words.say("chapter", number=track.number)


@functools.cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("narrate.delivery.player").joinpath("template/words.json").read_text("utf-8")
    tables: Mapping[str, Mapping[str, str]] = json.loads(text)
    return tables
