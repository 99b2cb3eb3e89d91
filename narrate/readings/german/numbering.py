"""German figures joined to words, halves, and years."""

from __future__ import annotations

import re

from narrate.readings.continental.tongue import Form
from narrate.readings.german.grammar import cardinal, gender_of, strong, year

_YEAR = re.compile(r"(?<![\w.,/:+–-])(1[1-9]\d\d)(?![\w/:%°€£$]|[.,]\d|[-–−]\w| ?[-–] ?\d)")
_SPAN = re.compile(
    r"(?<![\w.,/:+–-])(1[1-9]\d\d)(?: ?– ?|-)((?:1[1-9]|20)\d\d|\d\d)(?![\w/:]|[.,]\d|[-–]\d)"
)
_SERIAL = re.compile(r"(?<![\w.,/:-])(\d)([A-Z])-(?=[A-ZÄÖÜ][a-zäöü])")
_HALF = re.compile(
    r"(?<![\w.,/:–-])(?:(?P<article>[Ee]ine?[nrms]?|[Dd](?:ie|as|er|en|em)) )?"
    r"(?:½|1/2) (?P<noun>[A-ZÄÖÜ]\w+)"
)
_COMPOUND = re.compile(
    r"(?<![\w.,/:-])(\d{1,4})-?(?=(?:jähr|stünd|tägig|wöch|monat|prozent|köpf|stöck|bänd|teilig|seitig"
    r"|fach|mal|eck|er)(?!\d)[a-zäöüß]*\b)"
)


def halves(text: str) -> str:
    """`1/2 Stunde`, `ein ½ Jahr`: the noun tells the ending, where it is known."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    gender = gender_of(match["noun"])
    if gender is None:
        return match.group()
    article = match["article"] or cardinal(1, gender)
    return f"{article} halb{_half_ending(article.lower(), gender)} {match['noun']}"


def _half_ending(article: str, gender: Form) -> str:
    if article == "ein":
        return strong(gender)
    if article in ("eine", "die", "das") or (article == "der" and gender == "m"):
        return "e"
    return "en"


def compounds(text: str) -> str:
    """`18jährig`, `60er`, `3fach`."""
    return _COMPOUND.sub(_compound, text)


def _compound(match: re.Match[str]) -> str:
    decade = match.string.startswith("er", match.end()) and match[1][-1] == "0"
    return (year if decade else cardinal)(int(match[1]))


def serials(text: str) -> str:
    """`3D-Drucker`: drei-D-Drucker."""
    return _SERIAL.sub(lambda m: f"{cardinal(int(m[1]))}-{m[2]}-", text)


def year_numbers(text: str) -> str:
    """`im Sommer 1914`, `1914–1918`: four figures in a sentence count hundreds.

    A figure that is all there is, is a number like any other.
    """
    if "1" not in text or text.strip(" .").isdecimal():
        return text
    return _YEAR.sub(lambda m: year(int(m[1])), _SPAN.sub(_span, text))


def _span(match: re.Match[str]) -> str:
    if match.group() == match.string or int(match[2]) <= int(match[1][-len(match[2]) :]):
        return match.group()
    return f"{year(int(match[1]))} bis {year(int(match[2]))}"
