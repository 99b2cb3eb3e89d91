"""How much two words sound alike, so that spellings, homophones and rare names do not alarm.

A recogniser writes what it hears as words that it knows: `gaol` as jail, Siobhan as Chevonne,
colour as color. Compared are the letters, and a rough sound made of them.
"""

from __future__ import annotations

import functools
import re
from typing import Final

ALIKE: Final = 0.6
"""Likeness from which two words count as the same word heard otherwise"""

_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^(?:kn|gn|pn)", "n"),
        ("^wr", "r"),
        ("^ps", "s"),
        ("^x", "s"),
        ("^wh(?=o)", "h"),
        ("tch|sch|tsh", "x"),
        ("c?h?sh|ci(?=[aou])|ti(?=on|ou|al|a$)|ssi(?=on)|ch", "x"),
        ("ph", "f"),
        ("gh(?=[aeiouy])", "g"),
        ("gh", ""),
        ("wh", "w"),
        ("ck|qu?|c(?![eiy])", "k"),
        ("c", "s"),
        ("dg(?=[eiy])|g(?=[eiy])", "j"),
        ("x(?<!^x)(?=[^aeiou]|$)|x", "x"),
        ("z", "s"),
        ("mb$", "m"),
        ("th", "t"),
        ("v", "f"),
        ("h(?=[^aeiouy]|$)", ""),
        ("(?<=[^aeiouy])e(?=s?$)", ""),
        ("[aeiouyw]+", "a"),
        (r"(.)\1+", r"\1"),
    )
)
"""English first of all; the other European languages are near enough for a rough likeness"""


@functools.lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """A word's rough sound: consonants by kind, every run of vowels as `a`."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@functools.lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same), the same both ways round."""
    if one == other:
        return 1.0
    if one > other:
        one, other = other, one
    letters = _common(one, other)
    sounds = _common(sound_of(one), sound_of(other))
    return max(letters, 0.9 * sounds, (letters + sounds) / 2)


def _common(one: str, other: str) -> float:
    longer = max(len(one), len(other))
    return 1 - distance(one, other) / longer if longer else 0.0


def distance(one: str, other: str) -> int:
    """Letters to change, add or leave out to make one of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            diagonal, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != against)),
            )
    return row[-1]
