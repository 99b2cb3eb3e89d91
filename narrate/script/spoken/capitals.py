"""Words in capitals, which weak engines spell out letter by letter."""

from __future__ import annotations

import re

from narrate.readings.languages import rules_for
from narrate.script import roman

_LETTERS_ALONE = frozenset({"it", "us", "or", "in", "can", "all"})
"""Alone in capitals these may be letters (`IT`, `US`), so they count only among other words"""

_CAPITALS = re.compile(r"\b[A-Z][A-Z'’]*[A-Z](?:['’]s)?\b|\b[AI]\b")
_HEAD_OF_SENTENCE = re.compile(r"(?:^|[.!?:…])[\s\"“‘'(]*$")


def capitals(text: str) -> str:
    """`THE WHALE`, `HIM`: in small letters, so that no voice spells them; `NASA` is left alone."""
    words = list(_CAPITALS.finditer(text))
    if not any(len(word.group()) > 1 for word in words):
        return text
    out, at = [], 0
    for run in _runs(text, words):
        shouts = _shouts(text, run)
        for word in run:
            said = _lowered(word.group(), shouts)
            if _HEAD_OF_SENTENCE.search(text, max(0, word.start() - 4), word.start()):
                said = said[0].upper() + said[1:]
            out += [text[at : word.start()], said]
            at = word.end()
    return "".join([*out, text[at:]])


def _runs(text: str, words: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Words in capitals with only marks and figures between them belong together."""
    runs: list[list[re.Match[str]]] = []
    for word in words:
        if runs and not any(c.isalpha() for c in text[runs[-1][-1].end() : word.start()]):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _shouts(text: str, run: list[re.Match[str]]) -> bool:
    """True where the run is words in capitals rather than names made of letters."""
    long = [w for w in run if len(w.group()) > 1]
    if sum(c.isalpha() for c in text) == sum(len(re.sub(r"\W", "", w.group())) for w in run):
        return any(len(w.group()) > 3 for w in long)
    known = [w for w in long if w.group().lower().replace("’", "'") in rules_for("en").small]
    return len(long) > 2 or (len(long) == 2 and bool(known))


def _lowered(word: str, shouts: bool) -> str:
    small = word.lower().replace("’", "'")
    if word == "I" or (
        len(word) > 1 and roman.value_of(word) and small not in rules_for("en").small
    ):
        return word
    if not shouts:
        alone = small in rules_for("en").small and small not in _LETTERS_ALONE and len(word) > 1
        return word.lower() if alone else word
    return word.lower() if small in rules_for("en").small else word[0] + word[1:].lower()
