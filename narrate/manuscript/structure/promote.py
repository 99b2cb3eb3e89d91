"""Headings that a format does not mark as such: `<p>CHAPTER I</p>`, `**Chapter 1**`."""

from __future__ import annotations

from collections.abc import Sequence

from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.text.blocks import Lines, Measure
from narrate.manuscript.text.marks import find_marks

_UNWRAPPED = Measure(width=0, single=False, indented=False)


def with_promoted(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with paragraphs that head chapters as headings, if there are no others."""
    marked = [p for p in passages if p.kind == "heading"]
    if len(marked) > 1 or len(passages) < 3:
        return list(passages)
    lines = [Lines(tuple(p.text.split("\n")), 1) for p in passages]
    promoted: list[Passage] = []
    at = 0
    marks = find_marks(lines, (), _UNWRAPPED)
    for mark in marks:
        promoted += passages[at : mark.start]
        types = passages[mark.start].types
        promoted.append(Passage("heading", mark.title, level=mark.level, types=types))
        at = mark.stop
    return [*promoted, *passages[at:]]
