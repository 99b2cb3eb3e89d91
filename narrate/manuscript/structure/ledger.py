"""What became of the letters of a manuscript's file: every one is accounted for.

A reader says what its file holds (`ManuscriptDraft.raw`), taken by a way of its own; held against
that is what it made of it: the parts, and what it dropped and why. What is missing then was not
understood: an element that the reader does not know, a formula, a page that it passed over.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from narrate.book import Letters
from narrate.manuscript.structure.passages import ManuscriptDraft

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
"""A word, or one character of a script that sets no spaces between words"""
_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_LETTERS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_EXAMPLES = 3
_LONGEST = 60
"""Characters of an example"""


def letters_of(draft: ManuscriptDraft) -> Letters:
    """How many letters and figures the file has, and how many of them are in no part."""
    raw, made = Counter(_paragraphs(draft.raw)), Counter(_paragraphs(draft.texts()))
    dropped = [item.text for item in draft.dropped]
    file = _letters(raw)
    if not file:  # a format without such a list: what was made of it is all that is known
        return Letters(_letters(made) + count_letters(dropped), count_letters(dropped), 0)
    same = raw & made  # most paragraphs are made as the file has them
    held = _tokens((raw - same).elements())
    kept = _tokens(itertools.chain((made - same).elements(), dropped))
    missing, more = _words(_surplus(held, kept)), _words(_surplus(kept, held))
    missing, more = missing - more, more - missing
    # A word that the file has in two pieces (`nega-` and `tive`) is made one.
    lost = _count(missing) - _count(more)
    if lost <= 0:
        return Letters(file, count_letters(dropped), 0)
    return Letters(
        file, count_letters(dropped), lost, tuple(_examples(_paragraphs(draft.raw), missing))
    )


def count_letters(texts: Iterable[str]) -> int:
    """Letters and figures of texts, counted as those of a file are."""
    return sum(map(_count_letters, texts))


def _count_letters(text: str) -> int:
    ascii_only = text.encode("ascii", "ignore")
    others = "" if len(ascii_only) == len(text) else _ASCII.sub("", text)
    return len(ascii_only.translate(None, _NO_LETTERS)) + sum(map(len, _WORD.findall(others)))


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    """What stands between empty lines, each on one line."""
    return (" ".join(part.split()) for text in texts for part in text.split("\n\n"))


def _letters(texts: Mapping[str, int]) -> int:
    return sum(count_letters((text,)) * times for text, times in texts.items())


def _tokens(texts: Iterable[str]) -> Counter[str]:
    """What stands between white space, marks and all: most of it is the same on both sides."""
    return Counter("\n".join(texts).casefold().split())


def _surplus(one: Counter[str], other: Counter[str]) -> Counter[str]:
    """What of the one is not in the other; most of them are the same."""
    differing = one.items() - other.items()
    return Counter({token: n - other[token] for token, n in differing if n > other[token]})


def _words(tokens: Counter[str]) -> Counter[str]:
    words: Counter[str] = Counter()
    for token, times in tokens.items():
        for word in _WORD.findall(token):
            words[word] += times
    return words


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
        yield text[:_LONGEST]
        shown += 1
        if shown == _EXAMPLES:
            return
