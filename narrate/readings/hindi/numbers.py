"""Hindi number words: every number to ninety-nine has its own, then सौ, हज़ार, लाख, करोड़.

Also how much: a figure, a span of two, or a fraction before a unit, a currency or a noun.
"""

import regex

from narrate.numerals import HINDI, roman_value
from narrate.readings import indian
from narrate.readings.languages import data_of

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
_HALVES = {1: "डेढ़", 2: "ढाई"}


def cardinal(number: int) -> str | None:
    """`125` as एक सौ पच्चीस; None from a hundred शंख (10^19) on."""
    return indian.scaled(number, _SCALES, SMALL, SMALL.__getitem__)


_FIGURES = indian.Figures(cardinal, DIGITS, point="दशमलव", until="से", pair="-")
spelled = _FIGURES.spelled
"""Digit by digit"""
whole = _FIGURES.whole
"""A whole number as written"""
number = _FIGURES.number
"""A whole number or a decimal as written: `3.05`"""
span = _FIGURES.span
"""`5-10` as पाँच से दस, `2-3` as दो-तीन"""


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
    """`1st` as Hindi says it, फ़र्स्ट; `21st` as ट्वेंटी फ़र्स्ट; None from 100 on."""
    words = data_of("hi")["english_ordinals"].split()
    if not 1 <= value < 100:
        return None
    if value <= len(words):
        return str(words[value - 1])
    tens, one = divmod(value, 10)
    if not one:
        return str(data_of("hi")["english_tenths"].split()[tens - 2])
    return f"{data_of('hi')['english_tens'].split()[tens - 2]} {words[one - 1]}"


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


VULGAR = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
"""Fractions that are one character"""
AMOUNT = rf"{indian.NUMBER}(?:\s?[-–]\s?{indian.NUMBER})?|\d*[{''.join(VULGAR)}]"
"""What `amount` reads"""

_QUARTERS = {".25": 1, ".5": 2, ".50": 2, ".75": 3}


_FRACTION = regex.compile(r"(?:(\d+)\s)?(\d+)[/⁄](\d+)")


def amount(figures: str, *, quarters: bool = False) -> str | None:
    """The words of an `AMOUNT`; with `quarters`, 2.5 is ढाई and not दो दशमलव पाँच."""
    if figures[-1] in VULGAR:
        return mixed(figures[:-1], *VULGAR[figures[-1]])
    if "/" in figures or "⁄" in figures:
        return _fraction(figures)
    first, second = [*regex.split(r"\s?[-–]\s?", figures), ""][:2]
    if second:
        return span(first, second)
    front, _, behind = figures.partition(".")
    parts = _QUARTERS.get("." + "".join(str(int(c)) for c in behind))
    if not (quarters and parts):
        return number(figures)
    value = indian.value_of(front)
    if value:
        return with_quarters(value, parts)
    return "आधा" if parts == 2 else number(figures)


def _fraction(figures: str) -> str | None:
    """`2 1/2` as ढाई; None for one that is more than a whole behind a whole number."""
    found = _FRACTION.fullmatch(figures)
    if found is None or (found[1] and int(found[2]) >= int(found[3])):
        return None
    return mixed(found[1] or "", int(found[2]), int(found[3]))


def mixed(front: str, above: int, below: int) -> str | None:
    """A whole number, which may be missing, and a fraction."""
    value = indian.value_of(front) if front else 0
    if value and below in (2, 4):
        return with_quarters(value, 4 * above // below)
    part = "आधा" if (above, below) == (1, 2) else f"{whole(str(above))} बटा {whole(str(below))}"
    words = whole(front) if front else None
    return f"{words} और {part}" if words else part


_DATA = data_of("hi")
_BEFORE_NAME: dict[str, str] = _DATA["titles"]
"""Only with their stop and before a name"""
_ANYWHERE: dict[str, str] = _DATA["anywhere"]
"""Also with a space inside, and with the sign ॰ for the stop"""
_BEFORE_FIGURE: dict[str, str] = _DATA["numbered"]
_TITLE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?P<short>{'|'.join(sorted(_BEFORE_NAME, key=len, reverse=True))})"
    r"[.॰](?:\s?(?=\p{Lo})|\s(?=[(\[“\"‘']\p{Lo})|(?=\)\s?\p{Lo}))(?:(?<=(?:डॉ|डा|प्रो|पं|इंजी)[.॰]\s?)|(?!\p{Lo}\p{M}*[.॰]))"
    r"(?<!(?:^|\s)\p{Lo}\p{M}*[.॰]\sस्व[.॰]\s?)"
    r"(?:(?<!ले[.॰]\s?)|(?<=(?:^|[।“\"(,]\s?)ले[.॰]\s?)(?!(?:वह|वे|यह|ये|मैं|तू|अब|और)(?![\p{L}\p{M}]))|(?=कर्नल|जनरल))"
)
"""Before initials the shortest may be one too: मो. क. गांधी; ले is a verb as well"""
_SHORT = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?:{'|'.join(w.replace('.', '[.॰] ?')[:-2] for w in _ANYWHERE)})"
    r"(?=(?P<more>\s*[^\s.])|)"
)
_NUMBERED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?P<short>{'|'.join(_BEFORE_FIGURE)})(?:\.|॰)\s?"
    r"(?=[(\[“\"‘']?\s?(?:\d|[A-Z]{1,4}[-–/ ]?\d))"
)
_CE = regex.compile(r"(?<=\d\s?)ई(?:\.|॰)(?!\s?पू)")

