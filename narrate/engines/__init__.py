"""Engines turn spoken text into audio; each has a folder with all that is its own.

base           the port: what an engine is, with a default for most of it
hibari, pico   on this machine, in worker processes (speech: their inside)
waves          Smallest AI's service (request, refusal, account, dictionary)
openai         servers that speak OpenAI's protocol (refusal, voices)
  options      what pipeline.yaml may say of it (else in engine); text: what it reads wrongly
http           what the engines over HTTP share (service, client; complaints, answer, wav: judged)
processes      the worker processes of those on this machine

`narrate.settings.engines` is the table of those that come with narrate. Other packages add engines
by an entry point in the group `narrate.engines`: a class of `narrate.engines.base.Engine`, or a
factory that takes narrate's Settings and gives one (docs/how-to/add-an-engine.md).
"""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from narrate.chunk import EngineText
from narrate.engines.base import Engine
from narrate.errors import SettingsError
from narrate.language import primary
from narrate.settings.engines import BUILT_IN, EMBEDDED, ENTRY_POINTS, load_engine

if TYPE_CHECKING:
    from narrate.settings import Settings


def open_engine(name: str, settings: Settings) -> Engine:
    """The engine of that name, ready to be used; whoever opens it closes it.

    Raises SettingsError where there is none, or where another package's is none or can't be loaded.
    """
    kind = load_engine(name)
    is_class = isinstance(kind, type) and issubclass(kind, Engine)
    engine = kind.open(settings) if is_class else kind(settings)
    if not isinstance(engine, Engine):
        raise SettingsError(f"engine {name}: its package gives no narrate.Engine; update it")
    return engine


def text_of(name: str) -> EngineText:
    """How the engine of that name takes text; it need not be opened. Raises SettingsError."""
    text: EngineText = getattr(load_engine(name), "text", EngineText())
    return text


def embedded_engine(language: str) -> str | None:
    """The embedded engine that speaks a language best; None where none speaks it."""
    spoken = primary(language)
    return next((name for name in EMBEDDED if spoken in load_engine(name).languages), None)


def versions() -> list[str]:
    """Name and version of all that may speak differently after an update, beside narrate itself."""
    names = {name for engine in BUILT_IN for name in load_engine(engine).packages}
    points = metadata.entry_points(group=ENTRY_POINTS)
    others = {f"{point.dist.name} {point.dist.version}" for point in points if point.dist}
    return sorted({f"{name} {metadata.version(name)}" for name in names} | others)
