"""Numbers as chapter headings write them: 12, XII, twelve, twelfth, doce, बारह, பன்னிரண்டாம்."""

import re
from collections.abc import Iterable

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
_VARIANTS: dict[str, int] = _DATA["variants"]
_MORE_ORDINALS: dict[str, int] = _DATA["more_ordinals"]
_HINDI_STEMS = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ", 6: "छठ"}
"""Ordinals that are not the number with -वाँ; पहला, पहली, पहले"""
_TAMIL_TENS = "இருபத்து முப்பத்து நாற்பத்து ஐம்பத்து அறுபத்து எழுபத்து எண்பத்து தொண்ணூற்று"


def _counted(rows: Iterable[str], first: int, step: int) -> dict[str, int]:
    return {w: first + step * i for row in rows for i, w in enumerate(row.split())}


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


def _feminine(words: dict[str, int]) -> dict[str, int]:
    """`primera` beside `primero`."""
    spanish = {*" ".join((_ORDINALS["es"], _TENTHS["es"])).split(), *_MORE_ORDINALS}
    return {w[:-1] + "a": n for w, n in words.items() if w in spanish and w.endswith("o")}


def _without_accents(words: dict[str, int]) -> dict[str, int]:
    """As printers set Spanish capitals: `CAPITULO VIGESIMO`."""
    marks = str.maketrans("áéíóú", "aeiou")
    return {word.translate(marks): value for word, value in words.items()} | words


_tens = _counted(_TENS.values(), 30, 10) | {"twenty": 20, "vingt": 20, "veinte": 20}
_tenths = _counted(_TENTHS.values(), 30, 10)
CARDINALS = _without_accents(
    _counted(_CARDINALS.values(), 1, 1) | _tens | {"hundred": 100} | _indian_cardinals()
)
"""Number words in small letters"""
_ordinals = _counted(_ORDINALS.values(), 1, 1) | _tenths | _MORE_ORDINALS
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
_AND = frozenset({"y", "et", "and"})
_SUFFIX = re.compile(
    r"(?<=\d)(?:\.?(?:st|nd|rd|th|[ºª°]|ला|ली|रा|री|था|थी|ठा|ठी|वाँ|वां|वीं|-?(?:ஆம்|ம்|ஆவது|வது)))$"
)


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
    if (roman := read_roman(text)) is not None:
        return roman
    if text in WORDS:
        return WORDS[text]
    words = [w for w in text.replace("-", " ").split() if w not in _AND]
    if len(words) == 2 and words[0] in TENS and 1 <= WORDS.get(words[1], 0) <= 9:
        return TENS[words[0]] + WORDS[words[1]]
    return None
