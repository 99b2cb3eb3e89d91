"""Transcribers' notes that begin with their own name, wherever they stand in a text.

`[Transcriber’s Note: The spelling of “theodolite” has been made uniform.]` between two stories
needs no heading, and is none. Where people speak or act behind such words, a story uses them.
"""

import functools
from collections.abc import Sequence
from dataclasses import replace

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.kinds import bears_out
from narrate.manuscript.structure.content.prose import tells_story
from narrate.manuscript.structure.passages import Part, Passage

_NAMED = regex.compile(
    r"[\s\[({*_<>=［（【〔]{0,6}(?P<name>\p{L}[^.:：\n—–\"“”«»]{3,60}?)[\s_*]{0,3}"
    r"(?:[.]?\s?(?:—|–|--)|[:：]|[.](?=\s))[\s_*]*(?=\S)"
)
"""`[Transcriber’s Note:`, `NOTE DU TRANSCRIPTEUR.—`"""
_SIGNS = (":", "：", "—", "–", "--", ". ")
"""One of them stands behind such a name"""
_LONGEST = 100
"""Characters in which the name and what stands around it have room"""
_OPEN, _CLOSED = "[{(［（【〔", "]})］）】〕"
_LONGEST_BRACKET = 20
"""Passages over which a bracket may reach before it counts as unclosed"""


@functools.lru_cache(maxsize=2**13)  # asked of the same lines again and again
def is_inline_note(text: str) -> bool:
    """Whether a paragraph begins as a note of those who made the text, and goes on as one."""
    head = text[:_LONGEST]
    if not (head[:1] in _OPEN or any(sign in head for sign in _SIGNS)):
        return False
    found = _NAMED.match(head)
    if found is None or matter.by_title(found["name"]) != matter.TRANSCRIBER:
        return False
    said = text[found.end() :]
    return not tells_story([said]) or bears_out(matter.TRANSCRIBER, [Passage("paragraph", said)])


def without_inline_notes(parts: Sequence[Part]) -> list[Part]:
    """The parts with such notes left out; one in brackets ends where these are closed."""
    return [
        replace(part, passages=_without(part.passages)) if part.reason is None else part
        for part in parts
    ]


def _without(passages: Sequence[Passage]) -> list[Passage]:
    found = list(passages)
    at = 0
    while at < len(found):
        stop = at + 1
        passage = found[at]
        if passage.is_read and passage.kind != "heading" and is_inline_note(passage.text):
            stop = _end(found, at)
            found[at:stop] = [p.unread(matter.TRANSCRIBER) for p in found[at:stop]]
        at = stop
    return found


def _end(passages: Sequence[Passage], start: int) -> int:
    """Behind the passage in which the bracket closes that a note begins with."""
    text = passages[start].text.lstrip()
    if text[0] not in _OPEN:
        return start + 1
    opens, closes = text[0], _CLOSED[_OPEN.index(text[0])]
    depth = 0
    for at in range(start, min(start + _LONGEST_BRACKET, len(passages))):
        if passages[at].kind == "heading":
            break
        depth += passages[at].text.count(opens) - passages[at].text.count(closes)
        if depth <= 0:
            return at + 1
    return start + 1
