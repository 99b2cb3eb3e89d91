"""Codes of letters and figures: `C24`, `covid-19`, `B2A23C`, `978-0`."""

from __future__ import annotations

import re

from narrate.script.readings.english.rewriting import has_figure, in_turn, rewriting
from narrate.script.readings.english.words import cardinal, digits, in_pairs, plain, plural

_FORMATS = {"4to": "quarto", "8vo": "octavo", "12mo": "duodecimo", "16mo": "sixteenmo",
            "18mo": "octodecimo", "2to": "folio"}  # fmt: skip
_PARTS = re.compile(r"\d+|[^\W\d_]+|.")
_MIXED = re.compile(r"\d[^\W\d_]|[^\W\d_]-?\d|\d-[^\W\d_]|\d[-/]\d")


def _has_code(text: str) -> bool:
    return has_figure(text) and _MIXED.search(text) is not None


def _code(match: re.Match[str]) -> str | None:
    written = match.group()
    if written.lower() in _FORMATS:
        return _FORMATS[written.lower()]
    parts = _PARTS.findall(written)
    said = ""
    for place, part in enumerate(parts):
        heads = place == 0 and parts[1:2] == ["-"]  # `133-A`
        words = part
        if part.isdecimal():
            words = plain(int(part)) if heads and part[0] != "0" else _figures(part)
        after_mark = place and parts[place - 1] in "-/"
        if part == "s" and place == len(parts) - 1 and len(parts[place - 1]) > 1:
            said, words, after_mark = plural(said), "", True
        said += words if not said or after_mark or part in "-/" else f" {words}"
    return said


def _figures(part: str) -> str:
    """One or two figures as a number, three in pairs, more one by one, round ones whole."""
    if part[0] == "0":
        return digits(part)
    if len(part) < 3 or re.fullmatch(r"\d00|\d{1,2}000", part):
        return cardinal(int(part))
    return in_pairs(part) if len(part) == 3 else digits(part)


def _figures_only(match: re.Match[str]) -> str | None:
    """`31/31/100`, `1-8090`, `5-3`: each part as the number that it is."""
    parts = re.split(r"([-/])", match.group())
    return "".join(
        part
        if part in "-/"
        else digits(part)
        if part[0] == "0" or len(part) > 4
        else (cardinal if "-" in match.group() else plain)(int(part))
        for part in parts
    )


READING = in_turn(
    rewriting(
        r"(?<![\w.,/@#$£€'’])(?=[\w/-]{0,40}\d)(?=[\d/-]{0,40}[^\W\d_])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*"
        r"(?![\w@]|\.\w|['’]\d)(?<!\d[snrtd][tdh])",
        _code,
        _has_code,
    ),
    rewriting(
        r"(?<![\w.,/-])\d+(?:-\d+)+(?![\w/]|[.,:]\d)|(?<![\w.,/-])\d+(?:/\d+){2,}(?![\w/-]|[.,:]\d)",
        _figures_only,
        _has_code,
    ),
)
"""The rule `serials`"""
