"""What a language reads otherwise than it writes: a module a language, each a list of rules."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping

from narrate.readings.rule import RULE_NAMES as RULE_NAMES
from narrate.readings.rule import Reading as Reading
from narrate.readings.rule import RuleName as RuleName

MODULES: Mapping[str, str] = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hi": "hindi",
    "ta": "tamil",
    "mr": "marathi",
    "bn": "bengali",
    "gu": "gujarati",
}
"""Module of this package by primary language tag; each has its rules, in order, as `READINGS`"""


@functools.cache
def readings_of(language: str) -> tuple[Reading, ...]:
    """The rules of a tag, with or without a region (`en-GB`); none for an unknown language."""
    name = MODULES.get(language.replace("_", "-").split("-")[0].lower())
    if name is None:
        return ()
    module = importlib.import_module(f"{__package__}.{name}")
    readings: tuple[Reading, ...] = module.READINGS
    return readings
