"""Roman numerals where it is plain that they are numbers: chapters, kings, wars, centuries.

`I`, `V`, `X`, `MIX` or `DID` alone are words or letters and stay so.
"""

import functools
import re

from narrate.numerals import roman_value
from narrate.readings.english.rewriting import (
    before,
    cardinal,
    following,
    in_turn,
    ordinal,
    rewriting,
    year,
)
from narrate.readings.languages import data_of

_DATA = data_of("en")
_DIVISIONS: str = _DATA["divisions"]
_MANY = re.compile(r"^(?:\w+s|staves|appendices)$", re.IGNORECASE)
_NUMERAL = r"[IVXLCivxlc]+"
_NO_PRONOUN = re.compile(r"(?=[.,:;)\]—–-]|$| of\b)")
_RULERS = frozenset(_DATA["sovereigns"].split())
"""Of sovereigns and popes, and first names that are handed down in families"""
_RANKS = re.compile(
    r"\b(?:King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Prince|Princess|Duke|Sultan|Shah"
    r"|Pharaoh|Saint|Lord|Antipope|Patriarch|Count|Sir|Earl|Don|Baron) (?:[A-Z]\w+ )?$"
)
_SECOND_NAME = re.compile(
    r"\b(?!(?:The|A|An|This|That|Our|His|Her|My)\b)[A-Z][a-z]+ (?:[A-Z]\.? )?$"
)
_THINGS = frozenset(_DATA["numbered_things"].split())
_NOT_NUMERALS = frozenset({"CC", "XX", "XXX", "CV", "CD", "DC", "MC", "MD", "LC", "CL", "ML", "LL"})
_SOME_NUMERAL = re.compile(r"(?<![\w'’])[ivxlcIVXLC]+(?:th|st|nd|rd)?(?!\w)")
_DIVISION = re.compile(_DIVISIONS, re.IGNORECASE)


@functools.lru_cache(maxsize=64)
def has_numeral(text: str) -> bool:
    """Whether there is any word of roman figures but the pronoun: quicker than the rules."""
    return any(m.group() != "I" or _may_count(text, m) for m in _SOME_NUMERAL.finditer(text))


def _may_count(text: str, match: re.Match[str]) -> bool:
    """Whether `I` comes after a name or a part of a book, or begins the text."""
    word = text[max(0, match.start() - 14) : match.start()].rstrip(" .").rpartition(" ")[2]
    return not word or word[0].isupper() or _DIVISION.fullmatch(word) is not None


def _division(match: re.Match[str]) -> str | None:
    """`Scene ii`, `CHAPTER XLVIII`, `Parts I and II`, but `the letter I wrote`."""
    first = _value_in(match, "numeral")
    if first is None:
        return None
    said = f"{match['word']}{match['space']}{cardinal(first)}"
    if match["second"]:
        second = roman_value(match["second"])
        if second is None:
            return said + match.group()[match.end("numeral") - match.start() :]
        between = " to " if match["between"].strip() in "-–—" else match["between"]
        said += f"{between}{cardinal(second)}"
    return said


def _value_in(match: re.Match[str], group: str) -> int | None:
    numeral, word = match[group], match["word"].lower()
    value = roman_value(numeral)
    single = numeral.islower() and len(numeral) == 1
    if value is None or (single and (numeral not in "ivx" or word == "letter")):
        return None
    pronoun = numeral in ("i", "I") and not _NO_PRONOUN.match(match.string, match.end(group))
    many = bool(match["second"]) and _MANY.match(word) is not None
    return None if pronoun and not many else value


_TITLE_BEGINS = (
    r"(?:[A-Z]+\b[^a-z]*$|(?:The|A|An|Of|In|On|How|What|At|To|From|My|His|Her|Our|Which|Some"
    r"|Concerning)\b)"
)
"""After `V.` or `X.`, which may also be somebody's initials"""
_TITLE = re.compile(r"[^.!?…;,]{0,60}$")


def _head(match: re.Match[str]) -> str | None:
    """A text that begins with its number: `XIV. The Return`."""
    if match["one"] and not _TITLE.match(match.string, match.end() + 1):
        return None  # rather who speaks: `I. Nay, that I cannot.`
    value = roman_value(match["numeral"] or match["one"])
    said = "" if value is None else cardinal(value)
    return f"{match['before']}{said[0].upper()}{said[1:]}" if said else None


