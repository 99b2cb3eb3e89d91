"""Running heads, feet and page numbers: known by their place and by coming again."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice, pairwise
from typing import Final

import regex

from narrate.manuscript.pdf.page.lines import Row, size_of
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.titles.headings import key, read_heading
from narrate.manuscript.structure.titles.numbers import read_number

HEAD: Final = "running head"

_MOST: Final = 3
"""Rows at each edge of a page that may be running heads"""
_NEAR: Final = 2.6
"""Points by which the place of a head may differ from page to page"""
_FEWEST_LETTERS: Final = 8
"""Of a running head that is known by saying a title again"""
_LARGE: Final = 1.15
"""Times the text's size: what is larger is a heading, or set as one"""
_SMALL: Final = 0.92
"""Times the text's size: no line of text is so small"""
_WELL: Final = 1.6
"""Times the usual step from line to line: far above the text"""
_MOST_TITLES: Final = 600
"""Headings that are looked for in running heads"""
_OFFSETS: Final = 3
"""Pages that a numbering holds for at least"""
_PAGE = "page|pg?\\.?|página|pág\\.?|seite|s\\.|पृष्ठ|பக்கம்"
_NUMBER = regex.compile(
    rf"[-–—\[(|·•~ ]*(?:(?:{_PAGE})\s*)?(?P<n>\d{{1,4}}|[ivxlc]{{1,8}})"
    r"(?:\s*(?:of|/|de|von)\s*\d+)?[-–—\])|·•~ ]*",
    regex.I,
)
_EDGE_NUMBER = regex.compile(
    r"(?P<first>\d{1,4}|[ivxlc]{1,8})[\s|·•—–-]+\S.*|.*\S[\s|·•—–-]+(?P<last>\d{1,4}|[ivxlc]{1,8})",
    regex.I,
)


