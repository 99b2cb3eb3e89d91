"""Figures in Tamil: dates, ordinals, endings, fractions, spans, decimals, whole numbers."""

import regex

from narrate.readings import indian
from narrate.readings.languages import data_of
from narrate.readings.tamil.numbers import (
    before_noun,
    cardinal,
    number,
    ordinal,
    span,
    spelled,
    whole,
    with_ending,
)

END = rf"{indian.END}(?!-[\p{{L}}\p{{M}}])"
"""After a figure that has no ending of its own"""

_DATA = data_of("ta")
_MONTHS = _DATA["months"].split()
_DATE = regex.compile(
    rf"{indian.BEGIN}(?P<day>\d{{1,2}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){END}"
)
_ENDINGS: dict[str, str] = _DATA["ordinal_endings"]
_ORDINAL = regex.compile(
    rf"{indian.BEGIN}(?P<value>{indian.WHOLE})(?:-|\s(?=ஆ))?(?P<ending>{'|'.join(_ENDINGS)}){indian.LAST}"
)
_CASES = {"இல்": "இல்", "ல்": "இல்", "இலிருந்து": "இலிருந்து", "லிருந்து": "இலிருந்து"}
_CASE = regex.compile(
    rf"{indian.BEGIN}(?P<number>{indian.WHOLE})-?(?P<case>{'|'.join(_CASES)}){indian.LAST}"
)
_PARTS = {(1, 2): "அரை", (1, 4): "கால்", (3, 4): "முக்கால்"}
_VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4)}
_FRACTION = regex.compile(
    rf"{indian.BEGIN}(?:(?P<above>\d{{1,2}})/(?P<below>\d{{1,3}}){END}|(?P<sign>[½¼¾]))"
)
_HALF = regex.compile(rf"{indian.BEGIN}(?P<whole>\d{{1,2}})(?:\s?½|\s1/2{END})")
_SPAN = regex.compile(
    rf"{indian.BEGIN}(?P<first>{indian.NUMBER})\s?[-–]\s?(?P<second>{indian.NUMBER}){END}"
)
_DECIMAL = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}\.\d+{END}")
_WHOLE = regex.compile(
    rf"{indian.BEGIN}(?P<number>{indian.WHOLE}){END}(?P<counts>(?=\s(?:{_DATA['counted']})))?"
)
_PHONE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?P<front>(?:{_DATA['phone_words']})(?:\sஎண்)?\s?[\s:.-]\s?)"
    rf"(?P<rest>\d{{6,}}|\d{{2,5}}(?:[\s-]\d{{3,8}}){{1,3}}){END}"
)
_ABROAD = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])\+(?P<rest>\d{{1,3}}[\s-]?\d{{2,}}(?:[\s-]?\d{{2,}}){{0,4}}){END}"
)
_PLAIN = regex.compile(rf"{indian.BEGIN}(?P<rest>[0௦]\d{{2,4}}[\s-]\d{{6,8}}|[6-9௬-௯]\d{{9}}){END}")
"""With the nought of a trunk call, and a mobile telephone's ten digits"""
_SHORT: dict[str, str] = _DATA["abbreviations"]
_ABBREVIATION = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?:{'|'.join(w.replace('.', '[.] ?')[:-2] for w in _SHORT)})"
    r"(?![\p{L}\p{M}-])(?=(?P<more>\s*[^\s.])|)"
)


PHONES = indian.rule(
    (_ABROAD, lambda found: f"பிளஸ் {spelled(found['rest'])}"),
    (_PHONE, lambda found: found["front"] + spelled(found["rest"])),
    (_PLAIN, lambda found: spelled(found["rest"])),
)
"""Behind a word that says so, with +91, or of a number's usual form: digit by digit"""


def _in_full(found: regex.Match[str]) -> str:
    words = _SHORT[found.group().replace(" ", "")]
    return words if found["more"] else f"{words}."


ABBREVIATIONS = indian.rule((_ABBREVIATION, _in_full), figures=False)
"""`கி.மு.` as கிறிஸ்துவுக்கு முன்; other short forms stay"""


def _date(found: regex.Match[str]) -> str | None:
    day, month = int(found["day"]), int(found["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{cardinal(day)} {_MONTHS[month - 1]} {cardinal(int(found['year']))}"


DATES = indian.rule((_DATE, _date))
"""`15-08-1947` by the name of the month; dates that name it are read as numbers are"""


def _case(found: regex.Match[str]) -> str | None:
    words = cardinal(indian.value_of(found["number"]))
    return words and with_ending(words, _CASES[found["case"]])


ORDINALS = indian.rule(
    (_ORDINAL, lambda found: ordinal(indian.value_of(found["value"]), _ENDINGS[found["ending"]])),
    (_CASE, _case),
)
"""`5-ஆம்`, `5வது`; and figures with the ending -இல்: `1947-ல்`"""


def _and_a_half(found: regex.Match[str]) -> str | None:
    words = cardinal(int(found["whole"]))
    return words and with_ending(words, "அரை")


def _fraction(found: regex.Match[str]) -> str | None:
    if found["sign"]:
        return _PARTS[_VULGAR[found["sign"]]]
    above, below = int(found["above"]), int(found["below"])
    if (above, below) in _PARTS:
        return _PARTS[above, below]
    if not 1 <= above < below:
        return None
    words = cardinal(below)
    whole_of = words and with_ending(words, "இல்")
    return whole_of and f"{whole_of} {before_noun(above) if above == 1 else cardinal(above)}"


FRACTIONS = indian.rule((_HALF, _and_a_half), (_FRACTION, _fraction), figures=False)
"""`1/2` as அரை, `2/3` as மூன்றில் இரண்டு, `2½` as இரண்டரை"""


RANGES = indian.rule((_SPAN, lambda found: span(found["first"], found["second"])))
"""`10-15` as பத்து முதல் பதினைந்து, `2-3` as இரண்டு மூன்று"""
DECIMALS = indian.rule((_DECIMAL, lambda found: number(found.group())))
"""`3.14` as மூன்று புள்ளி ஒன்று நான்கு"""


def _number(found: regex.Match[str]) -> str | None:
    figures = found["number"]
    if found["counts"] is None or int(figures[0]) == 0:
        return whole(figures)
    return before_noun(indian.value_of(figures)) or None


NUMBERS = indian.rule((_WHOLE, _number))
"""Whole numbers; before what is often counted, one is ஒரு"""
