"""The text of pages as one run of letters, and back from letters to where they are."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import regex
from lxml import etree

from narrate.files.markup import BLOCKS, local_name, places

_UNSEEN = regex.compile(r"[\s\p{Default_Ignorable_Code_Point}]+")
"""White space, soft hyphens, joiners and the like: they differ between a page and what is read"""

_BLOCKS = BLOCKS | {"hr", "td", "th"}
_HEADINGS_NAMES = "h1 h2 h3 h4 h5 h6 hgroup header"
_HEADINGS = frozenset(_HEADINGS_NAMES.split())


_ON_THE_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁻⁺ⁿ", "01234567890123456789-+n")
"""What a page raises by its markup the book's text has in raised characters"""


def letters_of(text: str) -> str:
    """The text without what cannot be seen, raised and lowered letters as plain ones."""
    seen = _UNSEEN.sub("", text)
    return seen if seen.isascii() else seen.translate(_ON_THE_LINE)


@dataclass(frozen=True, slots=True)
class Node:
    """A text node of a page."""

    element: etree._Element
    tail: bool
    """Whether it comes after the element and not at its beginning"""
    start: int
    """Where its letters begin"""
    page: int

    @property
    def text(self) -> str:
        """As it is now."""
        return (self.element.tail if self.tail else self.element.text) or ""


@dataclass(frozen=True, slots=True)
class Row:
    """Letters between one border of a block and the next: a paragraph, a heading, a cell."""

    start: int
    end: int
    page: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a page, in front of a character of a text node."""

    node: Node
    offset: int


class Letters:
    """The letters of pages in reading order."""

    def __init__(self, pages: Sequence[etree._Element]) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.nodes: list[Node] = []
        self.rows: list[Row] = []
        for number, root in enumerate(pages):
            self._add(number, root)
        self.text = "".join(self._pieces)
        self._starts = [node.start for node in self.nodes]

    def _add(self, number: int, root: etree._Element) -> None:
        body = next((e for e in root.iter() if local_name(e) == "body"), root)
        begun, headings = self._length, 0
        for event, element in places(body):
            name = local_name(element)
            if event in ("text", "tail"):
                self._text(element, event == "tail", number)
                continue
            if name in _BLOCKS and begun < self._length:
                self.rows.append(Row(begun, self._length, number, headings > 0))
                begun = self._length
            if name in _HEADINGS:
                headings += 1 if event == "start" else -1
        if begun < self._length:
            self.rows.append(Row(begun, self._length, number, heading=False))

    def _text(self, element: etree._Element, tail: bool, number: int) -> None:
        letters = letters_of((element.tail if tail else element.text) or "")
        if letters:
            self.nodes.append(Node(element, tail, self._length, number))
            self._pieces.append(letters)
            self._length += len(letters)

    def rows_in(self, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """What of each row lies in a span of letters."""
        at = bisect_right(self.rows, span[0], key=lambda row: row.start) - 1
        for row in islice(self.rows, max(at, 0), None):
            if row.start >= span[1]:
                break
            if row.end > span[0]:
                yield max(row.start, span[0]), min(row.end, span[1])

    def unique_rows(self) -> dict[str, int]:
        """Rows that are there once, with their places."""
        rows = [(self.text[row.start : row.end], row.start) for row in self.rows]
        times = Counter(text for text, _ in rows)
        return {text: start for text, start in rows if times[text] == 1}

    def page_at(self, letter: int) -> int:
        """The page on which a letter is."""
        return self._node(letter).page

    def places(self, page: int, start: int, end: int) -> tuple[Place, Place]:
        """In front of the letter `start`, behind the letter `end - 1`, or where the page ends."""
        first, last = self._node(start), self._node(end - 1)
        if last.page != page:
            last = next(n for n in reversed(self.nodes) if n.page == page)
            end = last.start + len(letters_of(last.text))
        before = _offset(first.text, start - first.start)
        behind = _offset(last.text, end - 1 - last.start) + 1
        return Place(first, before), Place(last, behind)

    def _node(self, letter: int) -> Node:
        return self.nodes[bisect_right(self._starts, letter) - 1]


def _offset(text: str, letter: int) -> int:
    """Where the letter of that number is in a text."""
    at = 0
    for gap in _UNSEEN.finditer(text):
        if letter < gap.start() - at:
            break
        letter -= gap.start() - at
        at = gap.end()
    return at + letter
