"""A long book in several files: where it is cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def even_parts(lengths: Sequence[int], longest: float) -> list[range]:
    """The fewest parts of at most `longest`, as even as they can be; each is a range of indices.

    What is longer by itself has a part of its own, and none is empty.
    """
    count = _fewest(lengths, longest)
    ends = [0]
    for length in lengths:
        ends.append(ends[-1] + length)
    # The least sum of squares is the most even division: best[k][i] is that of the first i
    # lengths in k parts, and where the last of these begins.
    none = (float("inf"), 0)
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [none] * len(lengths)]
    for _ in range(count):
        row = [none]
        for end in range(1, len(ends)):
            row.append(min(_with_last(best[-1], ends, end, longest), default=none))
        best.append(row)
    cuts = [len(lengths)]
    for k in range(count, 0, -1):
        cuts.append(best[k][cuts[-1]][1])
    cuts.reverse()
    return [range(start, end) for start, end in pairwise(cuts)]


def _fewest(lengths: Sequence[int], longest: float) -> int:
    """How many parts there must be: as full as they get, one after the other."""
    count, filled = 0, 0
    for index, length in enumerate(lengths):
        filled += length
        if index == 0 or filled > longest:
            count, filled = count + 1, length
    return count


def _with_last(
    before: Sequence[tuple[float, int]], ends: Sequence[int], end: int, longest: float
) -> list[tuple[float, int]]:
    """What it costs to let the last part end at `end`, for each place where it may begin."""
    found = []
    for start in range(end - 1, -1, -1):
        length = ends[end] - ends[start]
        if length > longest and start < end - 1:
            break
        found.append((before[start][0] + length * length, start))
    return found
