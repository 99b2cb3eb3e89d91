"""In which order pages belong that say no number: the one in which their sentences go on.

How words follow each other is learned from the lines of the pages themselves: behind `the`
comes no `of`, behind a full stop a capital; and pages that follow each other share rare words.
Each order in which a press or a program may have put two pages on a sheet is held against that.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import pstdev
from typing import Final

import regex

from narrate.manuscript.pdf.page.lines import Row, size_of
from narrate.manuscript.pdf.page.running_heads import without_running_heads
from narrate.manuscript.structure.titles.headings import read_heading
from narrate.manuscript.structure.vocabulary import UNSPACED

_TOKEN: Final = regex.compile(
    rf"{UNSPACED.pattern}|[\p{{L}}\p{{M}}\p{{N}}]+(?:['’][\p{{L}}\p{{M}}]+)*|[^\s\p{{L}}\p{{M}}\p{{N}}]"
)
_ENDS: Final = frozenset(".!?…:।。！？")
_CLOSES: Final = frozenset("\"'”’»)]」』")
_CUT: Final = regex.compile(r"(\p{L}+)[-\u2010\u00ad]$")
_FREQUENT: Final = 4
"""Times that a word stands on the pages to be looked at by itself, and not by its ending"""
_ENDING: Final = 2
"""Letters"""
_WEIGHT: Final = 2.0
"""Pairs of words that are supposed before any was seen"""
_MOST: Final = 4.0
"""What one pair may say for or against"""
_WHOLE: Final = 4.0
"""That the halves of a word that a page's end cuts make a word of the book"""
_INDENT: Final = 0.8
"""Font sizes by which the first line of a paragraph is set in, at least"""
_PARAGRAPH: Final = 3.0
"""Against a paragraph that begins within a sentence"""
_FORM: Final = 1.0
"""For small letters within a sentence and capitals behind one, against the contrary"""
_CHAPTERS: Final = 3.0
"""For each chapter whose number is above the one before, against each whose is not"""
_SIGNATURES: Final = (8, 4, 16, 2)
"""Sides of paper that are folded together"""
_CLEAR: Final = 2.5
"""By which the best order must be better than any other"""
_MOST_BROKEN: Final = 0.15
"""Share of pages in the right order that do not seem to go on"""
_AS_IT_LIES: Final = 1.0
_SELDOM: Final = -2.0
_RARELY: Final = -5.0
"""What is said beforehand of an open book, of several booklets, and of any other than one"""
_FROM_RIGHT: Final = regex.compile(r"[\p{Arabic}\p{Hebrew}]")


@dataclass(frozen=True, slots=True)
class _Edges:
    """How a page begins and ends."""

    first: str
    last: str
    indented: bool
    """Its first line is set in, as paragraphs are"""
    cut: str
    """Half of a word at its end"""
    number: int
    """Of the chapter that begins on it; 0: none does"""


class Continuity:
    """Pages, and how well each goes on from another; a blank one has no rows."""

    def __init__(self, pages: Sequence[Sequence[Row]]) -> None:
        heads = without_running_heads(pages, range(1, len(pages) + 1))
        self._usual = size_of(run for rows in heads.pages for row in rows for run in row.runs)
        self._pages = [self._text(rows) for rows in heads.pages]
        self._tokens = [_tokens(row.text for row in rows) for rows in self._pages]
        self._counts = Counter(token for tokens in self._tokens for token in tokens)
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._before: Counter[str] = Counter()
        self._classes: Counter[str] = Counter()
        for tokens in self._tokens:
            classes = [self._class(token) for token in tokens]
            self._pairs.update(pairwise(classes))
            self._before.update(classes[:-1])
            self._classes.update(classes)
        self._edges = [self._edges_of(i) for i in range(len(pages))]

    def best_order(self) -> tuple[list[int], bool]:
        """The pages in the likeliest order, and whether it is clearly that.

        Pages are counted as they lie, from left to right and sheet by sheet.
        """
        orders = _orders(len(self._pages) // 2, from_right=self._is_from_right())
        filled = {tuple(i for i in o if self._edges[i]): before for o, before in orders.items()}
        shared = self._shared({pair for order in filled for pair in pairwise(order)})
        scores = {
            order: before
            + self._chapters(order)
            + sum(self._link(*pair) + shared[pair] for pair in pairwise(order))
            for order, before in filled.items()
        }
        first, *others = sorted(scores, key=lambda order: -scores[order])
        clear = not others or scores[first] - scores[others[0]] >= _CLEAR
        broken = sum(self._is_broken(*pair) for pair in pairwise(first))
        clear = clear and broken <= max(1, _MOST_BROKEN * len(first))
        whole = next(o for o in orders if tuple(i for i in o if self._edges[i]) == first)
        return list(whole), clear

    def _is_broken(self, one_page: int, other_page: int) -> bool:
        """Whether one page cannot go on on the other."""
        above, below = self._edges[one_page], self._edges[other_page]
        return above is not None and below is not None and _by_form(above, below) < -_FORM

    def _is_from_right(self) -> bool:
        """Whether the language is one whose books open from the right."""
        found = sum(n for token, n in self._counts.items() if _FROM_RIGHT.match(token))
        return 2 * found > sum(self._counts.values())

    def _chapters(self, order: Iterable[int]) -> float:
        """What the numbers of chapters say for an order."""
        numbers = [edges.number for i in order if (edges := self._edges[i]) and edges.number]
        return sum(_CHAPTERS if a < b else -_CHAPTERS for a, b in pairwise(numbers))

    def _shared(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], float]:
        """How many rare words pages share, against what these pairs have on average."""
        words = [{t.casefold() for t in tokens if t[0].isalpha()} for tokens in self._tokens]
        weights = _weights(words)
        whole = [math.sqrt(sum(weights.get(w, 0.0) for w in each)) or 1.0 for each in words]
        found = {
            (a, b): sum(weights.get(w, 0.0) for w in words[a] & words[b]) / whole[a] / whole[b]
            for a, b in pairs
        }
        spread = pstdev(found.values()) if found else 0.0
        mean = sum(found.values()) / max(1, len(found))
        return {pair: (value - mean) / (spread or 1.0) for pair, value in found.items()}

    def _link(self, one_page: int, other_page: int) -> float:
        """What speaks for one page behind another: its sentence goes on there."""
        above, below = self._edges[one_page], self._edges[other_page]
        if above is None or below is None:
            return 0.0
        if above.cut:
            whole = (above.cut + below.first).casefold()
            return _WHOLE if whole in self._words else -_WHOLE / 2
        if below.number:
            return 0.0 if above.last in _ENDS | _CLOSES else -_PARAGRAPH
        one, other = self._class(above.last), self._class(below.first)
        share = (self._classes[other] + 0.5) / (sum(self._classes.values()) + 1)
        seen = (self._pairs[one, other] + _WEIGHT * share) / (self._before[one] + _WEIGHT)
        said = max(-_MOST, min(_MOST, math.log(seen / share)))
        return said + _by_form(above, below)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(token.casefold() for token in self._counts)

    def _class(self, token: str) -> str:
        """A word that is frequent stands for itself, another one for those that end like it."""
        if self._counts[token] >= _FREQUENT or not token[:1].isalnum():
            return token
        if token[0].isdecimal():
            return "0"
        return f"{'A' if token[0].isupper() else 'a'}-{token[-_ENDING:]}"

    def _text(self, rows: Sequence[Row]) -> list[Row]:
        """The rows of a page's text, without notes in small type."""
        return [row for row in rows if row.size > 0.88 * self._usual and _TOKEN.search(row.text)]

    def _edges_of(self, page: int) -> _Edges | None:
        rows, tokens = self._pages[page], self._tokens[page]
        if not tokens:
            return None
        left = min(row.segments[0].runs[0].x0 for row in rows[:4])
        start = rows[0].segments[0].runs[0].x0
        heading = read_heading(rows[0].text)
        number = heading.number if heading and (heading.word or rows[0].size > self._usual) else 0
        cut = _CUT.search(rows[-1].text)
        return _Edges(
            tokens[0],
            tokens[-1],
            start - left > _INDENT * self._usual,
            cut[1] if cut else "",
            number or 0,
        )


