"""Before a run: the engines are asked, at no cost, whether they will do what is wanted of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from narrate.chunk import Voicing
from narrate.engines.base import Engine, Workload, per_character
from narrate.errors import TemporaryError


class Line(Protocol):
    """Something to be spoken: a chunk, or the job that it became."""

    @property
    def spoken(self) -> str:
        """What the engine is sent."""

    @property
    def voicing(self) -> Voicing:
        """Who speaks it, and how."""


async def preflight(lines: Iterable[Line], engines: Mapping[str, Engine]) -> list[str]:
    """What each engine says to its share of the lines.

    Raises EngineUnusable where one can't do its share; one that could not be asked is noted.
    """
    shares: dict[str, list[Line]] = {}
    for line in lines:
        shares.setdefault(line.voicing.engine, []).append(line)
    notes: list[str] = []
    for name, share in shares.items():
        try:
            notes += [
                f"{name}: {note}"
                for note in await engines[name].preflight(_work(share, engines[name]))
            ]
        except TemporaryError as error:
            notes.append(f"{name} could not be asked before the run: {error}")
    return notes


def _work(lines: Sequence[Line], engine: Engine) -> Workload:
    voicings = tuple(dict.fromkeys(line.voicing for line in lines))
    prices = {voicing: per_character(engine, voicing) for voicing in voicings}
    return Workload(
        voicings,
        characters=sum(len(line.spoken) for line in lines),
        cost=sum(prices[line.voicing] * len(line.spoken) for line in lines),
    )
