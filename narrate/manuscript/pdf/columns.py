"""The reading order of a page: down each column, with what stands over all columns between."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from narrate.manuscript.pdf.lines import Line, Piece, Row, line_of
from narrate.manuscript.pdf.sheet import Font

_FEWEST: Final = 4
"""Lines that make a column"""
_NARROWEST: Final = 0.18
"""Of the text's width: a column is wider; page numbers of a contents list are not"""
_SPAN: Final = 0.62
"""Of the text's width: what is wider stands over all columns"""
_MOST_STRIPS: Final = 8
"""White strips that are looked at, the widest first"""
_DEEPEST: Final = 2
"""Times that columns are divided again"""


def lines_of(rows: Sequence[Row], fonts: Sequence[Font]) -> list[Line]:
    """The lines of a page in reading order."""
    pieces = [piece for row in rows for piece in row.pieces]
    lines = [
        line_of(row, column, side, fonts)
        for column, (side, group) in enumerate(_ordered(pieces, ""))
        for row in _by_row(group)
    ]
    return [line for line in lines if line.text]


def _by_row(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces of one column that stand on the same baseline."""
    rows: dict[float, list[Piece]] = {}
    for piece in pieces:
        rows.setdefault(piece.y, []).append(piece)
    return [sorted(rows[y], key=lambda p: p.x0) for y in sorted(rows)]


def _ordered(pieces: Sequence[Piece], side: str) -> list[tuple[str, list[Piece]]]:
    """Groups of pieces with their sides, each read from top to bottom before the next."""
    gutter = _gutter(pieces) if len(side) < _DEEPEST else None
    if gutter is None:
        return [(side, list(pieces))] if pieces else []
    middle = (gutter[0] + gutter[1]) / 2
    groups: list[tuple[str, list[Piece]]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    across: list[Piece] = []
    for row in [*_by_row(pieces), []]:
        over = any(p.x0 < gutter[0] and p.x1 > gutter[1] for p in row)
        over = over or _stands_over(row, pieces, middle)
        if over or not row:
            groups += [*_ordered(left, side + "L"), *_ordered(right, side + "R")]
            left, right = [], []
            across += row
        if across and not over:
            groups.append((side, across))
            across = []
        if not over:
            left += [p for p in row if p.x0 < middle]
            right += [p for p in row if p.x0 >= middle]
    return groups


def _stands_over(row: Sequence[Piece], pieces: Sequence[Piece], middle: float) -> bool:
    """Whether a heading at the left stands over both columns: none goes on beside it."""
    if not row or any(p.x0 >= middle for p in row):
        return False
    usual = median(p.runs[0].size for p in pieces)
    if _height(row) < 1.15 * usual:
        return False
    top = bottom = row[0].y
    for near in sorted({p.y for p in pieces if p.x0 < middle and _height([p]) >= 1.15 * usual}):
        if abs(near - top) < 1.7 * _height(row) or abs(near - bottom) < 1.7 * _height(row):
            top, bottom = min(top, near), max(bottom, near)
    other = [p.y for p in pieces if p.x0 >= middle and _height([p]) < 1.15 * usual]
    size = _height(row)
    beside = any(top - 1.3 * size < y < bottom + 0.9 * size for y in other)
    return not beside and any(y > bottom for y in other)


def _height(row: Sequence[Piece]) -> float:
    return max(run.size for p in row for run in p.runs)


def _gutter(pieces: Sequence[Piece]) -> tuple[float, float] | None:
    """The white strip between two columns, if there is one."""
    if len(pieces) < 2 * _FEWEST:
        return None
    x0, x1 = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    narrow = [p for p in pieces if p.x1 - p.x0 < _SPAN * (x1 - x0)]
    best = None
    strips = sorted(_strips(narrow, x0, x1), key=lambda s: s[0] - s[1])
    for a, b in strips[:_MOST_STRIPS]:
        left = [p for p in narrow if p.x1 <= a + 0.5]
        right = [p for p in narrow if p.x0 >= b - 0.5]
        width = min(_width(left), _width(right))
        if width >= _NARROWEST * (x1 - x0) and _beside(left, right):
            best = max(best or (0.0, 0.0, 0.0), (b - a, a, b))
    return best[1:] if best else None


def _strips(pieces: Sequence[Piece], x0: float, x1: float) -> list[tuple[float, float]]:
    """Strips of more than 3 points that nearly no piece covers."""
    edges: dict[float, int] = {}
    for piece in pieces:
        edges[piece.x0] = edges.get(piece.x0, 0) + 1
        edges[piece.x1] = edges.get(piece.x1, 0) - 1
    strips: list[tuple[float, float]] = []
    covered, allowed = 0, max(2, len({piece.y for piece in pieces}) // 12)
    start: float | None = None
    for x in sorted(edges):
        covered += edges[x]
        if covered <= allowed and start is None:
            start = x
        elif covered > allowed and start is not None:
            if x - start > 3 and x0 < start and x < x1:
                strips.append((start, x))
            start = None
    return strips


def _width(side: Sequence[Piece]) -> float:
    """How wide a column is, if most of its lines are about as wide as the widest."""
    rows = _by_row(side)
    if len(rows) < _FEWEST:
        return 0.0
    widths = sorted(row[-1].x1 - row[0].x0 for row in rows)
    return widths[-1] if median(widths) > 0.4 * widths[-1] else 0.0


def _beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether two columns stand side by side for at least half of the shorter one."""
    top = max(min(p.y for p in left), min(p.y for p in right))
    bottom = min(max(p.y for p in left), max(p.y for p in right))
    shorter = min(max(p.y for p in side) - min(p.y for p in side) for side in (left, right))
    return bottom - top >= 0.5 * shorter
