"""The engines of a run, each opened when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from narrate.engines import open_engine
from narrate.engines.base import Engine
from narrate.settings import Settings


class Engines(Mapping[str, Engine]):
    """The engines of a run, each opened when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[str, Engine] = {}

    def __getitem__(self, name: str) -> Engine:
        if name not in self._open:
            self._open[name] = open_engine(name, self._settings)
        return self._open[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    async def close(self) -> None:
        """Close every engine that was opened."""
        for engine in self._open.values():
            await engine.close()
