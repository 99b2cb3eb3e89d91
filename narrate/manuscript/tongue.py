"""The language of a manuscript that does not name it: by its letters, else by its small words.

What is not clear stays unsaid, and is read as English; the setting `language` counts before both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from narrate.book import Book

_FROM_EACH = 5_000
_IN_ALL = 50_000
"""Characters that are looked at: of each chapter, and of the book"""
_FEWEST_WORDS = 100
"""Below this, names and foreign words can be most of a text"""
_LEAST_SHARE = 0.1
"""Of the words of a text that are small words of its language: 16 to 30 % in novels"""

_LETTERS = (
    ("hi", "\u0904-\u0939\u0958-\u0961"),
    ("bn", "\u0985-\u09b9"),
    ("pa", "\u0a05-\u0a39"),
    ("gu", "\u0a85-\u0ab9"),
    ("or", "\u0b05-\u0b39"),
    ("ta", "\u0b85-\u0bb9"),
    ("te", "\u0c05-\u0c39"),
    ("kn", "\u0c85-\u0cb9"),
    ("ml", "\u0d05-\u0d39"),
    ("th", "\u0e01-\u0e30"),
    ("ko", "\uac00-\ud7a3"),
    ("ja", "\u3041-\u30fa"),
    ("el", "\u0391-\u03c9"),
    ("he", "\u05d0-\u05ea"),
)
"""Letters that one language has nearly to itself; of Devanagari's, Hindi has most books"""

_LANGUAGE_OF_GROUP = [language for language, _ in _LETTERS]
_LETTER = re.compile("|".join(f"([{letters}])" for _, letters in _LETTERS) + r"|[^\W\d_]")

_SMALL_WORDS = {
    "en": "the and of to that was with his it he in for had you not",
    "es": "el y los las del una con por su lo al se como más pero",
    "fr": "le les et des dans une pas qui est il au ce pour elle je",
    "de": "der die und das nicht ein ist sie ich zu den mit er dem auf",
    "it": "il che di non per della gli una è si un più come del sono",
    "pt": "não um uma os do da em com mas ao é o que ele à",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)


def with_language(book: Book) -> Book:
    """The book, its language told by its text where the manuscript does not name it."""
    if book.language or not (language := language_of(chapter.text for chapter in book.chapters)):
        return book
    return replace(book, about=replace(book.about, language=language))


def language_of(texts: Iterable[str]) -> str | None:
    """The language that texts are clearly in, as a tag; None for English and where unclear."""
    sample = "\n".join(_samples(texts))
    return _by_letters(sample) or _by_small_words(sample)


def _samples(texts: Iterable[str]) -> Iterator[str]:
    left = _IN_ALL
    for text in texts:
        yield text[: min(_FROM_EACH, left)]
        left -= _FROM_EACH
        if left <= 0:
            return


def _by_letters(sample: str) -> str | None:
    found = Counter(match.lastindex for match in _LETTER.finditer(sample))
    groups = [(count, group) for group, count in found.items() if group]
    if not groups:
        return None
    count, group = max(groups)
    return _LANGUAGE_OF_GROUP[group - 1] if count > found.total() / 2 else None


def _by_small_words(sample: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    found = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    (first, most), (_, second) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    clear = len(words) >= _FEWEST_WORDS and most >= max(_LEAST_SHARE * len(words), 2 * second)
    return first if clear and first != "en" else None
