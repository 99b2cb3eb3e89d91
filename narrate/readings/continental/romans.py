"""Roman numerals where the words around them say that they are numbers."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from narrate.numerals import roman_value
from narrate.readings.continental import Form, Tongue

Place = Callable[[int, Form], str]
"""How a language says the number of a chapter or of a king, by the gender of what it numbers"""
_CAPITALS = re.compile(r"[IVXLCM]+(?:er|re|[eèᵉʳ])?(?![\w'’])")
_SMALL = re.compile(r" [ivxlcdm]{2,}+(?!\w)")
_LETTERS = frozenset("CLcl")
"""Alone they are letters, not numbers"""
_YEAR = re.compile(r"(m{1,2})(cm|cd|d?c{0,4})((?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4}))", re.IGNORECASE)
_HUNDREDS = {"": 0, "c": 100, "cc": 200, "ccc": 300, "cccc": 400, "cd": 400, "d": 500, "dc": 600,
             "dcc": 700, "dccc": 800, "dcccc": 900, "cm": 900}  # fmt: skip
_HEAD = re.compile(r"([IVXLC]{1,12})(?=\.?$|\. |\.? ?[—–-] |: )")
SMALL_ENDS = r"[.,;:!?)\]»”]|$"
"""What comes after a numeral in small letters: `parte vi`, but not `de mi parte vi que`"""
_TITLE_LENGTH = 80
"""A text that begins with a single letter and a stop is a heading only up to here"""


def may_hold_numerals(text: str) -> bool:
    """A quick look: is there a word that could be a numeral?"""
    return _CAPITALS.search(text) is not None or _SMALL.search(text) is not None


def kings_of(data: Mapping[str, Any]) -> dict[str, Form]:
    """The names that rulers bore, and their gender."""
    genders: dict[str, Form] = {"m": "m", "f": "f"}
    return {name: form for key, form in genders.items() for name in data["kings"][key].split()}


def numeral(written: str) -> int | None:
    """The value of a numeral that is no single C or L."""
    return None if written in _LETTERS else roman_value(written)


def year_of(written: str) -> int | None:
    """The year from 1000 to 2099 that a long numeral writes (`MDCCCXCVIII`)."""
    match = _YEAR.fullmatch(written)
    if match is None:
        return None
    rest = roman_value(match[3]) if match[3] else 0
    hundreds = _HUNDREDS.get(match[2].lower())
    return None if rest is None or hundreds is None else 1000 * len(match[1]) + hundreds + rest


def numerals(tongue: Tongue, place: Place) -> Callable[[str], str]:
    """The rule of a language for divisions of a book, heads of texts, and years."""
    divisions, heads, years = _divisions(tongue, place), _heads(place), _years(tongue)
    return lambda text: years(heads(divisions(text)))


def _years(tongue: Tongue) -> Callable[[str], str]:
    """`MDCCCXCVIII`; in small letters and short ones (`an II`) after the word for a year."""
    pattern = re.compile(
        rf"(?:\b(?P<anno>{tongue.data['year_words']}) "
        r"(?:(?P<small>m[mdclxvi]{3,14})|(?P<short>[IVXLC]{2,9}|[IV]|M[MDCLXVI]{1,2}))"
        r"|(?<![\w.-])(?P<great>M[MDCLXVI]{3,14}))(?![\w-]|['’]\w)"
    )

    def said(match: re.Match[str]) -> str:
        short = match["short"]
        year = numeral(short) if short else None
        year = year or year_of(short or match["small"] or match["great"])
        if year is None:
            return match.group()
        words = tongue.cardinal(year, "")
        return f"{match['anno']} {words}" if match["anno"] else words

    return lambda text: pattern.sub(said, text)


def _divisions(tongue: Tongue, place: Place) -> Callable[[str], str]:
    """`capítulo IV`, `Tome II`, `artículos II y III`: after the name of what is numbered."""
    names: dict[str, Form] = tongue.data["divisions"]
    written = "(?-i:[IVXLC]+)"
    join = r"(?P<join>,? (?:y|e|a|et|à|und|bis) | ?[–-] ?)"
    many = rf"(?P<many>(?P<s>s?) (?P<a>{written}){join}(?P<b>{written}))"
    pattern = re.compile(
        rf"\b(?P<name>{'|'.join(sorted(names, key=len, reverse=True))})(?:{many}"
        rf"| (?P<one>{written}|(?-i:[ivxlc]{{2,}}(?={SMALL_ENDS}))))\b(?!['’]\w|-\w)",
        re.IGNORECASE,
    )

    def said(match: re.Match[str]) -> str:
        name = match["name"]
        if match["many"]:
            values = numeral(match["a"]), numeral(match["b"])
            if values[0] is None or values[1] is None:
                return match.group()
            first, second = (tongue.cardinal(value, "") for value in values if value)
            join = match["join"] if match["join"].strip(" -–") else f" {tongue.word('to')} "
            return f"{name}{match['s']} {first}{join}{second}"
        value = numeral(match["one"])
        if value is None:
            return match.group()
        return f"{name} {place(value, names[name.lower()])}"

    return lambda text: pattern.sub(said, text)


def _heads(place: Place) -> Callable[[str], str]:
    """A text that is a numeral or begins with one: `V`, `XIV. El regreso`."""

    def said(match: re.Match[str]) -> str:
        written, text = match[1], match.string
        value = numeral(written)
        if value is None:
            return written
        if len(written) == 1 and len(text) > 2 and not _is_title(text):
            return written
        words = place(value, "m")
        return words[0].upper() + words[1:]

    def rule(text: str) -> str:
        match = _HEAD.match(text)
        return said(match) + text[match.end() :] if match else text

    return rule


def _is_title(text: str) -> bool:
    """`V. Trabajo. Paisaje`, but not the initial in `V. Hugo escribió esto.`"""
    if text[1:3].strip(".")[:1] != " " and text[1] == ".":
        return False
    return len(text) <= _TITLE_LENGTH and text[-1] not in '.!?…»”"' and text[4:5] != "."
