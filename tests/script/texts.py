"""Texts that are hard to cut, for hypothesis, and books to cut them from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from narrate.about import About
from narrate.book import Block, BlockKind, Book, Chapter, LeftOut
from narrate.chunk import EngineText, Options, Script, Voicing
from narrate.engines import text_of
from narrate.script import Lexicon, ScriptOptions, write_script
from narrate.settings import BUILT_IN_ENGINES

PIECES = [
    *"aA1 ,.;:!?\"'“”‘’()[]—–-…*_«»।。、\n\t\u00a0\u200b\u200d\u0301",
    " ", " ", " ", "word ", "The ", "Mr. ", "p.m. ", "No. 5 ", "3.14", "1,234", "10:30", "1/2",
    "he said ", ", and ", ". ", "? ", "!” ", "--", "...", "“Yes,” ", "[word](/wɜɹd/)",
    "http://a.b/c ",
    "कि", "क्षि", "हैं। ", "தமிழ்", "日本", "👩‍👩‍👧‍👦", "🇮🇳", "é", "e\u0301", "\r\n", "XIV. ", "* * *",
]  # fmt: skip


def any_text(most: int = 60) -> st.SearchStrategy[str]:
    """Text made of awkward pieces, and text of any characters at all."""
    return st.lists(st.sampled_from(PIECES), max_size=most).map("".join) | st.text(max_size=most)


@dataclass(frozen=True)
class Pauses:
    """Seconds, as the settings have them."""

    clause: float = 0.15
    sentence: float = 0.35
    paragraph: float = 0.7
    scene: float = 1.6
    heading: float = 1.0
    turn: float = 0.7
    variation: float = 0.0


def chapter_of(
    *blocks: str | tuple[BlockKind, str],
    title: str = "",
    number: int = 1,
    left_out: tuple[str, ...] = (),
) -> Chapter:
    """A chapter of paragraphs and other blocks; `left_out` names words to be left out."""
    text, found = "", []
    for block in blocks:
        kind, words = ("paragraph", block) if isinstance(block, str) else block
        text += "\n\n" if text else ""
        found.append(Block(kind, len(text), len(text) + len(words)))  # type: ignore[arg-type]
        text += words
    spans, at = [], 0
    for words in left_out:
        at = text.index(words, at)
        spans.append(LeftOut(at, at + len(words), "note marker"))
        at += len(words)
    return Chapter(number, title, text, tuple(found), tuple(spans))


def text_of_any(engine: str) -> EngineText:
    """How an engine takes text; nothing is known of one that there is not."""
    return text_of(engine) if engine in BUILT_IN_ENGINES else EngineText()


def script_of(
    *chapters: Chapter,
    limit: int = 250,
    titles: bool = False,
    engine: str = "waves",
    language: str = "en",
    lexicon: dict[str, str] | None = None,
    options: Options = (),
    lexicon_name: str = "project",
) -> Script:
    """The script of a book of these chapters, spoken by one voice with these options."""
    words = Lexicon(lexicon)
    pauses: Any = Pauses()
    how = ScriptOptions(limit, pauses, words, titles, lexicon_name, engines=text_of_any)
    voicing = Voicing(engine, "ann", language, 1.0, options)
    return write_script(Book(About("B", "A", language="en"), chapters), lambda *_: voicing, how)
