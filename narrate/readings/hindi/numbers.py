"""Hindi number words: every number to ninety-nine has its own, then सौ, हज़ार, लाख, करोड़."""

from __future__ import annotations

from narrate.numerals import HINDI
from narrate.readings import indian

SMALL = HINDI
"""0 to 99"""
DIGITS = SMALL[:10]

_SCALES = (
    (10**17, "शंख"),
    (10**15, "पद्म"),
    (10**13, "नील"),
    (10**11, "खरब"),
    (10**9, "अरब"),
    (10**7, "करोड़"),
    (10**5, "लाख"),
    (10**3, "हज़ार"),
    (10**2, "सौ"),
)
_STEMS = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ", 6: "छठ"}
"""Ordinals that are not the number with -वाँ"""
_OWN_SIGN = {1: "ल", 2: "र", 3: "र", 4: "थ", 6: "ठ"}
"""How a figure with such an ordinal is written: 1ला, 2रा, 4था, 6ठा"""
_ENGLISH = (
    "फ़र्स्ट सेकंड थर्ड फ़ोर्थ फ़िफ्थ सिक्स्थ सेवंथ एटथ नाइंथ टेंथ इलेवंथ ट्वेल्फ़्थ थर्टींथ फ़ोर्टींथ "
    "फ़िफ़्टींथ सिक्स्टींथ सेवंटींथ एटींथ नाइंटींथ ट्वेंटिएथ"
)
_HALVES = {1: "डेढ़", 2: "ढाई"}


def cardinal(number: int) -> str | None:
    """`125` as एक सौ पच्चीस; None from a hundred शंख (10^19) on."""
    return indian.scaled(number, _SCALES, SMALL)


_FIGURES = indian.Figures(cardinal, DIGITS, "दशमलव")
spelled = _FIGURES.spelled
"""Digit by digit"""
whole = _FIGURES.whole
"""A whole number as written"""
number = _FIGURES.number
"""A whole number or a decimal as written: `3.05`"""


def year(value: int) -> str | None:
    """From 1100 to 1999 by hundreds (उन्नीस सौ सैंतालीस), other years as any number."""
    if not 1100 <= value <= 1999:
        return cardinal(value)
    hundreds, rest = divmod(value, 100)
    return f"{SMALL[hundreds]} सौ {SMALL[rest]}" if rest else f"{SMALL[hundreds]} सौ"


def ordinal(value: int, ending: str) -> str | None:
    """`2` and रा as दूसरा, `7` and वीं as सातवीं; None where they do not go together."""
    sign, vowel = ending[0], ending[1:2]
    if sign != "व":
        return _STEMS[value] + vowel if _OWN_SIGN.get(value) == sign else None
    if value == 6:
        return f"छठ{ending}"
    if value in _STEMS:
        return _STEMS[value] + vowel
    words = cardinal(value)
    return words and words + ending


def english_ordinal(value: int) -> str | None:
    """`1st` as Hindi says it, फ़र्स्ट; None from 21 on."""
    words = _ENGLISH.split()
    return words[value - 1] if 1 <= value <= len(words) else None


def with_quarters(value: int, quarters: int) -> str | None:
    """A number and one, two or three quarters: सवा, साढ़े, पौने; डेढ़ and ढाई have own words."""
    if quarters == 2:
        if value in _HALVES:
            return _HALVES[value]
        front, said = "साढ़े", value
    elif quarters == 1:
        front, said = "सवा", value
    else:
        front, said = "पौने", value + 1
    words = cardinal(said)
    return words and (front if words == "एक" and quarters == 1 else f"{front} {words}")
