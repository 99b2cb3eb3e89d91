"""How a book is set: the size of its text, its leading, margins and paragraphs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from narrate.manuscript.pdf.page.lines import Line

_SHARE: Final = 0.05
"""Of the lines that end or begin at a margin, at least"""
_OWN: Final = 8
"""Lines of one of several columns that tell its margins; pages differ in their columns"""
_STRAY: Final = 6
"""Lines of a column of which one may stick out"""
_SLACK: Final = 3.0
"""Points that a line may stand out of its column"""


@dataclass(frozen=True, slots=True)
class Typesetting:
    """A book's measures; lengths in font sizes unless said otherwise."""

    size: float
    """Of the text, points"""
    leading: float
    """From one baseline to the next, in font sizes"""
    indent: float
    """Of a paragraph's first line; 0 where paragraphs are not indented"""
    gapped: bool
    """Paragraphs are set apart by white space"""
    justified: bool
    """Lines are filled to the right margin"""


def body_size(lines: Iterable[Line]) -> float:
    """Font size of most of the text, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    best = sizes.most_common(1)
    if not best:
        return 10.0
    near = {s: n for s, n in sizes.items() if abs(s - best[0][0]) <= 0.06 * best[0][0]}
    return sum(s * n for s, n in near.items()) / sum(near.values())


def with_margins(lines: Sequence[Line], size: float) -> list[Line]:
    """The lines with the margins of their columns, which are alike on all left and right pages."""
    frames: dict[tuple[int, str], list[Line]] = {}
    groups: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.page, line.column), []).append(line)
        if is_body(line, size):
            frames.setdefault((line.page % 2, line.side), []).append(line)
    margins = {key: _margins(group) for key, group in frames.items()}
    found: list[Line] = []
    for (page, _), group in groups.items():
        own = (min(line.x0 for line in group), max(line.x1 for line in group))
        left, right = margins.get((page % 2, group[0].side), own)
        body = [line for line in group if is_body(line, size)]
        if group[0].side and len(body) >= _OWN:
            left, right = _margins(body)
        elif _is_set_otherwise(group, left):
            left, right = own
        own_right = _own_right(group)
        right = max(right, own_right) if own_right < right + 4 * size else right
        found += [replace(line, left=min(left, line.x0 + size), right=right) for line in group]
    return found


def _own_right(column: Sequence[Line]) -> float:
    """Where its lines end, but for one that sticks out."""
    ends = sorted(line.x1 for line in column)
    return ends[-2] if len(ends) > _STRAY else ends[-1]


def _is_set_otherwise(column: Sequence[Line], left: float) -> bool:
    """Whether many lines of a page stand out of the margin that the other pages have."""
    begins = sorted(line.x0 for line in column)
    return len(begins) > 7 and begins[len(begins) // 8] < left - _SLACK


def is_body(line: Line, size: float) -> bool:
    """Whether a line is set in the size of the text."""
    return abs(line.size - size) <= 0.06 * size


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    least = max(2, _SHARE * len(lines))
    lefts = Counter(round(line.x0) for line in lines)
    rights = Counter(round(line.x1) for line in lines)
    left = min((x for x in lefts if lefts[x] + lefts[x + 1] >= least), default=min(lefts))
    ends = sorted(line.x1 for line in lines)
    usual = max((x for x in rights if rights[x] + rights[x - 1] >= least), default=0)
    return (
        min(line.x0 for line in lines if line.x0 >= left - 0.6),
        max(usual, ends[int(0.97 * (len(ends) - 1))]),
    )


def setting_of(lines: Sequence[Line], size: float) -> Typesetting:
    """Find out how a book is set from its lines in reading order."""
    pairs = [(a, b) for a, b in pairwise(lines) if _are_text(a, b, size)]
    leading = _leading(pairs, size)
    close = [(a, b) for a, b in pairs if (b.y - a.y) / size <= 1.25 * leading]
    full = [line for line in lines if is_body(line, size) and line.short < 4]
    filled = sum(1 for line in full if line.short < 0.25)
    return Typesetting(
        size=size,
        leading=leading,
        indent=_indent(close, fewest=max(3, len(lines) / 60)),
        gapped=len(pairs) - len(close) > 0.05 * len(pairs),
        justified=filled > 0.6 * len(full),
    )


def _are_text(a: Line, b: Line, size: float) -> bool:
    """Whether two lines are of one column and both in the size of the text."""
    together = (a.page, a.column) == (b.page, b.column)
    return together and is_body(a, size) and is_body(b, size)


def _indent(pairs: Sequence[tuple[Line, Line]], fewest: float) -> float:
    """Where most first lines begin, to a quarter: those below a short line, or right of others."""
    begun = Counter(round(b.indent * 4) / 4 for a, b in pairs if b.indent > 0.5 and a.short > 0.5)
    begun += Counter(round(b.indent * 4) / 4 for a, b in pairs if a.indent < 0.4 < b.indent < 4.5)
    often = Counter(
        {indent: n for indent, n in begun.items() if 0.5 <= indent <= 5 and n >= fewest}
    )
    return often.most_common(1)[0][0] if often else 0.0


def _leading(pairs: Sequence[tuple[Line, Line]], size: float) -> float:
    steps = Counter(round((b.y - a.y) / size, 1) for a, b in pairs if 0 < b.y - a.y < 4 * size)
    if not steps:
        return 1.2
    most = max(steps.values())
    return min(step for step, n in steps.items() if n >= 0.5 * most)
