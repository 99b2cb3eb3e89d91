"""Notes of those who made a text file: where they end, and the book goes on."""

from collections.abc import Sequence

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.headings import is_named, read_heading
from narrate.manuscript.structure.prose import is_running, kind_of, speaks_of
from narrate.manuscript.text.blocks import Lines

_NOTE = matter.TRANSCRIBER
_LONGEST = 80
"""Characters of the heading of such a note"""
_AHEAD = 12
"""Blocks behind a note among which the book's first sentence is looked for"""


def notes_of_transcribers(blocks: Sequence[Lines]) -> frozenset[int]:
    """The blocks of all transcribers' notes, from their headings on.

    A note ends at the next heading, or at a gap wider than those inside it, if behind that a
    sentence comes which is not about spelling, print or the file.
    """
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if at not in found and _is_short(block) and matter.by_title(block.text) == _NOTE:
            found.update(range(at, _end(blocks, at)))
    return frozenset(found)


def _is_short(block: Lines) -> bool:
    return len(block.lines) <= 2 and len(block.text) <= _LONGEST


def _is_heading(block: Lines) -> bool:
    """Whether a block heads a chapter, a preface or other matter."""
    if not _is_short(block):
        return False
    heading = read_heading(block.text)
    if (heading and heading.word) or is_named(block.text):
        return True
    return matter.by_title(block.text) not in (None, _NOTE)


def _end(blocks: Sequence[Lines], start: int) -> int:
    inside = 1
    for at in range(start + 1, len(blocks)):
        if _is_heading(blocks[at]):
            return at
        gap = blocks[at].gap
        if at > start + 1 and gap >= max(2, inside + 1) and _goes_on(blocks, at):
            return at
        if at > start + 1 and is_running(blocks[at].text) and not _is_note(blocks[at].text):
            return at if _is_note(blocks[at - 1].text) else at + 1
        inside = max(inside, gap) if at > start + 1 else inside
    return len(blocks)


def _goes_on(blocks: Sequence[Lines], at: int) -> bool:
    """Whether the first sentence from here on is the book's, or its next heading comes first."""
    for block in blocks[at : at + _AHEAD]:
        if _is_heading(block):
            return True
        if is_running(block.text):
            return not _is_note(block.text)
    return False


def _is_note(text: str) -> bool:
    return _NOTE in (speaks_of(text), kind_of([text]))
