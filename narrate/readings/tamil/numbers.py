"""Tamil number words, joined as the written language joins them.

    125     நூற்று இருபத்தைந்து
    1947    ஆயிரத்துத் தொள்ளாயிரத்து நாற்பத்தேழு
    21,000  இருபத்தோராயிரம்

A number that another follows takes its joining form (நூறு, நூற்று); before க, ச, த and ப the
consonant doubles across the space; ten and what is below it become one word where the second
begins with a vowel.
"""

from narrate.numerals import TAMIL
from narrate.readings import indian

_HUNDREDS = "நூறு இருநூறு முந்நூறு நானூறு ஐந்நூறு அறுநூறு எழுநூறு எண்ணூறு தொள்ளாயிரம்"
_THOUSANDS = {1: "ஆயிரம்", 3: "மூவாயிரம்", 4: "நாலாயிரம்", 5: "ஐயாயிரம்"}
"""Thousands that are not the number with -ஆயிரம்"""

_U = "\u0bc1"
"""The vowel sign in which most numbers end, and which gives way to a following vowel"""
_VIRAMA = "\u0bcd"
_SIGNS = {"ஆ": "\u0bbe", "இ": "\u0bbf", "எ": "\u0bc6", "ஏ": "\u0bc7", "ஐ": "\u0bc8", "ஒ": "\u0bca"}
_SIGNS |= {"ஓ": "\u0bcb", "அ": ""}
_DOUBLING = frozenset("கசதப")

DIGITS = TAMIL[:10]


def joined(first: str, second: str) -> str:
    """Two words as one where the second begins with a vowel and the first ends in -u."""
    if first.endswith(_U) and second[0] in _SIGNS:
        return first[:-1] + _SIGNS[second[0]] + second[1:]
    return followed(first, second)


def followed(first: str, second: str) -> str:
    """A joining form and what follows it, with the consonant that doubles between them."""
    double = second[0] + _VIRAMA if second[0] in _DOUBLING else ""
    return f"{first}{double} {second}"


def cardinal(number: int) -> str | None:
    """`125` in words; None from a lakh of crores (10^12) on."""
    if number >= 10**12:
        return None
    for size, name, joining in (
        (10**7, "கோடி", "கோடியே"),
        (10**5, "லட்சம்", "லட்சத்து"),
    ):
        count, rest = divmod(number, size)
        if count:
            front = f"{before_noun(count)} "
            return followed(front + joining, cardinal(rest) or "") if rest else front + name
    return _below_a_lakh(number)


def _below_a_lakh(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_a_thousand(rest)
    name = _THOUSANDS.get(thousands) or joined(_as_one(TAMIL[thousands]), "ஆயிரம்")
    return followed(_joining(name), _below_a_thousand(rest)) if rest else name


def _below_a_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return TAMIL[rest]
    name = _HUNDREDS.split()[hundreds - 1]
    return followed(_joining(name), TAMIL[rest]) if rest else name


def _joining(name: str) -> str:
    """நூறு as நூற்று, ஆயிரம் as ஆயிரத்து."""
    return f"{name[:-2]}ற்று" if name.endswith("று") else f"{name[:-2]}த்து"


def _as_one(words: str) -> str:
    """A number that ends in one, as it stands before ஆயிரம்: பதினோர்-ஆயிரம்."""
    return f"{words[: -len('ொன்று')]}ோரு" if words.endswith("ொன்று") else words


def before_noun(number: int) -> str:
    """How a number comes before what is counted: ஒரு, பதினொரு, இருபத்தொரு."""
    words = cardinal(number) or ""
    if words.endswith("ஒன்று"):
        return f"{words[: -len('ஒன்று')]}ஒரு"
    return f"{words[: -len('ொன்று')]}ொரு" if words.endswith("ொன்று") else words


_FIGURES = indian.Figures(cardinal, DIGITS, point="புள்ளி", until="முதல்", pair=" ")
spelled = _FIGURES.spelled
"""Digit by digit"""
whole = _FIGURES.whole
"""A whole number as written"""
number = _FIGURES.number
"""A whole number or a decimal as written: `3.05`"""
span = _FIGURES.span
"""`10-15` as பத்து முதல் பதினைந்து, `2-3` as இரண்டு மூன்று"""


def with_ending(words: str, ending: str) -> str | None:
    """A number with an ending that begins with a vowel: ஐந்து and ஆம், ஐந்தாம்.

    None for words that no ending is known to go with.
    """
    if words.endswith(_U):
        return words[:-1] + _SIGNS[ending[0]] + ending[1:]
    if words.endswith("ம்"):
        stem = words[:-2] + ("ம" if ending[0] == "ஆ" else "த்த")
        return stem + _SIGNS[ending[0]] + ending[1:]
    if words.endswith("டி"):
        return words + "ய" + _SIGNS[ending[0]] + ending[1:]
    return None


def ordinal(value: int, ending: str) -> str | None:
    """`5` and ஆம் or ஆவது as ஐந்தாம், ஐந்தாவது; the first is முதலாம்."""
    if value == 1:
        return f"முதல{_SIGNS[ending[0]]}{ending[1:]}"
    words = cardinal(value)
    return words and with_ending(words, ending)
