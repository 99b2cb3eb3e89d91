"""Text cut for reading on a screen: into captions of two lines, at places where a reader would.

Widths are counted in graphemes (what a reader sees as one sign; those of East Asia are two wide),
so that no vowel sign is torn from its letter and no emoji from its colour.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

import regex

LINE: Final = 42
"""Widest line, the common figure for Latin script"""
LINES: Final = 2

_FULL: Final = ".!?…।॥؟。！？"
_HALF: Final = ",;:—–،؛、，；："
_CLOSERS: Final = "\"'”’»)]』」"
_SHORT: Final = 3
"""Letters up to which a word at the end of a line hangs in the air (`of`, `the`, `und`)"""
_UNSPACED: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}]")
_PLAIN: Final = regex.compile(r"[ -\u024f\u2010-\u2027]*+")
"""Signs that are one code point and one letter wide: most of most books, and fast to count"""
_NOT_FIRST: Final = regex.compile(r"[\p{Pe}\p{Pf}\p{Po}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]")
"""Signs that begin no line in Japanese and Chinese"""


class Word(NamedTuple):
    """A stretch that is not cut, and the cost of a line ending behind it."""

    text: str
    width: int
    space: bool
    """Whether there is space between it and the next"""
    cost: float
    """From 0.0 (full stop, end of a verse line) to 1.0 and more"""


def words_of(text: str, *, verse: bool = False) -> list[Word]:
    """The words of a text; an end of a line in it counts only in verse."""
    words: list[Word] = []
    for line in text.splitlines() if verse else [text]:
        pieces = [piece for word in line.split() for piece in _pieces(word)]
        words += [Word(piece, width(piece), space, _cost(piece)) for piece, space in pieces]
        if words:
            words[-1] = words[-1]._replace(cost=0.0)
    return words


def width(text: str) -> int:
    """How wide a text is on the screen, in Latin letters."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(_wide(sign) for sign in regex.findall(r"\X", text))


def captions_of(words: Sequence[Word], widest: int = LINE * LINES) -> list[tuple[Word, ...]]:
    """The words shared out to captions that fit on two lines and are no wider than `widest`.

    As few as are needed, of even width, cut at good places; a word alone may be too wide.
    """
    reach = _reach(words)
    best, back = [0.0] + [float("inf")] * len(words), [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        across = 0
        for start in range(end - 1, -1, -1):
            across += words[start].width + words[start].space
            fits = across <= widest + 1 and reach[reach[start]] >= end
            if not fits and start < end - 1:
                break
            slack = max(0.0, 1 - across / widest)
            cost = best[start] + 1.0 + slack**2 + (words[end - 1].cost if end < len(words) else 0)
            if cost < best[end]:
                best[end], back[end] = cost, start
    captions, end = [], len(words)
    while end:
        captions.append(tuple(words[back[end] : end]))
        end = back[end]
    return captions[::-1]


def lines_of(words: Sequence[Word]) -> tuple[str, ...]:
    """One line where it fits, else two of about even width, cut at a good place."""
    whole = joined(words)
    if width(whole) <= LINE or len(words) == 1:
        return (whole,)
    cuts = range(1, len(words))
    cut = min(cuts, key=lambda at: _unevenness(words[:at], words[at:]))
    return joined(words[:cut]), joined(words[cut:])


def joined(words: Sequence[Word]) -> str:
    """The words as text, with single spaces."""
    return "".join(word.text + " " * word.space for word in words).rstrip(" ")


def _unevenness(first: Sequence[Word], second: Sequence[Word]) -> float:
    one, two = width(joined(first)), width(joined(second))
    over = max(one - LINE, 0) + max(two - LINE, 0)
    return over * 10 + abs(one - two) / LINE + first[-1].cost


def _reach(words: Sequence[Word]) -> list[int]:
    """For each word the one behind the last that fits on a line with it; at the end itself."""
    reach, end, across = [], 0, 0
    for start, word in enumerate(words):
        if end <= start:
            end, across = start + 1, word.width
        while end < len(words) and across + words[end - 1].space + words[end].width <= LINE:
            across += words[end - 1].space + words[end].width
            end += 1
        reach.append(end)
        across -= word.width + word.space
    return [*reach, len(words)]


def _pieces(word: str) -> list[tuple[str, bool]]:
    """A word, cut where its script has no spaces or it is longer than a line."""
    if width(word) <= LINE and not _UNSPACED.search(word):
        return [(word, True)]
    pieces, here = [], ""
    for sign in regex.findall(r"\X", word):
        between = _UNSPACED.match(sign) or (here and _UNSPACED.search(here))
        full = width(here) + _wide(sign) > LINE
        if here and (full or (between and not _NOT_FIRST.match(sign))):
            pieces.append((here, False))
            here = ""
        here += sign
    return [*pieces, (here, True)]


def _wide(sign: str) -> int:
    if unicodedata.east_asian_width(sign[0]) in ("W", "F"):
        return 2
    return 0 if sign[0] in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" else 1


def _cost(word: str) -> float:
    bare = word.rstrip(_CLOSERS)
    if bare.endswith(tuple(_FULL)):
        return 0.05
    if bare.endswith(tuple(_HALF)) or bare != word:
        return 0.2
    return 0.8 if len(word) > _SHORT else 1.1
