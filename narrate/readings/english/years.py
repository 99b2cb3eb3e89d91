"""Years, decades and ordinals: `in 1894`, `the '90s`, `A.D. 890`; `21st`, `the 2d` of old books."""

import re

from narrate.readings.english.rewriting import before, counts, in_turn, rewriting, stop_at
from narrate.readings.english.words import cardinal, ordinal, plain, plural, two_figures, year

_ERA = r"(?P<era>A\.\s?D\.?|B\.\s?C\.(?:\s?E\.)?|B\.\s?C|C\.\s?E\.|AD|BCE?|CE)"
_OF_A_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|before|after|circa|year|years|anno|summer|winter"
    r"|spring|autumn|fall|of the|early|late|mid|end of|class of|between|New York|London|Paris)"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)"
    r",? (?:the )?[(\"“]?$",
    re.IGNORECASE,
)


def decade(written: str) -> str:
    """`1980`: nineteen eighties; `2000`: two thousands; `80`: eighties."""
    value = int(written)
    if len(written) == 2:
        return plural(cardinal(value)) if value else "aughts"
    return plural(year(value))


def is_year(written: str) -> bool:
    """Whether four figures are likely a year, from 1000 on."""
    return len(written) == 4 and (written[0] == "1" or written[:2] == "20")


def _year(match: re.Match[str]) -> str | None:
    written = match["year"]
    if counts(match) and not _OF_A_YEAR.search(before(match)):
        return year(int(written)) if written[1] != "0" and written.endswith("00") else None
    return year(int(written))


def _era_after(match: re.Match[str]) -> str:
    era = re.sub(r"\W", "", match["era"])
    return f"{year(int(match['year']))} {era}{stop_at(match)}"


def _era_before(match: re.Match[str]) -> str:
    era = re.sub(r"\W", "", match["era"])
    return f"{era} {year(int(match['year']))}"


READING = in_turn(
    rewriting(rf"(?<![\w.,])(?P<year>[1-9]\d{{0,3}}) ?{_ERA}(?!\w)", _era_after),
    rewriting(rf"(?<![\w.]){_ERA} ?(?P<year>[1-9]\d{{0,3}})(?![\w]|[,.]\d)", _era_before),
    rewriting(
        r"(?<![\w.,-])['’‘]?(?P<year>(?:1\d|20)?\d0)['’]?s(?!\w|\.?\s\d+d\.)",
        lambda m: decade(m["year"]),
    ),
    rewriting(
        r"(?P<before>[Mm]id-)(?P<year>(?:1\d|20)?\d0)['’]?s(?!\w)",
        lambda m: m["before"] + decade(m["year"]),
    ),
    rewriting(
        r"(?P<before>\b[Yy]ear |\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Oo]f) (?=\d{4}[,.;:!?)\"”]))"
        r"(?P<year>2[1-9]\d\d|[3-9]\d{3})(?![\w%]|[,.:/-]\d)",
        lambda m: m["before"] + (plain if m["year"].endswith("000") else year)(int(m["year"])),
    ),
    rewriting(
        r"(?P<before>\b(?i:year|anno(?: domini)?|year of our lord) )"
        r"(?P<year>\d{3})(?![\w%]|[,.]\d)",
        lambda m: m["before"] + year(int(m["year"])),
    ),
    rewriting(
        r"(?<![\w'’‘])['’‘](?P<year>\d\d)(?![\w'’\"”%]|[,.:]\d)", lambda m: two_figures(m["year"])
    ),
    rewriting(r"(?<![\w.,/:-])(?P<year>1\d{3}|20\d\d)(?![\w%/]|[,.:]\d)", _year),
)
"""The rule `years`"""


_BEFORE_OLD = (
    r"(?:(?<=\bthe )|(?<=\bThe )|(?<=\bmy )|(?<=\bhis )|(?<=January )|(?<=February )|(?<=March )"
    r"|(?<=April )|(?<=May )|(?<=June )|(?<=July )|(?<=August )|(?<=September )|(?<=October )"
    r"|(?<=November )|(?<=December ))"
)


def _ordinal(match: re.Match[str]) -> str:
    value, suffix = int(match["value"].replace(",", "")), match["suffix"]
    if _suffix_of(value) == suffix.lower():
        return ordinal(value)
    return f"{cardinal(value)} {suffix}"


def _suffix_of(value: int) -> str:
    if value // 10 % 10 == 1:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _old(match: re.Match[str]) -> str:
    return ordinal(int(match["value"].replace(",", "")))


ORDINALS = in_turn(
    rewriting(
        r"(?<![\w.,/$£€])(?P<value>\d{1,3}(?:,\d{3})+|\d+)(?P<suffix>(?i:st|nd|rd|th))(?!\w)",
        _ordinal,
    ),
    rewriting(rf"{_BEFORE_OLD}(?P<value>\d*[23])d(?!\w)", _old),
    rewriting(r"(?<![\w.,])(?P<value>\d*[23])d(?= (?:of|inst|ult|day|part|Regiment|Reg)\b)", _old),
    rewriting(r"^(?P<value>\d*[23])D(?= [A-Z]{3})", _old),
)
"""The rule `ordinals`; `2th` is none and keeps its ending"""
