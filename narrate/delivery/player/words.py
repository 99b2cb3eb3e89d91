"""The page's own words, in the book's language where they were translated, else in English."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal

from narrate.delivery.player.sections import Section

_ENGLISH: Final = "en"
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)  # Unicode CLDR: main scripts Arab, Hebr, Thaa

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
    primary = primary_tag(language)
    known = primary if primary in tables else _ENGLISH
    return PageWords(known, tables[known])


def language_tag(language: str) -> str:
    """The book's language for a `lang` attribute; empty where nobody knows it."""
    tag = language.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""


def direction(language: str) -> Direction:
    """Which way the book is written; `auto` leaves it to the text."""
    if not language_tag(language):
        return "auto"
    return "rtl" if primary_tag(language) in _RIGHT_TO_LEFT else "ltr"


def primary_tag(language: str) -> str:
    """`en` of `en-GB`; empty where nobody knows the language."""
    return language_tag(language).partition("-")[0].lower()


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
