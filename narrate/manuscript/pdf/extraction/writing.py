"""Which letters of a page stand in vertical lines, and how those are read.

Runs in the reading process.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

import regex

EAST_ASIAN: Final = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\u3000-\u303f\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff60ー]"
)
"""Letters and signs that are as wide as high and may stand below each other"""
_FEWEST: Final = 4
"""Steps from letter to letter downwards that make a page with vertical lines"""
_NARROW: Final = 0.35
"""Font sizes: letters of one line stand no further beside its axis"""
_FAR: Final = 2.2
"""Font sizes from one letter to the next of its line, at most"""


class Place(NamedTuple):
    """Where a drawn character has its origin."""

    object: int
    """Address of the text object that draws it"""
    code: int
    x: float
    y: float
    """Growing upwards"""
    size: float


def vertical_objects(places: Iterable[Place]) -> frozenset[int]:
    """Objects whose letters stand upright below each other; `places` in the order of drawing.

    An object of a single letter goes with its neighbours, or with the page.
    """
    steps: dict[int, int] = defaultdict(int)
    total = 0
    alone: set[int] = set()
    for one, other, step in _steps(places, alone):
        total += step
        for object_ in {one, other}:
            steps[object_] += step
    least = 1 if total >= _FEWEST else _FEWEST
    lonely = (o for o in alone if o not in steps and total >= _FEWEST)
    return frozenset({*(o for o, step in steps.items() if step >= least), *lonely})


def _steps(places: Iterable[Place], east_asian: set[int]) -> Iterator[tuple[int, int, int]]:
    """Pairs of objects with 1 for a step downwards between their letters and -1 for one along."""
    for one, other in pairwise(places):
        wide = EAST_ASIAN.match(chr(one.code)), EAST_ASIAN.match(chr(other.code))
        east_asian.update(
            o.object for o, is_wide in zip((one, other), wide, strict=True) if is_wide
        )
        if (one.object == other.object or all(wide)) and (step := _step(one, other)):
            yield one.object, other.object, step


def _step(one: Place, other: Place) -> int:
    size = max(one.size, 0.1)
    across, down = (other.x - one.x) / size, (one.y - other.y) / size
    if abs(across) < _NARROW and 0.3 < down < _FAR:
        return 1
    return -1 if abs(down) < _NARROW and 0.1 < across < _FAR else 0
