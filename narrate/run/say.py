"""Trying voices: which ones there are, and how one of them says a sentence."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import cast, get_args

from narrate.assembly.chapter import assemble
from narrate.assembly.order import ChapterOrder, Format
from narrate.book import Block, Book, Chapter
from narrate.chunk import Script
from narrate.engines.opened import Engines
from narrate.errors import SettingsError
from narrate.files.ffmpeg import ffmpeg_program
from narrate.plan.mastering import level_of, mastering_of, pieces_of
from narrate.plan.plan import chunk_keys
from narrate.plan.scripting import script_of
from narrate.recording.money.ledger import Ledger
from narrate.recording.pool import Pool, PoolOptions
from narrate.recording.request import Listener, Request
from narrate.recording.store.lock import StoreLock
from narrate.recording.store.store import Store
from narrate.run.readiness import Teacher, check, introduce, lexicons_in
from narrate.run.reporter import SilentReporter
from narrate.script import Lexicon
from narrate.settings import Settings


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
        requests = [
            Request(key, chunk.spoken, chunk.voicing, f"“{chunk.text}”")
            for key, chunk in zip(keys, chunks, strict=True)
        ]
        teacher = Teacher(engines, settings, lexicons_in(script, lexicon, None))
        await _record(settings, engines, store, requests, teacher)
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


async def _record(
    settings: Settings, engines: Engines, store: Store, requests: list[Request], teacher: Teacher
) -> None:
    quiet = SilentReporter()
    check(requests, engines, quiet)
    missing = [request for request in requests if not store.find(request.key)]
    await introduce(missing, settings, engines, teacher, quiet)
    ledger = Ledger(settings.store / "ledger.sqlite")
    try:
        async with Pool(engines, store, ledger, PoolOptions.of(settings), Listener()) as pool:
            await asyncio.gather(*(pool.submit(request) for request in requests))
    finally:
        ledger.close()
