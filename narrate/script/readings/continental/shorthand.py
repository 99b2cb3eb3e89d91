"""Abbreviations in full: titles, what stands before figures, and the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from narrate.script.languages import rules_for
from narrate.script.readings.continental.figures import sentence_ends
from narrate.script.readings.continental.tongue import Tongue

_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_WORD_AHEAD = re.compile(r"[ \"“«„(,;:!?)—–»”’…-]*+([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \"“«„]*$")


def shorthand(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language.

    `titles` lose their stop wherever a sentence goes on, `named` are read before a name
    only, `figured` before a figure or a numeral only, `plain` anywhere.
    """
    data = tongue.data
    rules = [
        _anywhere(data["plain"]),
        _titles(data["titles"], rules_for(tongue.name).starters),
        _before_names(data["named"], frozenset(data["ranks"].split())),
        _before_figures(data["figured"]),
    ]

    def rule(text: str) -> str:
        for one in rules:
            text = one(text)
        return text

    return rule


def _choices(entries: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A pattern for all ways of writing, and what each is in full: `p ej` is `p. ej.`, `p.ej.`"""
    said: dict[str, str] = {}
    written = []
    for key in sorted(entries, key=len, reverse=True):
        # A key that ends in something else than a letter is written just so.
        stopped = key[-1].isalpha() and key[-1] not in "ᵉˢʳºª"
        written.append(r"\. ?".join(map(re.escape, key.split())) + (r"\." if stopped else ""))
        said[_folded(key)] = entries[key]
    return "|".join(written), said


def _folded(written: str) -> str:
    return "".join(c for c in written.lower() if c not in ". ")


def _in_full(written: str, said: str) -> str:
    return said[0].upper() + said[1:] if written[0].isupper() else said


def _anywhere(entries: Mapping[str, str]) -> Callable[[str], str]:
    pattern, said = _choices(entries)
    found = re.compile(rf"(?<![\w.@-])(?:{pattern})(?!\w)", re.IGNORECASE)

    def full(match: re.Match[str]) -> str:
        words = _in_full(match.group(), said[_folded(match.group())])
        stopped = match.group()[-1] == "." and sentence_ends(match.string, match.end())
        return words + ("." if stopped else "")

    return lambda text: found.sub(full, text)


def _titles(entries: Mapping[str, str], starters: frozenset[str]) -> Callable[[str], str]:
    pattern, said = _choices(entries)
    found = re.compile(rf"(?<![\w.@-])(?:{pattern})(?P<gap> ?)", re.IGNORECASE)

    def full(match: re.Match[str]) -> str:
        written = match.group().strip()
        words = _in_full(written, said[_folded(written)])
        ahead = _WORD_AHEAD.match(match.string, match.end())
        # `Sí, Sr. No lo sé.`: such a word is no name
        named = ahead is not None and not (ahead[1][0].isupper() and ahead[1].lower() in starters)
        goes_on = named or match.string[match.end() : match.end() + 1] in tuple(".,;:!?…")
        stop = "." if written[-1] == "." and not goes_on else ""
        joined = match.string[match.end() : match.end() + 1].isalnum()
        return words + stop + (" " if joined else match["gap"])

    return lambda text: found.sub(full, text)


def _before_names(entries: Mapping[str, str], ranks: frozenset[str]) -> Callable[[str], str]:
    """One letter before a name; after a name it is the initial of a second one."""
    pattern, said = _choices(entries)
    found = re.compile(rf"(?<![\w.@-])(?:{pattern}) ?(?={_UPPER}[\w’'-]*[a-zß-öø-ÿ])")

    def full(match: re.Match[str]) -> str:
        before = _WORD_BEFORE.search(match.string, max(0, match.start() - 40), match.start())
        if before and before[1][0].isupper() and before[1].lower() not in ranks:
            first = not match.string[: before.start()].rstrip(" \"“«„—–-¡¿'’(").rstrip(".!?…")
            ended = match.string[: before.start()].rstrip(" \"“«„—–-¡¿'’(")[-1:] in tuple(".!?…:")
            if not (first or ended):
                return match.group()
        written = match.group().strip()
        return _in_full(written, said[_folded(written)]) + " "

    return lambda text: found.sub(full, text)


def _before_figures(entries: Mapping[str, str]) -> Callable[[str], str]:
    pattern, said = _choices(entries)
    found = re.compile(
        rf"(?<![\w.@-])(?:{pattern}) ?(?=\d|(?-i:[IVXLC]+|[ivxlc]{{2,}})\b)", re.IGNORECASE
    )

    def full(match: re.Match[str]) -> str:
        written = match.group().strip()
        return _in_full(written, said[_folded(written)]) + " "

    return lambda text: found.sub(full, text)