@dataclass(slots=True)
class _Page:
    """The rows of a page that are still text, and what has been taken from them."""

    number: int
    rows: list[Row]
    taken: list[tuple[Row, str]] = field(default_factory=list)

    def rows_taken(self, place: int) -> list[Row]:
        """Running heads that were taken from the top (0) or the foot (-1)."""
        middle = self.rows[len(self.rows) // 2].y if self.rows else 0.0
        return [row for row, _ in self.taken if (row.y < middle) == (place == 0)]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the book when its heads are looked for."""

    usual: float
    """Font size of the text, points"""
    titles: tuple[tuple[str, float, int], ...] = ()
    """Words of headings, their font size and their page"""
    sizes: Counter[float] = field(default_factory=Counter)
    """Font sizes of running heads, with how often each was found"""
    heights: Mapping[int, Sequence[float]] = field(default_factory=dict)
    """Where running heads were found at the top (0) and at the foot (-1)"""

    def is_in_zone(self, row: Row, place: int) -> bool:
        """Whether a row stands no further inside the page than running heads do."""
        heights = self.heights.get(place)
        if not heights:
            return False
        if place == 0:
            return row.y <= max(heights) + _NEAR
        return row.y >= min(heights) - _NEAR


@dataclass(frozen=True, slots=True)
class RunningHeads:
    """The rows of every page without the running heads, and those with their reasons."""

    pages: tuple[tuple[Row, ...], ...]
    taken: tuple[tuple[Row, str], ...]


def without_running_heads(
    pages: Sequence[Sequence[Row]],
    numbers: Sequence[int],
    outline: Sequence[tuple[str, int]] = (),
) -> RunningHeads:
    """Take running heads, feet and page numbers off the edges of pages.

    `outline` has titles and the pages they lead to: running heads say them again.
    """
    left = [_Page(n, list(rows)) for n, rows in zip(numbers, pages, strict=True)]
    usual = size_of(run for page in left for row in page.rows for run in row.runs)
    _peel(left, _Known(usual))
    _peel(left, _known(left, usual, outline))
    return RunningHeads(
        tuple(tuple(page.rows) for page in left),
        tuple(taken for page in left for taken in page.taken),
    )


def _known(left: Sequence[_Page], usual: float, outline: Iterable[tuple[str, int]]) -> _Known:
    """What the outline, large type, and the running heads that were taken tell."""
    titles = [(key(title), 1e9, page) for title, page in islice(outline, _MOST_TITLES)]
    return _Known(
        usual,
        (*_large(left, usual), *titles),
        Counter(row.size for page in left for row, _ in page.taken),
        {place: [row.y for page in left for row in page.rows_taken(place)] for place in (0, -1)},
    )


def _peel(left: Sequence[_Page], known: _Known) -> None:
    """Take running heads off the edges of pages, row by row."""
    for place in (0, -1):
        for _ in range(_MOST):
            edge = {page.number: page.rows[place] for page in left if page.rows}
            found = _recognised(edge, {p.number: p.rows for p in left}, place, known)
            for page in left:
                if page.number in found:
                    page.taken.append((page.rows.pop(place), found[page.number]))
            if not found:
                break


def _recognised(
    edge: dict[int, Row],
    pages: dict[int, list[Row]],
    place: int,
    known: _Known,
) -> dict[int, str]:
    """Which of the outermost rows are running heads, and of what kind."""
    found = _rising(edge, known) | _numbered(edge)
    found |= {n: HEAD for n in _repeated(edge) if n not in found}
    if place == 0:
        found |= {n: HEAD for n in _small_and_apart(edge, pages, known) if n not in found}
    found |= {
        n: HEAD
        for n, row in edge.items()
        if n not in found and (_is_artifact(row) or _repeats_title(row, place, known))
    }
    for n in _at_usual_place(edge, found):
        rows = pages[n]
        if len(rows) == 1 or _stands_apart(rows, place):
            found.setdefault(n, HEAD)
    return found


def _repeats_title(row: Row, place: int, known: _Known) -> bool:
    """Whether a row where running heads stand says a title, and is set as they or the text."""
    ordinary = row.size < 1.1 * known.usual or known.sizes[row.size] >= 3
    return ordinary and known.is_in_zone(row, place) and _says_title(row, known.titles)


def _numbered(edge: dict[int, Row]) -> dict[int, str]:
    """Rows with a number that counts the pages."""
    claims = {n: _claims(n, row) for n, row in edge.items()}
    offsets: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for n, said in claims.items():
        for offset in said:
            offsets[offset].append(n)
    found: dict[int, str] = {}
    for offset, held in offsets.items():
        if _counts_pages(held, offset[1], len(edge)) or _are_alike([edge[n] for n in held], edge):
            for n in held:
                alone = claims[n][offset]
                if alone or len(held) >= _OFFSETS or 2 * len(held) > len(edge):
                    found[n] = matter.PAGE if alone else HEAD
    return found


def _rising(edge: Mapping[int, Row], known: _Known) -> dict[int, str]:
    """Numbers alone that most pages have at one height, small, and that go up: page numbers.

    Pages without text are missing among them: `v`, `vii`, `1` on the pages 1, 2, 3.
    """
    alone = {n: said for n, row in edge.items() if (said := _number_alone(row, known))}
    heights = sorted(edge[n].y for n in alone)
    if len(alone) < 2 or 2 * len(alone) <= len(edge) or heights[-1] - heights[0] >= _NEAR:
        return {}
    kinds = [[v for arabic, v in alone.values() if arabic is kind] for kind in (False, True)]
    rise = all(a < b for values in kinds for a, b in pairwise(values))
    return dict.fromkeys(alone, matter.PAGE) if rise else {}


def _number_alone(row: Row, known: _Known) -> tuple[bool, int] | None:
    """Whether a row is a number and nothing else, arabic or not, and which."""
    if row.size >= _LARGE * known.usual:
        return None
    return next(((arabic, n) for arabic, n, alone in numbers_of(row) if alone), None)


def _small_and_apart(
    edge: Mapping[int, Row], pages: Mapping[int, Sequence[Row]], known: _Known
) -> list[int]:
    """Pages with a small line well above their text, at the height where most have one.

    The two sides of a book may have different ones, and a file no more than two pages.
    """
    small = [n for n, row in edge.items() if row.size < _SMALL * known.usual]
    apart = [n for n in small if len(pages[n]) > 2 and _stands_apart(pages[n], 0, _WELL)]
    heights = sorted(edge[n].y for n in apart)
    alike = len(apart) > 1 and 2 * len(apart) > len(edge) and heights[-1] - heights[0] < _NEAR
    return apart if alike else []


def _claims(n: int, row: Row) -> dict[tuple[bool, int], bool]:
    """Numberings that page `n` may belong to, and whether its number stands alone.

    `17` on page 10: in arabic numbers 7 ahead, alone. The `3` of `Chapter 3` counts nothing.
    """
    heading = read_heading(row.text)
    own = heading.number if heading and heading.word else None
    return {
        (arabic, value - n): alone
        for arabic, value, alone in numbers_of(row)
        if alone or value != own
    }


def _counts_pages(held: Sequence[int], offset: int, pages: int) -> bool:
    """Whether a numbering holds for enough pages, and not for some here and there."""
    if len(held) < _OFFSETS:
        return len(held) == pages and offset == 0
    return held[-1] - held[0] <= 12 * len(held)


def _are_alike(rows: Sequence[Row], edge: Mapping[int, Row]) -> bool:
    """Whether the numbers of most pages of a short file stand at the same height."""
    heights = [row.y for row in rows]
    most = 2 * len(rows) > len(edge)
    return len(rows) > 1 and most and max(heights) - min(heights) < _NEAR


def numbers_of(row: Row) -> Iterable[tuple[bool, int, bool]]:
    """Numbers at the row's ends: whether arabic, which, and whether the row is nothing else."""
    for text in dict.fromkeys((row.texts[0], row.texts[-1], row.text)):
        whole = _NUMBER.fullmatch(text)
        if whole:
            yield from _read(whole["n"], alone=text == row.text)
        elif found := _EDGE_NUMBER.fullmatch(text):
            yield from _read(found["first"] or found["last"], alone=False)


def _read(written: str, *, alone: bool) -> Iterable[tuple[bool, int, bool]]:
    if written.isdecimal():
        yield True, int(written), alone
    elif (value := read_number(written)) is not None:
        yield False, value, alone


def _repeated(edge: dict[int, Row]) -> set[int]:
    """Pages whose outermost row says, at the same height, what others say too."""
    said: dict[str, list[int]] = defaultdict(list)
    for n, row in edge.items():
        if words := key(row.text):
            said[words].append(n)
    found: set[int] = set()
    for pages in said.values():
        heights = sorted(edge[n].y for n in pages)
        for n in pages:
            y = edge[n].y
            alike = bisect_left(heights, y + _NEAR) - bisect_right(heights, y - _NEAR)
            if alike >= 3 or (alike == 2 and len(edge) <= 4 and len(edge[n].text) < 90):
                found.add(n)
    return found


def _is_artifact(row: Row) -> bool:
    return all(run.tag == "Artifact" for run in row.runs)


def _large(pages: Sequence[_Page], usual: float) -> list[tuple[str, float, int]]:
    """What stands in large type: its words, its size and its page."""
    found: list[tuple[str, float, int]] = []
    for page in pages:
        large = (row for row in page.rows if row.size > _LARGE * usual)
        for size, group in groupby(large, key=lambda row: row.size):
            members = list(group)
            found.append((key(" ".join(row.text for row in members)), size, members[0].page))
    return found[:_MOST_TITLES]


def _says_title(row: Row, known: Sequence[tuple[str, float, int]]) -> bool:
    """Whether a row says, in smaller type, what a heading on another page says."""
    texts = [text for text in row.texts if not _NUMBER.fullmatch(text)]
    words = key(" ".join(texts))
    if len(words) < _FEWEST_LETTERS:
        return False
    return any(
        f" {words} " in f" {title} " and page != row.page and row.size < 0.87 * size
        for title, size, page in known
    )


def _at_usual_place(edge: dict[int, Row], found: dict[int, str]) -> list[int]:
    """Pages whose outermost row stands where, and is set as, the running heads of others."""
    shelves: dict[int, list[tuple[Row, bool]]] = defaultdict(list)
    for n, row in edge.items():
        shelves[int(row.y // _NEAR)].append((row, n in found))
    missing = []
    for n, row in edge.items():
        if n in found:
            continue
        shelf = int(row.y // _NEAR)
        near = chain(*(shelves.get(s, ()) for s in (shelf - 1, shelf, shelf + 1)))
        here = [
            known
            for other, known in near
            if abs(other.y - row.y) < _NEAR and abs(other.size - row.size) < 0.6
        ]
        if sum(here) >= 3 and sum(here) > 0.4 * len(here):
            missing.append(n)
    return missing


def _stands_apart(rows: Sequence[Row], place: int, least: float = 1.15) -> bool:
    """Whether more white lies between the outermost row and the next than between others."""
    steps = [b.y - a.y for a, b in pairwise(rows)]
    own = steps.pop(place)
    usual = Counter(round(step) for step in steps).most_common(1)
    return not usual or own > least * usual[0][0]
