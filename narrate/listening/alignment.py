"""Which word that was heard is which word that was to be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from narrate.listening.likeness import ALIKE, likeness

_GAP: Final = 1.0
"""Cost of a word that has no counterpart"""
_DIFFERENT: Final = 1.5
"""Cost of two words that have nothing in common: cheaper than two gaps, dearer than one"""
_JOINED: Final = 0.15
"""Cost of reading several words as one"""
_AS_ONE: Final = 0.8
"""Likeness from which they are: one long word is still much like itself and a short one"""
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
    """The way from one to the other that changes least; its steps cover both, in order."""
    moves = _table(written, heard)
    steps: list[Step] = []
    i, j = len(written), len(heard)
    while i or j:
        di, dj, like = moves[i][j]
        steps.append(Step(i - di, i, j - dj, j, like))
        i, j = i - di, j - dj
    return tuple(reversed(steps))


_Move = tuple[int, int, float]


def _table(written: Sequence[str], heard: Sequence[str]) -> list[list[_Move]]:
    """The last move of the cheapest way for every pair of beginnings."""
    costs: list[list[float]] = []
    moves: list[list[_Move]] = []
    for i in range(len(written) + 1):
        costs.append([])
        moves.append([])
        for j in range(len(heard) + 1):
            best, move = (0.0, (0, 0, 0.0)) if not (i or j) else (float("inf"), (0, 0, 0.0))
            for cost, candidate in _moves(written, heard, i, j):
                total = costs[i - candidate[0]][j - candidate[1]] + cost
                if total < best - 1e-9:
                    best, move = total, candidate
            costs[i].append(best)
            moves[i].append(move)
    return moves


def _moves(
    written: Sequence[str], heard: Sequence[str], i: int, j: int
) -> Iterator[tuple[float, _Move]]:
    """The moves that end after `i` written and `j` heard words, each with its cost."""
    if i and j:
        like = likeness(written[i - 1], heard[j - 1])
        yield _DIFFERENT * (1 - like), (1, 1, like)
        if like < 1.0:
            yield from _joins(written, heard, i, j)
    if i:
        yield _GAP, (1, 0, 0.0)
    if j:
        yield _GAP, (0, 1, 0.0)


def _joins(
    written: Sequence[str], heard: Sequence[str], i: int, j: int
) -> Iterator[tuple[float, _Move]]:
    for di, dj in _JOINS:
        if di <= i and dj <= j:
            like = likeness("".join(written[i - di : i]), "".join(heard[j - dj : j]))
            if like >= _AS_ONE:
                yield _JOINED + _DIFFERENT * (1 - like) * max(di, dj), (di, dj, like)
