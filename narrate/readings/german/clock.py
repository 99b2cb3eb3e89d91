"""German times of day."""

from __future__ import annotations

import re

from narrate.readings.german.grammar import cardinal

_CLOCK = re.compile(
    r"(?<![\w.,/:-])(?P<h>[01]?\d|2[0-4])(?P<mark>[:.])(?P<m>[0-5]\d)(?:(?P=mark)(?P<s>[0-5]\d))?"
    r"(?P<uhr> ?(?:Uhr\b|h\b))?(?![\w/:-]|[.,]\d)",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\w.,/:-])(?P<h>[01]?\d|2[0-4]) ?(?P<uhr>Uhr)\b"
    r"(?: (?P<m>[0-5]?\d)(?![\w/:]|[.,]\d|\.))?",
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
        if not (colon and _AT.search(match.string[: match.start()][-10:])):
            return match.group()
    hour, minute = int(match["h"]), int(match["m"] or 0)
    said = f"{cardinal(hour, 'm')} Uhr"
    if groups.get("s"):
        second = int(match["s"])
        minutes = f" {cardinal(minute, 'f')} Minute{'n' * (minute != 1)}"
        return f"{said}{minutes} {cardinal(second, 'f')} Sekunde{'n' * (second != 1)}"
    return f"{said} {cardinal(minute)}" if minute else said
