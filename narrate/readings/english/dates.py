"""Days of the year, years, decades and ordinals: `in 1894`, `the '90s`, `the 2d` of old books."""

import functools
import re

from narrate.readings.english.rewriting import (
    before,
    cardinal,
    counts,
    has_figure,
    in_turn,
    ordinal,
    plain,
    plural,
    rewriting,
    stop_at,
    two_figures,
    year,
)
from narrate.readings.languages import data_of, rules_for

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
    return f"{year(int(match['year']))} {_era(match)}"


def _era(match: re.Match[str]) -> str:
    """`B.C.` as BC, with the stop where a sentence ends: not in `in 44 B.C. Caesar fell`."""
    era = re.sub(r"\W", "", match["era"])
    ahead = _WORD_AHEAD.match(match.string, match.end())
    named = ahead is not None and ahead[1].lower() not in _NO_NAMES
    return era if named else era + stop_at(match)


_WORD_AHEAD = re.compile(r"[\"”’')\]]* [\"“‘'(\[]*([A-Z][a-zà-ÿ]+)")
_ENGLISH = rules_for("en")
_NO_NAMES = _ENGLISH.starters | _ENGLISH.common | _ENGLISH.small


def _era_before(match: re.Match[str]) -> str:
    era = re.sub(r"\W", "", match["era"])
    return f"{era} {year(int(match['year']))}"


