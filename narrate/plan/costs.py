"""What a run would record and pay for, counted before it does; and can the engines speak it?

Engines are asked at no cost, book by book, before anything is sent.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from narrate.assembly.spec import ChapterSpec
from narrate.chunk import Chunk, Voicing
from narrate.engines import text_of
from narrate.engines.base import (
    PAUSE_A_WORD,
    Engine,
    EngineLookup,
    SpeakingRate,
    Workload,
    per_character,
)
from narrate.errors import BookNotSpoken, EngineUnusable, TemporaryError
from narrate.language import primary
from narrate.plan.division import heard_seconds
from narrate.plan.plan import BookPlan, ChapterPlan, Survey
from narrate.recording.store import Store
from narrate.report import Outlook, plural
from narrate.script.sentences.sentences import estimate_sentences
from narrate.script.spoken.spoken import can_say


class Line(Protocol):
    """Something to be spoken: a chunk, or the request that it became."""

    @property
    def spoken(self) -> str:
        """What the engine is sent."""

    @property
    def voicing(self) -> Voicing:
        """Who speaks it, and how."""


async def preflight(lines: Iterable[Line], engines: EngineLookup) -> list[str]:
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
"""Of audiobook speech at speed 1: the length of a take of a voice that nobody has measured"""
GAP = 0.4
"""Seconds of silence that such a voice makes between two sentences"""
NEAR = 0.03
"""Share that a pace may be off what was asked for without a word"""
ENOUGH = 20
"""Takes of a voice after which its own lengths tell more than what was measured of it"""


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
    pace: float | None = None
    """Words a minute, pauses and titles included; None where nothing is said"""


@dataclass(frozen=True, slots=True)
class PlannedTake:
    """A take that is needed, with the chapter that needs it first."""

    book: BookPlan
    chapter: ChapterPlan
    chunk: Chunk


class Costs:
    """What a run of these plans has to record, and what that costs.

    Each take counts once, however many chapters need it: for the first, in book order.
    """

    def __init__(self, plans: Sequence[BookPlan], store: Store, engines: EngineLookup) -> None:
        self._store = store
        self._engines = engines
        self.stored = frozenset(store.keys())
        """Keys of the takes that are recorded already"""
        self.takes: dict[str, PlannedTake] = {}
        """By key what chapters to be made need, recorded or not; finished ones need no takes"""
        for plan in plans:
            for chapter in plan.making:
                for key, chunk in chapter.lines():
                    self.takes.setdefault(key, PlannedTake(plan, chapter, chunk))
        self.to_record = {k: take for k, take in self.takes.items() if k not in self.stored}
        """Those of them that are not recorded"""

    def chapter(self, plan: ChapterPlan) -> ChapterOutlook:
        """The figures of one chapter."""
        chunks = plan.script.chunks
        needed = [(key, self.to_record.get(key)) for key in dict.fromkeys(plan.keys)]
        seconds = self._seconds(plan)
        missing = {key: take.chunk for key, take in needed if take and take.chapter is plan}
        return ChapterOutlook(
            number=plan.script.chapter.number,
            title=plan.script.chapter.shown,
            words=sum(len(chunk.text.split()) for chunk in chunks if chunk.source),
            characters=sum(len(chunk.spoken) for chunk in chunks),
            chunks=len(chunks),
            recorded=len(chunks) - len(missing),
            to_record=len(missing),
            billable_characters=sum(self._billable(chunk) for chunk in missing.values()),
            seconds=round(seconds, 1),
            pace=pace_of(_words(chunks), seconds),
            cost=round(sum(map(self.cost, missing)), 8),
            to_send=sum(len(chunk.spoken) for chunk in missing.values()),
        )

    @functools.cached_property
    def books(self) -> dict[Path, tuple[int, float]]:
        """By manuscript: characters to be paid for, and US dollars."""
        sums = {take.book.manuscript: (0, 0.0) for take in self.takes.values()}
        for key, take in self.to_record.items():
            characters, dollars = sums[take.book.manuscript]
            characters += self._billable(take.chunk)
            sums[take.book.manuscript] = characters, dollars + self.cost(key)
        return sums

    def outlook(self, found: Survey) -> Outlook:
        """What a run is about to do; `found` has the plans.

        Of a book with chapter 1 up to date and 2 of the takes a, b, b with a recorded: 1 chapter, 1
        unchanged, 3 chunks, 1 reused, 1 to record.
        """
        making = sum(len(plan.making) for plan in found.plans)
        others = sum(len(plan.chapters) for plan in found.plans) - making
        keys = [key for plan in found.plans for key in plan.keys_to_make]
        return Outlook(
            books=len(found.plans),
            chapters=making,
            unchanged=others + sum(len(book.chapters) for book in found.up_to_date),
            chunks=len(keys),
            reused=sum(key in self.stored for key in keys),
            to_record=len(self.to_record),
            characters=sum(len(take.chunk.spoken) for take in self.to_record.values()),
            cost=sum(map(self.cost, self.to_record)) or None,
        )

    def cost(self, key: str) -> float:
        """US dollars that it costs to record a take; 0.0 where it is recorded."""
        take = self.to_record.get(key)
        return self._price(take.chunk) * len(take.chunk.spoken) if take else 0.0

    async def preflight(self) -> list[str]:
        """What the engines say to the plan when they are asked over the network."""
        try:
            chunks = [take.chunk for take in self.to_record.values()]
            return await preflight(chunks, self._engines)
        except EngineUnusable as error:
            return [f"a run would stop: {error}"]

    def prices(self) -> list[str]:
        """Where the prices of what is to record are from, a line each."""
        sources: dict[str, None] = {}
        for voicing in self._voicings():
            if price := self._engines[voicing.engine].price(voicing):
                dollars = f"${price.per_character * 10_000:g} per 10,000 characters"
                sources[f"{voicing.engine}: {dollars}, {price.source}"] = None
        return list(sources)

    def _voicings(self) -> list[Voicing]:
        """Who speaks what is to be recorded, each once."""
        return list(dict.fromkeys(take.chunk.voicing for take in self.to_record.values()))

    def _price(self, chunk: Chunk) -> float:
        return per_character(self._engines[chunk.voicing.engine], chunk.voicing)

    def _billable(self, chunk: Chunk) -> int:
        return len(chunk.spoken) if self._price(chunk) else 0

    def _seconds(self, plan: ChapterPlan) -> float:
        """Of the delivered chapter: known where it is up to date, else recorded and estimated."""
        if plan.up_to_date:
            return plan.up_to_date.seconds
        seconds = plan.spec.chapter_start + plan.spec.chapter_end
        for key, chunk in plan.lines():
            info = self._store.find(key) if key in self.stored else None
            take = heard_seconds(info) if info else self.lengths.of(chunk)
            seconds += take + self.lengths.put_in(chunk, plan.spec) + chunk.pause_after
        return seconds

    @functools.cached_property
    def lengths(self) -> "Lengths":
        """How long takes are, by those that are recorded of what is to be made."""
        lengths = Lengths(self._engines)
        for key, take in self.takes.items():
            if key in self.stored and (info := self._store.find(key)):
                lengths.learn(take.chunk, heard_seconds(info))
        return lengths


def _words(chunks: Iterable[Chunk]) -> int:
    """Titles too."""
    return sum(len(chunk.text.split()) for chunk in chunks)


def pace_of(words: float, seconds: float) -> float | None:
    """Words a minute."""
    return round(60 * words / seconds, 1) if words and seconds else None


class Lengths:
    """How long takes will be, from what was measured of their voices and from takes of them."""

    def __init__(self, engines: EngineLookup) -> None:
        self._rate = functools.cache(lambda voicing: engines[voicing.engine].rate(voicing))
        self._heard: defaultdict[Voicing, list[tuple[float, float, int]]] = defaultdict(list)
        """Expected and real seconds, and words"""

    def learn(self, chunk: Chunk, seconds: float) -> None:
        """One take was so long."""
        words = len(chunk.spoken.split())
        self._heard[chunk.voicing].append((self._expected(chunk), seconds, words))

    def of(self, chunk: Chunk) -> float:
        """Seconds of a take without the silence at its ends."""
        heard = self._heard[chunk.voicing]
        if len(heard) < ENOUGH:
            return self._expected(chunk)
        expected, real, _ = map(sum, zip(*heard, strict=True))
        return self._expected(chunk) * real / expected

    def speed_for(self, voicing: Voicing, pace: float) -> float | None:
        """The speed that would bring a voice to so many words a minute; None: not known yet."""
        heard = self._heard[voicing]
        if len(heard) < ENOUGH:
            return None
        _, seconds, words = map(sum, zip(*heard, strict=True))
        return round(voicing.speed * seconds / (words * (60 / pace - PAUSE_A_WORD)), 2)

    def put_in(self, chunk: Chunk, spec: ChapterSpec) -> float:
        """Seconds of silence that assembly puts between the sentences of the take, on average."""
        rate = self._rate(chunk.voicing)
        gap = rate.gap if rate else GAP
        return max(spec.sentence_pause - gap, 0.0) * (_count_sentences(chunk) - 1)

    def _expected(self, chunk: Chunk) -> float:
        rate: SpeakingRate | None = self._rate(chunk.voicing)
        if rate is None:
            return len(chunk.spoken) / CHARACTERS_PER_SECOND / chunk.voicing.speed
        return rate.seconds(chunk.spoken, _count_sentences(chunk), chunk.voicing.speed)


@functools.lru_cache(1)  # asked twice, one after the other
def _count_sentences(chunk: Chunk) -> int:
    """About how many sentences a chunk has."""
    if chunk.kind == "heading":
        return 1
    return estimate_sentences(chunk.text, primary(chunk.voicing.language))


_SHOWN = 30
"""Characters of a text that cannot be said"""


@dataclass(slots=True)
class EngineAnswers:
    """What the engines say of each book of a plan."""

    refused: dict[Path, EngineUnusable] = field(default_factory=dict)
    """By manuscript: why a book cannot be spoken as it is planned"""
    notes: dict[str, None] = field(default_factory=dict)
    """What is good to know, each once, in order"""


def ask_engines(plans: Sequence[BookPlan], costs: Costs, engines: EngineLookup) -> EngineAnswers:
    """Have each voicing checked of which a book has something to record."""
    answers = EngineAnswers()

    @functools.cache
    def refusal(voicing: Voicing) -> EngineUnusable | None:
        try:
            answers.notes.update(dict.fromkeys(engines[voicing.engine].check(voicing)))
        except EngineUnusable as error:
            return error
        return None

    for plan in plans:
        answers.notes.update(dict.fromkeys(unkept_paces(plan, costs, engines)))
        if voicings := _voicings(plan, costs):
            refusals = filter(None, map(refusal, voicings))
            if why := next(refusals, None) or _unsayable(plan, answers.notes):
                answers.refused[plan.manuscript] = why
    return answers


def unkept_paces(plan: BookPlan, costs: Costs, engines: EngineLookup) -> Iterator[str]:
    """The voices that cannot keep the pace that the settings ask for, and what to do."""
    paces: dict[tuple[Voicing, float], None] = {}
    for chapter in plan.chapters:
        of = chapter.script.chapter
        voicings = {chunk.speaker: chunk.voicing for _, chunk in chapter.lines()}
        for speaker, voicing in voicings.items():
            if pace := plan.settings.reading(of.number, of.title, speaker).pace:
                paces[voicing, pace] = None
    for voicing, pace in paces:
        name = f"pace: {pace:g} cannot be kept by {voicing.engine}/{voicing.voice}"
        rate = engines[voicing.engine].rate(voicing)
        if rate is None:
            speed = costs.lengths.speed_for(voicing, pace)
            advice = f"speed: {speed:g}, by its takes so far" if speed else "speed"
            yield f"{name}: its own pace was never measured; set {advice} in place of pace"
            continue
        reached = rate.pace_at(voicing.speed)
        if abs(reached / pace - 1) > NEAR:
            told = f"about {reached:.0f} words a minute at speed {voicing.speed:g}"
            yield f"{name}, which reads {told}"


def _voicings(plan: BookPlan, costs: Costs) -> dict[Voicing, None]:
    """Who speaks what a book has to be recorded, also where another book asks for it too."""
    return {
        chunk.voicing: None
        for chapter in plan.making
        for key, chunk in chapter.lines()
        if key in costs.to_record
    }


def _unsayable(plan: BookPlan, notes: dict[str, None]) -> EngineUnusable | None:
    """Why a book cannot be said of which most is in letters that its engine does not know.

    Where it is less, that is noted: the chapters with it cannot be finished.
    """
    chunks = [chunk for chapter in plan.chapters for _, chunk in chapter.lines()]
    mute = [chunk for chunk in chunks if not can_say(chunk.spoken, text_of(chunk.voicing.engine))]
    if not mute:
        return None
    what = f"{mute[0].voicing.engine} has no sounds for its letters ({_sample(mute[0])})"
    if 2 * len(mute) > len(chunks):
        return BookNotSpoken(f"{what}; choose another engine")
    notes[
        f"{plan.manuscript.name}: {what} in {plural(len(mute), 'chunk')}, and the chapters with"
        " them cannot be finished; choose another engine for these"
    ] = None
    return None


def _sample(chunk: Chunk) -> str:
    text = " ".join(chunk.text.split())
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def refusals_told(refused: Mapping[Path, EngineUnusable], books: Sequence[Path]) -> list[str]:
    """What a run would not do, for those who plan it; no book is named where it is all of them."""
    alike: dict[str, list[str]] = {}
    for manuscript, error in refused.items():
        alike.setdefault(str(error), []).append(manuscript.name)
    told = []
    for text, names in alike.items():
        if len(names) == len(books) > 0:
            told.append(f"a run would stop: {text}")
            continue
        others = f" and {len(names) - 1} more" if names[1:] else ""
        told.append(
            f"{names[0]}{others}: a run would leave {'them' if others else 'it'} out: {text}"
        )
    return told
