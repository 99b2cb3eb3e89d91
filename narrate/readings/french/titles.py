"""French titles, most of which stand without a stop, and saints."""

from __future__ import annotations

import re

from narrate.readings.continental.shorthand import shorthand
from narrate.readings.french.grammar import DATA, FRENCH

_shorthand = shorthand(FRENCH)
_BARE = re.compile(
    rf"(?<![\w.@’'-])(?P<title>{'|'.join(sorted(DATA['bare_titles'], key=len, reverse=True))})\.?"
    r"(?= (?:[A-ZÀ-ÖØ-Þ][\w’'-]|d[eu’']|la |le |V(?:ve|euve)))"
)
_MAYBE_TITLE = re.compile(r"[MDPVCGL][mlgretdnoa][elrtnp. ]")
_PLAIN_BARE = re.compile(r"(?<![\w.@’'-])(?P<title>Mmes?|Mlles?)\b\.?(?![\w’'])")
_SAINT = re.compile(r"(?<![\w.])(?P<s>[Ss]te?s?)(?:\.|(?=-))(?P<gap>-| )(?=[A-ZÀ-ÖØ-Þ])")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_MIDDLE = re.compile(r"[a-zà-ÿ,] $")


def abbreviations(text: str) -> str:
    """`Mme`, `M.`, `St-Pierre`, `av. J.-C.`, `n° 5`."""
    text = _shorthand(text)
    if _MAYBE_TITLE.search(text):
        text = _PLAIN_BARE.sub(_title, _BARE.sub(_title, text))
    return _SAINT.sub(_saint, text) if "St" in text or "st" in text else text


def _title(match: re.Match[str]) -> str:
    title = match["title"]
    if title == "Me" and not _MIDDLE.search(match.string, 0, match.start()):
        return match.group()  # `Me Jean a dit`: a pronoun opens the sentence
    said = str(DATA["bare_titles"][title])
    return said[0].upper() + said[1:]


def _saint(match: re.Match[str]) -> str:
    said = _SAINTS[match["s"].lower()]
    return (said.capitalize() if match["s"][0] == "S" else said) + match["gap"]
