"""What page layout did to a text: paragraphs torn apart, and page numbers between them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.joining import goes_on
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.text.blocks import Lines
from narrate.manuscript.text.candidates import HeadingMark

_NUMBER = regex.compile(r"[-–—\[( ]*(?:page|p\.|pg\.?)? ?(\d{1,4})[-–—\]). ]*", regex.I)
_FEWEST = 3
"""Numbers that it takes to see that they count pages"""


def joined_over_breaks(passages: Sequence[Passage]) -> list[Passage]:
    """Join paragraphs of which the first stops in the middle of a sentence.

    A page number between the two goes along, unread.
    """
    joined: list[Passage] = []
    for passage in passages:
        page = _page_before(joined)
        before = joined[-2] if page and len(joined) > 1 else joined[-1] if joined else None
        if before is None or before.kind != "paragraph" or not goes_on(before, passage):
            joined.append(passage)
        elif page is None:
            joined[-1] = before.followed_by(passage, " ")
        else:
            joined[-2:] = [before.followed_by(page, " ").followed_by(passage, " ")]
    return joined


def _numbers_alone(
    blocks: Sequence[Lines], marks: Mapping[int, HeadingMark]
) -> Iterator[tuple[int, int]]:
    """Blocks that are a number and head nothing, with the number."""
    for i, block in enumerate(blocks):
        found = _NUMBER.fullmatch(block.text) if len(block.text) < 16 else None
        if found and i not in marks:
            yield i, int(found[1])


def _page_before(joined: Sequence[Passage]) -> Passage | None:
    last = joined[-1] if joined else None
    return last if last and last.left_out == last.unread(matter.PAGE).left_out else None


def find_pages(blocks: Sequence[Lines], marks: Mapping[int, HeadingMark]) -> frozenset[int]:
    """Blocks that are page numbers: numbers alone that head no chapter and go up."""
    numbers = dict(_numbers_alone(blocks, marks))
    steps = [b - a for a, b in pairwise(numbers.values())]
    rising = sum(1 for step in steps if 0 < step <= 3)
    if len(numbers) >= _FEWEST and rising >= 0.8 * len(steps):
        return frozenset(numbers)
    return frozenset(i for i in numbers if blocks[i].new_page)
