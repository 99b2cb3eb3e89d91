"""The reading order of a page: down each column, with what stands over several columns between.

Where a white strip parts two columns, the page is cut into what stands above them, the left one,
the right one, and what stands below; each of these is cut again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from statistics import median
from typing import Final

import regex

from narrate.manuscript.pdf.page.lines import Line, Row, Segment, line_of
from narrate.manuscript.pdf.sheet import Font

_FEWEST: Final = 4
"""Lines that make a column"""
_NARROWEST: Final = 0.18
"""Of the text's width: a column is wider; page numbers of a contents list are not"""
_LEAST: Final = 8.0
"""Font sizes: a column is wider; the names in front of speeches are not"""
_LARGE: Final = 1.15
"""Times the usual size, at least: a heading's"""
_MOST_EDGES: Final = 12
"""Left edges that are looked at, the most frequent first"""
_DEEPEST: Final = 4
"""Columns within columns"""
_STRIP: Final = 3.0
"""Points of white between columns, at least"""
_SLACK: Final = 2.0
"""Points by which the left edge of a column may waver"""
_SPARSE: Final = 1.6
"""Times the step of the lines beside: the cells of a table's first column are so far apart"""
_FEWEST_CELLS: Final = 3
"""Rows of a table"""
_FILLED: Final = 0.65
"""Of a row of columns, at least; the cells of a table leave more white"""
_LETTER: Final = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows in which a white strip parts two columns."""

    top: float
    bottom: float
    """Baselines of the first and the last of its rows"""
    edge: float
    """Left edge of what stands right of the strip"""
    depth: float
    """How far down the columns stand side by side"""


def lines_of(rows: Sequence[Row], fonts: Sequence[Font], known: Sequence[float] = ()) -> list[Line]:
    """The lines of a page in reading order.

    `known` are left edges of columns on other pages, so that a last column of a line or two
    is seen.
    """
    segments = [segment for row in rows for segment in row.segments]
    lines = [
        line_of(row, column, side, fonts)
        for column, (side, group) in enumerate(_ordered(segments, "", known))
        for row in _by_row(group)
    ]
    return [line for line in lines if line.text]


def edges_of(pages: Iterable[Sequence[Row]]) -> list[float]:
    """Left edges of columns that at least two pages have, or one of two."""
    pages = list(pages)
    fewest = 2 if len(pages) > 2 else 1
    found: Counter[float] = Counter()
    for rows in pages:
        segments = [segment for row in rows for segment in row.segments]
        found.update({3 * round(band.edge / 3) for band in _bands(segments, ())})
    return sorted(edge for edge, pages_with in found.items() if pages_with >= fewest)


def _by_row(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Segments of one column that stand on the same baseline."""
    rows: dict[float, list[Segment]] = {}
    for segment in segments:
        rows.setdefault(segment.y, []).append(segment)
    return [sorted(rows[y], key=lambda p: p.x0) for y in sorted(rows)]


def _ordered(
    segments: Sequence[Segment], side: str, known: Sequence[float]
) -> list[tuple[str, list[Segment]]]:
    """Groups of segments with their sides, each read from top to bottom before the next."""
    bands = _bands(segments, known) if len(side) < _DEEPEST else ()
    band = max(bands, key=lambda b: (b.depth, -b.edge), default=None)
    if band is None:
        return [(side, list(segments))] if segments else []
    above = [p for p in segments if p.y < band.top]
    inside = [p for p in segments if band.top <= p.y <= band.bottom]
    below = [p for p in segments if p.y > band.bottom]
    left, right = _halves(inside, band.edge)
    return [
        *_ordered(above, side, known),
        *_ordered(left, side + "L", known),
        *_ordered(right, side + "R", known),
        *_ordered(below, side, known),
    ]


def _halves(segments: Iterable[Segment], edge: float) -> tuple[list[Segment], list[Segment]]:
    """What begins on the left, and what begins on the right."""
    left: list[Segment] = []
    right: list[Segment] = []
    for segment in segments:
        (left if segment.x0 < edge - _SLACK else right).append(segment)
    return left, right


def _bands(segments: Sequence[Segment], known: Sequence[float]) -> list[_Band]:
    """Wherever columns stand side by side."""
    if len(segments) < 2:
        return []
    size = median(segment.runs[0].size for segment in segments)
    x0, x1 = min(p.x0 for p in segments), max(p.x1 for p in segments)
    least = max(_NARROWEST * (x1 - x0), _LEAST * size)
    rows = _by_row(segments)
    edges = _edges(segments, x0 + least, x1 - least)
    bands = [b for edge in edges for b in _at_edge(rows, edge, size, least)]
    if not bands:
        near = [edge for edge in known if x0 + least < edge < x1]
        bands = [b for edge in near for b in _at_known(rows, edge, size)]
    return bands


def _edges(segments: Sequence[Segment], x0: float, x1: float) -> list[float]:
    """Places between two others at which at least as many lines begin as a column has."""
    begun = Counter(round(p.x0) for p in segments if x0 < p.x0 < x1)
    often = {x: n + begun[x + 1] + begun[x - 1] for x, n in begun.items()}
    most = sorted((x for x in often if often[x] >= _FEWEST), key=lambda x: (-often[x], x))
    kept: list[float] = []
    for x in most:
        if len(kept) < _MOST_EDGES and all(abs(x - other) > _SLACK for other in kept):
            kept.append(min(p.x0 for p in segments if abs(p.x0 - x) <= 1.5))
    return kept


