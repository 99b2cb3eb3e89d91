"""Runs of letters found again, in their order, in a text that has more between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

_LONG = 20
"""Letters from which on a run is not met twice by chance"""
_TRIES = 100
"""Places at which a short run is looked at"""
_MOST = 1500
"""Letters of a gap that is compared letter by letter: that takes time by the square"""
_NEAR = 400
"""Letters in which a short run is looked for that nothing follows"""
_ALIKE = 0.6
"""Share of a run's letters that have to be there where some are missing or different"""

Span = tuple[int, int]


def find_runs(runs: Sequence[str], text: str, known: Mapping[str, int]) -> list[Span | None]:
    """Start and end of each run in `text`, in order and without overlap; None: not there.

    `known` are places in `text` of long runs that are there once. They hold the rest in place:
    what is equal to both sides of a gap is found first, then what lies in the gap.
    """
    found: list[Span | None] = [None] * len(runs)
    for index, start in _in_order(
        (i, known[run]) for i, run in enumerate(runs) if len(run) >= _LONG and run in known
    ):
        found[index] = (start, start + len(runs[index]))
    _fill(runs, text, found, 0, len(text))
    return found


def _fill(runs: Sequence[str], text: str, found: list[Span | None], low: int, high: int) -> None:
    """Find what lies between the runs that have a place."""
    anchors = [i for i, span in enumerate(found) if span] + [len(runs)]
    begin, at = 0, low
    for anchor in anchors:
        span = found[anchor] if anchor < len(runs) else None
        stop = span[0] if span else high
        if begin < anchor:
            _fill_gap(runs, text, found, range(begin, anchor), at, stop, closed=span is not None)
        begin, at = anchor + 1, span[1] if span else high


def _fill_gap(
    runs: Sequence[str],
    text: str,
    found: list[Span | None],
    gap: range,
    low: int,
    high: int,
    *,
    closed: bool,
) -> None:
    """The runs of a gap within `text[low:high]`; `closed`: a run was found at its end."""
    first, last = gap.start, gap.stop
    while first < last and text.startswith(runs[first], low, high):
        found[first] = (low, low + len(runs[first]))
        low += len(runs[first])
        first += 1
    while closed and first < last and text.endswith(runs[last - 1], low, high):
        last -= 1
        found[last] = (high - len(runs[last]), high)
        high -= len(runs[last])
    for index in range(first, last):
        start = _place(runs, text, range(index, last), low, high)
        if start >= 0:
            low = start + len(runs[index])
            found[index] = (start, low)


def _place(runs: Sequence[str], text: str, gap: range, low: int, high: int) -> int:
    """Where the first run of a gap is; a short one only where the next one follows it."""
    run = runs[gap.start]
    start = text.find(run, low, high)
    if len(run) >= _LONG:
        return start
    if len(gap) == 1:
        return start if high - low <= _NEAR else -1
    following = runs[gap.start + 1][:_LONG]
    for _ in range(_TRIES):
        if start < 0 or text.startswith(following, start + len(run)):
            return start
        start = text.find(run, start + 1, high)
    return -1


def find_parts(parts: Sequence[str], text: str, low: int, high: int) -> list[Span | None]:
    """Parts of a run that is not there as it stands, in `text[low:high]`, letter by letter.

    A part is there if most of its letters are.
    """
    found: list[Span | None] = [None] * len(parts)
    _fill(parts, text, found, low, high)
    ends = [(-1, low), *((i, s[1]) for i, s in enumerate(found) if s)]
    starts = [*((i, s[0]) for i, s in enumerate(found) if s), (len(parts), high)]
    for (before, begin), (behind, stop) in zip(ends, starts, strict=True):
        own = parts[before + 1 : behind]
        if own and max(sum(map(len, own)), stop - begin) <= _MOST:
            found[before + 1 : behind] = _alike(own, text, begin, stop)
    return found


def _alike(parts: Sequence[str], text: str, low: int, high: int) -> list[Span | None]:
    """Parts in `text[low:high]`, with letters missing or different."""
    equal = SequenceMatcher(None, "".join(parts), text[low:high], autojunk=False)
    blocks = [(m.a, m.b + low, m.size) for m in equal.get_matching_blocks()]
    at, places = 0, []
    for part in parts:
        places.append(_most_of(at, len(part), blocks))
        at += len(part)
    return places


def _most_of(start: int, length: int, equal: Iterable[tuple[int, int, int]]) -> Span | None:
    """From the first to the last letter of a part that is there, if most are."""
    there = _equal_inside(start, start + length, equal)
    while len(there) > 1 and _is_stray(there[0], there[1], there[0][2]):
        there.pop(0)
    while len(there) > 1 and _is_stray(there[-2], there[-1], there[-1][2]):
        there.pop()
    if not there or sum(size for _, _, size in there) < _ALIKE * length:
        return None
    span = there[0][1], there[-1][1] + there[-1][2]
    return span if span[1] - span[0] <= 2 * length else None


def _equal_inside(
    start: int, end: int, equal: Iterable[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """What of runs of equal letters lies from `start` to `end`: place, place in the text, size.

    (2, 6, [(0, 10, 4), (5, 20, 9)]) -> [(2, 12, 2), (5, 20, 1)]
    """
    inside = []
    for a, b, size in equal:
        first, last = max(a, start), min(a + size, end)
        if first < last:
            inside.append((first, b + first - a, last - first))
    return inside


def _is_stray(before: tuple[int, int, int], behind: tuple[int, int, int], size: int) -> bool:
    """Whether equal letters lie farther from the others in the text than chance would."""
    (a, b, length), (following, there, _) = before, behind
    return (there - b) - (following - a) > size and there > b + length


def _in_order(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs in which both numbers rise."""
    lowest: list[int] = []
    ends: list[int] = []
    listed, before = list(pairs), []
    for index, (_, place) in enumerate(listed):
        at = bisect_left(lowest, place)
        before.append(ends[at - 1] if at else -1)
        lowest[at : at + 1] = [place]
        ends[at : at + 1] = [index]
    row, index = [], ends[-1] if ends else -1
    while index >= 0:
        row.append(listed[index])
        index = before[index]
    return row[::-1]
