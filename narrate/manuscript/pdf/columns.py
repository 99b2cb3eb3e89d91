"""The reading order of a page: down each column, with what stands over all columns between."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from statistics import median
from typing import Final

from narrate.manuscript.pdf.lines import Line, Row, Segment, line_of
from narrate.manuscript.pdf.sheet import Font

_FEWEST: Final = 4
"""Lines that make a column"""
_NARROWEST: Final = 0.18
"""Of the text's width: a column is wider; page numbers of a contents list are not"""
_SPAN: Final = 0.62
"""Of the text's width: what is wider stands over all columns"""
_LARGE: Final = 1.15
"""Times the usual size, at least: a heading's"""
_MOST_STRIPS: Final = 8
"""White strips that are looked at, the widest first"""
_DEEPEST: Final = 2
"""Times that columns are divided again"""


def lines_of(rows: Sequence[Row], fonts: Sequence[Font]) -> list[Line]:
    """The lines of a page in reading order."""
    segments = [segment for row in rows for segment in row.segments]
    lines = [
        line_of(row, column, side, fonts)
        for column, (side, group) in enumerate(_ordered(segments, ""))
        for row in _by_row(group)
    ]
    return [line for line in lines if line.text]


def _by_row(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments of one column that stand on the same baseline."""
    rows: dict[float, list[Segment]] = {}
    for segment in segments:
        rows.setdefault(segment.y, []).append(segment)
    return [sorted(rows[y], key=lambda p: p.x0) for y in sorted(rows)]


def _ordered(segments: Sequence[Segment], side: str) -> list[tuple[str, list[Segment]]]:
    """Groups of segments with their sides, each read from top to bottom before the next."""
    gutter = _gutter(segments) if len(side) < _DEEPEST else None
    if gutter is None:
        return [(side, list(segments))] if segments else []
    middle = (gutter[0] + gutter[1]) / 2
    large = _LARGE * median(segment.runs[0].size for segment in segments)
    groups: list[tuple[str, list[Segment]]] = []
    for over, rows in groupby(
        _by_row(segments),
        lambda row: (
            any(p.x0 < gutter[0] and p.x1 > gutter[1] for p in row)
            or _stands_over(row, segments, middle, large)
        ),
    ):
        members = list(chain(*rows))
        if over:
            groups.append((side, members))
        else:
            left, right = _halves(members, middle)
            groups += [*_ordered(left, side + "L"), *_ordered(right, side + "R")]
    return groups


def _halves(segments: Sequence[Segment], middle: float) -> tuple[list[Segment], list[Segment]]:
    """What begins on the left, and what begins on the right."""
    return [p for p in segments if p.x0 < middle], [p for p in segments if p.x0 >= middle]


def _stands_over(
    row: Sequence[Segment], segments: Sequence[Segment], middle: float, large: float
) -> bool:
    """Whether a heading at the left stands over both columns: none goes on beside it."""
    if row[-1].x0 >= middle or _height(row) < large:
        return False
    left, right = _halves(segments, middle)
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


def _gutter(segments: Sequence[Segment]) -> tuple[float, float] | None:
    """The white strip between two columns, if there is one."""
    if len(segments) < 2 * _FEWEST:
        return None
    x0, x1 = min(p.x0 for p in segments), max(p.x1 for p in segments)
    narrow = [p for p in segments if p.x1 - p.x0 < _SPAN * (x1 - x0)]
    strips = sorted(_strips(narrow, x0, x1), key=lambda s: s[0] - s[1])[:_MOST_STRIPS]
    least = _NARROWEST * (x1 - x0)
    return max(
        (strip for strip in strips if _parts_columns(strip, narrow, least)),
        key=lambda strip: (strip[1] - strip[0], *strip),
        default=None,
    )


def _parts_columns(strip: tuple[float, float], segments: Sequence[Segment], least: float) -> bool:
    """Whether columns of at least this width stand on both sides of a white strip."""
    left = [p for p in segments if p.x1 <= strip[0] + 0.5]
    right = [p for p in segments if p.x0 >= strip[1] - 0.5]
    return min(_width(left), _width(right)) >= least and _beside(left, right)


def _strips(segments: Sequence[Segment], x0: float, x1: float) -> list[tuple[float, float]]:
    """Strips of more than 3 points that nearly no segment covers."""
    edges: Counter[float] = Counter()
    for segment in segments:
        edges[segment.x0] += 1
        edges[segment.x1] -= 1
    strips: list[tuple[float, float]] = []
    covered, allowed = 0, max(2, len({segment.y for segment in segments}) // 12)
    start: float | None = None
    for x in sorted(edges):
        covered += edges[x]
        if covered <= allowed and start is None:
            start = x
        elif covered > allowed and start is not None:
            if x - start > 3 and x0 < start < x < x1:
                strips.append((start, x))
            start = None
    return strips


def _width(side: Sequence[Segment]) -> float:
    """How wide a column is, if most of its lines are about as wide as the widest."""
    rows = _by_row(side)
    if len(rows) < _FEWEST:
        return 0.0
    widths = sorted(row[-1].x1 - row[0].x0 for row in rows)
    return widths[-1] if median(widths) > 0.4 * widths[-1] else 0.0


def _beside(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether two columns stand side by side for at least half of the shorter one."""
    top = max(min(p.y for p in left), min(p.y for p in right))
    bottom = min(max(p.y for p in left), max(p.y for p in right))
    shorter = min(max(p.y for p in side) - min(p.y for p in side) for side in (left, right))
    return bottom - top >= 0.5 * shorter