_ROMAN = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?P<word>{_DATA['divisions']})\s(?P<roman>[IVXL]+)"
    rf"(?:(?P<join>,?\s(?:और|व|से|तथा)\s)(?P<second>[IVXL]+))?{indian.LAST}"
)
_CENTURY = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?P<roman>[IVXL]+)(?=\s(?:शताब्दी|सदी){indian.LAST})"
)
_KING = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?P<word>{_DATA['kings']})\s(?P<roman>[IVX]+){indian.LAST}"
)
_SUFFIXES = "ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे|वाँ|वां|वीं|वें|वा|वी|वे"
_ORDINAL = regex.compile(
    rf"{indian.BEGIN}(?P<value>{indian.WHOLE})(?:-?(?P<ending>{_SUFFIXES})|\s(?P<ending>वाँ|वां|वीं|वें))"
    + indian.LAST
)
"""Behind a space the others are words of their own: 4 थे, there were four"""
_ENGLISH = regex.compile(rf"{indian.BEGIN}(?P<value>\d{{1,2}})(?:st|nd|rd|th){indian.LAST}")


def _in_full(found: regex.Match[str]) -> str:
    words = _ANYWHERE[found.group().replace("॰", ".").replace(" ", "")]
    return words if found["more"] else f"{words}."


def _titled(found: regex.Match[str]) -> str:
    """`प्रो. (डॉ.) शर्मा`: no space before a bracket."""
    said = _BEFORE_NAME[found["short"]]
    return said if found.string[found.end() : found.end() + 1] == ")" else f"{said} "


_abbreviated = indian.rule(
    (_SHORT, _in_full),
    (_NUMBERED, lambda found: f"{_BEFORE_FIGURE[found['short']]} "),
    (_CE, lambda found: "ईसवी"),
    (_TITLE, _titled),
    figures=False,
)


_ZERO_FOR_SIGN = regex.compile(r"(?<=[\u0900-\u094d])०(?!\p{N})")
"""`डॉ०`: many set the figure nought for the sign of an abbreviation"""


def abbreviations(text: str) -> str:
    """`डॉ. वर्मा` as डॉक्टर वर्मा, `पृ. 25` as पृष्ठ 25; other short forms stay."""
    if "०" in text:
        text = _ZERO_FOR_SIGN.sub("॰", text)
    return _abbreviated(text) if "." in text or "॰" in text else text


ORDINALS = indian.rule(
    (_ORDINAL, lambda found: ordinal(indian.value_of(found["value"]), found["ending"])),
    (_ENGLISH, lambda found: english_ordinal(int(found["value"]))),
)
"""`2रा`, `5वीं`, `1st`; an ending that does not belong to its number stays"""


def _division(found: regex.Match[str]) -> str | None:
    value = roman_value(found["roman"])
    if not value:
        return None
    said = f"{found['word']} {cardinal(value)}"
    if found["second"] is None:
        return said
    second = roman_value(found["second"])
    return f"{said}{found['join']}{cardinal(second) if second else found['second']}"


def _century(found: regex.Match[str]) -> str | None:
    """`XX शताब्दी` as बीसवीं शताब्दी."""
    value = roman_value(found["roman"])
    return ordinal(value, "वीं") if value else None


def _king(found: regex.Match[str]) -> str | None:
    value = roman_value(found["roman"])
    if not value:
        return None
    said = _DATA["regnal"].split()[value - 1] if value <= 10 else ordinal(value, "वें")
    return f"{found['word']} {said}"


ROMAN = indian.rule((_KING, _king), (_ROMAN, _division), (_CENTURY, _century), figures=False)
"""`अध्याय IV` as अध्याय चार, `हेनरी VIII` as हेनरी अष्टम; no other capitals"""
