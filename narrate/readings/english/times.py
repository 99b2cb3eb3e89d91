"""Times of day, hours with minutes and seconds; chapter and verse (`John 3:16`, `Luke ii. 14`)."""

import re

from narrate.numerals import roman_value
from narrate.readings.english.rewriting import (
    before,
    cardinal,
    has_figure,
    in_turn,
    rewriting,
    stop_at,
)
from narrate.readings.languages import data_of

_DATA = data_of("en")
_SHORT: dict[str, str] = _DATA["scripture_short"]
_BOOKS: list[str] = _DATA["scripture"]
_BOOK = rf"\b(?P<book>{'|'.join([*_BOOKS, *_SHORT])})\b"


def _has_colon(text: str) -> bool:
    return ":" in text and has_figure(text)


def _verse(match: re.Match[str]) -> str | None:
    written = match["chapter"]
    chapter = int(written) if written.isdecimal() else roman_value(written)
    if chapter is None:
        return None
    book = _SHORT.get(match["book"], match["book"])
    last = f" to {cardinal(int(match['last']))}" if match["last"] else ""
    return f"{book} {cardinal(chapter)}, {cardinal(int(match['verse']))}{last}"


_VERSE = r"(?P<verse>\d{1,3})(?:[-–](?P<last>\d{1,3}))?(?![\w:]|[-–]\d)"
_SCRIPTURE = in_turn(
    rewriting(
        rf"{_BOOK}\.? (?P<chapter>\d{{1,3}}):{_VERSE}",
        _verse,
        _has_colon,
    ),
    rewriting(
        rf"{_BOOK}\.?,? (?P<chapter>[ivxlc]+)[.:,] ?{_VERSE}",
        _verse,
    ),
)
"""Part of the rule `times`, which has the figures with a colon between them"""


_HALF = r"(?P<half>[ap])\.?\s?m(?:\.|\b)"
_ZONE = (
    r"(?:\s?(?P<zone>(?:[ECMP][SD]T|GMT|UTC|BST|CET|[ecmp]\.[sd]\.t\.?|[ecmp][sd]t|gmt|utc)\b\.?))"
)
_END = r"(?![\w:])"


def _has_half(text: str) -> bool:
    return has_figure(text) and _SOME_HALF.search(text) is not None


_SOME_HALF = re.compile(r"\d\s?[ap]\.?\s?m", re.IGNORECASE)


def _clock(hour: str, minute: str | None, *, half: bool = False) -> str | None:
    """`five`, `one o'clock`, `ten oh five`; None where it is no time of day."""
    if int(hour) > 24 or int(minute or 0) > 59:
        return None
    said = cardinal(int(hour))
    if minute is None or minute == "00":
        return said if half else f"{said} o'clock"
    return f"{said} {'oh ' if minute[0] == '0' else ''}{cardinal(int(minute))}"


def _half_day(match: re.Match[str]) -> str | None:
    """`1:59 p.m.`, `2-5 pm`."""
    said = _clock(match["hour"], match["minute"], half=True)
    if said is None or not 0 <= int(match["hour"]) <= 23:
        return None
    return f"{said}{_half(match)}{_zone(match)}{stop_at(match)}"


def _half(match: re.Match[str]) -> str:
    return f" {match['half'].upper()}M" if match["half"] else ""


def _zone(match: re.Match[str]) -> str:
    zone = re.sub(r"\W", "", match["zone"] or "").upper()
    return f" {zone}" if zone else ""


def _first_of_two(match: re.Match[str]) -> str | None:
    said = _clock(match["hour"], match["minute"], half=True)
    if said is None:
        return None
    return f"{said}{_half(match)} to "