def _person(match: re.Match[str]) -> str | None:
    """`Henry VIII`: the Eighth; `World War II`: Two; a name that is not known stays."""
    name, numeral = match["name"].capitalize(), match["numeral"]
    value = None if numeral in _NOT_NUMERALS else roman_value(numeral)
    if value is None or (match["th"] and name not in _RULERS):
        return None  # `The XIXth century`
    if name in _THINGS:
        sure = len(numeral) > 1 or name in ("War", "Act", "Part")
        return f"{match['name']} {_titled(cardinal(value))}" if sure else None
    return _numbered_person(match, value, ruler=name in _RULERS)


def _numbered_person(match: re.Match[str], value: int, *, ruler: bool) -> str | None:
    """`Pope John XXIII`: the Twenty-Third; `Thurston Howell III`: the Third; `Gort IV`: four."""
    ranked = _RANKS.search(before(match, 30)) is not None
    ruler = ruler or ranked
    if len(match["numeral"]) == 1 and not (ruler and _is_number(match, ranked=ranked)):
        return None
    if ruler or (value < 5 and _SECOND_NAME.search(before(match, 30))):
        return f"{match['name']} the {_titled(ordinal(value))}"
    return f"{match['name']} {cardinal(value)}" if value < 40 else None


def _is_number(match: re.Match[str], *, ranked: bool) -> bool:
    """Whether one letter after a sovereign's name is a number rather than a pronoun or initial."""
    numeral, after = match["numeral"], following(match)
    if numeral not in "IVX" or re.match(r"\.\s?[A-Z]\w", after):
        return False
    if match["name"] == "Malcolm" and numeral == "X":
        return False
    if numeral != "I":
        return True
    return ranked or re.match(r"['’]s\b|[,;:)\]—]|\s+(?:of|and [A-Z])|\.?\s*$", after) is not None


def _titled(words: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in words.split("-"))


_LETTERS = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


def _year(match: re.Match[str]) -> str | None:
    """`MDCCCXLIII`, as on title pages."""
    values = [_LETTERS[letter] for letter in match.group()]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return year(total) if 1400 <= total <= 2100 else None


READING = in_turn(
    rewriting(
        rf"\b(?P<word>{_DIVISIONS})(?P<space>\.?\s+)(?P<numeral>{_NUMERAL})\b(?!['’]\w)(?:\.(?=[,;]))?"
        r"(?:(?P<between>\s?[-–—]\s?|,? (?:and|to|or|&) )"
        r"(?P<second>[IVXLC]+|[ivxlc]{2,})\b(?!['’]\w))?",
        _division,
        has_numeral,
        flags=re.IGNORECASE,
    ),
    rewriting(
        r"(?P<before>^\W*)(?:(?P<numeral>[IVXLC]{2,})"
        r"(?=\.(?: |$)|\.?\s?(?:--|—)| [–-] |: |$)|"
        rf"(?P<one>I(?=\.(?: |$)|: )|[VX](?=: |\.$|\. {_TITLE_BEGINS})))",
        _head,
        has_numeral,
    ),
    rewriting(
        r"\b(?P<name>[A-Z][a-zà-ÿ]+|[A-Z]{3,}(?= [IVXLC]{2})) "
        r"(?P<numeral>[IVXLC]+)(?:(?P<th>th|st|nd|rd)\b|\b)"
        r"(?:\.(?= [a-z]|['’]s\b|[,;])|(?=['’]s\b)|(?!['’]))",
        _person,
        has_numeral,
    ),
    rewriting(
        r"\b(?P<numeral>[IVXL]+(?=(?:th|st|nd|rd)\b)|[IVX]{2,}(?= century\b))(?:th|st|nd|rd)?",
        lambda m: ordinal(value) if (value := roman_value(m["numeral"])) else None,
        has_numeral,
    ),
    rewriting(
        r"\bM(?:CM|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})\b(?<=\w{5})|\bMM[XVI]{0,6}\b(?<=\w{3})",
        _year,
        lambda text: "MD" in text or "MC" in text or "MM" in text,
    ),
    rewriting(
        r"(?P<before>\b(?:[Yy]ear|YEAR|[Cc]entury|CENTURY) )(?P<numeral>[IVXLC]{2,})\b(?!['’]\w)",
        lambda m: (
            f"{m['before']}{cardinal(value)}" if (value := roman_value(m["numeral"])) else None
        ),
        has_numeral,
    ),
    rewriting(
        r"(?<=\()(?P<numeral>[ivx]{2,}|[IVX]{2,})(?=\))",
        lambda m: cardinal(value) if (value := roman_value(m["numeral"])) else None,
        lambda text: "(" in text,
    ),
)
"""The rule `roman`"""
