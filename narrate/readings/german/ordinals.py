"""German ordinals: when a full stop behind a figure makes one, and in which case."""

from __future__ import annotations

import re

from narrate.readings.german.grammar import DATA, gender_of, ordinal, strong
from narrate.readings.languages import rules_for

_STARTERS = rules_for("de").starters
_ENDINGS = {
    word: ending for ending, words in DATA["before_ordinals"].items() for word in words.split()
}
_PREPOSITIONS = frozenset(DATA["prepositions"].split())
_LAST = re.compile(r"([^\W\d_]+) $")
_TWO = re.compile(r"([^\W\d_]+) (der) $", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?<![\w.,/:-])(?P<a>\d{1,4})\."
    r"(?:(?P<join> (?:und|oder|bis|bis zum|auf den|wie im) |/| ?[–-] ?)(?P<b>\d{1,4})\.)?"
    r"(?= (?P<noun>[^\W\d_]+))"
)
_AT_END = re.compile(r"(?<=\b[Aa]m )(?P<day>[1-9]|[12]\d|3[01])\.(?=[\"”“’»«)]*$)")
_ALONE = re.compile(r"(\d{1,15})\.")
_SUFFIXED = re.compile(r"(?<![\w.,/:-])(\d{1,4})s?t(e[rmns]?)\b")
_EIN = re.compile(r"\b(?:ein|kein|mein|dein|sein|ihr|unser|euer) $", re.IGNORECASE)


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
    return _ENDINGS.get(word)


def ordinals(text: str) -> str:
    """`im 19. Jahrhundert`, `die 2. Auflage`: behind an article, before a noun."""
    if "." not in text:
        return text
    alone = _ALONE.fullmatch(text)
    if alone:
        return ordinal(int(alone[1]), "er")
    return _ORDINAL.sub(_ordinal, text)


def last_days(text: str) -> str:
    """`Er ging am 4.` at the end of the text: a day."""
    return _AT_END.sub(_last_day, text)


def _last_day(match: re.Match[str]) -> str:
    return f"{ordinal(int(match['day']), 'en')}."


def suffixed(text: str) -> str:
    """`am 3ten Mai`, `der 19te`, as books once had it."""
    return _SUFFIXED.sub(lambda m: ordinal(int(m[1]), m[2]), text)


def _ordinal(match: re.Match[str]) -> str:
    ending = ending_after(match.string, match.start())
    noun = match["noun"]
    if ending is None and (_bare(match) or _is_after_ein(match)):
        gender = gender_of(noun)
        ending = strong(gender) if gender else None
    if ending is None:
        return match.group()
    said = ordinal(int(match["a"]), ending)
    if match["b"] is None:
        # `Er kam am 3. Dann ging er.`: it was the sentence's stop, too
        return said + ("." if noun[0].isupper() and noun.lower() in _STARTERS else "")
    join = " bis " if match["join"].strip() in ("-", "–", "/") else match["join"]
    return f"{said}{join}{ordinal(int(match['b']), ending)}"


def _is_after_ein(match: re.Match[str]) -> bool:
    return _EIN.search(match.string, max(0, match.start() - 8), match.start()) is not None


def _bare(match: re.Match[str]) -> bool:
    """A heading: `2. Kapitel`, `3. Akt, 1. Szene`."""
    return match.start() == 0 or match.string.endswith(", ", 0, match.start())
