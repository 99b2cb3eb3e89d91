"""Dates as diaries and letters have them at their heads: `12 May 1944`, `Lundi, 3 mars`, 5月3日."""

import regex

from narrate.manuscript.words import words_of

_DATA = words_of("dates")
_MONTHS, _WEEKDAYS = (
    frozenset(word for words in _DATA[kind].values() for word in words.split())
    for kind in ("months", "weekdays")
)
_BETWEEN = frozenset(_DATA["between"].split())
_PIECE = regex.compile(r"[\p{L}\p{M}]+|\d+")
_HAN = regex.compile(
    r"(?:\d{2,4}年)?\s*[\d〇一二三四五六七八九十]{1,3}月\s*[\d〇一二三四五六七八九十]{1,3}日"
    r"(?:[（(\s]?[月火水木金土日一二三四五六](?:曜日?)?[)）]?)?"
)
_LONGEST = 40
"""Characters of a date"""


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else: it has a day or a year, and a month or weekday."""
    line = line.strip(" \t*_=.,;:—–-[]()")
    if not line or len(line) > _LONGEST:
        return False
    if _HAN.fullmatch(line):
        return True
    words = [piece.casefold() for piece in _PIECE.findall(line)]
    letters = [word for word in words if not word.isdigit()]
    known = sum(word in _MONTHS or word in _WEEKDAYS for word in letters)
    fits = all(w in _MONTHS or w in _WEEKDAYS or w in _BETWEEN for w in letters)
    return bool(known) and fits and len(letters) <= 6 and len(words) > len(letters)
