"""Signs that are words: `&`, `%`, `§`, `°`, `@`, `#`."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import in_turn, rewriting

_WORDS = {
    "%": "percent", "‰": "per mille", "§": "section", "§§": "sections", "¶": "paragraph",
    "°": "degrees", "©": "copyright", "№": "number", "@": "at", "=": "equals", "+": "plus",
    "×": "times", "÷": "divided by", "±": "plus or minus", "≠": "is not equal to",
    "≤": "is at most", "≥": "is at least", "≈": "is about", "∞": "infinity", "√": "root",
    "#": "hash", "$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "¢": "cents", "™": "",
    "®": "",
}  # fmt: skip
_SOME = re.compile(r"[&%‰§¶°©№@=+×÷±≠≤≥≈∞√#$£€¥¢~]")


def _has_sign(text: str) -> bool:
    return _SOME.search(text) is not None


def _alone(match: re.Match[str]) -> str:
    """The sign's word, with a space wherever a letter or figure touches it."""
    return _spaced(match, _WORDS[match.group()])


def _spaced(match: re.Match[str], word: str) -> str:
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    after = match.string[match.end() : match.end() + 1]
    return f"{' ' if before.isalnum() else ''}{word}{' ' if after.isalnum() else ''}"


READING = in_turn(
    rewriting(r"&(?=\s|\w|$)(?<![^\s\w]&)", lambda m: _spaced(m, "and"), lambda text: "&" in text),
    rewriting(r"§§|[%‰§¶°©№≠≤≥≈∞√×÷±]", _alone, _has_sign),
    rewriting(
        r"(?<=\s)[=+@](?=\s)|(?<=\w)[@#=](?=\w)|(?<=\w)[$£€¥](?!\w)|(?<!\w)[$£€¥](?=\w)",
        _alone,
        _has_sign,
    ),
    rewriting(r"(?<=[a-z\d])/(?=\s|$)", lambda m: " slash", lambda text: "/" in text),
    rewriting(r"(?<!\w)#(?=\w)", lambda m: "number ", _has_sign),
    rewriting(
        r"(?<!\w)~(?=\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|tw|thir|fif|zero)",
        lambda m: "about ",
        _has_sign,
    ),
)
"""The rule `symbols`"""
