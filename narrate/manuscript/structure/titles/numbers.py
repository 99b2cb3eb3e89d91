"""Numbers and dates as headings write them: 12, XII, twelve, doce, बारह, பன்னிரண்டாம், 12 May 1944."""

import re
from collections.abc import Iterable
from typing import Any

import regex

from narrate.manuscript.words import words_of
from narrate.numerals import HINDI, TAMIL

_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,4})(xc|xl|l?x{0,4})(ix|iv|v?i{0,4})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_DATA = words_of("numbers")
_CARDINALS: dict[str, str] = _DATA["cardinals"]
_ORDINALS: dict[str, str] = _DATA["ordinals"]
_TENS: dict[str, str] = _DATA["tens"]
"""Cardinals from thirty on"""
_TENTHS: dict[str, str] = _DATA["tenths"]
_GERMAN: dict[str, str] = _DATA["german"]
_CHINESE: dict[str, Any] = _DATA["chinese"]
_VARIANTS: dict[str, int] = _DATA["variants"]
_MORE_ORDINALS: dict[str, int] = _DATA["more_ordinals"]
_HINDI_STEMS = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ", 6: "छठ"}
"""Ordinals that are not the number with -वाँ; पहला, पहली, पहले"""
_TAMIL_TENS = "இருபத்து முப்பத்து நாற்பத்து ஐம்பத்து அறுபத்து எழுபத்து எண்பத்து தொண்ணூற்று"


def _counted(rows: Iterable[str], first: int, step: int) -> dict[str, int]:
    return {w: first + step * i for row in rows for i, w in enumerate(row.casefold().split())}


def _indian_cardinals() -> dict[str, int]:
    words = {w: n for table in (HINDI, TAMIL) for n, w in enumerate(table) if n}
    return words | _VARIANTS


def _indian_ordinals() -> dict[str, int]:
    found: dict[str, int] = {}
    for word, value in _indian_cardinals().items():
        if word.endswith("\u0bc1"):
            found |= {word[:-1] + ending: value for ending in ("ாம்", "ாவது")}
        elif value not in _HINDI_STEMS or value == 6:
            found |= {word + ending: value for ending in ("वाँ", "वां", "वीं", "वें", "वा", "वी")}
    for value, stem in _HINDI_STEMS.items():
        found |= {stem + vowel: value for vowel in "ाीे"}
    return found | {f"छठ{ending}": 6 for ending in ("वाँ", "वां", "वीं")}


def _german() -> dict[str, int]:
    """`fünfundzwanzig`, and the ordinals with each of their endings: `erstes`, `Zwanzigster`."""
    ones = _GERMAN["ones"].casefold().split()
    found: dict[str, int] = {}
    for ten, word in enumerate(_GERMAN["tens"].casefold().split(), 2):
        found |= {f"{one}und{word}": 10 * ten + n for n, one in enumerate(ones, 1)} | {
            word: 10 * ten
        }
    stems = _counted([_GERMAN["stems"]], 1, 1) | {f"{w}st": n for w, n in found.items()}
    stems = {stem.removesuffix("e"): n for stem, n in stems.items()}
    ordinals = {stem + e: n for stem, n in stems.items() for e in _GERMAN["endings"].split()}
    return found | ordinals


def _feminine(words: dict[str, int]) -> dict[str, int]:
    """`primera` beside `primero`."""
    rows = [table.get(tag, "") for tag in _DATA["gendered"] for table in (_ORDINALS, _TENTHS)]
    gendered = {*" ".join(rows).split(), *_MORE_ORDINALS}
    return {w[:-1] + "a": n for w, n in words.items() if w in gendered and w.endswith("o")}


def _without_accents(words: dict[str, int]) -> dict[str, int]:
    """As printers set capitals: `CAPITULO VIGESIMO`, `DEUXIEME PARTIE`, `ГЛАВА ЧЕТВЕРТАЯ`."""
    marks = str.maketrans("áéíóúèêëё", "aeioueeeе")
    return {word.translate(marks): value for word, value in words.items()} | words


