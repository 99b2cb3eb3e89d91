"""Spanish dates, times of day and durations."""

import re

from narrate.numerals import roman_value
from narrate.readings.continental import Form
from narrate.readings.continental.plain import is_dated, sentence_ends
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
_MONTH_FIRST = re.compile(rf"\b(?P<month>{_FULL}) {_DAY}(?=[,.;)]?$|[;)]|, )", re.IGNORECASE)
_MONTH_OF = re.compile(
    rf"(?<![\w.])(?P<month>{_SHORT})\. (?:del? )?(?P<year>1\d{{3}}|20\d\d)(?![\w/:]|[.,]\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\w.,/:-])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"
    r"(?![\w/:-]|[.,]\d)"
)
_ROMAN = re.compile(
    r"(?<![\w.,/:-])(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>[IVX]{1,4})(?P=mark)(?P<year>\d{4}|\d{2})"
    r"(?![\w/:-]|[.,]\d)"
)
_SHORT_MONTH = re.compile(
    rf"(?<![\w.,/:-])(?P<a>\d{{1,2}})(?P<mark>[/-])(?P<b>{_SHORT}|{_FULL})\.?(?P=mark)"
    r"(?P<year>\d{4}|\d{2})(?![\w/:-]|[.,]\d)",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?<![\w.,/:-])(?P<year>[12]\d{3})(?P<mark>[-/])(?P<b>\d{2})(?P=mark)(?P<a>\d{2})(?![\w/:-]|[.,]\d)"
)
_DAY_AND_MONTH = re.compile(
    r"\b(?P<lead>(?:el|del|al|día) )(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/:-]|[.,]\d)", re.IGNORECASE
)


def dates(text: str) -> str:
    """`5 de mayo de 1898`, `5/5/1898`, `junio 21 2021`, `1898-05-05`."""
    text = _AMERICAN.sub(_american, text)
    text = _MONTH_FIRST.sub(_month_first, text)
    text = _MONTH_OF.sub(_month_of, text) if "." in text else text
    text = _NAMED.sub(_named, text)
    text = _SHORT_MONTH.sub(_short_month, _ROMAN.sub(_roman, text))
    text = _ISO.sub(_numeric, _NUMERIC.sub(_numeric, text))
    return _DAY_AND_MONTH.sub(_day_and_month, text) if "/" in text else text


def _roman(match: re.Match[str]) -> str:
    """`15-IX-1821`."""
    month = roman_value(match["b"]) or 0
    if month > 12 or not month > 0:
        return match.group()
    return f"{_day(int(match['a']))} de {_MONTHS[month - 1]} {_of_year(match['year'])}"


def _short_month(match: re.Match[str]) -> str:
    """`3-sep-2021`."""
    written = match["b"].lower()
    month = _BY_NAME[written]
    if not 1 <= int(match["a"]) <= 31:
        return match.group()
    return f"{_day(int(match['a']))} de {_MONTHS[month - 1]} {_of_year(match['year'])}"


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


def _month_first(match: re.Match[str]) -> str:
    """`agosto 5`."""
    return f"{_day(int(match['day']))} de {match['month'].lower()}"


def _month_of(match: re.Match[str]) -> str:
    """`ago. 2011`."""
    month = _MONTHS[_BY_NAME[match["month"].lower()] - 1]
    return f"{month} de {cardinal(int(match['year']))}"


def _numeric(match: re.Match[str]) -> str:
    day, month = int(match["a"]), int(match["b"])
    if month > 12 >= day:  # the month first, as overseas
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return match.group()
    year = match["year"]
    if len(year) == 2 and not is_dated(match.group()):
        return match.group()
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


_ZONES: dict[str, str] = {zone: " ".join(zone) for zone in DATA["zones"].split()}
_ZONES |= DATA["named_zones"]
_ZONE = (
    rf"(?: ?(?P<zone>(?:{'|'.join(_ZONES)})\b)"
    r"(?: ?(?P<sign>[+-]) ?(?P<shift>\d{1,2})(?::(?P<part>\d\d))?(?!\d))?)?"
)
_BEFORE = r"(?<![\w.,/:+-])"
_OF_DAY = r"(?P<h>[01]?\d|2[0-4])"
_HALF = r"(?: ?(?P<half>[ap])\. ?m\b\.?| ?(?P<half2>[ap])m\b| ?(?P<hours>h(?:rs?|oras?|s|h)?)\b\.?)"
_CLOCK = re.compile(
    rf"{_BEFORE}{_OF_DAY}(?P<mark>[:.])(?P<m>[0-5]\d)(?:(?P=mark)(?P<s>[0-5]\d))?"
    rf"(?![:/\d-]|[.,]\d){_HALF}?{_ZONE}(?!\w)",
    re.IGNORECASE,
)
_FRENCH = re.compile(rf"{_BEFORE}{_OF_DAY} ?h ?(?P<m>[0-5]\d)(?![\w:/]|[.,]\d| ?m(?:in)?\b)")
_HOUR = re.compile(
    rf"{_BEFORE}(?P<h>\d|1[0-2]|0\d) ?(?:(?P<half>[ap])\. ?m\b\.?|(?P<half2>[ap])m\b)"
    rf"{_ZONE}(?!\w)",
    re.IGNORECASE,
)
_AT = re.compile(r"\blas?\s$", re.IGNORECASE)
_NAME = re.compile(r"(?:^|\s)(?:\d )?[A-ZÁÉÍÓÚ][^\W\d_]+\.?\s$")


