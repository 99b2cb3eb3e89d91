"""narrate: drop a manuscript in, get an audiobook out.

The doors of the library, loaded when first used so that importing the package costs nothing:

    settings = narrate.load_settings(Path("pipeline.yaml"))
    report = narrate.run(settings)                      # in a notebook or server:
    report = await narrate.arun(settings)
    plan = narrate.preview(settings)                    # what a run would do and cost
    found = narrate.check_books(settings)               # what was delivered, measured
    book = narrate.open_manuscript(Path("input/moby-dick.epub"))
    script = narrate.write_script(book, cast, narrate.ScriptOptions())

Names in `__all__` are public; every other one may change.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narrate.about import About as About
    from narrate.audio import Audio as Audio
    from narrate.book import Block as Block
    from narrate.book import Book as Book
    from narrate.book import Chapter as Chapter
    from narrate.book import LeftOut as LeftOut
    from narrate.book import LeftOutPart as LeftOutPart
    from narrate.book import Mark as Mark
    from narrate.check.books import CheckReport as CheckReport
    from narrate.check.books import check_books as check_books
    from narrate.chunk import ChapterScript as ChapterScript
    from narrate.chunk import Chunk as Chunk
    from narrate.chunk import Script as Script
    from narrate.chunk import Voicing as Voicing
    from narrate.engines.base import Engine as Engine
    from narrate.engines.base import Price as Price
    from narrate.engines.base import Voice as Voice
    from narrate.engines.base import Workload as Workload
    from narrate.errors import AssemblyError as AssemblyError
    from narrate.errors import AssemblyStopped as AssemblyStopped
    from narrate.errors import BudgetReached as BudgetReached
    from narrate.errors import ChunkRefused as ChunkRefused
    from narrate.errors import CoverageError as CoverageError
    from narrate.errors import EngineError as EngineError
    from narrate.errors import EngineUnusable as EngineUnusable
    from narrate.errors import ManuscriptError as ManuscriptError
    from narrate.errors import NarrateError as NarrateError
    from narrate.errors import SettingsError as SettingsError
    from narrate.errors import StoreError as StoreError
    from narrate.errors import TakeDamaged as TakeDamaged
    from narrate.errors import TemporaryError as TemporaryError
    from narrate.manuscript import Choice as Choice
    from narrate.manuscript import open_manuscript as open_manuscript
    from narrate.plan.preview import Preview as Preview
    from narrate.plan.preview import preview as preview
    from narrate.plan.scripting import write_script as write_script
    from narrate.report import BookReport as BookReport
    from narrate.report import ChapterReport as ChapterReport
    from narrate.report import Outlook as Outlook
    from narrate.report import RunReport as RunReport
    from narrate.run.pipeline import arun as arun
    from narrate.run.pipeline import run as run
    from narrate.run.reporter import Reporter as Reporter
    from narrate.script import Lexicon as Lexicon
    from narrate.script import ScriptOptions as ScriptOptions
    from narrate.script import Who as Who
    from narrate.settings import Pauses as Pauses
    from narrate.settings import Settings as Settings
    from narrate.settings import load_settings as load_settings

__version__ = "0.1.0"

_NAMES = {
    "about": "About",
    "audio": "Audio",
    "book": "Block Book Chapter LeftOut LeftOutPart Mark",
    "check.books": "CheckReport check_books",
    "chunk": "ChapterScript Chunk Script Voicing",
    "engines.base": "Engine Price Voice Workload",
    "errors": (
        "AssemblyError AssemblyStopped BudgetReached ChunkRefused CoverageError "
        "EngineError EngineUnusable ManuscriptError NarrateError SettingsError StoreError "
        "TakeDamaged TemporaryError"
    ),
    "manuscript": "Choice open_manuscript",
    "plan.preview": "Preview preview",
    "plan.scripting": "write_script",
    "report": "BookReport ChapterReport Outlook RunReport",
    "run.pipeline": "arun run",
    "run.reporter": "Reporter",
    "script": "Lexicon ScriptOptions Who",
    "settings": "Pauses Settings load_settings",
}
"""Public names by the module that each is in"""
_HOME = {name: home for home, names in _NAMES.items() for name in names.split()}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'narrate' has no attribute {name!r}")
    return getattr(importlib.import_module(f"narrate.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
