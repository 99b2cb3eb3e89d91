"""Values that are groups with free keys, and bit rates by format."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from narrate.settings.rules import Rule, Text, read_each, wrong
from narrate.settings.words import closest, listed, shown

_BIT_RATE = re.compile(r"([0-9]{1,3})k", re.IGNORECASE)


@dataclass(frozen=True)
class BitRates(Rule):
    """Bit rates by format; formats without a choice of bit rate have no entry."""

    formats: tuple[str, ...]

    def read(self, value: object, folder: Path) -> dict[str, str | None]:
        """The rates as given; those not given are filled in from the defaults later."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            allowed = f"must give a bit rate by format, such as {{{self.formats[0]}: 64k}}"
            raise wrong(f"{allowed}, not {shown(value)}")
        given = [(str(name), (str(name), rate)) for name, rate in value.items()]
        return dict(read_each(given, self._rate))

    def _rate(self, given: tuple[str, object]) -> tuple[str, str | None]:
        name, rate = given
        if name not in self.formats:
            near = closest(name, self.formats)
            meant = f", did you mean {near}?" if near else ""
            raise wrong(f"only {listed(self.formats, 'and')} have a bit rate{meant}")
        if rate is not None and not _sensible(rate):
            raise wrong(f"must be a bit rate from 8k to 512k, such as 64k, not {shown(rate)}")
        return name, None if rate is None else str(rate).lower()

    def describe(self) -> dict[str, Any]:
        """A group of the formats that have a bit rate."""
        rate = {"type": ["string", "null"], "pattern": "^[0-9]{1,3}k$", "examples": ["64k"]}
        return {
            "type": ["object", "null"],
            "properties": dict.fromkeys(self.formats, rate),
            "additionalProperties": False,
        }


def _sensible(rate: object) -> bool:
    match = _BIT_RATE.fullmatch(rate) if isinstance(rate, str) else None
    return match is not None and 8 <= int(match[1]) <= 512


@dataclass(frozen=True)
class BookKey(Text):
    """The file name of a manuscript, without its folder."""

    allowed: str = "the file name of a manuscript, or the name of a book of several files"

    def read(self, value: object, folder: Path) -> str:
        """The name."""
        name = super().read(value, folder)
        bare = re.split(r"[/\\]", name)[-1]
        if bare != name:
            meant = f", did you mean {shown(bare)}?" if bare else ""
            raise wrong(f"must be a file name without its folder{meant}")
        return name

    def describe(self) -> dict[str, Any]:
        """No slashes."""
        return {"minLength": 1, "pattern": r"^[^/\\]+$"}


@dataclass(frozen=True)
class Keyed:
    """A group whose keys are free (chapters, manuscripts, characters), with a group under each."""

    entry: type[Any]
    key: Text
    """The rule for the keys"""
    in_order: bool = False
    """Read as pairs, because order and repeats matter"""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        keys = self.key.__get_pydantic_core_schema__(str, handler)
        entries = core_schema.dict_schema(keys, handler.generate_schema(self.entry))
        read = core_schema.no_info_before_validator_function(_keyed, entries)
        if not self.in_order:
            return read
        return core_schema.no_info_after_validator_function(
            _as_pairs, read, serialization=core_schema.plain_serializer_function_ser_schema(list)
        )


def _keyed(value: object) -> object:
    """Nothing is an empty group, and pairs (of settings made in Python) are a group too."""
    if value is None:
        return {}
    return dict(value) if isinstance(value, tuple) else value


def _as_pairs(value: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(value.items())
