"""Figures with what they count in Tamil: prices, units, times of day."""

import regex

from narrate.readings import indian
from narrate.readings.languages import data_of
from narrate.readings.tamil.figures import END
from narrate.readings.tamil.numbers import before_noun, cardinal, number, span, with_ending

_DATA = data_of("ta")
_CURRENCIES: dict[str, list[str]] = _DATA["currencies"]
_SCALE = "ஆயிரம்|லட்சம்|இலட்சம்|கோடி|மில்லியன்|பில்லியன்"
_AMOUNT = rf"{indian.NUMBER}(?:\s?[-–]\s?{indian.NUMBER})?"
_MONEY = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:(?P<sign>[{''.join(_CURRENCIES)}])|ரூ\.?|Rs\.?)\s?(?P<amount>{_AMOUNT})"
    rf"(?:\s(?P<scale>{_SCALE}){indian.LAST})?(?:/-|{END})(?:\sரூபாய்{indian.LAST})?"
)
_NAMES = {short: name for name, row in _DATA["units"].items() for short in row.split()}
_UNIT = regex.compile(
    rf"{indian.BEGIN}(?P<amount>{_AMOUNT})\s?"
    rf"(?P<unit>{'|'.join(sorted(map(regex.escape, _NAMES), key=len, reverse=True))})"
    r"(?![\p{L}\p{M}\p{N}/²³-])"
)
_FEET = regex.compile(rf"{indian.BEGIN}{indian.FEET_AND_INCHES}")
_MINUS = regex.compile(r"(?:^|(?<=[\s(]))[-−](?=\d[\d.]*\s?°)")
"""Only of a temperature"""
_HOUR = rf"{indian.BEGIN}(?P<hour>\d{{1,2}})"
_TIME = regex.compile(
    rf"(?<!(?:அதிகாரம்|வசனம்|விகிதம்)\s){_HOUR}:(?P<minute>[0-5௦-௫]\d){END}(?P<named>\s?(?=மணி))?"
)
_POINT = regex.compile(rf"{_HOUR}\.(?P<minute>[0-5௦-௫]\d)(?P<named>\s?(?=மணி(?!\s?நேர)))")
_QUARTERS = {15: "ே கால்", 45: "ே முக்கால்"}


def _price(found: regex.Match[str]) -> str | None:
    """`₹12.50` as பன்னிரண்டு ரூபாய் ஐம்பது பைசா, `₹1.5 கோடி` as ஒன்று புள்ளி ஐந்து கோடி ரூபாய்."""
    major, minor = _CURRENCIES[found["sign"] or "₹"]
    front, _, behind = found["amount"].partition(".")
    if found["scale"] or not (behind.isdecimal() and len(behind) == 2 and minor):
        words = _amount(found["amount"])
        scale = f"{found['scale']} " if found["scale"] else ""
        return words and f"{words} {scale}{major}"
    whole, part = indian.value_of(front), int(behind)
    words = before_noun(whole)
    if not words or not part:
        return f"{words} {major}" if words else None
    small = f"{before_noun(part)} {minor}"
    return f"{words} {major} {small}" if whole else small


def _amount(figures: str) -> str | None:
    first, *second = regex.split(r"\s?[-–]\s?", figures)
    if second:
        return span(first, second[0])
    if figures.replace(",", "").isdecimal() and int(figures[0]):
        return before_noun(indian.value_of(figures)) or None
    return number(figures)


MONEY = indian.rule((_MONEY, _price))
"""`₹1,500` as ஆயிரத்து ஐந்நூறு ரூபாய்"""


def _feet_and_inches(found: regex.Match[str]) -> str:
    return f"{number(found['feet'])} அடி {number(found['inches'])} அங்குலம்"


def _measure(found: regex.Match[str]) -> str | None:
    words = _amount(found["amount"])
    *before, name = _NAMES[found["unit"]].rsplit(" ", 1)
    if words is None:
        return None
    if before == ["மணிக்கு"]:
        return f"மணிக்கு {words} {name}"
    end = "." if found["unit"].endswith(".") and found.end() == len(found.string) else ""
    return f"{words} {_NAMES[found['unit']]}{end}"


MEASURES = indian.rule(
    (_MINUS, lambda found: "மைனஸ் "), (_FEET, _feet_and_inches), (_UNIT, _measure)
)
"""`5 km` as ஐந்து கிலோமீட்டர், `40%` as நாற்பது சதவீதம்"""


def _time(found: regex.Match[str]) -> str | None:
    hour, minute = int(found["hour"]), int(found["minute"])
    words = cardinal(hour)
    if words is None or hour > 24:
        return None
    said = _with_minute(words, minute)
    if found["named"] is not None:
        return f"{said} "
    return f"{said} மணி" if minute in (0, 30, *_QUARTERS) else said


def _with_minute(hour: str, minute: int) -> str | None:
    if minute == 0:
        return hour
    if minute == 30:
        return with_ending(hour, "அரை")
    if minute in _QUARTERS and hour.endswith("\u0bc1"):
        return hour[:-1] + _QUARTERS[minute]
    return f"{hour} {cardinal(minute)}"


TIMES = indian.rule((_TIME, _time), (_POINT, _time))
"""`7:30 மணி` as ஏழரை மணி, `7:20` as ஏழு இருபது; `4:00` as நான்கு மணி"""
