"""Proof-listening: every take is heard, doubtful ones are recorded again, the best is kept.

What a recogniser hears of a take is compared with its text. Where words are missing, added or said
twice, the engine is asked again, unless it says everything always alike; each retake is a take with
a key of its own, so that an interrupted run does not pay for it again. The best takes the place
of the first. What stays doubtful is reported and delivered all the same.
"""

import asyncio
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from narrate.chunk import Chunk
from narrate.engines.base import EngineLookup, primary
from narrate.errors import NarrateError, TakeDamaged
from narrate.files.processes import usable_cores
from narrate.listening.recogniser import Heard, Notes, Recogniser
from narrate.listening.verdict import Verdict, judge
from narrate.listening.whisper import Whisper
from narrate.plan.plan import BookPlan, ChapterPlan
from narrate.recording.pool import Pool
from narrate.recording.store import Store
from narrate.report import Doubt, plural
from narrate.run.reporter import Reporter
from narrate.run.tally import Tally
from narrate.run.workers import WorkerPool
from narrate.settings import Settings

FOLDER: Final = "listening"
"""Of the store: the recogniser's weights, and what was heard"""
MOST_LISTENERS: Final = 4
"""Processes that hear at once; each holds a model of 0.4 GB"""


@dataclass(frozen=True, slots=True)
class HearTake:
    """Hearing one take; gives what was heard, and in which samples (CRC-32)."""

    recogniser: Recogniser
    key: str
    language: str

    @property
    def name(self) -> str:
        """The take."""
        return f"take {self.key[:12]}"

    def do(self, store: Store, stop: threading.Event) -> tuple[int, Heard]:
        """Hear it; a second or so, with nothing to stop."""
        audio = store.read(self.key).audio
        return zlib.crc32(audio.pcm), self.recogniser.hear(audio, self.language)


@dataclass(frozen=True, slots=True)
class Judged:
    """A take, what was heard in it, and what that means."""

    key: str
    heard: Heard
    verdict: Verdict

    def doubt(self, chapter: int, chunk: Chunk) -> Doubt:
        """As the report has it."""
        fault = "; ".join(dict.fromkeys(map(str, self.verdict.faults)))
        return Doubt(chapter, chunk.id, chunk.text, self.heard.text, fault)


class ProofListener:
    """Hears takes of a store, each once, in processes at low priority."""

    def __init__(self, store: Store, recogniser: Recogniser) -> None:
        self._store = store
        self._recogniser = recogniser
        self._workers = WorkerPool(store.folder, min(usable_cores(), MOST_LISTENERS))
        self._notes: Notes | None = None
        self.unsupported: set[str] = set()
        """Languages met that the recogniser does not hear well enough"""

    def prepare(self) -> None:
        """Raises SettingsError where the recogniser is not installed, StoreError for the disk."""
        self._recogniser.prepare()
        path = self._store.folder / FOLDER / "heard.sqlite"
        self._notes = Notes(path, self._recogniser.name)

    async def judged(self, key: str, chunk: Chunk, language: str) -> Judged | None:
        """A take of that chunk, heard now or before; None: its language is not heard.

        Raises TakeDamaged where the take is not whole.
        """
        heard = await self._heard(key, language)
        if heard is None:
            return None
        return Judged(key, heard, judge([chunk.spoken, chunk.text], heard, language))

    async def _heard(self, key: str, language: str) -> Heard | None:
        assert self._notes, "prepare comes first"
        if language not in self._recogniser.languages:
            self.unsupported.add(language)
            return None
        head = self._store.describe(key)
        if head is None:
            raise TakeDamaged(key, "its file is missing or incomplete")
        heard = self._notes.find(key, head.digest, language)
        if heard is None:
            task = HearTake(self._recogniser, key, language)
            digest, new = await self._workers.do(task)
            self._notes.keep(key, digest, language, new)
            return new
        return heard

    async def close(self) -> None:
        """End the processes and let go of the notes."""
        await self._workers.close()
        if self._notes:
            self._notes.close()


