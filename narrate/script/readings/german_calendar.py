"""German dates, ordinals and times of day: what a full stop behind a figure means."""

from __future__ import annotations

import re

from narrate.script.readings.german_grammar import DATA, cardinal, gender_of, ordinal, strong, year

_MONTHS = DATA["months"].split()
_BY_NAME: dict[str, int] = {name.lower(): i for i, name in enumerate(_MONTHS, 1)} | {
    name.lower(): i for name, i in DATA["month_forms"].items()
}
_MONTH = rf"(?P<month>(?:{'|'.join([*_MONTHS, 'Jänner', 'Feber'])})\b|(?:{'|'.join(DATA['month_forms'])})\b\.?)"
_BEFORE = r"(?<![\w.,/:-])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_NAMED = re.compile(
    rf"{_BEFORE}{_DAY}\. ?{_MONTH}(?: (?P<year>\d{{4}})(?![\w/:]|[.,]\d))?", re.IGNORECASE
)
_NUMERIC = re.compile(
    rf"{_BEFORE}{_DAY}\. ?(?P<m>0?[1-9]|1[0-2])\. ?(?P<year>\d{{4}}|\d{{2}}(?=\W|$))?(?![\w/:]|[.,]\d)"
)
_DAY_AND_MONTH = re.compile(r"(?P<day>0[1-9]|[12]\d|3[01])\.(?P<m>0[1-9]|1[0-2])\.?")
_ISO = re.compile(
    rf"{_BEFORE}(?P<year>[12]\d{{3}})-(?P<m>0[1-9]|1[0-2])(?:-(?P<day>\d{{2}}))?(?![\w/:-])"
)
_DATIVE = frozenset(
    "am im vom zum beim zur dem den des ab bis seit nach vor einem einen einer eines ihrem ihren"
    " seinem seinen meinem meinen unserem unseren jedem jeden diesem diesen dieses jenem jenen"
    " ihres seines meines deinem deinen ersten".split()
)
_PLAIN_E = frozenset(
    "das die eine jede jeder jedes diese dieser ihre seine meine deine unsere".split()
)
_PREPOSITIONS = frozenset(
    "in mit von zu bei nach aus seit an auf vor unter während trotz wegen neben über hinter"
    " zwischen gegenüber ab außer samt".split()
)
_LAST = re.compile(r"([^\W\d_]+) $")
_TWO = re.compile(r"([^\W\d_]+) (der) $", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?<![\w.,/:-])(?P<a>\d{1,4})\.(?:(?P<join> (?:und|oder|bis|bis zum|auf den|wie im) |/| ?[–-] ?)(?P<b>\d{1,4})\.)?"
    r"(?= (?P<noun>[^\W\d_]+))"
)
_ALONE = re.compile(r"(\d{1,15})\.")


def ending_after(text: str, at: int) -> str | None:
    """The ending that an ordinal has behind these words; None where it may be none."""
    before = text[max(0, at - 40) : at]
    last = _LAST.search(before)
    if last is None:
        return None
    word = last[1].lower()
    if word == "der":
        two = _TWO.search(before)
        # `in der 2. Klasse`, `am Ende der 2. Woche`, but `der 2. Mann`
        return "en" if two and (two[1].lower() in _PREPOSITIONS or two[1][0].isupper()) else "e"
    if word in _DATIVE:
        return "en"
    return "e" if word in _PLAIN_E else None


def dates(text: str) -> str:
    """`2. Januar 1898`, `2.3.2003`, `2003-03`."""
    if not any(map(str.isdigit, text)):
        return text
    alone = _DAY_AND_MONTH.fullmatch(text)
    if alone:
        return f"{ordinal(int(alone['day']), 'er')} {_MONTHS[int(alone['m']) - 1]}"
    return _ISO.sub(_iso, _NUMERIC.sub(_numeric, _NAMED.sub(_named, text)))


def _named(match: re.Match[str]) -> str:
    written = match["month"]
    month = _MONTHS[_BY_NAME[written.lower().rstrip(".")] - 1]
    said = f"{ordinal(int(match['day']), _day_ending(match))} {month}"
    return f"{said} {year(int(match['year']))}" if match["year"] else said


def _day_ending(match: re.Match[str]) -> str:
    return ending_after(match.string, match.start()) or "er"


def _numeric(match: re.Match[str]) -> str:
    spoken = match["year"]
    ending = ending_after(match.string, match.start())
    if not spoken and ending is None:
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
    return f"{ordinal(day, _day_ending(match))} {month}"


def ordinals(text: str) -> str:
    """`im 19. Jahrhundert`, `die 2. Auflage`: behind an article, before a noun."""
    if "." not in text:
        return text
    alone = _ALONE.fullmatch(text)
    if alone:
        return ordinal(int(alone[1]), "er")
    return _ORDINAL.sub(_ordinal, text)


def suffixed(text: str) -> str:
    """`am 3ten Mai`, `der 19te`, as books once had it."""
    return _SUFFIXED.sub(lambda m: ordinal(int(m[1]), m[2]), text)


def _ordinal(match: re.Match[str]) -> str:
    ending = ending_after(match.string, match.start())
    noun = match["noun"]
    if ending is None and (_EIN.search(match.string, 0, match.start()) or _bare(match)):
        gender = gender_of(noun)
        ending = strong(gender) if gender else None
    if ending is None:
        return match.group()
    said = ordinal(int(match["a"]), ending)
    if match["b"] is None:
        return said
    join = " bis " if match["join"].strip() in ("-", "–", "/") else match["join"]
    return f"{said}{join}{ordinal(int(match['b']), ending)}"


_EIN = re.compile(r"\b(?:ein|kein|mein|dein|sein|ihr|unser|euer) $", re.IGNORECASE)


def _bare(match: re.Match[str]) -> bool:
    """A heading: `2. Kapitel`, `3. Akt, 1. Szene`."""
    return match.start() == 0 or match.string[: match.start()].endswith(", ")


_SUFFIXED = re.compile(r"(?<![\w.,/:-])(\d{1,4})s?t(e[rmns]?)\b")

_CLOCK = re.compile(
    r"(?<![\w.,/:-])(?P<h>[01]?\d|2[0-4])(?P<mark>[:.])(?P<m>[0-5]\d)(?:(?P=mark)(?P<s>[0-5]\d))?"
    r"(?P<uhr> ?(?:Uhr\b|h\b))?(?![\w/:-]|[.,]\d)",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\w.,/:-])(?P<h>[01]?\d|2[0-4]) ?(?P<uhr>Uhr)\b(?: (?P<m>[0-5]?\d)(?![\w/:]|[.,]\d|\.))?",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:um|gegen|bis|ab|seit|von|vor|nach|kurz) $", re.IGNORECASE)


def times(text: str) -> str:
    """`14:15 Uhr`, `um 8.07`, `7 Uhr 30`."""
    if not any(map(str.isdigit, text)):
        return text
    return _HOUR.sub(_clock, _CLOCK.sub(_clock, text))


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if not match["uhr"]:
        colon = groups.get("mark") == ":"
        if not (colon and _AT.search(match.string[: match.start()][-10:])):
            return match.group()
    hour, minute = int(match["h"]), int(match["m"] or 0)
    said = f"{cardinal(hour, 'm')} Uhr"
    if groups.get("s"):
        second = int(match["s"])
        minutes = f" {cardinal(minute, 'f')} Minute{'n' * (minute != 1)}"
        return f"{said}{minutes} {cardinal(second, 'f')} Sekunde{'n' * (second != 1)}"
    return f"{said} {cardinal(minute)}" if minute else said
