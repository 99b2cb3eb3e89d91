"""All that is checked, asked and uploaded before the first request for a take.

checks      a book whose voice, language or key can't work is left out before anything is sent
preflight   the engines are asked, at no cost and if the user wants it, whether they will do it
lexicons    engines that keep pronunciations themselves get those that they are to speak
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from narrate.chunk import Script, Voicing
from narrate.engines import text_of
from narrate.engines.base import EngineLookup
from narrate.errors import (
    BookNotSpoken,
    EngineUnusable,
    NarrateError,
    SettingsError,
    TemporaryError,
)
from narrate.plan.costs import Costs, ask_engines, preflight
from narrate.plan.left_out import left_out
from narrate.plan.notes_to_self import notes_line, notes_of
from narrate.plan.plan import BookPlan, Survey, idle_keys, told_by_book
from narrate.recording.request import Request
from narrate.recording.retry import back_off, failure
from narrate.recording.store import Store
from narrate.report import not_read_line, prose_lines
from narrate.run.reporter import Reporter
from narrate.script import Lexicon, Wording
from narrate.settings import Settings


def check(requests: Iterable[Request], engines: EngineLookup, reporter: Reporter) -> None:
    """Have every voicing checked; raises EngineUnusable for what can't be spoken."""
    notes: dict[str, None] = {}
    for voicing in _voicings(requests):
        notes.update(dict.fromkeys(engines[voicing.engine].check(voicing)))
    for note in notes:
        reporter.warn(note)


def ready_books(
    found: Survey, store: Store, engines: EngineLookup, reporter: Reporter
) -> tuple[Survey, Costs]:
    """The books that can be spoken and written, and what these cost; the others are problems.

    Raises EngineUnusable or SettingsError where none can, for one and the same reason.
    """
    costs = Costs(found.plans, store, engines)
    answers = ask_engines(found.plans, costs, engines)
    refused: dict[Path, NarrateError] = {**answers.refused}
    refused |= _unwritable(plan for plan in found.plans if plan.manuscript not in refused)
    for note in answers.notes:
        reporter.warn(note)
    if not refused:
        return found, costs
    found = _without(refused, found, reporter)
    return found, Costs(found.plans, store, engines)


def _without(refused: Mapping[Path, NarrateError], found: Survey, reporter: Reporter) -> Survey:
    """What was found without books that cannot be made; raises why where nothing else is there."""
    kept = tuple(plan for plan in found.plans if plan.manuscript not in refused)
    told = told_by_book([(path.name, error) for path, error in refused.items()])
    if len(told) == 1 and not (kept or found.up_to_date or found.problems):
        raise told[0] if isinstance(told[0], BookNotSpoken) else next(iter(refused.values()))
    for problem in told:  # and again at the end of what may be a long run
        reporter.warn(f"{problem} (this book is left out)")
    return replace(found, plans=kept, problems=(*found.problems, *told))


def _unwritable(plans: Iterable[BookPlan]) -> dict[Path, NarrateError]:
    """The books whose output folders cannot be written; all others are made ready."""
    refused: dict[Path, NarrateError] = {}
    for plan in plans:
        try:
            plan.shelf.prepare()
        except SettingsError as error:
            refused[plan.manuscript] = error
    return refused


def warn_of_idle_keys(plan: BookPlan, reporter: Reporter) -> None:
    """Say which entries of the settings fit nothing, where one book is all there is."""
    for note in idle_keys(plan):
        reporter.warn(note)


def tell_left_out(found: Survey, reporter: Reporter) -> None:
    """Say of each book in one line what of it is not read, and warn of running prose among it."""
    books = [(book.manuscript.name, book.left_out) for book in found.up_to_date]
    books += [(plan.manuscript.name, tuple(left_out(plan))) for plan in found.plans]
    for name, unread in sorted(books, key=lambda book: book[0]):
        if line := not_read_line(unread):
            reporter.note(f"{name}: {line}; narrate plan lists them")
        for warning in prose_lines(unread):
            reporter.warn(f"{name}: {warning}")


