"""Values that are groups with free keys: bit rates by format, chapters, books."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from narrate.settings.chapters import ChapterKey
from narrate.settings.rules import Rule, Text, WrongError, wrong
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
        rates: dict[str, str | None] = {}
        faults: list[tuple[tuple[str | int, ...], str]] = []
        for name, rate in value.items():
            if name not in self.formats:
                near = closest(str(name), self.formats)
                meant = f", did you mean {near}?" if near else ""
                faults.append(
                    ((name,), f"only {listed(self.formats, 'and')} have a bit rate{meant}")
                )
            elif rate is not None and not _sensible(rate):
                faults.append(
                    ((name,), f"must be a bit rate from 8k to 512k, such as 64k, not {shown(rate)}")
                )
            else:
                rates[str(name)] = None if rate is None else str(rate).lower()
        if faults:
            raise WrongError(*faults)
        return rates

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

    allowed: str = "the file name of a manuscript"

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
class Books:
    """A group whose keys are manuscripts and whose values are what differs for them."""

    entry: type[Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_keyed, self._pairs(handler))

    def _pairs(self, handler: GetCoreSchemaHandler) -> CoreSchema:
        keys = self.key.__get_pydantic_core_schema__(str, handler)
        return core_schema.dict_schema(keys, handler.generate_schema(self.entry))

    @property
    def key(self) -> Text:
        """The rule for the keys."""
        return BookKey()


@dataclass(frozen=True)
class ByChapter(Books):
    """A group whose keys are chapters; read as pairs, because order and repeats matter."""

    @property
    def key(self) -> Text:
        """The rule for the keys."""
        return ChapterKey()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        pairs = super().__get_pydantic_core_schema__(source, handler)
        return core_schema.no_info_after_validator_function(
            _as_pairs, pairs, serialization=core_schema.plain_serializer_function_ser_schema(list)
        )


def _keyed(value: object) -> object:
    """Nothing is an empty group, and pairs (of settings made in Python) are a group too."""
    if value is None:
        return {}
    return dict(value) if isinstance(value, tuple) else value


def _as_pairs(value: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(value.items())
