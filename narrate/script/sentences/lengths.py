"""How long a sentence is to the ear: the lengths of its parts between possible pauses."""

from __future__ import annotations

import re
from typing import Final

_PAUSES: Final = re.compile(
    r"[,;:.!?…)\]،؛।॥、，；：。！？]+[\"'”’»)\]]*(?=\s|$)|\s[–-](?=\s)|--+|[—―]+[\"'”’»]*|[、，；：。！？।]"
)
"""Marks at which a voice may make a pause; whether it does is for the audio to say"""
_DIGIT: Final = 4
"""Letters that a digit is as long as when it is spoken (`1851`: eighteen fifty-one)"""
_IDEOGRAPH: Final = 3
"""Letters that a Chinese, Japanese or Korean sign is as long as"""


def spoken_lengths(sentence: str) -> tuple[int, ...]:
    """The length of each part in letters, at least one part; a pause may lie between two."""
    lengths, begin = [], 0
    for mark in _PAUSES.finditer(sentence):
        length = _length(sentence[begin : mark.start()])
        if length:
            lengths.append(length)
            begin = mark.end()
    rest = _length(sentence[begin:])
    if rest or not lengths:
        lengths.append(rest)
    return tuple(lengths)


def _length(text: str) -> int:
    return sum(map(_weight, text.strip()))


def _weight(character: str) -> int:
    if character.isdigit():
        return _DIGIT
    if "\u2e80" <= character <= "\ud7ff" or character > "\U0001ffff":
        return _IDEOGRAPH
    return 1 if character.isalnum() or character.isspace() else 0
