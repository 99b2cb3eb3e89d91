"""The public names of the package, and each of its doors used with nothing but them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

import narrate
from narrate import (
    Audio,
    Book,
    Chapter,
    ChapterReport,
    Choice,
    Engine,
    Lexicon,
    ManuscriptError,
    Outlook,
    Pauses,
    Price,
    Reporter,
    RunReport,
    ScriptOptions,
    Settings,
    Voice,
    Voicing,
    Who,
    Workload,
    arun,
    check_books,
    load_settings,
    open_manuscript,
    preview,
    run,
    write_script,
)

STORY = (
    "# One\n\nThe boats knocked softly.\n\nNobody came.\n\n# Two\n\nRain fell over the harbour.\n"
)


def test_the_package_exports_exactly_these_names() -> None:
    assert set(narrate.__all__) == {
        *("__version__", "load_settings", "open_manuscript", "write_script"),
        *("preview", "run", "arun", "check_books"),
        *("Settings", "Choice", "Pauses", "Lexicon", "ScriptOptions", "Who", "Voicing"),
        *("About", "Book", "Chapter", "Block", "Mark", "LeftOut", "LeftOutPart"),
        *("Script", "ChapterScript", "Chunk"),
        *("Preview", "CheckReport", "RunReport", "BookReport", "ChapterReport"),
        *("Reporter", "Outlook", "Engine", "Voice", "Price", "Workload", "Audio"),
        *("NarrateError", "SettingsError", "ManuscriptError", "CoverageError"),
        *("EngineError", "TemporaryError", "ChunkRefused", "EngineUnusable", "BudgetReached"),
        *("StoreError", "TakeDamaged", "AssemblyError", "AssemblyStopped"),
    }
    assert dir(narrate) == sorted(narrate.__all__)


@pytest.mark.parametrize("name", narrate.__all__)
def test_every_exported_name_has_a_docstring(name: str) -> None:
    assert getattr(narrate, name).__doc__


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_package_loads_none_of_its_modules() -> None:
    loaded = "sorted(name for name in sys.modules if name.startswith(('narrate', 'pydantic')))"
    assert _python(f"import sys, narrate; print({loaded})") == "['narrate']"


@pytest.mark.parametrize(
    "imports",
    [
        "import narrate; first = narrate.run; import narrate.run.pipeline",
        "import narrate.run.pipeline; first = narrate.run",
        "from narrate import run as first; import narrate; narrate.arun",
        "import narrate.run; first = narrate.run",
    ],
)
def test_run_is_callable_in_whatever_order_it_is_imported(imports: str) -> None:
    code = (
        f"{imports}; import inspect, narrate;"
        " print(callable(first), list(inspect.signature(narrate.run).parameters)[:2])"
    )
    assert _python(code) == "True ['settings', 'manuscripts']"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A project that the embedded pico reads."""
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "boats.md").write_text(STORY, encoding="utf-8")
    (tmp_path / "pipeline.yaml").write_text(
        "engine: pico\nvoice: en-GB\nlanguage: en\ndeliver: {formats: [wav], read_along: []}\n",
        encoding="utf-8",
    )
    return load_settings(tmp_path / "pipeline.yaml")


class _Chapters(Reporter):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.begun: list[Outlook] = []
        self.chapters: list[ChapterReport] = []
        self.closed = 0

    def begin(self, outlook: Outlook) -> None:
        self.begun.append(outlook)

    def delivered(self, book: str, chapter: ChapterReport) -> None:
        self.chapters.append(chapter)

    def close(self) -> None:
        self.closed += 1


def test_a_manuscript_becomes_a_script_with_public_names_alone(settings: Settings) -> None:
    book: Book = open_manuscript(settings.input / "boats.md", Choice())
    options = ScriptOptions(
        pauses=Pauses(paragraph=0.4, variation=0), lexicon=Lexicon({"boats": "bohts"})
    )

    def cast(chapter: Chapter, who: Who) -> Voicing:
        return Voicing("pico", "en-GB" if chapter.number == 1 else "en-US", "en", 1.0)

    script = write_script(book, cast, options)
    one, two = script.chapters
    assert [chunk.spoken for chunk in one.chunks[:2]] == ["One", "The bohts knocked softly."]
    assert one.chunks[1].pause_after == 0.4
    assert {chunk.voicing.voice for chunk in two.chunks} == {"en-US"}


def test_a_manuscript_that_cannot_be_read_raises_a_public_error(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError):
        open_manuscript(tmp_path / "nowhere.epub")


def test_books_are_previewed_run_and_checked(settings: Settings) -> None:
    before = preview(settings)
    assert before.books[0].totals["to_record"] > 0
    reporter = _Chapters()
    report: RunReport = run(settings, wanted=lambda number: number == 1, reporter=reporter)
    assert report.exit_code == 0
    assert [chapter.number for chapter in reporter.chapters] == [1]
    assert [outlook.chapters for outlook in reporter.begun] == [1]
    assert reporter.closed == 1
    assert run(settings).exit_code == 0
    assert preview(settings).books[0].totals["to_record"] == 0
    assert check_books(settings).passed


async def test_arun_delivers_inside_a_running_loop_where_run_says_so(settings: Settings) -> None:
    with pytest.raises(RuntimeError, match=r"await narrate\.arun"):
        run(settings)
    report = await arun(settings, reporter=Reporter())
    assert [c.status for c in report.books[0].chapters] == ["delivered", "delivered"]
    assert preview(settings).books[0].totals["to_record"] == 0
    assert check_books(settings).passed


async def test_a_cancelled_arun_closes_all_and_leaves_the_store_to_the_next(
    settings: Settings,
) -> None:
    begun = asyncio.Event()

    class Watching(_Chapters):
        def begin(self, outlook: Outlook) -> None:
            begun.set()

    watching = Watching()
    task = asyncio.create_task(arun(settings, reporter=watching))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert watching.closed == 1
    assert asyncio.all_tasks() == {asyncio.current_task()}
    report = await arun(settings)
    assert report.exit_code == 0


def test_an_engine_can_be_typed_with_public_names_alone() -> None:
    async def first(engine: Engine, work: Workload) -> tuple[Voice, Price | None, Audio]:
        await engine.preflight(work)
        (voicing,) = work.voicings
        voice, *_ = await engine.voices()
        return voice, engine.price(voicing), await engine.speak("So.", voicing)

    assert callable(first)
