"""What Hindi shortens: titles before names, eras, units without a figure, roman numerals."""

import regex

from narrate.numerals import roman_value
from narrate.readings import indian
from narrate.readings.hindi.numbers import cardinal, english_ordinal, ordinal
from narrate.readings.languages import data_of

_DATA = data_of("hi")
_BEFORE_NAME: dict[str, str] = _DATA["titles"]
"""Only with their stop and before a name"""
_ANYWHERE: dict[str, str] = _DATA["anywhere"]
"""Also with a space inside, and with the sign ॰ for the stop"""
_BEFORE_FIGURE: dict[str, str] = _DATA["numbered"]
_TITLE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?P<short>{'|'.join(sorted(_BEFORE_NAME, key=len, reverse=True))})"
    r"[.॰]\s?(?=\p{Lo})(?:(?<=(?:डॉ|डा|प्रो|पं|इंजी)[.॰]\s?)|(?!\p{Lo}\p{M}*[.॰]))"
    r"(?:(?<!ले[.॰]\s?)|(?<=(?:^|[।“\"(,]\s?)ले[.॰]\s?)(?!(?:वह|वे|यह|ये|मैं|तू|अब|और)(?![\p{L}\p{M}]))|(?=कर्नल|जनरल))"
)
"""Before initials the shortest may be one too: मो. क. गांधी; ले is a verb as well"""
_SHORT = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?:{'|'.join(w.replace('.', '[.॰] ?')[:-2] for w in _ANYWHERE)})"
    r"(?=(?P<more>\s*[^\s.])|)"
)
_NUMBERED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?P<short>{'|'.join(_BEFORE_FIGURE)})(?:\.|॰)\s?(?=\d)"
)
_CE = regex.compile(r"(?<=\d\s?)ई(?:\.|॰)(?!\s?पू)")

_ROMAN = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?P<word>{_DATA['divisions']})\s(?P<roman>[IVXL]+){indian.LAST}"
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


_abbreviated = indian.rule(
    (_SHORT, _in_full),
    (_NUMBERED, lambda found: f"{_BEFORE_FIGURE[found['short']]} "),
    (_CE, lambda found: "ईसवी"),
    (_TITLE, lambda found: f"{_BEFORE_NAME[found['short']]} "),
    figures=False,
)


def abbreviations(text: str) -> str:
    """`डॉ. वर्मा` as डॉक्टर वर्मा, `पृ. 25` as पृष्ठ 25; other short forms stay."""
    return _abbreviated(text) if "." in text or "॰" in text else text


ORDINALS = indian.rule(
    (_ORDINAL, lambda found: ordinal(indian.value_of(found["value"]), found["ending"])),
    (_ENGLISH, lambda found: english_ordinal(int(found["value"]))),
)
"""`2रा`, `5वीं`, `1st`; an ending that does not belong to its number stays"""


def _division(found: regex.Match[str]) -> str | None:
    value = roman_value(found["roman"])
    return f"{found['word']} {cardinal(value)}" if value else None


def _king(found: regex.Match[str]) -> str | None:
    value = roman_value(found["roman"])
    if not value:
        return None
    said = _DATA["regnal"].split()[value - 1] if value <= 10 else ordinal(value, "वें")
    return f"{found['word']} {said}"


ROMAN = indian.rule((_KING, _king), (_ROMAN, _division), figures=False)
"""`अध्याय IV` as अध्याय चार, `हेनरी VIII` as हेनरी अष्टम; no other capitals"""
