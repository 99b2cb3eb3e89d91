"""Spanish dates."""

from __future__ import annotations

import re

from narrate.readings.spanish.grammar import DATA, cardinal

_MONTHS = DATA["months"].split()
_BY_NAME: dict[str, int] = {name: i for i, name in enumerate(_MONTHS, 1)} | DATA["month_forms"]
_FULL = "|".join([*_MONTHS, "setiembre"])
_SHORT = "|".join(name for name in DATA["month_forms"] if name != "setiembre")
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>\d{4})(?![\d.,:/-]\d|\w)"
_NAMED = re.compile(
    rf"(?<![\w.,/:-]){_DAY}(?P<first>\.?[º°])?(?: de | )"
    rf"(?P<month>(?:{_FULL})\b|(?:{_SHORT})\b\.?)(?:(?P<of>,? del? |,? ){_YEAR})?",
    re.IGNORECASE,
)
_AMERICAN = re.compile(rf"\b(?P<month>{_FULL}) {_DAY}(?:,| de| del|,? de)? {_YEAR}", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<![\w.,/:-])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"
    r"(?![\w/:-]|[.,]\d)"
)
_ISO = re.compile(r"(?<![\w.,/:-])(?P<year>[12]\d{3})-(?P<b>\d{2})-(?P<a>\d{2})(?![\w/:-]|[.,]\d)")
_DAY_AND_MONTH = re.compile(
    r"\b(?P<lead>(?:el|del|al|día) )(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/:-]|[.,]\d)", re.IGNORECASE
)


def dates(text: str) -> str:
    """`5 de mayo de 1898`, `5/5/1898`, `junio 21 2021`, `1898-05-05`."""
    text = _AMERICAN.sub(_american, text)
    text = _NAMED.sub(_named, text)
    text = _ISO.sub(_numeric, _NUMERIC.sub(_numeric, text))
    return _DAY_AND_MONTH.sub(_day_and_month, text) if "/" in text else text


def _day_and_month(match: re.Match[str]) -> str:
    day, month = int(match["a"]), int(match["b"])
    if not (1 < day <= 31 and 1 <= month <= 12):  # `el 1/2`: more likely a half
        return match.group()
    return f"{match['lead']}{cardinal(day)} de {_MONTHS[month - 1]}"


def _day(number: int) -> str:
    return "primero" if number == 1 else cardinal(number)


def _named(match: re.Match[str]) -> str:
    written = match["month"]
    month = _MONTHS[_BY_NAME[written.lower().rstrip(".")] - 1]
    if written.lower() in DATA["month_forms"] and not (
        match["year"] or match.group() == match.string or written.lower() == "setiembre"
    ):
        return match.group()  # `3 de mar`: without its stop it is too short to be sure
    said = f"{_day(int(match['day']))} de {written if written.lower() == month else month}"
    if not match["year"]:
        return said + ("." if written.endswith(".") and not match.string[match.end() :] else "")
    of = " del " if "del" in match["of"] else " de "
    return f"{said}{of}{cardinal(int(match['year']))}"


def _american(match: re.Match[str]) -> str:
    day, year = int(match["day"]), int(match["year"])
    return f"{_day(day)} de {match['month'].lower()} de {cardinal(year)}"


def _numeric(match: re.Match[str]) -> str:
    day, month = int(match["a"]), int(match["b"])
    if month > 12 >= day:  # the month first, as overseas
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return match.group()
    year = match["year"]
    if len(year) == 2 and match["mark"] == ".":
        return match.group()  # a section's number as well as a date
    return f"{_day(day)} de {_MONTHS[month - 1]} {_of_year(year)}"


def _of_year(year: str) -> str:
    """`de mil ochocientos noventa y ocho`, `del noventa y ocho`, `de dos mil cinco`."""
    if len(year) == 4:
        return f"de {cardinal(int(year))}"
    if year == "00":
        return "de dos mil"
    return f"de dos mil {cardinal(int(year))}" if year[0] == "0" else f"del {cardinal(int(year))}"


_VEILED = re.compile(
    r"\b(?P<lead>(?:de|del|en|año) )"
    r"(?P<n>1[5-9]\d(?=\.\.|…|\*)|1[5-9](?=\.\.(?!\.)|\*\*))(?:\.{2,3}|…|\*{1,3})(?!\w)",
    re.IGNORECASE,
)


def veiled_years(text: str) -> str:
    """`de 186...`, `en 18..`: the year that a novel does not tell."""
    return _VEILED.sub(_veiled, text)


def _veiled(match: re.Match[str]) -> str:
    year = int(match["n"]) * (10 if len(match["n"]) == 3 else 100)
    ends = not match.string[match.end() :].strip(' "”’»)')
    return f"{match['lead']}{cardinal(year)} y tantos{'.' if ends else ''}"
