"""What a run would record and pay for, counted before it does.

Before a run: the engines are asked, at no cost, whether they will do what is wanted of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from narrate.chunk import Chunk, Voicing
from narrate.engines.base import Engine, Workload, per_character
from narrate.engines.opened import Engines
from narrate.errors import EngineUnusable, TemporaryError
from narrate.plan.plan import ChapterPlan
from narrate.recording.store.store import Store


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


CHARACTERS_PER_SECOND = 15.0
"""Of audiobook speech at speed 1: the length of a chunk before its take is there"""


@dataclass(frozen=True, slots=True)
class ChapterOutlook:
    """One chapter of a plan; `cost` is in US dollars."""

    number: int
    title: str
    words: int
    characters: int
    chunks: int
    recorded: int
    to_record: int
    billable_characters: int
    seconds: float
    cost: float
    to_send: int = 0
    """Characters to record, whether they cost something or not"""


class Accountant:
    """Counts each take once, in book order, however many chapters want it."""

    def __init__(self, store: Store, engines: Engines) -> None:
        self._store = store
        self._engines = engines
        self._stored = store.keys()
        self._planned: dict[str, Chunk] = {}
        self._books: dict[Voicing, dict[str, None]] = {}
        """The manuscripts in which something is to be recorded, by who speaks it"""

    def outlook(self, plan: ChapterPlan, manuscript: str) -> ChapterOutlook:
        """The figures of one chapter of the manuscript of that name."""
        to_record: list[Chunk] = []
        for key, chunk in plan.lines():
            if self.missing(plan, key) and key not in self._planned:
                self._planned[key] = chunk
                self._books.setdefault(chunk.voicing, {})[manuscript] = None
                to_record.append(chunk)
        chapter = plan.script.chapter
        return ChapterOutlook(
            number=chapter.number,
            title=chapter.title,
            words=sum(len(chunk.text.split()) for chunk in plan.script.chunks if chunk.source),
            characters=sum(len(chunk.spoken) for chunk in plan.script.chunks),
            chunks=len(plan.script.chunks),
            recorded=len(plan.script.chunks) - len(to_record),
            to_record=len(to_record),
            billable_characters=sum(len(c.spoken) for c in to_record if self._price(c)),
            seconds=round(self._seconds(plan), 1),
            cost=round(sum(self._price(c) * len(c.spoken) for c in to_record), 8),
            to_send=sum(len(c.spoken) for c in to_record),
        )

    def cost(self, key: str) -> float:
        """US dollars that a take costs which is to be recorded."""
        chunk = self._planned.get(key)
        return self._price(chunk) * len(chunk.spoken) if chunk else 0.0

    def missing(self, plan: ChapterPlan, key: str) -> bool:
        """Whether a run would have to record it; what is up to date needs no takes."""
        return plan.standing is None and key not in self._stored

    def checks(self) -> tuple[list[str], list[str]]:
        """What would stop the run at its first request, and what is good to know."""
        troubles: dict[str, None] = {}
        notes: dict[str, None] = {}
        for voicing in self._books:
            try:
                notes.update(dict.fromkeys(self._engines[voicing.engine].check(voicing)))
            except EngineUnusable as error:
                troubles[f"{self._whose(voicing)}a run would stop: {error}"] = None
        return list(troubles), list(notes)

    def _whose(self, voicing: Voicing) -> str:
        """The manuscripts that ask for a voicing, as a line begins; none where all of them do."""
        first, *others = self._books[voicing]
        if {first, *others} == {name for names in self._books.values() for name in names}:
            return ""
        return f"{first} and {len(others)} more: " if others else f"{first}: "

    async def preflight(self) -> list[str]:
        """What the engines say to the plan when they are asked over the network."""
        try:
            return await preflight(self._planned.values(), self._engines)
        except EngineUnusable as error:
            return [f"a run would stop: {error}"]
        finally:
            await self._engines.close()

    def prices(self) -> list[str]:
        """Where the prices of what is to record are from, a line each."""
        sources: dict[str, None] = {}
        for voicing in self._books:
            if price := self._engines[voicing.engine].price(voicing):
                dollars = f"${price.per_character * 10_000:g} per 10,000 characters"
                sources[f"{voicing.engine}: {dollars}, {price.source}"] = None
        return list(sources)

    def _price(self, chunk: Chunk) -> float:
        return per_character(self._engines[chunk.voicing.engine], chunk.voicing)

    def _seconds(self, plan: ChapterPlan) -> float:
        """Of the delivered chapter: known if it is up to date, else recorded and estimated."""
        if plan.standing:
            return plan.standing.seconds
        order = plan.order
        seconds = order.chapter_start + order.chapter_end
        for key, chunk in plan.lines():
            info = self._store.find(key) if key in self._stored else None
            spoken = len(chunk.spoken) / CHARACTERS_PER_SECOND / chunk.voicing.speed
            seconds += (info.seconds if info else spoken) + chunk.pause_after
        return seconds
