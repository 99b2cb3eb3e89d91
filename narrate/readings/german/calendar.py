"""German dates and times of day."""

import re

from narrate.readings.german.grammar import DATA, cardinal, ordinal, year
from narrate.readings.german.numbering import ending_after

_MONTHS = DATA["months"].split()
_BY_NAME: dict[str, int] = {name.lower(): i for i, name in enumerate(_MONTHS, 1)} | {
    name.lower(): i for name, i in DATA["month_forms"].items()
}
_FULL = [*_MONTHS, "Jänner", "Feber"]
_MONTH = rf"(?P<month>(?:{'|'.join(_FULL)})\b|(?:{'|'.join(DATA['month_forms'])})\b\.?)"
_BEFORE = r"(?<![\w.,/:-])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_NAMED = re.compile(
    rf"{_BEFORE}{_DAY}\. ?{_MONTH}(?: (?P<year>\d{{4}})(?![\w/:]|[.,]\d))?", re.IGNORECASE
)
_SHORT = re.compile(
    rf"{_BEFORE}\b(?P<month>{'|'.join(DATA['month_forms'])})\b\.? (?P<year>1\d{{3}}|20\d\d)"
    r"(?![\w/:]|[.,]\d)",
    re.IGNORECASE,
)
_DAYS = re.compile(
    rf"{_BEFORE}(?P<first>0?[1-9]|[12]\d|3[01])\."
    rf"(?P<join> ?[-–/] ?| (?:und|oder|bis|bis zum|auf den) ){_DAY}\. ?{_MONTH}",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"{_BEFORE}{_DAY}\. ?(?P<m>0?[1-9]|1[0-2])\. ?(?P<year>\d{{4}}|\d{{2}}(?=\W|$))?"
    r"(?![\w/:]|[.,]\d)"
)
_DAY_AND_MONTH = re.compile(
    r"(?P<day>0[1-9]|[12]\d|3[01])\.(?P<m>0[1-9]|1[0-2])\.?"
    r"|(?P<d>[1-9])\. ?(?P<m1>[1-9]|1[0-2])\."
    r"|(?P<d2>[12]\d|3[01])\. ?(?P<m2>[1-9])\."
)
_WEEKDAYS: dict[str, str] = DATA["weekdays"]
_WEEKDAY = re.compile(
    rf"(?<![\w.-])(?P<name>{'|'.join(_WEEKDAYS)})(?:\.,?|,) "
    rf"(?=(?:den |dem )?\d{{1,2}}\. ?(?:\d|{_MONTH}))",
)
_WEEK = re.compile(
    rf"(?<![\w.-])(?P<a>{'|'.join(_WEEKDAYS)})\.?(?P<join> ?[–-] ?| (?:bis|und|oder) )"
    rf"(?P<b>{'|'.join(_WEEKDAYS)})"
    r"(?![\w-])(?P<stop>\.?)"
)
_ISO = re.compile(
    rf"{_BEFORE}(?P<year>[12]\d{{3}})-(?P<m>0[1-9]|1[0-2])(?:-(?P<day>\d{{2}}))?(?![\w/:-])"
)


def dates(text: str) -> str:
    """`2. Januar 1898`, `2.3.2003`, `2003-03`."""
    alone = _DAY_AND_MONTH.fullmatch(text)
    if alone:
        day, month = filter(None, alone.groups())
        return f"{ordinal(int(day), 'er')} {_MONTHS[int(month) - 1]}"
    text = _SHORT.sub(lambda m: f"{_month(m['month'])} {year(int(m['year']))}", text)
    text = _DAYS.sub(_days, text)
    text = _WEEKDAY.sub(lambda m: f"{_WEEKDAYS[m['name']]}, ", text)
    return _ISO.sub(_iso, _NUMERIC.sub(_numeric, _NAMED.sub(_named, text)))


def _month(written: str) -> str:
    return str(_MONTHS[_BY_NAME[written.lower().rstrip(".")] - 1])


def _days(match: re.Match[str]) -> str:
    """`18.–20. Mai`, `am 1. und 2. Mai`."""
    ending = ending_after(match.string, match.start()) or "er"
    first, last = (ordinal(int(match[group]), ending) for group in ("first", "day"))
    join = match["join"] if match["join"].strip(" -–/") else " bis "
    return f"{first}{join}{last} {_month(match['month'])}"


