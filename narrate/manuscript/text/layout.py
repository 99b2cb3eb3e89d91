"""What page layout did to a text: paragraphs torn apart, and page numbers between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.joining import goes_on
from narrate.manuscript.structure.page_marks import PAGE_WORD
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.titles.headings import read_heading
from narrate.manuscript.text.blocks import Lines
from narrate.manuscript.text.candidates import HeadingMark

_NUMBER = regex.compile(
    rf"[-–—\[( ~*|]*(?:(?:{PAGE_WORD})\b\.?)? ?(\d{{1,4}})[-–—\]). ~*|]*", regex.I
)
_LONGEST = 16
"""Characters of a page number"""
_ASIDE = 12
"""Columns by which a page number stands further out than the heading below it"""
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
        number = number_alone(block.text)
        if number is not None and i not in marks:
            yield i, number


def number_alone(text: str) -> int | None:
    """The number of a line that is one and no more, as a page's is: `- 7 -`, `[Page 7]`, `7`."""
    found = _NUMBER.fullmatch(text) if len(text) < _LONGEST else None
    return int(found[1]) if found else None


def _page_before(joined: Sequence[Passage]) -> Passage | None:
    last = joined[-1] if joined else None
    return last if last and last.left_out == last.unread(matter.PAGE).left_out else None


def with_pages_apart(blocks: Sequence[Lines]) -> list[Lines]:
    """The blocks, a page number on the line right above a heading as a block of its own.

    Of `73` and `XI` below it, each on its line, the first is a page.
    """
    apart: list[Lines] = []
    for block in blocks:
        if len(block.lines) > 1 and _is_above_heading(block.lines[0], block.lines[1]):
            apart += [replace(block, lines=block.lines[:1]), replace(block, lines=block.lines[1:])]
        else:
            apart.append(block)
    return apart


def _is_above_heading(number: str, heading: str) -> bool:
    """Whether a line is a number alone, and the one below a heading of its own."""
    if number_alone(number.strip()) is None or not (below := read_heading(heading)):
        return False
    return below.sure or below.label.isupper() or _indented(number) - _indented(heading) > _ASIDE


def _indented(line: str) -> int:
    return len(line) - len(line.lstrip())


def _above_headings(blocks: Sequence[Lines], marks: Mapping[int, HeadingMark]) -> list[int]:
    """Numbers alone right above headings, if they are two at least and go up."""
    found = [(i, n) for i, n in _numbers_alone(blocks, marks) if i + 1 in marks]
    rising = len(found) > 1 and all(a < b for (_, a), (_, b) in pairwise(found))
    return [i for i, _ in found] if rising else []


def find_pages(blocks: Sequence[Lines], marks: Mapping[int, HeadingMark]) -> frozenset[int]:
    """Blocks that are page numbers: numbers alone that head no chapter and go up."""
    above = frozenset(_above_headings(blocks, marks))
    numbers = {i: n for i, n in _numbers_alone(blocks, marks) if i not in above}
    steps = [b - a for a, b in pairwise(numbers.values())]
    rising = sum(1 for step in steps if 0 < step <= 3)
    if len(numbers) >= _FEWEST and rising >= 0.8 * len(steps):
        return above.union(numbers)
    return above.union(i for i in numbers if blocks[i].new_page)
