"""Trying voices: which ones there are, and how one of them says a sentence."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast, get_args

from narrate.assembly.chapter import assemble
from narrate.assembly.order import ChapterOrder, Format
from narrate.audio import TakeInfo
from narrate.book import Block, Book, Chapter
from narrate.chunk import Script
from narrate.cli.progress import SilentReporter
from narrate.engines.base import Voice
from narrate.engines.opened import Engines
from narrate.errors import EngineError, SettingsError
from narrate.files.ffmpeg import ffmpeg_program
from narrate.introduction import Teacher, check, introduce, lexicons_in
from narrate.plan.mastering import level_of, mastering_of, pieces_of
from narrate.plan.plan import chunk_keys
from narrate.plan.scripting import script_of
from narrate.recording.money.ledger import Attempt, Ending, Ledger
from narrate.recording.pool import Job, Pool, PoolOptions
from narrate.recording.store.lock import StoreLock
from narrate.recording.store.store import Store
from narrate.script import Lexicon
from narrate.settings import Settings


def list_voices(settings: Settings) -> Sequence[Voice]:
    """The voices of the settings' engine; raises EngineError where it has to be asked and fails."""
    return asyncio.run(_voices(settings))


async def _voices(settings: Settings) -> Sequence[Voice]:
    engines = Engines(settings)
    try:
        return await engines[settings.engine].voices()
    finally:
        await engines.close()


def voices_as_json(engine: str, voices: Sequence[Voice]) -> dict[str, Any]:
    """The object that `voices --json` prints."""
    return {"engine": engine, "voices": [asdict(voice) for voice in voices]}


FILTERS = ("language", "gender", "accent", "age", "use", "model")
"""What voices can be chosen by"""


def chosen(voices: Sequence[Voice], wanted: Mapping[str, str]) -> list[Voice]:
    """The voices that have all that is wanted (by names from FILTERS); capitals don't matter.

    A language is met by its primary tag, a model by its whole name, a use by one of several, and
    these, a gender, an accent and an age by what they begin with.
    """
    return [v for v in voices if all(_has(v, name, value) for name, value in wanted.items())]


def _has(voice: Voice, name: str, value: str) -> bool:
    sought = value.strip().casefold()
    if name == "language":
        tags = [language.casefold() for language in voice.languages]
        return any(sought in (tag, tag.partition("-")[0]) for tag in tags)
    if name == "model":  # one model's name begins with another's
        return sought == voice.model.casefold()
    return any(told.casefold().startswith(sought) for told in _values(voice, name))


def _values(voice: Voice, name: str) -> Sequence[str]:
    match name:
        case "language":
            return voice.languages
        case "use":
            return voice.uses
    return [told.strip() for told in str(getattr(voice, name)).split(",") if told.strip()]


def nothing_chosen(voices: Sequence[Voice], wanted: Mapping[str, str]) -> str:
    """Why no voice was left: what there is to choose from, for each thing wanted."""
    told = []
    for name, value in wanted.items():
        there = sorted({each for voice in voices for each in _values(voice, name)})
        told.append(f"--{name} {value} (there is {', '.join(there) or 'nothing told'})")
    return f"no voice has {' and '.join(told)}"


def voices_table(voices: Sequence[Voice]) -> list[str]:
    """The voices for people, in columns; those that say nothing of any voice are left out."""
    rows = [
        ("voice", "languages", "gender", "accent", "age", "use", "model", "here", "what it is like")
    ]
    some_missing = not all(voice.installed for voice in voices)
    for voice in voices:
        here = "yes" if voice.installed else "would be fetched"
        about = (voice.name, " ".join(voice.languages), voice.gender, voice.accent, voice.age)
        told = (", ".join(voice.uses), voice.model, here if some_missing else "")
        rows.append((*about, *told, voice.description))
    filled = [column for column in range(len(rows[0])) if any(row[column] for row in rows[1:])]
    widths = {column: max(len(row[column]) for row in rows) for column in filled[:-1]}
    return [
        "  ".join(row[column].ljust(widths.get(column, 0)) for column in filled).rstrip()
        for row in rows
    ]


def say(settings: Settings, text: str, target: Path) -> float:
    """Speak a text into one file, whose ending chooses the format; returns its seconds.

    The takes come from the store and go into it, so that no sentence is paid for twice. Raises
    SettingsError, EngineError, StoreError, AssemblyError.
    """
    form = target.suffix.lower().removeprefix(".")
    if form not in get_args(Format):
        raise SettingsError(f"{target}: end the name in one of {', '.join(get_args(Format))}")
    if not text.strip():
        raise SettingsError("nothing to say: the text is empty")
    with StoreLock(settings.store):
        return asyncio.run(_say(settings, text, target.absolute(), cast(Format, form)))


async def _say(settings: Settings, text: str, target: Path, form: Format) -> float:
    engines = Engines(settings)
    store = Store(settings.store)
    try:
        lexicon = Lexicon.load(settings.lexicon)
        script = _script(text, settings, engines, lexicon)
        chunks = script.chapters[0].chunks
        if not chunks:
            raise SettingsError("nothing to say: the text has no words")
        keys = list(chunk_keys(chunks, engines))
        jobs = [
            Job(key, chunk.spoken, chunk.voicing, f"“{chunk.text}”")
            for key, chunk in zip(keys, chunks, strict=True)
        ]
        teacher = Teacher(engines, settings, lexicons_in(script, lexicon, None))
        await _record(settings, engines, store, jobs, teacher)
        mastering = mastering_of(settings)
        order = ChapterOrder(
            target=target.with_suffix(""),
            formats=(form,),
            ffmpeg=ffmpeg_program(settings.ffmpeg),
            sample_rate=mastering.sample_rate,
            level=level_of(mastering),
            chapter_start=0.1,
            chapter_end=0.3,
        )

        pieces = pieces_of(keys, chunks)
        timeline = await asyncio.to_thread(
            assemble, pieces, store.info, store.read, order, threading.Event()
        )
        return timeline.seconds
    finally:
        await engines.close()


def _script(text: str, settings: Settings, engines: Engines, lexicon: Lexicon) -> Script:
    chapter = Chapter(1, "", text, (Block("paragraph", 0, len(text)),))
    return script_of(Book("", "", None, (chapter,)), settings, engines, lexicon)


class _Quiet:
    """Hears the pool and says nothing: one sentence needs no progress."""

    def sending(self, job: Job, attempt: Attempt) -> None:
        """See Listener."""

    def settled(self, job: Job, attempt: Attempt, ending: Ending) -> None:
        """See Listener."""

    def retrying(self, job: Job, error: EngineError, wait: float) -> None:
        """See Listener."""

    def kept(self, job: Job, info: TakeInfo) -> None:
        """See Listener."""

    def reused(self, job: Job, info: TakeInfo) -> None:
        """See Listener."""

    def failed(self, job: Job, error: EngineError) -> None:
        """See Listener."""


async def _record(
    settings: Settings, engines: Engines, store: Store, jobs: list[Job], teacher: Teacher
) -> None:
    quiet = SilentReporter()
    check(jobs, engines, quiet)
    missing = [job for job in jobs if not store.find(job.key)]
    await introduce(missing, settings, engines, teacher, quiet)
    ledger = Ledger(settings.store / "ledger.sqlite")
    try:
        async with Pool(engines, store, ledger, PoolOptions.of(settings), _Quiet()) as pool:
            await asyncio.gather(*(pool.submit(job) for job in jobs))
    finally:
        ledger.close()
