"""Days of the year, with and without their year."""

import re

from narrate.readings.english.rewriting import before, counts, has_figure, in_turn, rewriting
from narrate.readings.english.words import ordinal, two_figures, year
from narrate.readings.languages import data_of

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
