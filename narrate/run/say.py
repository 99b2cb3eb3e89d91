"""Trying voices: which ones there are, and how one of them says a sentence."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast, get_args

from narrate.about import About
from narrate.assembly.chapter import assemble
from narrate.assembly.spec import ChapterSpec, Format
from narrate.book import Block, Book, Chapter
from narrate.chunk import Script
from narrate.engines.opened import Engines
from narrate.errors import SettingsError
from narrate.files.ffmpeg import ffmpeg_program
from narrate.plan.mastering import chunk_specs, level_of, mastering_of
from narrate.plan.plan import chunk_keys
from narrate.plan.scripting import ScriptSpec, write_chapters
from narrate.plan.voices import language_told_by, sign_notes, unsaid_signs
from narrate.recording.ledger import Ledger
from narrate.recording.pool import Pool, PoolOptions
from narrate.recording.request import Listener, Request
from narrate.recording.store import Store, StoreLock
from narrate.run.readiness import LexiconUploader, check, get_ready, lexicons_in
from narrate.run.reporter import Reporter
from narrate.script import Lexicon
from narrate.script.speech import NOTHING_TO_SAY
from narrate.settings import Settings


def say(
    settings: Settings, text: str, target: Path, warn: Callable[[str], None] = lambda _: None
) -> float:
    """Speak a text into one file, whose ending chooses the format; returns its seconds.

    `warn` is told what of it the voice does not say. The takes come from the store and go into it,
    so that no sentence is paid for twice. Raises SettingsError, EngineError, StoreError,
    AssemblyError.
    """
    form = target.suffix.lower().removeprefix(".")
    if form not in get_args(Format):
        raise SettingsError(f"{target}: end the name in one of {', '.join(get_args(Format))}")
    if not text.strip():
        raise SettingsError("nothing to say: the text is empty")
    with StoreLock(settings.store):
        return asyncio.run(_say(settings, text, target.absolute(), cast(Format, form), warn))


async def _say(
    settings: Settings, text: str, target: Path, form: Format, warn: Callable[[str], None]
) -> float:
    store = Store(settings.store)
    async with Engines(settings) as engines:
        lexicon = Lexicon.load(settings.lexicon)
        script = _script(text, settings, engines, lexicon)
        chunks = script.chapters[0].chunks
        if not chunks:
            raise SettingsError(f"nothing to say: {_why_nothing(script)}")
        for note in sign_notes(script, unsaid_signs(script)):
            warn(note)
        keys = list(chunk_keys(chunks, engines))
        requests = [
            Request(key, chunk.spoken, chunk.voicing, f"“{chunk.text}”")
            for key, chunk in zip(keys, chunks, strict=True)
        ]
        uploader = LexiconUploader(engines, settings, lexicons_in(script, lexicon, None))
        await _record(settings, engines, store, requests, uploader)
        mastering = mastering_of(settings)
        spec = ChapterSpec(
            target=target.with_suffix(""),
            formats=(form,),
            ffmpeg=ffmpeg_program(settings.ffmpeg),
            sample_rate=mastering.sample_rate,
            level=level_of(mastering),
            chapter_start=0.1,
            chapter_end=0.3,
            sentence_pause=settings.pauses.sentence,
            variation=settings.pauses.variation,
        )

        specs = chunk_specs(keys, chunks, spec)
        timeline = await asyncio.to_thread(
            assemble, specs, store.info, store.read, spec, threading.Event()
        )
        return timeline.seconds


def _script(text: str, settings: Settings, engines: Engines, lexicon: Lexicon) -> Script:
    chapter = Chapter(1, "", text, (Block("paragraph", 0, len(text)),))
    language = "" if settings.language else language_told_by(text)
    book = Book(About(language=language), (chapter,))
    return write_chapters(ScriptSpec(book, settings, engines, lexicon))


def _why_nothing(script: Script) -> str:
    """Why a text makes no chunk: the reason for which all of it is left out."""
    reasons = {span.reason for span in script.chapters[0].left_out} - {NOTHING_TO_SAY}
    return next(iter(reasons), "the text has no words")


async def _record(
    settings: Settings,
    engines: Engines,
    store: Store,
    requests: list[Request],
    uploader: LexiconUploader,
) -> None:
    quiet = Reporter()
    check(requests, engines, quiet)
    missing = [request for request in requests if not store.find(request.key)]
    await get_ready(missing, settings, engines, uploader, quiet)
    with Ledger(settings.store / "ledger.sqlite") as ledger:
        async with Pool(engines, store, ledger, PoolOptions.of(settings), Listener()) as pool:
            await asyncio.gather(*(pool.submit(request) for request in requests))
