"""Paragraphs that page layout tore apart in the middle of a sentence."""

from collections.abc import Sequence

import regex

from narrate.manuscript.structure.passages import Passage

_UNFINISHED = regex.compile(r"[[\p{L}\p{M}\p{N},]--[\u0903]][ ]?$", regex.V1)
"""Visarga is set for a colon in Hindi"""
_PUNCTUATED = regex.compile(r"[.!?।,;”\"’]")
_GOES_ON = regex.compile(r"[\p{Ll}\p{Lo}]")
_SHORTEST = 30
"""Characters: what is shorter may be a line of verse, a label, a salutation"""
_END = 200
"""Characters at the end of a passage by which it is judged"""
_TORN = frozenset({"paragraph", "quote"})
_MOST_BETWEEN = 8
"""Passages that are not read between the halves of a sentence: a picture, a note of two"""


def goes_on(first: Passage, second: Passage) -> bool:
    """Whether a passage stops in the middle of a sentence that goes on in the other.

    It ends in a letter or a comma, and the next one goes on in small letters, or in a
    script that has no capitals. What is short, or has no punctuation at all in such a
    script, is left alone.
    """
    if first.kind != second.kind or first.kind not in _TORN:
        return False
    behind = second.spoken.lstrip()
    if not _GOES_ON.match(behind):
        return False
    before = _spoken_end(first).rstrip()
    if len(before) < _SHORTEST or not _UNFINISHED.search(before[-2:]):
        return False
    return behind[0].islower() or bool(_PUNCTUATED.search(first.spoken))


def _spoken_end(passage: Passage) -> str:
    """The end of what is read of a passage: long ones grow by one paragraph after the other."""
    pieces: list[str] = []
    end = len(passage.text)
    for span in (*reversed(passage.left_out), None):
        start = span.end if span else 0
        pieces.insert(0, passage.text[max(start, end - _END) : end])
        if span is None or sum(map(len, pieces)) >= _END:
            break
        end = span.start
    return "".join(pieces)


def joined_over_unread(passages: Sequence[Passage]) -> list[Passage]:
    """Join paragraphs that only something not read parts, where a sentence goes on.

    `He saw the old`, a page number or a picture's caption, `ship that had come.` are one
    paragraph with what is not read inside it.
    """
    joined: list[Passage] = []
    between = 0
    for passage in passages:
        first = joined[-between - 1] if between and len(joined) > between else None
        if first and first.types == passage.types and goes_on(first, passage):
            whole = first
            for part in (*joined[-between:], passage):
                whole = whole.followed_by(part, " ")
            joined[-between - 1 :] = [whole]
        else:
            joined.append(passage)
        unread = passage.left_out and not passage.is_read and passage.kind != "scene"
        between = between + 1 if unread and between < _MOST_BETWEEN else 0
    return joined