def _at_edge(
    rows: Sequence[Sequence[Segment]], edge: float, size: float, least: float
) -> Iterator[_Band]:
    """Stretches of rows that nothing crosses at an edge, with a column on either side."""
    for left, right in _stretches(rows, edge, size):
        both = min(_width(left), _width(right)) >= least
        if both and _beside(left, right) and not _is_table(left, right):
            yield _band(left, right, edge)


def _at_known(rows: Sequence[Sequence[Segment]], edge: float, size: float) -> Iterator[_Band]:
    """The same where other pages have a column at that edge: a line of it is enough."""
    for left, right in _stretches(rows, edge, size):
        own = [p for p in right if abs(p.x0 - edge) < _SLACK + 1]
        written = _is_written(left) and _is_written(right)
        if len(left) >= _FEWEST and own and written and not _is_table(right, left):
            yield _band(left, right, min(p.x0 for p in own))


def _band(left: Sequence[Segment], right: Sequence[Segment], edge: float) -> _Band:
    heights = [p.y for p in chain(left, right)]
    top = max(min(p.y for p in left), min(p.y for p in right))
    bottom = min(max(p.y for p in left), max(p.y for p in right))
    return _Band(min(heights), max(heights), edge, bottom - top)


def _stretches(
    rows: Sequence[Sequence[Segment]], edge: float, size: float
) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """What stands left and right of an edge, between the rows that go over it."""
    segments = list(chain(*rows))
    cells = _cells(rows)
    for over, group in groupby(
        rows,
        lambda row: (
            row[0].y in cells
            or _crosses(row, edge)
            or _stands_over(row, segments, edge, _LARGE * size)
        ),
    ):
        if not over:
            left, right = _halves(chain(*group), edge)
            if left and right:
                yield left, right


def _cells(rows: Sequence[Sequence[Segment]]) -> set[float]:
    """Baselines of the rows of tables: several pieces each, with much white between them."""
    found: set[float] = set()
    for are, group in groupby(rows, _is_parted):
        members = list(group)
        if are and len(members) >= _FEWEST_CELLS:
            found |= {row[0].y for row in members}
    return found


def _is_parted(row: Sequence[Segment]) -> bool:
    written = sum(p.x1 - p.x0 for p in row)
    return len(row) > 2 and written < _FILLED * (row[-1].x1 - row[0].x0)


def _crosses(row: Sequence[Segment], edge: float) -> bool:
    return any(p.x0 < edge - _SLACK and p.x1 > edge - _STRIP for p in row)


def _stands_over(
    row: Sequence[Segment], segments: Sequence[Segment], edge: float, large: float
) -> bool:
    """Whether a heading at the left stands over both columns: none goes on beside it."""
    if row[-1].x0 >= edge - _SLACK or _height(row) < large:
        return False
    left, right = _halves(segments, edge)
    top, bottom = _extent(row, {p.y for p in left if _height([p]) >= large})
    other = [p.y for p in right if _height([p]) < large]
    size = _height(row)
    beside = any(top - 1.3 * size < y < bottom + 0.9 * size for y in other)
    return not beside and any(y > bottom for y in other)


def _extent(row: Sequence[Segment], near: Iterable[float]) -> tuple[float, float]:
    """First and last baseline of a heading, of which a row and baselines near it are known."""
    top = bottom = row[0].y
    reach = 1.7 * _height(row)
    for y in sorted(near):
        if abs(y - top) < reach or abs(y - bottom) < reach:
            top, bottom = min(top, y), max(bottom, y)
    return top, bottom


def _height(row: Sequence[Segment]) -> float:
    return max(run.size for p in row for run in p.runs)


def _width(side: Sequence[Segment]) -> float:
    """How wide a column is, if most of its lines are about as wide as the widest."""
    rows = _by_row(side)
    if len(rows) < _FEWEST or not _is_written(side):
        return 0.0
    widths = sorted(row[-1].x1 - row[0].x0 for row in rows)
    return widths[-1] if median(widths) > 0.4 * widths[-1] else 0.0


def _is_written(side: Iterable[Segment]) -> bool:
    """Whether most of its signs are letters, as they are not in a column of figures."""
    text = "".join("".join(run.text.split()) for p in side for run in p.runs)
    return 2 * len(_LETTER.findall(text)) > len(text)


def _beside(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether two columns stand side by side for at least half of the shorter one."""
    top = max(min(p.y for p in left), min(p.y for p in right))
    bottom = min(max(p.y for p in left), max(p.y for p in right))
    shorter = min(max(p.y for p in side) - min(p.y for p in side) for side in (left, right))
    return bottom - top >= 0.5 * shorter


def _is_table(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether what stands at the left heads what stands beside it: a name, then its speech."""
    ours, theirs = sorted({p.y for p in left}), sorted({p.y for p in right})
    if min(len(ours), len(theirs)) < 2:
        return False
    shared = len(set(ours) & set(theirs))
    return shared > 0.8 * len(ours) and _step(ours) > _SPARSE * _step(theirs)


def _step(heights: Sequence[float]) -> float:
    return median(b - a for a, b in pairwise(heights))
