"""Which engines there are, and the options that each brings to pipeline.yaml.

Settings lie below the engines and import none of them. Here an engine is the text of a row, which
is loaded when its options are first wanted, as the readers of manuscripts are. What is loaded is
a class of `narrate.engines.base.Engine`; its `options` and `call_options` are groups of keys.
Other packages add rows by entry points; such a package is loaded only where its engine is named,
its key is used, or all keys are told (the JSON schema, a key that nobody knows).
"""

import functools
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    PydanticKnownError,
    SchemaValidator,
    core_schema,
)

from narrate.errors import SettingsError
from narrate.settings.groups import Group
from narrate.settings.rules import Text, wrong
from narrate.settings.words import closest, listed, shown

BUILT_IN: Final[Mapping[str, str]] = {
    "hibari": "narrate.engines.hibari.engine:HibariEngine",
    "pico": "narrate.engines.pico.engine:PicoEngine",
    "waves": "narrate.engines.waves.engine:WavesEngine",
    "openai": "narrate.engines.openai.engine:OpenAIEngine",
}
"""The engines that come with narrate, in the order in which their options are listed"""

BUILT_IN_ENGINES: Final = tuple(sorted(BUILT_IN))

EMBEDDED: Final = ("hibari", "pico")
"""Those that need no key, server or network, the one that is preferred first"""

ENTRY_POINTS: Final = "narrate.engines"
"""The group in which other packages name their engines"""

ENGINES: Final = "\0engines"
"""Under which name the options of all engines are validated together; no key can be written so"""


def known_engines() -> tuple[str, ...]:
    """The names of the engines built in and of those that other packages bring."""
    return (*BUILT_IN_ENGINES, *_others(tuple(sys.path)))


@functools.cache
def _others(path: tuple[str, ...]) -> tuple[str, ...]:
    """Names from other packages; looked up once for a `path`, since that reads all packages."""
    return tuple(sorted(metadata.entry_points(group=ENTRY_POINTS).names - set(BUILT_IN)))


def load_engine(name: str) -> Any:
    """The class of an engine, or the factory that another package has in place of one.

    Raises SettingsError where there is none of that name, or where it can't be loaded.
    """
    return _loaded(name, tuple(sys.path))


@functools.cache
def _loaded(name: str, path: tuple[str, ...]) -> Any:
    if name in BUILT_IN:
        return metadata.EntryPoint(name, BUILT_IN[name], ENTRY_POINTS).load()
    points = tuple(metadata.entry_points(group=ENTRY_POINTS, name=name))
    if not points:
        known = known_engines()
        near = closest(name, known)
        meant = f"; did you mean {near}?" if near else ""
        raise SettingsError(f"engine: unknown engine {name!r}{meant}; there are {', '.join(known)}")
    try:
        return points[0].load()
    except Exception as error:
        raise SettingsError(
            f"engine: {name} cannot be loaded from {points[0].value}: {error}"
        ) from error


class Options(NamedTuple):
    """The groups of keys of one engine."""

    call: type[Group]
    """What may differ by chapter, character and book"""
    whole: type[Group]
    """All that the top level may say: `call`, and what is one for a run"""


def options_of(name: str) -> Options:
    """The options of an engine; one that says nothing of them has none. Raises SettingsError."""
    engine = load_engine(name)
    call: type[Group] = getattr(engine, "call_options", Group)
    return Options(call, getattr(engine, "options", None) or call)


@dataclass(frozen=True)
class EngineOptions:
    """Groups of options by the engine's name: in pipeline.yaml keys beside the others.

    `engine_keys` gathers them before pydantic sees them, so that plug-ins need no field of a model.
    """

    whole: bool = False
    """What the top level may say"""

    def group(self, name: str) -> type[Group]:
        """The group of one engine here. Raises SettingsError."""
        options = options_of(name)
        return options.whole if self.whole else options.call

    def fields(self) -> Iterator[tuple[str, FieldInfo]]:
        """The keys that there are, as fields of a model; none for engines that can't be loaded."""
        for name in (*BUILT_IN, *_others(tuple(sys.path))):
            try:
                group = self.group(name)
            except SettingsError:
                continue
            if not group.model_fields:
                continue
            text = (group.__doc__ or "").partition("\n")[0].removesuffix(".")
            field = FieldInfo(description=text)
            field.annotation = group
            yield name, field

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._read)

    def _read(self, value: object, info: core_schema.ValidationInfo[Any]) -> dict[str, Group]:
        if not isinstance(value, _Gathered):
            raise PydanticKnownError("extra_forbidden")
        groups = {}
        for name in value:
            try:
                groups[name] = self.group(name).__pydantic_core_schema__
            except SettingsError as error:
                faults = [((name,), str(error).partition(": ")[2])]
                context = {"text": str(error), "faults": faults}
                raise PydanticCustomError("refused", "{text}", context) from None
        fields = {name: core_schema.typed_dict_field(group) for name, group in groups.items()}
        validator = SchemaValidator(core_schema.typed_dict_schema(fields))
        read: dict[str, Group] = validator.validate_python(dict(value), context=info.context)
        return read


class _Gathered(dict[str, object]):
    """What was written under the names of engines."""


def engine_keys(data: object, fields: Mapping[str, FieldInfo]) -> object:
    """A group as it was written, with those of its keys that name engines put under `ENGINES`."""
    if not isinstance(data, Mapping):
        return data
    known = known_engines()
    theirs = {key: data[key] for key in data if key in known and key not in fields}
    if not theirs:
        return data
    own = {key: value for key, value in data.items() if key not in theirs}
    return {**own, ENGINES: _Gathered(theirs)}


def defaults_of_built_in() -> dict[str, Group]:
    """The options of the engines that come with narrate, as they are where nothing is set."""
    return {name: options_of(name).whole() for name in BUILT_IN}


@dataclass(frozen=True)
class EngineName(Text):
    """An engine: built in, or from another package by the entry point group narrate.engines."""

    allowed: str = "the name of an engine"

    def read(self, value: object, folder: Path) -> str:
        """The name as the engine has it."""
        name = super().read(value, folder)
        if name in BUILT_IN:
            return name
        known = known_engines()
        if name not in known:
            near = closest(name, known)
            meant = f", did you mean {near}?" if near else ";"
            raise wrong(f"unknown engine {shown(value)}{meant} there are {listed(known, 'and')}")
        return name

    def describe(self) -> dict[str, Any]:
        """The names for completion; others are allowed."""
        return {"anyOf": [{"enum": list(known_engines())}, {"type": "string", "minLength": 1}]}