def weeks(text: str) -> str:
    """`Mo–Fr`, `Di.-So.`"""
    return _WEEK.sub(_week, text)


def _week(match: re.Match[str]) -> str:
    ends = match["stop"] and not match.string[match.end() :]
    join = match["join"] if match["join"].strip(" –-") else " bis "
    return f"{_WEEKDAYS[match['a']]}{join}{_WEEKDAYS[match['b']]}{'.' if ends else ''}"


def _named(match: re.Match[str]) -> str:
    written = match["month"]
    number = _BY_NAME[written.lower().rstrip(".")]
    short = written[-1] != "." and written.capitalize() not in _FULL
    if short and not match["year"] and match.group() != match.string:
        return match.group()  # `der 3. Jan`
    month = _MONTHS[number - 1]
    ending = ending_after(match.string, match.start()) or "er"
    said = f"{ordinal(int(match['day']), ending)} {month}"
    return f"{said} {year(int(match['year']))}" if match["year"] else said


_AFTER_WEEKDAY = re.compile(rf"(?:{'|'.join(_WEEKDAYS.values())}), $")


def _numeric(match: re.Match[str]) -> str:
    spoken = match["year"]
    ending = ending_after(match.string, match.start())
    if not spoken and ending is None and not _AFTER_WEEKDAY.search(match.string, 0, match.start()):
        return match.group()  # `3.5.` may be a section
    # `am 2.3.`: as a date without a year; the month is an ordinal only in speech
    said = f"{ordinal(int(match['day']), ending or 'er')} {_MONTHS[int(match['m']) - 1]}"
    if not spoken:
        rest = match.string[match.end() :].strip(' "”“’»«)')
        return said + ("" if rest else ".")
    return f"{said} {year(int(spoken))}"


def _iso(match: re.Match[str]) -> str:
    month = f"{_MONTHS[int(match['m']) - 1]} {year(int(match['year']))}"
    if match["day"] is None:
        return month
    day = int(match["day"])
    if not 1 <= day <= 31:
        return match.group()
    return f"{ordinal(day, ending_after(match.string, match.start()) or 'er')} {month}"


_ZONE = rf"(?: (?P<zone>(?:{'|'.join(DATA['zones'].split())})\b))?"
_CLOCK = re.compile(
    r"(?<![\w.,/:-])(?P<h>[01]?\d|2[0-4])(?P<mark>[:.])(?P<m>[0-5]\d)(?:(?P=mark)(?P<s>[0-5]\d))?"
    rf"(?P<uhr> ?(?:Uhr\b|h\b))?{_ZONE}"
    r"(?![\w/:-]|[.,]\d)",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\w.,/:-])(?P<h>[01]?\d|2[0-4]) ?(?P<uhr>Uhr)\b"
    rf"(?: (?P<m>[0-5]?\d)(?![\w/:]|[.,]\d|\.))?{_ZONE}",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:um|gegen|bis|ab|seit|von|vor|nach|kurz) $", re.IGNORECASE)


def times(text: str) -> str:
    """`14:15 Uhr`, `um 8.07`, `7 Uhr 30`."""
    return _HOUR.sub(_clock, _CLOCK.sub(_clock, text))


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if not match["uhr"]:
        colon = groups.get("mark") == ":"
        alone = match.group() == match.string or groups.get("zone")
        if not (colon and (alone or _AT.search(match.string[: match.start()][-10:]))):
            return match.group()
    hour, minute = int(match["h"]), int(match["m"] or 0)
    zone = f" {' '.join(groups['zone'])}" if groups.get("zone") else ""
    said = f"{cardinal(hour, 'm')} Uhr"
    if groups.get("s"):
        second = int(match["s"])
        minutes = f" {cardinal(minute, 'f')} Minute{'n' * (minute != 1)}"
        return f"{said}{minutes} {cardinal(second, 'f')} Sekunde{'n' * (second != 1)}{zone}"
    return f"{said} {cardinal(minute)}{zone}" if minute else said + zone
