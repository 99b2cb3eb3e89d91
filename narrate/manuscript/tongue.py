"""What a manuscript says of its language and publication, cleaned; its language by its text.

A language that is not named is known by its letters, else by its small words. What is not clear
stays unsaid, and is read as English; the setting `language` counts before both.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from narrate import language as language_tags
from narrate.book import Book
from narrate.manuscript.words import words_of

_FROM_EACH = 5_000
"""Characters of a chapter that are looked at"""
_MOST_TEXTS = 10
"""Chapters that are"""
_FEWEST_WORDS = 100
"""Below this, names and foreign words can be most of a text"""
_LEAST_SHARE = 0.1
"""Of the words of a text that are small words of its language: 16 to 30 % in novels"""

_LETTERS: dict[str, str] = words_of("languages")["letters"]
"""Letters that one language has nearly to itself, or most books in: Devanagari's is Hindi,
Cyrillic's Russian, Arabic's Arabic; Chinese characters are Japanese where there is kana too"""

_LANGUAGE_OF_GROUP = list(_LETTERS)
_GROUP_OF_KANA, _GROUP_OF_HAN = (_LANGUAGE_OF_GROUP.index(name) + 1 for name in ("ja", "zh"))
_LEAST_KANA = 0.1
"""Of the letters of a Japanese text"""
_WEIGHT = 3
"""Letters of a word that one such character says as much as: names and terms in Latin letters,
which are long, make no English text of a Chinese one"""
_LETTER = re.compile("|".join(f"([{letters}])" for letters in _LETTERS.values()) + r"|[^\W\d_]")

_SMALL_WORDS: dict[str, str] = words_of("languages")["small_words"]
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)

LONGEST_DESCRIPTION = 10_000
"""Characters of a description: more is no description"""
_NAME = 200
"""Characters of a publisher's name or a subtitle"""
_YEAR = re.compile(r"(?<![0-9])(1[0-9]{3}|20[0-9]{2})(?![0-9])")
"""Programs write 0101 or 9999 where nobody gave a date"""
_ENDS = re.compile(r"<\s*(?:/\s*(?:p|div|li|h[1-6]|blockquote)|br|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>")
_SILLY = re.compile(
    r"(?:generated|created|made|produced|converted|exported) (?:by|with|from|using) .*"
    r"|(?:no|add) description.*|description|unknown|none|n/?a|untitled|null|test|\W*",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY = re.compile(r"(?:unknown|calibre.*|none|n/?a|publisher|null|self|\W*)", re.IGNORECASE)


def with_language(book: Book) -> Book:
    """The book, its language told by its text where the manuscript does not name it."""
    if book.language or not (language := language_of(chapter.text for chapter in book.chapters)):
        return book
    return replace(book, about=replace(book.about, language=language))


def language_of(texts: Iterable[str]) -> str | None:
    """The language that texts are clearly in, as a tag; None for English and where unclear."""
    told = language_in(texts, "")
    return told if told and told != "en" else None


def language_in(texts: Iterable[str], default: str) -> str:
    """The language that texts are clearly in, else the default, which a program wrote there.

    Programs put the language of their own user into every document; nobody has said it of the text.
    """
    sample = "\n".join(text[:_FROM_EACH] for text in islice(texts, _MOST_TEXTS))
    return _by_letters(sample) or _by_small_words(sample) or default


def _by_letters(sample: str) -> str | None:
    found = Counter(match.lastindex for match in _LETTER.finditer(sample))
    for group in (_GROUP_OF_KANA, _GROUP_OF_HAN):
        found[group] *= _WEIGHT
    groups = [(count, group) for group, count in found.items() if group and count]
    if not groups:
        return None
    kana = found[_GROUP_OF_KANA]
    if kana > _LEAST_KANA * found.total():  # Japanese has Chinese characters too, often more
        groups.append((kana + found[_GROUP_OF_HAN], _GROUP_OF_KANA))
    count, group = max(groups)
    return _LANGUAGE_OF_GROUP[group - 1] if count > found.total() / 2 else None


def _by_small_words(sample: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    found = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    (first, most), (_, second) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    clear = len(words) >= _FEWEST_WORDS and most >= max(_LEAST_SHARE * len(words), 2 * second)
    return first if clear else None


def primary(language: str | None) -> str:
    """The primary tag of a language tag: `en-GB`, en; empty for none or `und`."""
    tag = language_tags.primary(language or "")
    told = tag.isalpha() and 2 <= len(tag) <= 3 and tag not in ("und", "mul", "zxx")
    return tag if told else ""


def year_of(texts: Iterable[str]) -> str:
    """The year of the first date that has one; empty where there is none."""
    found = (match.group() for text in texts if (match := _YEAR.search(text[:100])))
    return next(found, "")


def prose_of(text: str) -> str:
    """A description as plain text, one line a paragraph; HTML in it is taken away.

    Empty for what programs put there by themselves, and for less than three words.
    """
    text = text[: 4 * LONGEST_DESCRIPTION]
    if "&lt;" in text and "<" not in text:
        text = html.unescape(text)
    if _TAG.search(text):
        text = " ".join(text.split())
        text = html.unescape(_TAG.sub("", _ENDS.sub("\n\n", text)))
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    prose = "\n\n".join(line for line in lines if line)
    if _SILLY.fullmatch(prose) or len(prose.split()) < 3 or len(prose) > LONGEST_DESCRIPTION:
        return ""
    return prose


def name_of(text: str) -> str:
    """A publisher's name or a subtitle on one line; empty where it is none."""
    name = " ".join(_TAG.sub("", text[: 2 * _NAME]).split())
    return "" if _NOBODY.fullmatch(name) or len(name) > _NAME else name
