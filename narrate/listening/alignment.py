"""Which word that was heard is which word that was to be said.

And how much two words sound alike, so that spellings, homophones and rare names do not alarm. A
recogniser writes what it hears as words that it knows: `gaol` as jail, Siobhan as Chevonne, colour
as color. Compared are the letters, and a rough sound made of them.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final, NamedTuple

ALIKE: Final = 0.6
"""Likeness from which two words count as the same word heard otherwise"""

_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^(?:kn|gn|pn)", "n"),
        ("^wr", "r"),
        ("^ps", "s"),
        ("^x", "s"),
        ("^wh(?=o)", "h"),
        ("tch|sch|tsh", "x"),
        ("c?h?sh|ci(?=[aou])|ti(?=on|ou|al|a$)|ssi(?=on)|ch", "x"),
        ("ph", "f"),
        ("gh(?=[aeiouy])", "g"),
        ("gh", ""),
        ("wh", "w"),
        ("ck|qu?|c(?![eiy])", "k"),
        ("c", "s"),
        ("dg(?=[eiy])|g(?=[eiy])", "j"),
        ("x(?<!^x)(?=[^aeiou]|$)|x", "x"),
        ("z", "s"),
        ("mb$", "m"),
        ("th", "t"),
        ("v", "f"),
        ("h(?=[^aeiouy]|$)", ""),
        ("(?<=[^aeiouy])e(?=s?$)", ""),
        ("[aeiouyw]+", "a"),
        (r"(.)\1+", r"\1"),
    )
)
"""English first of all; the other European languages are near enough for a rough likeness"""


@functools.lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """A word's rough sound: consonants by kind, every run of vowels as `a`."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@functools.lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same), the same both ways round."""
    if one == other:
        return 1.0
    if one > other:
        one, other = other, one
    letters = _common(one, other)
    sounds = _common(sound_of(one), sound_of(other))
    return max(letters, 0.9 * sounds, (letters + sounds) / 2)


def _common(one: str, other: str) -> float:
    longer = max(len(one), len(other))
    return 1 - distance(one, other) / longer if longer else 0.0


def distance(one: str, other: str) -> int:
    """Letters to change, add or leave out to make one of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            diagonal, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != against)),
            )
    return row[-1]


_GAP: Final = 1.0
"""Cost of a word that has no counterpart"""
_NEW_GAP: Final = 0.3
"""What the first of several such words costs beside"""
_DIFFERENT: Final = 1.5
"""Cost of two words that have nothing in common: cheaper than two gaps, dearer than one"""
_JOINED: Final = 0.15
"""Cost of reading several words as one"""
_AS_ONE: Final = 0.8
"""Likeness from which they are, if no two of them are more alike: a long word is much like itself
with a short one beside it"""
_JOINS: Final = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
"""Written and heard words that may be the same: `some one` and someone, `Yo-kla` and Yokla"""


@dataclass(frozen=True, slots=True)
class Step:
    """Words that correspond: written from `start` to `end`, heard likewise; either may be none."""

    start: int
    end: int
    heard_start: int
    heard_end: int
    like: float
    """How alike they sound, 1.0 the same; 0.0 where one side has none"""

    @property
    def same(self) -> bool:
        """They count as the same words."""
        return self.like >= ALIKE


def align(written: Sequence[str], heard: Sequence[str]) -> tuple[Step, ...]:
    """The way from one to the other that changes least; its steps cover both, in order.

    Of ways that change as much, one with few gaps: what was said twice lies in one place then.
    """
    table = _table(written, heard)
    steps: list[Step] = []
    i, j = len(written), len(heard)
    kind = min(_KINDS, key=lambda kind: table[i][j][kind].cost)
    while i or j:
        cell = table[i][j][kind]
        (di, dj, like), kind = cell.move, cell.before
        steps.append(Step(i - di, i, j - dj, j, like))
        i, j = i - di, j - dj
    return tuple(reversed(steps))


_Move = tuple[int, int, float]
"""Written words, heard words, and how alike they are"""
_KINDS: Final = range(3)
_BOTH, _LOST, _MORE = _KINDS
"""What the last move was: words on both sides, written ones only, heard ones only"""


class _Cell(NamedTuple):
    """The cheapest way to a pair of beginnings that ends in one kind of move."""

    cost: float
    move: _Move
    before: int
    """The kind of the move before it"""


_NEVER: Final = _Cell(inf, (0, 0, 0.0), _BOTH)
_START: Final = _Cell(0.0, (0, 0, 0.0), _BOTH)


def _table(written: Sequence[str], heard: Sequence[str]) -> list[list[tuple[_Cell, ...]]]:
    table: list[list[tuple[_Cell, ...]]] = []
    for i in range(len(written) + 1):
        row: list[tuple[_Cell, ...]] = []
        table.append(row)
        for j in range(len(heard) + 1):
            both = _START if not (i or j) else _pair(table, written, heard, i, j)
            lost = _gap(table[i - 1][j], (1, 0, 0.0), _LOST) if i else _NEVER
            more = _gap(row[j - 1], (0, 1, 0.0), _MORE) if j else _NEVER
            row.append((both, lost, more))
    return table


def _gap(before: tuple[_Cell, ...], move: _Move, kind: int) -> _Cell:
    """The way that leaves one word without a counterpart; going on with a gap is cheaper."""
    costs = [before[k].cost + _GAP + (k != kind) * _NEW_GAP for k in _KINDS]
    best = min(_KINDS, key=costs.__getitem__)
    return _Cell(costs[best], move, best)


def _pair(
    table: list[list[tuple[_Cell, ...]]],
    written: Sequence[str],
    heard: Sequence[str],
    i: int,
    j: int,
) -> _Cell:
    """The way whose last move takes words of both sides as the same, or as mistaken."""
    best = _NEVER
    for cost, move in _moves(written, heard, i, j):
        for kind, cell in enumerate(table[i - move[0]][j - move[1]]):
            if cell.cost + cost < best.cost:
                best = _Cell(cell.cost + cost, move, kind)
    return best


def _moves(
    written: Sequence[str], heard: Sequence[str], i: int, j: int
) -> Iterator[tuple[float, _Move]]:
    """Pairs that end after `i` written and `j` heard words, each with its cost."""
    if not (i and j):
        return
    like = likeness(written[i - 1], heard[j - 1])
    yield _DIFFERENT * (1 - like), (1, 1, like)
    if like == 1.0:
        return
    for di, dj in _JOINS:
        if di > i or dj > j:
            continue
        if like := _likeness_joined(written[i - di : i], heard[j - dj : j]):
            yield _JOINED + _DIFFERENT * (1 - like) * max(di, dj), (di, dj, like)


def _likeness_joined(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """How alike words are as one; 0 where they are not, or where two of them are more alike.

    ["to", "day"] and ["today"] -> 1.0; ["the", "day"] and ["day"] -> 0.0
    """
    one, other = "".join(ours), "".join(theirs)
    if abs(len(one) - len(other)) > (1 - _AS_ONE) * max(len(one), len(other)):
        return 0.0  # most pairs end here, and likeness takes time
    like = likeness(one, other)
    return like if like >= max(_AS_ONE, *(likeness(a, b) for a in ours for b in theirs)) else 0.0
