"""What a language reads differently from how it is written: each language has a list of rules."""

import functools
import importlib
from collections.abc import Callable, Mapping

from narrate.language import primary
from narrate.readings.languages import BRITISH as BRITISH
from narrate.readings.languages import JOINT as JOINT
from narrate.readings.languages import RULE_NAMES as RULE_NAMES
from narrate.readings.languages import Reading as Reading
from narrate.readings.languages import RuleName as RuleName

MODULES: Mapping[str, str] = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hi": "hindi",
    "ta": "tamil",
    "mr": "neighbours",
    "bn": "neighbours",
    "gu": "neighbours",
    "it": "powers",
    "pt": "powers",
    "ru": "powers",
    "zh": "powers",
    "ja": "powers",
}
"""Module of this package by primary language tag; each has its rules, in order, as `READINGS`

One that has several languages has them by their tags.
"""


def heading_number(value: int, language: str) -> str | None:
    """The number of a heading as a language says it that reads roman numerals; else None."""
    tag = primary(language)
    if tag not in MODULES:
        return None
    module = importlib.import_module(f"{__package__}.{MODULES[tag]}")
    number: Callable[[int], str] | None = getattr(module, "heading_number", None)
    return number(value) if number else None


@functools.cache
def readings_of(language: str) -> tuple[Reading, ...]:
    """The rules of a tag, with or without a region (`en-GB`); none for an unknown language."""
    tag = primary(language)
    if tag not in MODULES:
        return ()
    module = importlib.import_module(f"{__package__}.{MODULES[tag]}")
    readings: tuple[Reading, ...] | Mapping[str, tuple[Reading, ...]] = module.READINGS
    return readings[tag] if isinstance(readings, Mapping) else readings
