"""The page's own words, in the book's language where they were translated, else in English."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal

from narrate.delivery.player.sections import Section
from narrate.language import is_right_to_left, primary, tag_of

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


def clock(seconds: float) -> str:
    """`4:05` or `1:02:03`."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


@functools.cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("narrate.delivery.player").joinpath("template/words.json").read_text("utf-8")
    tables: Mapping[str, Mapping[str, str]] = json.loads(text)
    return tables
