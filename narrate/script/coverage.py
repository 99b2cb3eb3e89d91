"""The check, made in every run, that a chapter is said whole and nothing twice."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from narrate.book import Chapter, LeftOut
from narrate.chunk import Chunk
from narrate.errors import CoverageError

_SHOWN = 60
"""Characters of text that a message quotes"""


def check_coverage(chapter: Chapter, chunks: Sequence[Chunk], left_out: Sequence[LeftOut]) -> None:
    """Hold chunks and left-out spans against the chapter's text.

    Together they must cover it exactly, white space aside; chunks must lie in order and say
    just the text of their span. Raises CoverageError with chapter, position and text.
    """
    text, at = chapter.text, 0
    spoken = [(*chunk.source, chunk) for chunk in chunks if chunk.source]
    if any(a[0] > b[0] for a, b in itertools.pairwise(spoken)):
        raise _error(chapter, 0, "chunks are out of order", "")
    for start, end, chunk in spoken:
        if chunk.text != text[start:end]:
            raise _error(chapter, start, "a chunk says other words than its text", chunk.text)
    spans = [(start, end) for start, end, _ in spoken] + [(x.start, x.end) for x in left_out]
    for start, end in [*sorted(spans), (len(text), len(text))]:
        if start < at:
            raise _error(chapter, start, "text would be said twice", text[start:at])
        if not _blank(text, at, start):
            raise _error(chapter, at, "text would be lost", text[at:start])
        if end < start or end > len(text):
            raise _error(chapter, start, "a span lies outside the text", f"{start} to {end}")
        at = end


def _blank(text: str, start: int, end: int) -> bool:
    return not text[start:end].strip()


def _error(chapter: Chapter, at: int, what: str, words: str) -> CoverageError:
    quoted = f": {words[:_SHOWN]!r}" if words else ""
    return CoverageError(
        f"chapter {chapter.number} ({chapter.title!r}), character {at}: {what}{quoted};"
        " please report this with the manuscript"
    )
