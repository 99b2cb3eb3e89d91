"""Footnotes that stand in the text, with their markers, and the words that close a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from narrate.book import LeftOut
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import Part, Passage, words_of

_STAR_NOTE = regex.compile(r"[*†‡§]{1,3}(?=[^\s*†‡])")
_STAR = regex.compile(
    r"^[*†‡§]{1,3}(?=[^\s*†‡])|(?<=[\p{L}\p{M}\p{N}.,;:!?”’\"')\]])[*†‡]{1,3}(?![\w*])"
)
_NUMBERED_NOTE = regex.compile(r"\[(?P<mark>\d{1,3}|[A-Z])\][.:]?\s+(?=\S)")

_SIGNATURE = 12
"""Words: place, date and name may stand behind THE END, and are the author's"""
_BEHIND = 0.25
"""Of the last chapter: where more of it follows, those words ended something inside it"""


def without_notes(part: Part) -> Part:
    """The part without its footnotes, if it has any, and without their markers.

    A paragraph is a footnote if it opens with a marker that the text above has used.
    One under a star stands below the very paragraph it belongs to, as a remark of the
    author's: that one is read, its star is not.
    """
    if part.reason is not None:
        return part
    used: set[str] = set()
    starred = noted = False
    passages: list[Passage] = []
    for passage in part.passages:
        numbered = _NUMBERED_NOTE.match(passage.text)
        star = passage.kind != "scene" and _STAR_NOTE.match(passage.text)
        if passage.is_read and numbered and numbered["mark"] in used:
            passages.append(passage.unread(matter.FOOTNOTE))
            continue
        noted = noted or bool(star and starred)
        used |= {passage.text[s.start : s.end].strip(" []") for s in passage.left_out}
        starred = starred or bool(_STAR.search(passage.text))
        passages.append(passage)
    if noted:
        passages = [_without_stars(p) for p in passages]
    return replace(part, passages=passages)


def _without_stars(passage: Passage) -> Passage:
    if passage.kind == "scene" or not passage.is_read:
        return passage
    stars = [LeftOut(m.start(), m.end(), matter.MARKER) for m in _STAR.finditer(passage.text)]
    if not stars:
        return passage
    spans = sorted((*passage.left_out, *stars), key=lambda s: s.start)
    kept = [s for i, s in enumerate(spans) if not i or s.start >= spans[i - 1].end]
    return replace(passage, left_out=tuple(kept))


def without_closing(parts: Sequence[Part]) -> list[Part]:
    """The last chapter without `THE END`, and without headings that nothing follows.

    What a publisher set behind those words, as advertisements, is no part of the story either.
    """
    last = next((part for part in reversed(parts) if part.reason is None), None)
    if last is None:
        return list(parts)
    passages = _without_advertisements(last.passages)
    for i in range(len(passages) - 1, 0, -1):
        passage = passages[i]
        if not passage.is_read:
            continue
        if not matter.is_closing(passage.text) and passage.kind != "heading":
            break
        passages[i] = passage.unread(matter.CLOSING)
    return [replace(part, passages=passages) if part is last else part for part in parts]


def _without_advertisements(passages: Sequence[Passage]) -> list[Passage]:
    ends = (i for i, p in enumerate(passages) if p.is_read and matter.is_closing(p.text))
    end = next(ends, None)
    if end is None:
        return list(passages)
    behind = words_of(passages[end + 1 :])
    if not _SIGNATURE < behind < _BEHIND * words_of(passages[:end]):
        return list(passages)
    unread = (p.unread(matter.PUBLISHER) if p.is_read else p for p in passages[end + 1 :])
    return [*passages[: end + 1], *unread]
