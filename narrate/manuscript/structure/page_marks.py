"""Numbers of a printed book's pages that its text has in brackets: `[Pg 16]`, `{p. 16}`, `{16}`.

Transcribers leave them where a page began, also inside a word, in every format alike.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from narrate.book import LeftOut
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import Part, Passage
from narrate.manuscript.words import words_of

_WORD = "|".join(
    sorted({w for words in words_of("pages")["page_words"].values() for w in words.split()})
)
_NAMED = rf"(?:{_WORD})\b\.?[ \u00a0]?(?:\d{{1,4}}|[ivxlcdm]{{1,8}})[a-d]?"
_MARK = regex.compile(
    rf"\[{_NAMED}\]|\{{(?:{_NAMED}|(?P<bare>\d{{1,4}}))\}}|(?<=\pL)\[\d{{1,4}}\](?=\pL)", regex.I
)
_LONGEST_STEP = 5
"""Pages from one mark to the next; some have none, being pictures or blank"""


def with_page_marks(parts: Sequence[Part]) -> list[Part]:
    """The parts with the page numbers in their text left out.

    A number alone in braces is one inside a word, or where such numbers count up.
    """
    counting = _counts_up(
        [int(m["bare"]) for p in _passages(parts) for m in _found(p) if m["bare"]]
    )
    return [
        replace(part, passages=[_marked(passage, counting) for passage in part.passages])
        for part in parts
    ]


def is_page_mark(text: str) -> bool:
    """Whether a line is such a number and nothing else."""
    return bool(_MARK.fullmatch(text))


def _passages(parts: Sequence[Part]) -> Iterator[Passage]:
    return (passage for part in parts for passage in part.passages)


def _found(passage: Passage) -> Iterator[regex.Match[str]]:
    text = passage.text
    return _MARK.finditer(text) if "[" in text or "{" in text else iter(())


def _counts_up(numbers: Sequence[int]) -> bool:
    steps = [after - before for before, after in pairwise(numbers)]
    rising = sum(0 < step <= _LONGEST_STEP for step in steps)
    return bool(steps) and rising >= 0.8 * len(steps)


def _marked(passage: Passage, counting: bool) -> Passage:
    """The passage without its page numbers; what is left out already stays so for its reason."""
    numbers = [
        LeftOut(*mark.span(), matter.PAGE)
        for mark in _found(passage)
        if not mark["bare"] or counting or _is_in_word(passage.text, *mark.span())
    ]
    known = passage.left_out
    new = [number for number in numbers if not _is_left_out(known, number)]
    if not new:
        return passage
    spans = sorted((*known, *new), key=lambda span: span.start)
    return replace(passage, left_out=tuple(spans))


def _is_left_out(known: Sequence[LeftOut], span: LeftOut) -> bool:
    """Whether some of a span lies in one that is left out; those are in order."""
    at = bisect_right(known, span.start, key=lambda each: each.end)
    return at < len(known) and known[at].start < span.end


def _is_in_word(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start].isalpha() and text[end : end + 1].isalpha()
