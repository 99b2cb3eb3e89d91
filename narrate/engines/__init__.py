"""Engines turn spoken text into audio. This is the table of those that come with narrate.

base       the port                      hibari, pico   on this machine, in worker processes
processes  those processes (worker: their inside; *_speech: what each engine does there)
waves      Smallest AI's service (waves_*: its request, refusals, voices, account, dictionaries)
openai     servers that speak OpenAI's protocol (openai_*: its refusals, voices)
service    what the HTTP engines share (http, keys, complaints; answer, wav, g711: bytes judged)

Other packages add engines by an entry point in the group `narrate.engines`: a factory that
takes narrate's Settings and gives an `Engine`.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from narrate.engines.base import did_you_mean
from narrate.errors import SettingsError

if TYPE_CHECKING:
    from narrate.engines.base import Engine
    from narrate.settings import Settings

GROUP: Final = "narrate.engines"
"""Entry points of other packages"""

_BUILT_IN: Final = {
    "hibari": ("narrate.engines.hibari.engine", "open_hibari"),
    "openai": ("narrate.engines.openai.engine", "open_openai"),
    "pico": ("narrate.engines.pico.engine", "open_pico"),
    "waves": ("narrate.engines.waves.engine", "open_waves"),
}
"""Name to module and factory; a module is loaded when its engine is first wanted"""


def engine_names() -> tuple[str, ...]:
    """The built-in engines and those of other packages."""
    others = importlib.metadata.entry_points(group=GROUP).names - set(_BUILT_IN)
    return (*_BUILT_IN, *sorted(others))


def open_engine(name: str, settings: Settings) -> Engine:
    """The engine of that name, ready to be used; whoever opens it closes it.

    Raises SettingsError where there is none, or where another package's can't be loaded.
    """
    if name in _BUILT_IN:
        module, factory = _BUILT_IN[name]
        engine: Engine = getattr(importlib.import_module(module), factory)(settings)
        return engine
    return _from_elsewhere(name)(settings)


def _from_elsewhere(name: str) -> Callable[[Settings], Engine]:
    points = tuple(importlib.metadata.entry_points(group=GROUP, name=name))
    if not points:
        known = engine_names()
        raise SettingsError(
            f"engine: unknown engine {name!r}{did_you_mean(name, known)};"
            f" there are {', '.join(known)}"
        )
    try:
        factory: Callable[[Settings], Engine] = points[0].load()
    except Exception as error:
        raise SettingsError(
            f"engine: {name} cannot be loaded from {points[0].value}: {error}"
        ) from error
    return factory