def _by_form(above: _Edges, below: _Edges) -> float:
    """What stops and capitals say: a small letter stands behind no stop, a paragraph behind one."""
    if above.last in _CLOSES:
        return 0.0
    ended = above.last in _ENDS
    if below.indented:
        return _FORM if ended else -_PARAGRAPH
    if below.first[0].islower():
        return -2 * _FORM if ended else _FORM
    if below.first[0].isupper():
        return _FORM if ended else -_FORM
    return 0.0


def _tokens(lines: Iterable[str]) -> list[str]:
    """Words and marks; words that line ends cut are made whole."""
    text = ""
    for line in lines:
        text = (
            text[:-1] + line if _CUT.search(text[-40:]) and line[:1].islower() else f"{text} {line}"
        )
    return _TOKEN.findall(text)


def _weights(pages: Sequence[Collection[str]]) -> dict[str, float]:
    """How much a word that two pages share says, by the pages that have it: at most half."""
    on = Counter(word for words in pages for word in words)
    held = sum(map(bool, pages))
    return {word: math.log(held / n) for word, n in on.items() if 1 < n <= held / 2}


def _orders(sheets: int, *, from_right: bool) -> dict[tuple[int, ...], float]:
    """Orders in which the pages of so many sheets may lie, with what is said of each beforehand."""
    lying = list(range(sheets))
    half = (sheets + 1) // 2
    fronts, backs = lying[:half], lying[half:]
    turned = [[*_by_turns(fronts, backs)], [*_by_turns(fronts, backs[::-1])]]
    orders: dict[tuple[int, ...], float] = {}
    for way in (0, 1):
        usual = 0.0 if way == from_right else _RARELY
        open_book = tuple(2 * i + (h ^ way) for i in lying for h in (0, 1))
        orders.setdefault(open_book, usual + _AS_IT_LIES)
        orders.setdefault(_folded(lying, way), usual)
        for size in (s for s in _SIGNATURES if s < sheets):
            signatures = [lying[at : at + size] for at in range(0, sheets, size)]
            folded = tuple(page for each in signatures for page in _folded(each, way))
            orders.setdefault(folded, usual + _SELDOM)
        for paper in (lying[::-1], *turned):
            orders.setdefault(_folded(paper, way), _RARELY)
    orders.setdefault(tuple(2 * i + h for i in lying[::-1] for h in (0, 1)), _RARELY)
    return orders


def _by_turns(fronts: Sequence[int], backs: Sequence[int]) -> Iterator[int]:
    """The sides of sheets that lie all fronts first."""
    for at, front in enumerate(fronts):
        yield front
        yield from backs[at : at + 1]


def _folded(sheets: Sequence[int], way: int) -> tuple[int, ...]:
    """The pages of sheets that are folded together, the outermost side first.

    That has the last page left and the first one right, the next side the second one left.
    """
    last = 2 * len(sheets) - 1
    places = [0] * (last + 1)
    for low, sheet in enumerate(sheets):
        half = (low + way) % 2
        places[last - low], places[low] = 2 * sheet + half, 2 * sheet + 1 - half
    return tuple(places)
