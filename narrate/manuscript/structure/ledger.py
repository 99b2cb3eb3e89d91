"""What became of the letters of a manuscript's file: every one is accounted for.

A reader says what its file holds (`ManuscriptDraft.raw`), taken by a way of its own; held against
that is what it made of it: the parts, and what it dropped and why. What is missing then was not
understood: an element that the reader does not know, a formula, a page that it passed over.
"""

import re
from collections import Counter
from collections.abc import Iterable

from narrate.book import Letters
from narrate.manuscript.structure.passages import ManuscriptDraft

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
"""A word, or one character of a script that sets no spaces between words"""
_EXAMPLES = 3
_LONGEST = 60
"""Characters of an example"""


def letters_of(draft: ManuscriptDraft) -> Letters:
    """How many letters and figures the file has, and how many of them are in no part."""
    held = _words(draft.raw)
    made = _words(_texts(draft))
    dropped = _words(item.text for item in draft.dropped)
    file = _count(held)
    if not file:  # a format without such a list: what was made of it is all that is known
        file = _count(made) + _count(dropped)
        return Letters(file, _count(dropped), 0)
    kept = made + dropped
    missing = held - kept
    # A word that the file has in two pieces (`nega-` and `tive`) is made one.
    lost = _count(missing) - _count(kept - held)
    if lost <= 0:
        return Letters(file, _count(dropped), 0)
    return Letters(file, _count(dropped), lost, tuple(_examples(draft.raw, missing)))


def count_letters(texts: Iterable[str]) -> int:
    """Letters and figures of texts, counted as those of a file are."""
    return _count(_words(texts))


def _texts(draft: ManuscriptDraft) -> Iterable[str]:
    for part in draft.parts:
        for passage in (*part.heading, *part.passages):
            yield passage.text


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(_WORD.findall("\n".join(texts).casefold()))


def _count(words: Counter[str]) -> int:
    return sum(len(word) * times for word, times in words.items())


def _examples(texts: Iterable[str], missing: Counter[str]) -> Iterable[str]:
    """The beginnings of texts of which most words are missing."""
    left, shown = Counter(missing), 0
    for text in texts:
        words = _WORD.findall(text.casefold())
        lost = [word for word in words if left[word] > 0]
        if not words or 2 * len(lost) <= len(words):
            continue
        left.subtract(lost)
        yield " ".join(text.split())[:_LONGEST]
        shown += 1
        if shown == _EXAMPLES:
            return
