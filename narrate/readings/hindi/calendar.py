"""Dates and years in Hindi: 15/08/1947, 15 अगस्त 1947, सन् 1857, 1990 के दशक, 300 ई.पू.

Also times of day: 7:21 as सात बजकर इक्कीस मिनट, 7:30 as साढ़े सात बजे.
"""

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import SMALL, cardinal, with_quarters, year
from narrate.readings.languages import data_of

_DAYS = [*SMALL[:6], "छः", *SMALL[7:32]]
"""The sixth is written in its older spelling, as calendars do"""

_DATA = data_of("hi")
_MONTHS = _DATA["months"].split()
_YEAR = r"\d{4}"
_DAY = r"\d{1,2}"

_FULL = regex.compile(
    rf"{indian.BEGIN}(?P<day>{_DAY})(?P<mark>[-/.])(?P<month>{_DAY})(?P=mark)(?P<year>{_YEAR}){indian.END}"
)
_ISO = regex.compile(
    rf"{indian.BEGIN}(?P<year>{_YEAR})(?P<mark>[-/])(?P<month>\d\d)(?P=mark)(?P<day>\d\d){indian.END}"
)
_SHORT = regex.compile(rf"{indian.BEGIN}(?P<day>\d\d)-(?P<month>\d\d){indian.END}")
_MONTH_OF = regex.compile(
    rf"{indian.BEGIN}(?P<month>[0०]\d|[1१][0-2०-२])(?P<mark>[-/])"
    rf"(?P<year>(?:1[5-9]|20|१[५-९]|२०)\d\d){indian.END}"
)
_WITH_NAME = regex.compile(
    rf"(?:{indian.BEGIN}(?P<day>{_DAY})\s+)?(?<![\p{{L}}\p{{M}}])(?P<month>{_DATA['month_spellings']})"
    rf"(?P<after>\s+{_DAY}(?=\s*,\s*{_YEAR}{indian.END}))?"
    rf"(?:(?P<comma>,?)\s*(?P<year>1[1-9]\d\d|[१][१-९]\d\d|[2२][0०]\d\d){indian.END})?"
    rf"{indian.LAST}"
)


def _in_figures(found: regex.Match[str]) -> str | None:
    day, month, in_year = int(found["day"]), int(found["month"]), year(int(found["year"]))
    if 1 <= day <= 31 and 1 <= month <= 12:
        return f"{_DAYS[day]} {_MONTHS[month - 1]} {in_year}"
    if 1 <= month <= 31 and 1 <= day <= 12:  # the American order stays what it is
        return f"{_MONTHS[day - 1]} {_DAYS[month]} {in_year}"
    return None


def _day_and_month(found: regex.Match[str]) -> str | None:
    """`06-05`, `31-12`; where two figures rise they are rather a span."""
    day, month = int(found["day"]), int(found["month"])
    noughts = int(found["day"][0]) == 0 or int(found["month"][0]) == 0
    falls = day > month  # so it is no span
    if not (noughts or falls) or not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{_DAYS[day]} {_MONTHS[month - 1]}"


def _month_and_year(found: regex.Match[str]) -> str | None:
    month = int(found["month"])
    name = _MONTHS[month - 1] if 1 <= month <= 12 else None
    return name and f"{name} {year(int(found['year']))}"


def _with_name(found: regex.Match[str]) -> str | None:
    """`अगस्त 15, 1947` as अगस्त पंद्रह, उन्नीस सौ सैंतालीस."""
    day, after = (int(found[name] or 0) for name in ("day", "after"))
    if max(day, after) > 31 or not (day or after or found["year"]):
        return None
    said = f"{_DAYS[day]} {found['month']}" if day else found["month"]
    if after:
        said += f" {_DAYS[after]}"
    return f"{said}{found['comma']} {year(int(found['year']))}" if found["year"] else said


_SHORT_NAME = regex.compile(
    rf"(?:(?<=\d\s)|(?<=\d))(?P<short>{'|'.join(_DATA['short_months'])})\.(?=\s?,?\s?\d{{4}}|\s(?:को|से|तक|में)|$)"
)
DATES = indian.rule(
    (_SHORT_NAME, lambda found: _MONTHS[_DATA["short_months"][found["short"]] - 1]),
    (_ISO, _in_figures),
    (_FULL, _in_figures),
    (_MONTH_OF, _month_and_year),
    (_SHORT, _day_and_month),
    (_WITH_NAME, _with_name),
)
"""`12-07-1970` as बारह जुलाई उन्नीस सौ सत्तर; what is no day of a month stays"""


