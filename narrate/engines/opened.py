"""The engines of a run, each opened when it is first asked for."""

from typing import Self

from narrate.engines import open_engine
from narrate.engines.base import Engine
from narrate.settings import Settings


class Engines:
    """Engines by name, each opened when it is first asked for.

    Whoever awaits one of their calls closes them, at best by `async with`. To plan, nothing is
    awaited and nothing has to be closed: what plans ask touches neither network nor model.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[str, Engine] = {}

    def __getitem__(self, name: str) -> Engine:
        if name not in self._open:
            self._open[name] = open_engine(name, self._settings)
        return self._open[name]

    async def close(self) -> None:
        """Close every engine that was opened; safe to call twice."""
        for engine in self._open.values():
            await engine.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
