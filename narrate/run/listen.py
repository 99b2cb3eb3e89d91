"""`narrate listen`: what was recorded is heard without a run; nothing is recorded or made.

What was heard before, by a run or by this, is not heard again unless that is asked for.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any, Literal

from narrate.chunk import Chunk
from narrate.engines.base import EngineLookup
from narrate.engines.opened import Engines
from narrate.errors import TakeDamaged, book_fault
from narrate.listening.recogniser import Recogniser
from narrate.plan.finding import manuscripts_called
from narrate.plan.plan import BookPlan, ChapterPlan, Selection, Survey, everything, survey
from narrate.recording.store import Store
from narrate.report import Doubt, plural, worst
from narrate.run.proofing import (
    Judged,
    ProofListener,
    has_words,
    heard_line,
    language_of,
    located,
)
from narrate.run.reporter import Reporter
from narrate.settings import Settings

_Outcome = Judged | Literal["unrecorded", "unsupported"]

DOUBTFUL = 6
"""Exit code where a take is doubtful, as where a check failed"""


@dataclass(frozen=True, slots=True)
class HeardChapter:
    """What was heard of one chapter; counted in takes, those of repeated lines once."""

    number: int
    title: str
    takes: int
    """That have words"""
    heard: int
    unrecorded: int
    """Not recorded yet, or damaged"""
    unsupported: int
    """In a language that the recogniser does not hear well enough"""
    doubtful: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class HeardBook:
    """What was heard of one manuscript."""

    manuscript: str
    title: str
    folder: str
    chapters: tuple[HeardChapter, ...]
    advice: str = ""
    """What to do about doubtful takes; empty where there are none"""


@dataclass(frozen=True, slots=True)
class ListenReport:
    """What was heard in every book."""

    books: tuple[HeardBook, ...]
    problems: tuple[str, ...] = ()
    exit_code: int = 0
    notes: tuple[str, ...] = ()
    """Files and folders beside the manuscripts that are not read"""

    @property
    def passed(self) -> bool:
        """Whether nothing was doubtful and nothing went wrong."""
        return self.exit_code == 0

    def as_json(self) -> dict[str, Any]:
        """The object that `listen --json` prints."""
        books = [asdict(book) for book in self.books]
        return {"books": books, "passed": self.passed, "problems": list(self.problems)}


def listen(
    settings: Settings,
    named: Sequence[str] = (),
    *,
    wanted: Selection = everything,
    again: bool = False,
    reporter: Reporter | None = None,
    recogniser: Recogniser | None = None,
) -> ListenReport:
    """Hear the takes of the books named, by manuscript, output folder or title, else of all.

    `again` hears those too that were heard before. Raises SettingsError where the recogniser is
    not installed or a name is of no book, StoreError where what was heard cannot be kept.
    KeyboardInterrupt passes through; what was heard until then is kept.
    """
    reporter = reporter or Reporter()
    store = Store(settings.store, warn=reporter.warn)
    listener = ProofListener.of(settings, store, recogniser, again=again)
    listener.prepare()
    manuscripts = manuscripts_called(settings, named)
    engines = Engines(settings)
    found = survey(settings, manuscripts, wanted, engines, read_all=True)
    return asyncio.run(_Listening(store, listener, engines, reporter).hear(found))


class _Listening:
    """Hears every take of the books found, a book at a time, all cores at once."""

    def __init__(
        self, store: Store, listener: ProofListener, engines: Engines, reporter: Reporter
    ) -> None:
        self._store = store
        self._listener = listener
        self._engines = engines
        self._reporter = reporter
        self._done = self._total = 0

    async def hear(self, found: Survey) -> ListenReport:
        """Each book in turn; one that cannot be heard stops no other."""
        problems, books = [*found.problems], []
        try:
            for plan in found.plans:
                try:
                    books.append(await self._book(plan))
                except Exception as error:
                    problems.append(book_fault(plan.manuscript.name, error))
        finally:
            self._reporter.close()
            await self._listener.close()
        doubtful = any(chapter.doubtful for book in books for chapter in book.chapters)
        code = worst(problem.exit_code for problem in problems) or (DOUBTFUL if doubtful else 0)
        return ListenReport(tuple(books), tuple(map(str, problems)), code, found.notes)

    async def _book(self, plan: BookPlan) -> HeardBook:
        """All its chapters; a line that is said several times is heard once."""
        said = chain.from_iterable(chapter.lines() for chapter in plan.chapters)
        lines = {key: chunk for key, chunk in said if has_words(chunk)}
        self._done, self._total = 0, len(lines)
        tasks = {
            key: asyncio.create_task(self._take(key, chunk, plan)) for key, chunk in lines.items()
        }
        try:
            chapters = [await self._chapter(plan, chapter, tasks) for chapter in plan.chapters]
        finally:
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)
        doubtful = any(chapter.doubtful for chapter in chapters)
        advice = advice_on(plan, self._engines) if doubtful else ""
        title = plan.script.title or plan.manuscript.stem
        folder = str(plan.shelf.folder)
        return HeardBook(str(plan.manuscript), title, folder, tuple(chapters), advice)

    async def _take(self, key: str, chunk: Chunk, plan: BookPlan) -> _Outcome:
        try:
            if self._store.describe(key) is None:
                return "unrecorded"
            judged = await self._listener.judged(key, chunk, language_of(chunk, plan))
            return judged or "unsupported"
        except TakeDamaged as damaged:
            self._reporter.warn(f"{damaged}; a run records it again")
            return "unrecorded"
        finally:
            self._done += 1
            self._reporter.heard(self._done, self._total)

    async def _chapter(
        self, plan: BookPlan, chapter: ChapterPlan, tasks: Mapping[str, asyncio.Task[_Outcome]]
    ) -> HeardChapter:
        number = chapter.script.chapter.number
        outcomes = {key: await tasks[key] for key in chapter.keys if key in tasks}
        doubts = tuple(
            located(judged.doubt(number, chunk), plan)
            for key, chunk in chapter.lines()
            if isinstance(judged := outcomes.get(key), Judged) and judged.verdict.faults
        )
        kinds = Counter(each if isinstance(each, str) else "heard" for each in outcomes.values())
        heard = HeardChapter(
            number=number,
            title=chapter.script.chapter.title,
            takes=len(outcomes),
            heard=kinds["heard"],
            unrecorded=kinds["unrecorded"],
            unsupported=kinds["unsupported"],
            doubtful=doubts,
        )
        self._reporter.note(heard_line(plan.script.title, number, heard.heard, len(doubts)))
        for line in self._listener.untold():
            self._reporter.warn(line)
        return heard


def advice_on(plan: BookPlan, engines: EngineLookup) -> str:
    """What to do about doubtful takes of a book: its engines may say the same again, or not."""
    names = {chunk.voicing.engine for each in plan.chapters for _, chunk in each.lines()}
    if all(engines[name].repeats for name in sorted(names)):
        return (
            "these voices always say the same in the same way: hear each at the time given, and"
            " where it is wrong write how the words are to be said in `lexicon`, then run narrate"
        )
    return (
        "hear each at the time given; a run with `listen: {takes: true}` records doubtful takes"
        f" again, at most {plural(plan.settings.listen.retakes, 'time')} each, and keeps the best"
    )
