"""Page numbers that stand alone between the paragraphs of a plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import regex

from narrate.manuscript.text.blocks import Lines
from narrate.manuscript.text.candidates import Mark

_NUMBER = regex.compile(r"[-–—\[( ]*(?:page|p\.|pg\.?)? ?(\d{1,4})[-–—\]). ]*", regex.I)
_FEWEST = 3
"""Numbers that it takes to see that they count pages"""


def find_pages(blocks: Sequence[Lines], marks: Mapping[int, Mark]) -> frozenset[int]:
    """Blocks that are page numbers: numbers alone that head no chapter and go up."""
    numbers = {
        i: int(found[1])
        for i, block in enumerate(blocks)
        if i not in marks and len(block.text) < 16 and (found := _NUMBER.fullmatch(block.text))
    }
    steps = [b - a for a, b in pairwise(numbers.values())]
    rising = sum(1 for step in steps if 0 < step <= 3)
    if len(numbers) >= _FEWEST and rising >= 0.8 * len(steps):
        return frozenset(numbers)
    return frozenset(i for i in numbers if blocks[i].new_page)
