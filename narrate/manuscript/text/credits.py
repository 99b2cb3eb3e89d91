"""Notes of those who made a text file: where they end, and the book goes on."""

from collections.abc import Sequence

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.prose import is_running, kind_of, speaks_of
from narrate.manuscript.text.blocks import Lines
from narrate.manuscript.text.candidates import HeadingMark

_AHEAD = 12
"""Blocks behind a note among which the book's first sentence is looked for"""


def notes_of_transcribers(blocks: Sequence[Lines], marks: Sequence[HeadingMark]) -> frozenset[int]:
    """The blocks of all transcribers' notes, from their headings on.

    A note ends at the next heading, or at a gap wider than those inside it, if behind that a
    sentence comes which is not about spelling, print or the file.
    """
    heads = {mark.start for mark in marks}
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if at not in found and matter.by_title(block.text) == matter.TRANSCRIBER:
            found.update(range(at, _end(blocks, at, heads)))
    return frozenset(found)


def _end(blocks: Sequence[Lines], start: int, heads: set[int]) -> int:
    inside = 1
    for at in range(start + 1, len(blocks)):
        if at in heads:
            return at
        gap = blocks[at].gap
        if at > start + 1 and gap >= max(2, inside + 1) and _goes_on(blocks, at, heads):
            return at
        if at > start + 1 and is_running(blocks[at].text) and not _is_note(blocks[at].text):
            return at if _is_note(blocks[at - 1].text) else at + 1
        inside = max(inside, gap) if at > start + 1 else inside
    return len(blocks)


def _goes_on(blocks: Sequence[Lines], at: int, heads: set[int]) -> bool:
    """Whether the first sentence from here on is the book's, or its next heading comes first."""
    for i in range(at, min(at + _AHEAD, len(blocks))):
        if i in heads:
            return True
        if is_running(blocks[i].text):
            return not _is_note(blocks[i].text)
    return False


def _is_note(text: str) -> bool:
    return matter.TRANSCRIBER in (speaks_of(text), kind_of([text]))
