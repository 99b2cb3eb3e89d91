"""Blocks with margins of their own in a column: quotations set in, text beside a picture.

What tells their lines from verse is that each is as full as its words let it be.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from narrate.manuscript.pdf.page.lines import Line
from narrate.manuscript.pdf.page.measure import Typesetting

GAP: Final = 1.3
"""Times the leading: a wider step parts paragraphs"""
_FEWEST: Final = 3
"""Lines of a block"""
_FULL: Final = 0.7
"""Share of its lines to which the next word could not have been added, at least"""
_SMALL: Final = 0.25
"""Share of its lines that begin with a small letter, at least, where its script has such"""
_PAUSE: Final = ".,;:!?…—–"
"""At the end of most lines of verse, and of few in prose"""
_SET_IN: Final = 0.6
"""Font sizes, at least"""


def has_room(above: Line, line: Line, set_as: Typesetting) -> bool:
    """Whether the first word of a line would have had room on the line above."""
    slack = 0.45 if set_as.justified else 0.6 + 0.25 * line.first_word
    return above.short > line.first_word + 0.3 + slack


def with_narrow_margins(lines: Sequence[Line], set_as: Typesetting) -> list[Line]:
    """The lines, those of narrow blocks with the block's margins for their column's."""

    def together(above: Line, line: Line) -> bool:
        return _are_close(above, line, set_as) and abs(line.x0 - above.x0) < 2

    def early(above: Line, line: Line) -> bool:
        return _are_close(above, line, set_as) and has_room(above, line, set_as)

    set_in = [_set_in(block, set_as) for block in _blocks(lines, together)]
    found = [line for block in set_in for line in block]
    return [line for block in _blocks(found, early) for line in _beside(block, set_as)]


def _blocks(lines: Sequence[Line], goes_on: Callable[[Line, Line], bool]) -> list[Sequence[Line]]:
    starts = [0, *(i for i in range(1, len(lines)) if not goes_on(lines[i - 1], lines[i]))]
    return [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True) if a < b]


def _are_close(above: Line, line: Line, set_as: Typesetting) -> bool:
    """Whether two lines of a column follow each other as lines of a paragraph do."""
    one_column = (above.page, above.column) == (line.page, line.column)
    close = line.y - above.y <= GAP * set_as.leading * line.size
    return one_column and close and abs(line.size - above.size) < 0.5


def _set_in(block: Sequence[Line], set_as: Typesetting) -> Sequence[Line]:
    """A block that begins right of its column's margin, with its own if its lines fill it."""
    own, rest = _without_full(block)
    if len(own) < _FEWEST or own[0].indent <= _SET_IN:
        return block
    right = max(line.x1 for line in own)
    if _is_filled(own, right, set_as):
        return [*_with_margins(own, right), *rest]
    filled = sum(1 for line in own if right - line.x1 < 0.6 * line.size)
    wide = right - own[0].x0 > 0.5 * (own[0].right - own[0].left)
    if wide and filled >= 0.5 * len(own):
        return [*(replace(line, right=right) for line in own), *rest]
    return block


def _without_full(block: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """A block and behind it the line that is longer than all of it: the first of other text."""
    if len(block) > 1 and block[-1].x1 > max(p.x1 for p in block[:-1]) + 0.6 * block[-1].size:
        return block[:-1], block[-1:]
    return block, ()


def _beside(block: Sequence[Line], set_as: Typesetting) -> Sequence[Line]:
    """Lines that are all short, with their own margin if they fill that."""
    own, rest = _without_full(block)
    right = max(line.x1 for line in own)
    if len(own) >= _FEWEST and len(block) > _FEWEST and _is_filled(own, right, set_as):
        return [*(replace(line, right=right) for line in own), *rest]
    return block


def _with_margins(block: Sequence[Line], right: float) -> list[Line]:
    left = min(line.x0 for line in block)
    return [
        replace(line, left=left, right=right, inset=(left - line.left) / line.size)
        for line in block
    ]


def _is_filled(block: Sequence[Line], right: float, set_as: Typesetting) -> bool:
    """Whether the lines of a block end where its width ends them."""
    own = [replace(line, right=right) for line in block]
    pairs = list(pairwise(own))
    full = sum(1 for above, line in pairs if not has_room(above, line, set_as))
    cased = sum(1 for _, line in pairs if line.text[0].lower() != line.text[0].upper())
    small = sum(1 for _, line in pairs if line.text[0].islower())
    open_ = sum(1 for above, _ in pairs if above.text[-1] not in _PAUSE)
    return (
        full >= _FULL * len(pairs)
        and small >= _SMALL * cased
        and (open_ >= 0.5 * len(pairs) or not cased)
    )