def tell_notes_to_self(found: Survey, reporter: Reporter) -> None:
    """Warn, in one line for each book, of notes that its author left in what is to be read."""
    for plan in found.plans:
        if line := notes_line(notes_of(plan)):
            reporter.warn(f"{plan.manuscript.name}: {line}")


class LexiconUploader:
    """Gives engines that keep pronunciations themselves the lexicons that they are to speak.

    `lexicons` are those that the scripts were written with, by the names that voicings carry.
    """

    def __init__(
        self,
        engines: EngineLookup,
        settings: Settings,
        lexicons: Mapping[str, Wording],
    ) -> None:
        self._engines = engines
        self._settings = settings
        self._lexicons = lexicons
        self._uploaded: set[tuple[str, str]] = set()
        self._one_at_a_time = asyncio.Lock()

    async def upload(self, requests: Iterable[Request]) -> None:
        """Give the engines what these requests need and was not given to them yet.

        Asks nothing where nothing is missing. Raises EngineUnusable or StoreError; nothing
        may be spoken then.
        """
        async with self._one_at_a_time:
            wanted = set(_lexicons_of(requests)) - self._uploaded
            for engine in sorted({engine for engine, _ in wanted}):
                names = sorted(name for each, name in wanted if each == engine)
                await self._upload(engine, {name: self._lexicons[name].items for name in names})
            self._uploaded |= wanted

    async def _upload(self, engine: str, words: Mapping[str, Mapping[str, str]]) -> None:
        again = AsyncRetrying(
            retry=retry_if_exception_type(TemporaryError),
            stop=stop_after_attempt(self._settings.retry.attempts),
            wait=self._wait,
            reraise=True,
        )
        try:
            await again(self._engines[engine].learn, words, self._settings.store)
        except TemporaryError as error:
            raise EngineUnusable(
                f"{engine} could not be given the lexicon: {error};"
                " run again later, everything recorded so far is kept"
            ) from error

    def _wait(self, state: RetryCallState) -> float:
        """Seconds before the lexicon is offered again: as for a take, and never longer."""
        retry = self._settings.retry
        asked = min(failure(state).retry_after or 0.0, retry.wait_max)
        return max(asked, back_off(state.attempt_number, retry))


async def get_ready(
    requests: Sequence[Request],
    settings: Settings,
    engines: EngineLookup,
    uploader: LexiconUploader,
    reporter: Reporter,
) -> None:
    """Ask the engines, where the user wants that, and upload lexicons.

    Raises EngineError or StoreError: nothing was spoken yet.
    """
    if settings.preflight:
        for note in await preflight(requests, engines):
            reporter.note(note)
    await uploader.upload(requests)


def lexicons_of(plans: Iterable[BookPlan]) -> dict[str, Wording]:
    """The lexicons that the engines of these books are to keep, by the names in their voicings.

    Raises SettingsError where a lexicon's file was edited between two books that share it.
    """
    read: dict[str, Lexicon] = {}
    found: dict[str, Wording] = {}
    for plan in plans:
        lexicon = read.setdefault(plan.settings.lexicon_name, plan.lexicon)
        if lexicon.entries != plan.lexicon.entries:
            raise SettingsError("the lexicon was changed while it was being read; run again")
        found |= lexicons_in(plan.script, lexicon, plan.book.language)
    return found


def lexicons_in(script: Script, lexicon: Lexicon, book_language: str | None) -> dict[str, Wording]:
    """The lexicons that a script's engines are to keep, by the names in its voicings."""
    voicings = {chunk.voicing for chapter in script.chapters for chunk in chapter.chunks}
    return {
        str(voicing.option("lexicon")): lexicon.for_voicing(
            voicing, book_language, text_of(voicing.engine)
        )
        for voicing in voicings
        if voicing.option("pronunciations")
    }


def _voicings(requests: Iterable[Request]) -> Iterable[Voicing]:
    return dict.fromkeys(request.voicing for request in requests)


def _lexicons_of(requests: Iterable[Request]) -> Iterator[tuple[str, str]]:
    """Engine and lexicon's name of every voicing that leaves words to its engine."""
    for voicing in _voicings(requests):
        if voicing.option("pronunciations"):
            yield voicing.engine, str(voicing.option("lexicon"))