_CENTURIES = r"(?:1[1-9]|[१][१-९])\d\d"
"""Years that are not said as other numbers are"""
_ERA = r"ई(?:\.|स्वी|सवी)|ईसवी|ईस्वी|ई\.?\s?पू\.?|ईसा\s?पूर्व|ए\.?डी\.?|AD|BC|CE|BCE"
_BEFORE_YEAR = (
    r"ईसवी सन|सन्|सन|वर्ष|साल|संवत्|संवत|ई\.|ईस्वी|ईसवी|विक्रमी|जन्म:?|मृत्यु:?|स्थापना:?|प्रकाशन:?|शक"
)
_AFTER_YEAR = (
    rf"{_ERA}|में|तक|से\s(?=[\d१])|के\s(?:दशक|बाद|पहले|दौरान|आसपास|अंत|आरंभ|शुरू|मध्य|विद्रोह|आंदोलन|युद्ध|चुनाव)"
)
_MARKED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?P<mark>{_BEFORE_YEAR})(?P<space>\s*\(?){indian.BEGIN}"
    rf"(?P<year>{_CENTURIES})(?:(?P<dash>\s?[-–]\s?)(?P<until>{_CENTURIES}|\d\d))?{indian.END}"
)
_FOLLOWED = regex.compile(
    rf"{indian.BEGIN}(?P<year>{_CENTURIES})(?=(?:(?:,|\s(?:और|या|व|से))\s{_CENTURIES})*\s(?:{_AFTER_YEAR}))"
)
"""A list of years is known by what comes after its last"""
_MODERN = regex.compile(
    rf"{indian.BEGIN}(?P<year>(?:1[789]|[१][७८९])\d\d)(?=\s(?:के|की|का|से|वाले|वाली|वाला){indian.LAST}"
    r"(?!\s(?:करीब|लगभग|बराबर|नोट|आसपास|अधिक|ज़्यादा|ज्यादा|कम|ऊपर)))"
)
_BRACKETED = regex.compile(
    rf"(?<=\()(?P<year>{_CENTURIES})(?:(?P<dash>\s?[-–]\s?)(?P<until>{_CENTURIES}|\d\d))?(?=\))"
)
_BEFORE_CHRIST = regex.compile(
    rf"{indian.BEGIN}(?P<year>\d{{1,4}})(?P<dash>\s?[-–]\s?)(?P<until>\d{{1,4}})"
    r"(?=\s?(?:ई[.॰]?\s?पू|ईसा\s?पूर्व|BC))"
)
"""Counted down: 297-272 ई. पू."""
_TO_YEAR = regex.compile(
    rf"{indian.BEGIN}(?P<year>(?:1[789]|[१][७८९]|20|२०)\d\d)(?P<dash>[-–])(?P<until>(?:{_CENTURIES})|\d\d){indian.END}"
)


def _one_or_two(found: regex.Match[str]) -> str | None:
    parts = found.groupdict()
    front = (parts.get("mark") or "") + (parts.get("space") or "")
    first = int(found["year"])
    if not parts.get("until"):
        return f"{front}{year(first)}"
    until = int(found["until"])
    if len(found["until"]) == 2:
        said = cardinal(until)
        return f"{front}{year(first)}-{said}" if until > first % 100 else None
    return f"{front}{year(first)} से {year(until)}" if until > first else None


def _counted_down(found: regex.Match[str]) -> str | None:
    first, until = int(found["year"]), int(found["until"])
    return f"{cardinal(first)} से {cardinal(until)}" if first > until else None


YEARS = indian.rule(
    (_BEFORE_CHRIST, _counted_down),
    *((each, _one_or_two) for each in (_MARKED, _BRACKETED, _TO_YEAR, _FOLLOWED, _MODERN)),
)
"""`सन 1999`, `1960 के`, `(1880-1936)`: only where what is beside it says a year"""


_TIME = regex.compile(
    # behind a book of scripture or the word for a proportion it is no time
    rf"(?<!(?:{_DATA['references']})\s){indian.BEGIN}(?P<hour>\d{{1,2}}):(?P<minute>[0-5०-५]\d)(?::(?P<second>[0-5०-५]\d))?{indian.END}"
    r"(?!\sके अनुपात)"
    rf"(?P<half>\s?(?:am|pm|a\.m\.|p\.m\.|AM|PM|A\.M\.|P\.M\.)(?![\p{{L}}\p{{M}}]))?"
    r"(?P<o_clock>\s?(?:बजकर|बजे)(?![\p{L}\p{M}]))?"
)
_POINT = regex.compile(
    rf"{indian.BEGIN}(?P<hour>\d{{1,2}})\.(?P<minute>[0-5०-५]\d)\s?(?=(?:बजकर|बजे)(?![\p{{L}}\p{{M}}]))"
)
_HALF = {"a": "ए एम", "p": "पी एम"}


def _said(found: regex.Match[str]) -> str | None:
    hour, minute, second = (int(found[g] or 0) for g in ("hour", "minute", "second"))
    if hour > 24:
        return None
    said = _with_second(hour, minute, second) if found["second"] else _quarter(hour, minute)
    half = found["half"]
    return f"{said} {_HALF[half.strip()[0].lower()]}" if half else said


def _quarter(hour: int, minute: int) -> str:
    if minute == 0:
        return f"{SMALL[hour]} बजे"
    if minute in (15, 30, 45) and 1 <= hour <= 12:
        return f"{with_quarters(0 if (hour, minute) == (12, 45) else hour, minute // 15)} बजे"
    return f"{SMALL[hour]} बजकर {SMALL[minute]} मिनट"


def _with_second(hour: int, minute: int, second: int) -> str:
    said = f"{SMALL[hour]} बजकर"
    if minute:
        said += f" {SMALL[minute]} मिनट"
    return f"{said} {SMALL[second]} सेकंड" if second else said


_HOURS = regex.compile(
    rf"{indian.BEGIN}(?P<a>\d{{1,2}}:[0-5०-५]\d)\s?[-–]\s?(?=\d{{1,2}}:[0-5०-५]\d(?![\d:]))"
)
TIMES = indian.rule(
    (_HOURS, lambda found: f"{found['a']} से "),
    (_POINT, lambda found: f"{found['hour']}:{found['minute']} "),
    (_TIME, _said),
)
"""`4:00` as चार बजे; a full hour, a quarter and a half have their own words"""
