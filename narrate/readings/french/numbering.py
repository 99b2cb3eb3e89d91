"""French ordinals and halves; roman numerals of chapters, centuries and kings."""

import re

from narrate.numerals import roman_value
from narrate.readings.continental import Form
from narrate.readings.continental.plain import BEFORE, INTEGER, digits_of
from narrate.readings.continental.romans import kings_of, may_hold_numerals, numerals
from narrate.readings.french.grammar import DATA, FRENCH, cardinal, form_at, ordinal, place

_ORDINAL = re.compile(
    rf"(?:{BEFORE}|(?<=[IVX][eᵉ]-))(?P<n>{INTEGER}|[IVXLC]+)"
    r"(?P<end>ers?|ères?|res?|i?[èe]mes?|es?|nde?s?|ds?|ᵉʳ|ᵉ|ʳᵉ|ᵉʳᵉ|ᵈᵉ?|ⁿᵈᵉ?)(?![\w’'])"
)
_MAYBE_ORDINAL = re.compile(r"[\dIVXLC][erèndiᵉʳⁿᵈ ]")
_DEGREE = re.compile(r"(\d{1,2})°")
_HALF = re.compile(
    r"(?<![\w.,/:–-])(?:(?P<whole>\d{1,6}) ?½|(?P<spaced>\d{1,6}) 1/2|½|1/2) "
    r"(?P<noun>[a-zà-ÿ]{3,})\b"
)


def ordinals(text: str) -> str:
    """`1er`, `2e`, `XIXe siècle`."""
    alone = _DEGREE.fullmatch(text)
    if alone:
        return ordinal(int(alone[1]))
    return _ORDINAL.sub(_ordinal, text) if _MAYBE_ORDINAL.search(text) else text


def _ordinal(match: re.Match[str]) -> str:
    """`XIXe`: dix-neuvième; `1re`: première; `2nde`: seconde; `Ie` stays as it is."""
    value, end = _value_before(match["n"], match["end"]), match["end"]
    if not 0 < value <= 10**15 or not _fits(value, end):
        return match.group()
    many = "s" if end.endswith("s") else ""
    if end.startswith(_OF_TWO):
        return f"second{'e' if 'e' in end or 'ᵉ' in end else ''}{many}"
    said = ordinal(value, "f" if end.startswith(("r", "ʳ", "èr", "ᵉʳᵉ")) else "m") + many
    return f"un {said}" if match.group() == match.string and _has_article(value) else said


_OF_TWO = ("n", "d", "ⁿ", "ᵈ")
_OF_ONE = ("er", "r", "ᵉʳ", "ʳ", "èr")


def _fits(value: int, end: str) -> bool:
    """Whether a number is written with that ending: `1er` and `1re`, `2nd`, all else `e`."""
    if end.startswith(_OF_TWO):
        return value == 2
    return end.startswith(_OF_ONE) == (value == 1) or (value == 1 and end.startswith("è"))


def _value_before(written: str, end: str) -> int:
    """The number that an ending comes after; 0 where it is none: `Le`, `Ce`, `Ie`.

    Of single letters only V and X are numbers, and I before `er`.
    """
    if written[0].isdecimal():
        return int(digits_of(written))
    if written == "I":
        return 1 if end.startswith(("er", "ᵉʳ", "re", "ʳᵉ")) else 0
    single = len(written) == 1 and written not in "VX"
    return 0 if single else roman_value(written) or 0


def _has_article(value: int) -> bool:
    """`le millionième`, but counting by itself `un millionième`."""
    return value % 10**6 == 0 and cardinal(value).startswith("un ")


def halves(text: str) -> str:
    """`1/2 heure`, `2½ heures`: the noun comes before `et demie`."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    noun, written = match["noun"], match["whole"] or match["spaced"]
    form = form_at(f" {noun}", 0, 0)
    if written is None:
        return f"{cardinal(1, form)} demi-{noun}"
    return f"{cardinal(int(written), form)} {noun} et demi{'e' if form == 'f' else ''}"


_numerals = numerals(FRENCH, place)
_KINGS = kings_of(DATA)
_KING = re.compile(
    r"\b(?P<name>[A-ZÀ-ÖØ-Þ][\wà-ÿ-]+) (?P<n>[IVX]+)(?P<er>er|ᵉʳ|ʳᵉ|re)?(?![\w]|['’-]\w)"
)


def romans(text: str) -> str:
    """`chapitre IV`, `Louis XIV`, `François Ier`."""
    if not may_hold_numerals(text):
        return text
    return _KING.sub(_king, _numerals(text))


def _gender_of(name: str) -> Form | None:
    """Of `LOUIS`, `Louis` and `Saint-Louis`; None for a name that no ruler bore."""
    gender = _KINGS.get(name.capitalize() if name.isupper() else name)
    return gender or _KINGS.get(name.rpartition("-")[2])


def _king(match: re.Match[str]) -> str:
    name, written = match["name"], match["n"]
    value, gender = roman_value(written), _gender_of(name)
    if value is None or value > 39:
        return match.group()
    if match["er"]:
        return f"{name} {place(1, gender or 'm')}" if value == 1 else match.group()
    if gender is None and (value == 1 or len(written) == 1):
        return match.group()
    return f"{name} {place(value, gender or 'm')}"