_FROM_TO = re.compile(
    rf"\b(?P<lead>(?:de|desde|entre)(?: las?)? ){_OF_DAY}(?:\.(?P<m>[0-5]\d))?"
    r"(?P<to> ?(?:h|hs|hrs)?\.? (?:a|hasta|y)(?: las?)? )"
    r"(?P<h2>[01]?\d|2[0-4])(?:\.(?P<m2>[0-5]\d))?"
    r"(?![\w:/]|[.,]\d| ?[%€$]| (?!horas\b|los\b|las\b|lunes\b|todos\b)[a-záéíóú]+s\b)",
    re.IGNORECASE,
)


def _from_to(match: re.Match[str]) -> str:
    """`de 9.30 a 18.00`: a full stop may be a colon only where both ends are times."""
    if not (match["m"] and match["m2"]):
        return match.group()
    return f"{match['lead']}{match['h']}:{match['m']}{match['to']}{match['h2']}:{match['m2']}"


_ONE = re.compile(
    r"(?<=\b[Ll]a )1(?= (?:y las|y media|y cuarto|y \d|de la (?:mañana|tarde|noche|madrugada)"
    r"|a las|hasta las|en punto|menos)\b)|(?<=\b[Aa] la )1(?!\.?[\wºª]|[.,:/]\d)"
)


def times(text: str) -> str:
    """`a las 3:15`, `15:30 h`, `1.00 p. m.`; a chapter and verse (`Juan 3:16`) stays."""
    text = _ONE.sub("una", _FROM_TO.sub(_from_to, text))
    text = _CLOCK.sub(_clock, _DURATION.sub(_duration, text))
    return _HOUR.sub(_clock, _FRENCH.sub(_clock, text))


_DURATION = re.compile(
    rf"{_BEFORE}(?:(?P<h>\d{{1,3}}) ?h(?:rs?|oras?|s)?\b\.?,? (?:y )?)?"
    r"(?P<m>\d{1,3}) ?m(?:in)?\b\.?"
    r"(?:,? (?:y )?(?P<s>\d{1,3}) ?(?:s|seg)\b\.?)?",
    re.IGNORECASE,
)


def _duration(match: re.Match[str]) -> str:
    """`15 h 10 min 40 seg`."""
    said = [
        f"{cardinal(int(match[group]), form)} {name}{'s' * (int(match[group]) != 1)}"
        for group, form, name in _SPANS
        if match[group]
    ]
    if len(said) < 2:
        return match.group()
    ends = match.group()[-1] == "." and sentence_ends(match.string, match.end())
    return f"{' '.join(said[:-1])} y {said[-1]}{'.' if ends else ''}"


_SPANS: tuple[tuple[str, Form, str], ...] = (
    ("h", "f", "hora"), ("m", "m", "minuto"), ("s", "m", "segundo"),
)  # fmt: skip


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict("")
    half = (groups.get("half", "") + groups.get("half2", "")).lower()
    hour, minute = int(match["h"]), int(groups.get("m", "0"))
    if not _is_time(match, half, hour):
        return match.group()
    said = _time(hour, minute, groups.get("s"))
    if half:
        said += _half(half, hour)
    elif groups.get("hours") and minute == 0:
        said += " hora" if hour == 1 else " horas"
    if groups.get("zone"):
        said += _zone(match)
    stopped = match.group().endswith(".") and sentence_ends(match.string, match.end())
    return said + ("." if stopped else "")


def _is_time(match: re.Match[str], half: str, hour: int) -> bool:
    """Whether figures are a time of day, with a word beside them that says so or without."""
    groups = match.groupdict()
    if half:
        return 1 <= hour <= 12
    marked = groups.get("hours") or groups.get("zone")
    return bool(marked) or _sure(match, groups.get("mark"))


def _sure(match: re.Match[str], mark: str | None) -> bool:
    before = match.string[max(0, match.start() - 40) : match.start()]
    if mark == ".":
        return match.group() == match.string or _AT.search(before) is not None
    return _NAME.search(before) is None


def _zone(match: re.Match[str]) -> str:
    said = f" {_ZONES[match['zone'].lower()]}"
    if match["shift"]:
        said += f" {'más' if match['sign'] == '+' else 'menos'} {cardinal(int(match['shift']))}"
    return f"{said} {cardinal(int(match['part']))}" if match["part"] else said


def _time(hour: int, minute: int, seconds: str | None) -> str:
    if seconds and int(seconds):
        return (
            f"{cardinal(hour, 'f')} hora{'s' * (hour != 1)}"
            f" {cardinal(minute, 'm')} minuto{'s' * (minute != 1)}"
            f" y {cardinal(int(seconds), 'm')} segundo{'s' * (int(seconds) != 1)}"
        )
    said = cardinal(hour, "f")
    if minute == 0:
        return said
    if minute in (15, 30):
        return f"{said} y {'cuarto' if minute == 15 else 'media'}"
    return f"{said} y {cardinal(minute)}"


def _half(half: str, hour: int) -> str:
    if half == "a":
        return " de la noche" if hour == 12 else " de la mañana"
    if hour == 12:
        return " del mediodía"
    return " de la tarde" if hour < 8 else " de la noche"
