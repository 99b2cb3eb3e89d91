"""The name of a take: made of exactly what changes its sound."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from narrate.chunk import OptionValue

KEY_VERSION = 1
"""Part of every key; raising it makes all takes new, so it is raised only when keys were wrong."""

KEY_LENGTH = 40
"""Hexadecimal characters: 160 bits, no collision in any library of audiobooks"""


def take_key(fingerprint: Mapping[str, OptionValue], spoken: str) -> str:
    """The key of the take that `spoken` makes under `fingerprint`: 40 hex characters.

    Neither position nor book is in it, so that moved and repeated text is not recorded
    again. The order of the fingerprint does not matter, and 1 and 1.0 are the same number.
    """
    content = {"version": KEY_VERSION, "fingerprint": plain(fingerprint), "spoken": spoken}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(canonical.encode("ascii"), digest_size=KEY_LENGTH // 2).hexdigest()


def retake_key(key: str, number: int) -> str:
    """The key of another take of the same words in the same voice; `number` counts from 1.

    With a key of its own a retake is kept and paid for once, as any take is.
    """
    text = f"{key} retake {number}"
    return hashlib.blake2b(text.encode("ascii"), digest_size=KEY_LENGTH // 2).hexdigest()


def plain(fingerprint: Mapping[str, OptionValue]) -> dict[str, object]:
    """The fingerprint as JSON knows it: tuples as lists, whole floats as integers."""
    return {name: _plain(value) for name, value in fingerprint.items()}


def _plain(value: OptionValue) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return list(value) if isinstance(value, tuple) else value
