"""French dates and times of day."""

import re

from narrate.readings.continental.plain import is_dated, sentence_ends
from narrate.readings.french.grammar import DATA, cardinal

_MONTHS = DATA["months"].split()
_BY_NAME: dict[str, int] = {name: i for i, name in enumerate(_MONTHS, 1)} | DATA["month_forms"]
_MONTH = (
    rf"(?P<month>(?:{'|'.join([*_MONTHS, 'aout'])})\b"
    rf"|(?:{'|'.join(name for name in DATA['month_forms'] if name != 'aout')})\b\.?)"
)
_BEFORE = r"(?<![\w.,/:-])"
_DAYS = r"(?:0?[1-9]|[12]\d|3[01])"
_NAMED = re.compile(
    rf"{_BEFORE}(?P<days>{_DAYS}(?:er|ᵉʳ)?(?:[/-]{_DAYS}(?:er)?){{0,3}}) {_MONTH}"
    rf"(?: (?P<year>\d{{4}})(?![\w/:]|[.,]\d))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"{_BEFORE}(?P<day>{_DAYS})(?P<mark>[/.-])(?P<m>0?[1-9]|1[0-2])(?P=mark)(?P<year>\d{{4}}|\d{{2}})"
    r"(?![\w/:-]|[.,]\d)"
)
_DAY_AND_MONTH = re.compile(r"(?P<day>0[1-9]|[12]\d|3[01])\.(?P<m>0[1-9]|1[0-2])")
_ISO = re.compile(
    rf"{_BEFORE}(?P<year>[12]\d{{3}})-(?P<m>0[1-9]|1[0-2])-(?P<day>{_DAYS})(?![\w/:-])"
)


def dates(text: str) -> str:
    """`17 janvier 1898`, `1er mai`, `02-03-2003`, `les 17/18 juin`."""
    alone = _DAY_AND_MONTH.fullmatch(text)
    if alone:
        return f"{_day(alone['day'])} {_MONTHS[int(alone['m']) - 1]}"
    text = _NAMED.sub(_named, text)
    return _ISO.sub(_numeric, _NUMERIC.sub(_numeric, text))


def _day(written: str) -> str:
    number = int("".join(filter(str.isdecimal, written)))
    return "premier" if number == 1 else cardinal(number)


def _named(match: re.Match[str]) -> str:
    written = match["month"]
    if not match["year"] and written.lower() in DATA["month_forms"] and written.lower() != "aout":
        return match.group()  # `5 oct`: without its stop it is too short to be sure
    ends = written.endswith(".") and sentence_ends(match.string, match.end())
    month = _MONTHS[_BY_NAME[written.lower().rstrip(".")] - 1]
    days = " ".join(_day(day) for day in re.split(r"[/-]", match["days"]))
    said = f"{days} {month}"
    if match["year"]:
        return f"{said} {cardinal(int(match['year']))}"
    return said + ("." if ends else "")


def _numeric(match: re.Match[str]) -> str:
    year = match["year"]
    if len(year) == 2 and not is_dated(match.group()):
        return match.group()
    said = f"{_day(match['day'])} {_MONTHS[int(match['m']) - 1]}"
    return f"{said} {cardinal(int(year))}"


_CLOCK = re.compile(
    r"(?<![\w.,/:+-])(?P<h>[01]?\d|2[0-4])(?: ?[hH]\.? ?| ?heures? )(?P<m>[0-5]\d)(?: ?min\b\.?)?"
    r"(?: ?(?P<s>[0-5]\d) ?s\b\.?)?(?![\w/:]|[.,]\d| ?(?:%|km|m|kg)\b)"
)
_COLON = re.compile(
    r"(?<![\w.,/:+-])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\w/:-]|[.,]\d)"
)
_AT = re.compile(r"\b(?:à|de|vers|dès|avant|après|jusqu['’]à|et|entre|pour) $", re.IGNORECASE)


def times(text: str) -> str:
    """`15h30`, `15 h 30`, `à 8:05`."""
    return _COLON.sub(_colon, _CLOCK.sub(_clock, text))


def _colon(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 12) : match.start()]
    alone = match.group() == match.string and len(match["m"]) == 2
    return _clock(match) if alone or _AT.search(before) else match.group()


def _clock(match: re.Match[str]) -> str:
    hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
    said = f"{cardinal(hour, 'f')} heure{'s' * (hour > 1)}"
    if minute:
        said += f" {cardinal(minute, 'f')}"
    if second:
        minutes = f" minute{'s' * (minute > 1)}" if minute else ""
        said += f"{minutes} {cardinal(second, 'f')} seconde{'s' * (second > 1)}"
    return said