_tens = _counted(_TENS.values(), 30, 10) | dict.fromkeys(_DATA["twenties"].split(), 20)
_tenths = _counted(_TENTHS.values(), 30, 10)
CARDINALS = _without_accents(
    _counted(_CARDINALS.values(), 1, 1) | _tens | {"hundred": 100} | _indian_cardinals()
)
"""Number words in small letters"""
_ordinals = _counted(_ORDINALS.values(), 1, 1) | _tenths | _MORE_ORDINALS | _german()
ORDINALS = _without_accents(_ordinals | _feminine(_ordinals) | _indian_ordinals())
"""Words such as `first`, in small letters"""
WORDS = CARDINALS | ORDINALS
_joining = _counted([_TAMIL_TENS, _TAMIL_TENS.replace("்து", "்தி").replace("்று", "்றி")], 20, 10)
_spanish_tenths = {
    w: n for w, n in ORDINALS.items() if w.startswith(("décim", "decim")) and n == 10
}
TENS = _without_accents(
    _tens
    | _joining
    | _spanish_tenths
    | {w: n for w, n in ORDINALS.items() if n % 10 == 0 and w.endswith(("ésimo", "ésima"))}
)
"""Words of tens that a word of ones may follow: `twenty one`, `treinta y uno`"""
AND = frozenset(_DATA["and"].split())
"""Words between tens and ones"""
CHINESE = "".join([_CHINESE["digits"], *_CHINESE["others"], *_CHINESE["units"], *_CHINESE["tens"]])
"""Characters of which Chinese and Japanese numbers are made"""
_digits = {c: n for n, c in enumerate(_CHINESE["digits"])} | _CHINESE["others"]
_SUFFIX = re.compile(
    r"(?<=\d)(?:\.?(?:st|nd|rd|th|[ºª°]|er|re|ère|[eè]me|nde?|e|-?[оа]?[йяе]|"
    r"ला|ली|रा|री|था|थी|ठा|ठी|वाँ|वां|वीं|-?(?:ஆம்|ம்|ஆவது|வது)))$"
)
_NTH_ROMAN = re.compile(r"([ivxlc]+)(?:[ºª°]|-?[eè](?:me)?|-?[йяе])")
"""`IIe`, `XIVème`, `III-я`"""

_DATES = words_of("dates")
_MONTHS, _WEEKDAYS = (
    frozenset(word for words in _DATES[kind].values() for word in words.split())
    for kind in ("months", "weekdays")
)
_BETWEEN_DATES = frozenset(_DATES["between"].split())
_DATE_PIECE = regex.compile(r"[\p{L}\p{M}]+|\d+")
_HAN_DATE = regex.compile(
    r"(?:\d{2,4}年)?\s*[\d〇一二三四五六七八九十]{1,3}月\s*[\d〇一二三四五六七八九十]{1,3}日"
    r"(?:[（(\s]?[月火水木金土日一二三四五六](?:曜日?)?[)）]?)?"
)
_LONGEST_DATE = 40
"""Characters of a date"""


def read_roman(text: str) -> int | None:
    """The value of a roman numeral, `iiii` allowed as printers do; None if it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text.lower()]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def read_number(text: str) -> int | None:
    """The value of a number in digits of any script, roman letters or words; else None."""
    text = _SUFFIX.sub("", text.strip().casefold())
    if text.isdecimal() and len(text) <= 4:
        return int(text)
    nth = _NTH_ROMAN.fullmatch(text)
    if (roman := read_roman(nth[1] if nth else text)) is not None:
        return roman
    if text in WORDS:
        return WORDS[text]
    words = [w for w in text.replace("-", " ").split() if w not in AND]
    if len(words) == 2 and words[0] in TENS and 1 <= WORDS.get(words[1], 0) <= 9:
        return TENS[words[0]] + WORDS[words[1]]
    return read_chinese(text)


def read_chinese(text: str) -> int | None:
    """The value of a number in Chinese characters: 二十三, 百五, 一〇二, 廿四, 上; else None."""
    if text in _CHINESE["places"]:
        return int(_CHINESE["places"][text])
    if not text or len(text) > 9 or not all(char in CHINESE for char in text):
        return None
    if all(char in _digits for char in text):
        value = int("".join(str(_digits[char]) for char in text))
        return value if len(text) > 1 or value else None
    return _by_places(text)


def _by_places(text: str) -> int:
    """The value of digits with their places behind them: 二百五十."""
    total, digit = 0, None
    for char in text:
        if char in _digits:
            digit = _digits[char]
            continue
        unit = _CHINESE["units"].get(char)
        total += _CHINESE["tens"][char] if unit is None else unit * (1 if digit is None else digit)
        digit = None
    return total + (digit or 0)


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else: it has a day or a year, and a month or weekday."""
    line = line.strip(" \t*_=.,;:—–-[]()")
    if not line or len(line) > _LONGEST_DATE:
        return False
    if _HAN_DATE.fullmatch(line):
        return True
    words = [piece.casefold() for piece in _DATE_PIECE.findall(line)]
    letters = [word for word in words if not word.isdigit()]
    known = sum(word in _MONTHS or word in _WEEKDAYS for word in letters)
    fits = all(w in _MONTHS or w in _WEEKDAYS or w in _BETWEEN_DATES for w in letters)
    return bool(known) and fits and len(letters) <= 6 and len(words) > len(letters)
