"""Proof-listening: every take is heard, doubtful ones are recorded again, the best is kept.

What a recogniser hears of a take is compared with its text. Where words are missing, added or said
twice, the engine is asked again, unless it says everything always alike; each retake is a take with
a key of its own, so that an interrupted run does not pay for it again. The best takes the place
of the first. What stays doubtful is reported and delivered all the same.
"""

import asyncio
import threading
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from narrate.chunk import Chunk
from narrate.engines.base import EngineLookup, primary
from narrate.errors import NarrateError, TakeDamaged
from narrate.files.processes import usable_cores, usable_memory
from narrate.listening.recogniser import Heard, Notes, Recogniser
from narrate.listening.verdict import Verdict, judge
from narrate.listening.whisper import Whisper
from narrate.listening.words import unmarked
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
PROCESS_MEMORY: Final = 400_000_000
"""Bytes that a process takes that hears: 373 to 387 MB were seen, with takes of 5 to 55 seconds"""
_USUAL_MEMORY: Final = 8_000_000_000
"""Bytes that a machine is thought to have that does not say"""


@dataclass(frozen=True, slots=True)
class HearTake:
    """Hearing one take; gives what was heard, and in which samples (CRC-32)."""

    recogniser: Recogniser
    key: str
    language: str
    text: str
    """Spoken, without pronunciations"""

    @property
    def name(self) -> str:
        """The take."""
        return f"take {self.key[:12]}"

    def do(self, store: Store, stop: threading.Event) -> tuple[int, Heard]:
        """Hear it; a second or so, with nothing to stop."""
        audio = store.read(self.key).audio
        return zlib.crc32(audio.pcm), self.recogniser.hear(audio, self.language, self.text)


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


def located(doubt: Doubt, plan: BookPlan) -> Doubt:
    """With its place in the delivered audio, where the chapter is delivered with that chunk."""
    delivered = plan.shelf.unchanged(doubt.chapter)
    for entry in delivered.entries if delivered else ():
        for chunk in entry.chunks:
            if (chunk.id, chunk.text) == (doubt.id, doubt.text):
                return replace(doubt, file=entry.file, seconds=chunk.start / entry.sample_rate)
    return doubt


class ProofListener:
    """Hears takes of a store, each once, in processes at low priority."""

    def __init__(
        self, store: Store, recogniser: Recogniser, processes: int, *, again: bool = False
    ) -> None:
        self._store = store
        self._recogniser = recogniser
        self._workers = WorkerPool(store.folder, processes)
        self._notes: Notes | None = None
        self._again = again
        self._unsupported: dict[str, bool] = {}
        """Languages met that the recogniser does not hear well enough, and whether that was told"""

    @classmethod
    def of(
        cls, settings: Settings, store: Store, recogniser: Recogniser | None, *, again: bool = False
    ) -> Self:
        """On all cores that the settings allow memory for; `recogniser` instead of the extra's.

        `again` hears takes that were heard before, too.
        """
        processes, threads = division_of_cores(settings.listen.memory)
        ear = recogniser or Whisper(settings.store / FOLDER, threads)
        return cls(store, ear, processes, again=again)

    def untold(self) -> list[str]:
        """A line on each language that is not heard well enough and was not told of yet."""
        new = sorted(language for language, told in self._unsupported.items() if not told)
        self._unsupported |= dict.fromkeys(new, True)
        return list(map(unsupported_line, new))

    def prepare(self) -> None:
        """Raises SettingsError where the recogniser is not installed, StoreError for the disk."""
        self._recogniser.prepare()
        path = self._store.folder / FOLDER / "heard.sqlite"
        self._notes = Notes(path, self._recogniser.name)

    async def judged(self, key: str, chunk: Chunk, language: str) -> Judged | None:
        """A take of that chunk, heard now or before; None: its language is not heard.

        Raises TakeDamaged where the take is not whole.
        """
        if language not in self._recogniser.languages:
            self._unsupported.setdefault(language, False)
            return None
        heard = await self._heard(key, language, unmarked(chunk.spoken))
        return Judged(key, heard, judge([chunk.spoken, chunk.text], heard, language))

    async def _heard(self, key: str, language: str, text: str) -> Heard:
        assert self._notes, "prepare comes first"
        head = self._store.describe(key)
        if head is None:
            raise TakeDamaged(key, "its file is missing or incomplete")
        heard = None if self._again else self._notes.find(key, head.digest, language)
        if heard is None:
            task = HearTake(self._recogniser, key, language, text)
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

    async def choose(self, plan: BookPlan, chapter: ChapterPlan, pool: Pool) -> None:
        """Have the best takes of a chapter in their places, and remember which stay doubtful.

        Every take must be in the store. Raises TakeDamaged.
        """
        lines = [(key, chunk) for key, chunk in chapter.lines() if has_words(chunk)]
        tasks = {key: self._task(key, chunk, plan, pool) for key, chunk in lines}
        await asyncio.gather(*tasks.values())
        number = chapter.script.chapter.number
        doubts = tuple(
            judged.doubt(number, chunk)
            for key, chunk in lines
            if (judged := tasks[key].result()) and judged.verdict.faults
        )
        self._doubts[plan.manuscript, number] = doubts
        self._reporter.note(heard_line(plan.script.title, number, len(tasks), len(doubts)))
        for line in self._listener.untold():
            self._reporter.warn(line)

    def doubtful(self, plan: BookPlan) -> tuple[Doubt, ...]:
        """The doubtful takes of a book, of those chapters that were heard."""
        numbers = [chapter.script.chapter.number for chapter in plan.chapters]
        return tuple(
            located(doubt, plan)
            for number in numbers
            for doubt in self._doubts.get((plan.manuscript, number), ())
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


def division_of_cores(gigabytes: float | None) -> tuple[int, int]:
    """How many processes hear, and on how many cores each, within that much memory.

    None is half of the machine's. One core each is the best use of them; where memory allows fewer
    processes than there are cores, each has several: 16 cores and 2 GB make 5 processes of 3.
    """
    memory = (usable_memory() or _USUAL_MEMORY) / 2 if gigabytes is None else gigabytes * 1e9
    cores = usable_cores()
    processes = max(1, min(cores, int(memory // PROCESS_MEMORY)))
    return processes, max(1, cores // processes)


def heard_line(title: str, chapter: int, takes: int, doubtful: int) -> str:
    """What became of the takes of a chapter."""
    left = f", {doubtful} doubtful" if doubtful else ""
    return f"heard: {title}: {chapter}: {plural(takes, 'take')}{left}"


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


def has_words(chunk: Chunk) -> bool:
    """Whether there is anything in it to hear."""
    return any(character.isalnum() for character in chunk.spoken)