def _long(match: re.Match[str]) -> str | None:
    """`1:01:01`: a time that was measured."""
    hours, minutes, seconds = (int(match[name]) for name in ("hour", "minute", "second"))
    if minutes > 59 or seconds > 59:
        return None
    said = f"{_count(hours, 'hour')} {_count(minutes, 'minute')} and {_count(seconds, 'second')}"
    return f"{said}{_half(match)}{_zone(match)}{stop_at(match)}"


def _count(value: int, unit: str) -> str:
    return f"{cardinal(value)} {unit}{'' if value == 1 else 's'}"


def _colon(match: re.Match[str]) -> str | None:
    """`10:05` is a time, `2:8` a proportion."""
    hour, minute = match["hour"], match["minute"]
    if match["last"]:
        return None
    said = _clock(hour, minute) if len(minute) == 2 and len(hour) < 3 else None
    if said is None and len(minute) == 2 and len(hour) < 3:
        return None
    if said is None:
        return None if minute[0] == "0" else f"{cardinal(int(hour))} to {cardinal(int(minute))}"
    if match["hours"]:
        return f"{_clock(hour, minute, half=True)} hours"
    return f"{said}{_zone(match)}"


_TOLD = re.compile(r"\b(?:at|by|until|till|before|after|from|to|around|about|since) $", re.I)


def _military(match: re.Match[str]) -> str | None:
    """`0430 hours`: oh four thirty hours."""
    hour, minute = match["hour"], match["minute"]
    if int(hour) > 24 or (hour[0] != "0" and not _TOLD.search(before(match))):
        return None
    lead = "oh " if hour[0] == "0" and int(hour) else ""
    said = f"{lead}{cardinal(int(hour))}"
    if minute == "00":
        return f"{said} hundred"
    return f"{said} {'oh ' if minute[0] == '0' else ''}{cardinal(int(minute))}"


_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?"
READING = in_turn(
    _SCRIPTURE,
    rewriting(
        r"(?<![\w.,:-])(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?= (?:hours|hrs)\b)",
        _military,
        lambda text: " h" in text and has_figure(text),
    ),
    rewriting(
        rf"(?<![\w.:])(?P<hour>\d{{1,2}}):(?P<minute>\d\d):(?P<second>\d\d)"
        rf"(?:\s?{_HALF})?{_ZONE}?{_END}",
        _long,
        _has_colon,
    ),
    rewriting(
        rf"(?<![\w.:/-]){_TIME}\s?(?:{_HALF})?\s?[-–]\s?(?=\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b)",
        _first_of_two,
        _has_half,
        flags=re.IGNORECASE,
    ),
    # `9:30-11:00`
    rewriting(
        r"(?<![\w.:/-])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\s?[-–]\s?"
        r"(?=(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:]))",
        lambda m: f"{_clock(m['hour'], m['minute'], half=True)} to ",
        _has_colon,
    ),
    rewriting(
        rf"(?<![\w.:/$£€-]){_TIME}\s?{_HALF}{_ZONE}?(?!\w| I\b)",
        _half_day,
        _has_half,
        flags=re.IGNORECASE,
    ),
    rewriting(
        rf"(?<![\w.:/])(?P<hour>\d{{1,3}}):(?P<minute>\d{{1,3}})(?:-(?P<last>\d{{1,3}}))?{_ZONE}?{_END}"
        r"(?P<hours> ?hrs\b\.?)?",
        _colon,
        _has_colon,
    ),
    # `at 7.30`, as British books write it
    rewriting(
        r"(?:(?<=\b[Aa]t )|(?<=\b[Bb]y )|(?<=\b[Tt]he ))"
        r"(?P<hour>1?\d|2[0-3])\.(?P<minute>[0-5][05])"
        r"(?=[,;:!?)]|\.(?:\s|$)|$| (?:train|express|tram|bus|boat|from|to|on|in the|that|precisely"
        r"|sharp|this|tomorrow|to-morrow|tonight|to-night|he|she|we|I|they)\b)",
        lambda m: _clock(m["hour"], m["minute"]),
    ),
)
"""The rule `times`"""