class Proofing:
    """Hears the chapters of a run before they are assembled."""

    def __init__(
        self,
        listener: ProofListener,
        store: Store,
        tally: Tally,
        engines: EngineLookup,
        reporter: Reporter,
    ) -> None:
        self._listener = listener
        self._store = store
        self._tally = tally
        self._engines = engines
        self._reporter = reporter
        self._choosing: dict[str, asyncio.Task[Judged | None]] = {}
        self._doubts: dict[tuple[Path, int], tuple[Doubt, ...]] = {}
        self._told: set[str] = set()

    async def choose(self, plan: BookPlan, chapter: ChapterPlan, pool: Pool) -> None:
        """Have the best takes of a chapter in their places, and remember which stay doubtful.

        Every take must be in the store. Raises TakeDamaged.
        """
        lines = [(key, chunk) for key, chunk in chapter.lines() if _has_words(chunk)]
        tasks = {key: self._task(key, chunk, plan, pool) for key, chunk in lines}
        await asyncio.gather(*tasks.values())
        number = chapter.script.chapter.number
        doubts = tuple(
            judged.doubt(number, chunk)
            for key, chunk in lines
            if (judged := tasks[key].result()) and judged.verdict.faults
        )
        self._doubts[plan.manuscript, number] = doubts
        self._tell(f"{plan.script.title}: {number}", len(tasks), len(doubts))

    def doubtful(self, plan: BookPlan) -> tuple[Doubt, ...]:
        """The doubtful takes of a book, of those chapters that were heard."""
        numbers = [chapter.script.chapter.number for chapter in plan.chapters]
        return tuple(
            doubt for number in numbers for doubt in self._doubts.get((plan.manuscript, number), ())
        )

    def forget(self, key: str) -> None:
        """The take is another now."""
        self._choosing.pop(key, None)

    async def close(self) -> None:
        """Stop hearing."""
        for task in self._choosing.values():
            task.cancel()
        await asyncio.gather(*self._choosing.values(), return_exceptions=True)
        await self._listener.close()

    def _task(
        self, key: str, chunk: Chunk, plan: BookPlan, pool: Pool
    ) -> asyncio.Task[Judged | None]:
        """One for all chapters that say the same; one that failed is begun again."""
        task = self._choosing.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = asyncio.create_task(self._best(key, chunk, plan, pool))
            self._choosing[key] = task
        return task

    async def _best(self, key: str, chunk: Chunk, plan: BookPlan, pool: Pool) -> Judged | None:
        """Hear a take, and others of the same words while none is good; the best gets the key."""
        language = language_of(chunk, plan)
        best = await self._listener.judged(key, chunk, language)
        if best is None or self._engines[chunk.voicing.engine].repeats:
            return best
        for number in range(1, plan.settings.listen.retakes + 1):
            if not best.verdict.faults:
                break
            other = await self._another(key, number, chunk, language, pool)
            if other is None:
                break
            best = min(best, other, key=lambda judged: judged.verdict.badness)
        if best.key != key:
            await asyncio.to_thread(self._store.replace, key, best.key)
        return best

    async def _another(
        self, key: str, number: int, chunk: Chunk, language: str, pool: Pool
    ) -> Judged | None:
        """One more take of the same words, recorded or found; None where there is none."""
        request = self._tally.add_retake(key, number)
        try:
            await pool.submit(request)
        except NarrateError:  # not this time; where the pool has halted, the run says why
            return None
        return await self._listener.judged(request.key, chunk, language)

    def _tell(self, chapter: str, heard: int, doubtful: int) -> None:
        left = f", {doubtful} doubtful" if doubtful else ""
        self._reporter.note(f"heard: {chapter}: {plural(heard, 'take')}{left}")
        for language in sorted(self._listener.unsupported - self._told):
            self._told.add(language)
            self._reporter.warn(unsupported_line(language))


def whisper(settings: Settings) -> Recogniser:
    """The recogniser of the extra, its weights kept with the takes."""
    return Whisper(settings.store / FOLDER)


def language_of(chunk: Chunk, plan: BookPlan) -> str:
    """Primary tag of the language that a chunk is spoken in: the book's, where that is open."""
    language = primary(chunk.voicing.language)
    return language if language != "auto" else primary(plan.script.language or "en")


def unsupported_line(language: str) -> str:
    """What the user should know of a language that the recogniser does not hear well."""
    return (
        f"takes in {language} are not checked: the recogniser does not know that language"
        " well enough"
    )


def _has_words(chunk: Chunk) -> bool:
    return any(character.isalnum() for character in chunk.spoken)
