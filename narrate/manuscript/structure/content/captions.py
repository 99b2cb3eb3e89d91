"""Captions that are the text: in picture books nothing else stands on a page."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from narrate.book import LeftOut
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import Part, Passage

_SENTENCE = regex.compile(
    r"\S+\s+\S+\s+\S.*[.!?…।。！？][\"'”’»)]*\s*$|[\p{Han}\p{Kana}].{6,}[。！？]"
)
_TAIL = 1000
"""Characters at the end of a caption by which it is judged"""
_PAGES = 3
"""One page in so many with nothing but a caption makes a picture book"""


def captions_as_text(parts: Sequence[Part]) -> list[Part]:
    """The parts; where nothing of one would be read but captions in sentences, these are read."""
    return [
        replace(part, reason=None, passages=_spoken(part.passages))
        if part.reason in (None, matter.SILENT, matter.TITLE_PAGE) and only_captions(part.passages)
        else part
        for part in parts
    ]


def pages_of_captions(pages: Sequence[Sequence[Passage]]) -> list[list[Passage]]:
    """The pages of a book; in a picture book captions that stand alone on their page are read."""
    alone = [only_captions(page) for page in pages]
    told = sum(any(p.is_read for p in page) for page in pages) + sum(alone)
    if sum(alone) < 2 or _PAGES * sum(alone) < told:
        return [list(page) for page in pages]
    return [
        _spoken(page) if is_alone else list(page)
        for page, is_alone in zip(pages, alone, strict=True)
    ]


def only_captions(passages: Sequence[Passage]) -> bool:
    """Whether nothing is read but headings, and a caption is a sentence."""
    if any(p.is_read and p.kind != "heading" for p in passages):
        return False
    return any(_is_caption(p) and _SENTENCE.search(p.text.strip()[-_TAIL:]) for p in passages)


def _spoken(passages: Sequence[Passage]) -> list[Passage]:
    return [replace(p, left_out=_without_caption(p)) if _is_caption(p) else p for p in passages]


def _without_caption(passage: Passage) -> tuple[LeftOut, ...]:
    return tuple(s for s in passage.left_out if s.reason != matter.CAPTION)


def _is_caption(passage: Passage) -> bool:
    """Whether a passage is left out as a caption, all of it."""
    return any(
        s.reason == matter.CAPTION and 2 * (s.end - s.start) > len(passage.text)
        for s in passage.left_out
    )
