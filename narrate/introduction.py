"""All that is checked, told, asked and taught before the first request for a take.

checks      a voice, a language or a key that can't work stops the run before anything is sent
preflight   the engines are asked, at no cost and if the user wants it, whether they will do it
lexicons    engines that keep pronunciations themselves get those that they are to speak
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
)

from narrate.engines.base import Engine
from narrate.errors import TemporaryError
from narrate.plan import BookPlan
from narrate.preflight import preflight
from narrate.progress import Reporter
from narrate.recording.job import Job
from narrate.script import Lexicon
from narrate.settings import Settings


def check(jobs: Iterable[Job], engines: Mapping[str, Engine], reporter: Reporter) -> None:
    """Have every voicing checked; raises EngineUnusable for what can't be spoken."""
    notes: dict[str, None] = {}
    for voicing in dict.fromkeys(job.voicing for job in jobs):
        notes.update(dict.fromkeys(engines[voicing.engine].check(voicing)))
    for note in notes:
        reporter.warn(note)


def warn_of_idle_keys(plan: BookPlan, reporter: Reporter) -> None:
    """Say which entries of `chapters` fit nothing, where one book is all there is."""
    chapters = [(c.chapter.number, c.chapter.title) for c in plan.script.chapters]
    for key in plan.settings.unmatched_chapters(chapters):
        reporter.warn(f"chapters.{key}: fits no chapter of {plan.manuscript.name}")


async def introduce(
    jobs: Sequence[Job],
    settings: Settings,
    lexicons: Mapping[str, Settings],
    engines: Mapping[str, Engine],
    reporter: Reporter,
) -> None:
    """Ask and teach the engines; `lexicons` are the settings under which each name was made.

    Raises EngineError: nothing was spoken yet.
    """
    if settings.preflight:
        for note in await preflight(jobs, engines):
            reporter.note(note)
    for engine, names in _names(jobs).items():
        words = {name: Lexicon.load(lexicons[name].lexicon).items for name in sorted(names)}
        again = AsyncRetrying(
            retry=retry_if_exception_type(TemporaryError),
            stop=stop_after_attempt(settings.retry.attempts),
            wait=wait_exponential(settings.retry.wait_initial, settings.retry.wait_max),
            reraise=True,
        )
        await again(engines[engine].learn, words, settings.store)


def _names(jobs: Iterable[Job]) -> dict[str, set[str]]:
    """The lexicons that each engine is to know, by the names that voicings carry."""
    names: dict[str, set[str]] = {}
    for voicing in dict.fromkeys(job.voicing for job in jobs):
        if voicing.option("pronunciations"):
            names.setdefault(voicing.engine, set()).add(str(voicing.option("lexicon")))
    return names
