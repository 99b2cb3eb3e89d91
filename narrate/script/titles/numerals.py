"""Roman numerals of headings that the run of a book's headings shows to be numbers.

A single letter (`I`, `V. The Sea`) may be a word or a name, and so may a numeral that no mark parts
from its title (`II The Fire`): that the numerals beside it count up by one decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from narrate.book import Book
from narrate.numerals import roman_value
from narrate.readings import Reading, heading_number

_NUMERAL = regex.compile(
    r"(?P<before>|.{1,80}?[.:;—–]\s+)(?P<numeral>[IVXLC]{1,9})"
    r"(?:(?P<mark>\.?\s?(?:[:)—–]|--)|\s-(?=\s)|\.(?=\s|$)|$)|(?=\s\p{Lu}))",
    regex.DOTALL,
)
_SHOUTED = 4
"""Letters in capitals that make a heading one in capitals"""


@dataclass(frozen=True, slots=True)
class HeadingNumbers:
    """Where the numerals stand that are known to be numbers, by the number of their chapter."""

    titles: Mapping[int, int] = field(default_factory=dict)
    """Counted in the title"""
    texts: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Counted in the text, of headings inside the chapter"""


@dataclass(frozen=True, slots=True)
class _Numeral:
    """The numeral of one heading."""

    chapter: int
    at: int
    """In the title or in the chapter's text"""
    value: int
    marked: bool
    """A mark parts it from what follows, or nothing follows"""


def numbers_in_headings(book: Book) -> HeadingNumbers:
    """Where the numerals are that their neighbours show to be numbers.

    Of the titles `I`, `II`, `The Storm`, `III` those with numerals are; of `X`, `Ana`, `V` none.
    """
    titles = [_numeral(chapter.title, chapter.number, 0) for chapter in book.chapters]
    inside = [
        _numeral(chapter.text[block.start : block.end], chapter.number, block.start)
        for chapter in book.chapters
        for block in chapter.blocks
        if block.kind == "heading"
    ]
    texts: dict[int, set[int]] = defaultdict(set)
    for each in _in_runs(inside):
        texts[each.chapter].add(each.at)
    return HeadingNumbers(
        {each.chapter: each.at for each in _in_runs(titles)},
        {chapter: frozenset(places) for chapter, places in texts.items()},
    )


def _in_runs(headings: Iterable[_Numeral | None]) -> set[_Numeral]:
    """The numerals that belong to a run; beside one also an `I` that is alone in its part."""
    found = [each for each in headings if each]
    pairs = [(a, b) for a, b in pairwise(found) if b.value == a.value + 1 and a.marked == b.marked]
    counted = {each for pair in pairs for each in pair}
    if any(each.marked for each in counted):
        counted |= {each for each in found if each.value == 1 and each.marked}
    return counted


def _numeral(words: str, chapter: int, start: int) -> _Numeral | None:
    """The numeral that a heading begins with, or that follows its part: `Part One. I`."""
    match = _NUMERAL.match(words)
    value = roman_value(match["numeral"]) if match else None
    if match is None or value is None:
        return None
    marked = match["mark"] is not None
    return _Numeral(chapter, start + match.start("numeral"), value, marked)


def numbers_said(language: str) -> Reading:
    """Of a heading that has a number: it is said, where the language's rules leave the numeral.

    `V. Dolores` becomes `Five. Dolores`.
    """

    def said(text: str) -> str:
        match = _NUMERAL.match(text)
        value = roman_value(match["numeral"]) if match else None
        words = heading_number(value, language) if value else None
        if match is None or words is None:
            return text
        shouted = text.isupper() and sum(map(str.isalpha, text)) >= _SHOUTED
        words = words.upper() if shouted else words[0].upper() + words[1:]
        stop = "." if match["mark"] is None else ""
        return f"{match['before']}{words}{stop}{text[match.end('numeral') :]}"

    return Reading("roman", said)