YEARS = in_turn(
    rewriting(rf"(?<![\w.,])(?P<year>[1-9]\d{{0,3}}) ?{_ERA}(?!\w)", _era_after),
    rewriting(
        r"(?P<before>\b(?i:century|centuries|millennium|millennia|decade|years) )"
        r"(?P<era>A\.\s?D\.|B\.\s?C\.(?:\s?E\.)?|C\.\s?E\.)(?!\w)",
        lambda m: m["before"] + _era(m),
        lambda text: "A.D." in text or "A. D." in text or "C." in text or "E." in text,
    ),
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


_DATA = data_of("en")
MONTHS: list[str] = _DATA["months"].split()
_SHORT = {
    **{month[:3].lower(): month for month in MONTHS},
    **{month.lower(): month for month in MONTHS},
    "sept": "September",
}
_NAME = (
    r"(?:(?i:january|february|april|june|july|august|september|october|november|december"
    r"|(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
    r"|Mar(?:ch|\b\.?)|MAR(?:CH|\b\.?)|M(?:ay|AY))(?!\w)"
)
_SMALL = r"(?:march|may)(?=,? (?:[12]\d{3}\b|\d{1,2}(?:st|nd|rd|th)?,? [12]\d{3}\b))"
"""Where a year follows, the words that are months only by their capital are months too"""
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_SUFFIX = r"(?P<suffix>(?i:st|nd|rd|th|d))"
_TO = r" ?[-–] ?(?P<last>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?\b(?![-–])"
_YEAR = r"(?:(?:(?P<comma>,?)\s+|-)(?P<year>[12]\d{3})(?![\w%]|[,.:/]\d))?"
_WEEKDAYS: dict[str, str] = _DATA["weekdays"]
_SOME_MONTH = re.compile(
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|\b(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


@functools.lru_cache(maxsize=4)
def _has_month(text: str) -> bool:
    return has_figure(text) and _SOME_MONTH.search(text) is not None


def _month(written: str) -> str:
    """In full; as it is written where it is."""
    return written if written.lower().capitalize() in MONTHS else _SHORT[written.lower().strip(".")]


def _with_year(match: re.Match[str]) -> str:
    written = match["year"]
    return f"{match['comma'] or ''} {year(int(written))}" if written else ""


def _day_first(match: re.Match[str]) -> str | None:
    """`the 21st June`, `25 July 1812`, `12th of May`."""
    if not (match["suffix"] or match["of"]) and match["year"] is None and counts(match):
        return None
    day = ordinal(int(match["day"]))
    article = match["the"] or ("" if match["of"] else "the ")
    return f"{article}{day} of {_month(match['month'])}{_with_year(match)}"


_OF_THEM = re.compile(r" of (?:them|us|you|his|her|my|our|your|their|these|those)\b")


def _month_first(match: re.Match[str]) -> str | None:
    """`July 25, 2012`, `Dec. 11th`."""
    sure = match["suffix"] or match["year"] is not None
    if not sure and (counts(match) or _OF_THEM.match(match.string, match.end())):
        return None
    last = f" to {ordinal(int(match['last']))}" if match["last"] else ""
    return f"{_month(match['month'])} {ordinal(int(match['day']))}{last}{_with_year(match)}"


def _month_and_year(match: re.Match[str]) -> str | None:
    """`Oct. '54`, `Dec. 2020`; a word that may be a verb stays before what it may count."""
    if match["month"] in ("March", "May", "MARCH", "MAY") and counts(match):
        return None
    said = two_figures(match["short"]) if match["short"] else year(int(match["year"]))
    return f"{_month(match['month'])} {said}"


_VERSION = re.compile(r"\b(?:version|patch|release|section|paragraph|build|rule|v\.?) $", re.I)


def _in_figures(match: re.Match[str]) -> str | None:
    """`10/06/2005`: the month first, as in America, unless it can only be the day."""
    first, second, written = int(match["a"]), int(match["b"]), match["year"]
    if not (0 < first <= 31 and 0 < second <= 31) or min(first, second) > 12:
        return None
    if match["mark"] == "." and (_VERSION.search(before(match)) or written > "2100"):
        return None
    said = two_figures(written) if len(written) == 2 else year(int(written))
    if first > 12:
        return f"the {ordinal(first)} of {MONTHS[second - 1]} {said}"
    return f"{MONTHS[first - 1]} {ordinal(second)} {said}"


def _year_first(match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), int(match["day"])
    if not (0 < month <= 12 and 0 < day <= 31):
        return None
    return f"{MONTHS[month - 1]} {ordinal(day)} {year(int(match['year']))}"


def _quarter(match: re.Match[str]) -> str:
    """`2Q22`, `Q2 2022`."""
    written = match["year"]
    said = two_figures(written) if len(written) == 2 else year(int(written))
    return f"the {ordinal(int(match['quarter']))} quarter of {said}"


READING = in_turn(
    rewriting(
        r"\b(?:(?P<quarter>[1-4])Q ?['’]?(?P<year>\d\d(?:\d\d)?))(?!\w)",
        _quarter,
        lambda text: "Q" in text and has_figure(text),
    ),
    rewriting(
        r"\b(?P<half>[12])H(?P<year>\d\d)(?!\w)",
        lambda m: f"the {ordinal(int(m['half']))} half of {two_figures(m['year'])}",
        lambda text: "H" in text and has_figure(text),
    ),
    rewriting(
        rf"\b(?P<month>{_NAME}) (?:['’‘](?P<short>\d\d)(?![\w'’])"
        r"|(?P<year>[12]\d{3})(?![\w%]|[,.:/–-]\d))",
        _month_and_year,
        _has_month,
    ),
    rewriting(
        r"\b(?:Q(?P<quarter>[1-4]) (?P<year>20\d\d|19\d\d))(?!\w)",
        _quarter,
        lambda text: "Q" in text and has_figure(text),
    ),
    rewriting(
        rf"\b(?P<name>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?(?=,? (?:{_NAME} )?\d)"
        r"(?=,? (?:[A-Z]|\d{1,2}(?:st|nd|rd|th)?\b (?:[A-Z]|of )))",
        lambda m: _WEEKDAYS[m["name"].lower()],
        _has_month,
    ),
    rewriting(
        r"(?<![\w./-])(?P<year>[12]\d{3})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
        r"(?![\w/-]|\.\d)",
        _year_first,
    ),
    rewriting(
        r"(?<![\w./-])(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)"
        r"(?P<year>[12]\d{3}|(?<=/)\d\d)(?![\w/-]|\.\d)",
        _in_figures,
    ),
    rewriting(
        rf"(?P<the>\b[Tt]he )?(?<![\w.,:/$£€-]){_DAY}(?:{_SUFFIX}\b)?\.?"
        r"(?:-(?=[A-Z])|\s+)(?P<of>of\s+)?"
        rf"(?P<month>{_NAME}|{_SMALL}){_YEAR}",
        _day_first,
        _has_month,
    ),
    rewriting(
        rf"\b(?P<month>{_NAME}|{_SMALL})(?:\s+|-)(?:the )?{_DAY}(?:{_SUFFIX}\b)?"
        rf"(?:{_TO})?(?![\w%°]|[:./]\d|,\d){_YEAR}",
        _month_first,
        _has_month,
    ),
)
"""The rule `dates`"""
