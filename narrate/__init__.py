"""narrate: drop a manuscript in, get an audiobook out.

The doors of the library, loaded when first used so that importing the package costs nothing:

    settings = narrate.load_settings(Path("pipeline.yaml"))
    book = narrate.open_manuscript(Path("input/moby-dick.epub"))
    script = narrate.write_script(book, cast, options)
    report = narrate.run(settings)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narrate.audio import Audio as Audio
    from narrate.book import Block as Block
    from narrate.book import Book as Book
    from narrate.book import Chapter as Chapter
    from narrate.book import LeftOut as LeftOut
    from narrate.book import LeftOutPart as LeftOutPart
    from narrate.chunk import ChapterScript as ChapterScript
    from narrate.chunk import Chunk as Chunk
    from narrate.chunk import Script as Script
    from narrate.chunk import Voicing as Voicing
    from narrate.errors import NarrateError as NarrateError
    from narrate.manuscript import open_manuscript as open_manuscript
    from narrate.report import RunReport as RunReport
    from narrate.run.pipeline import run as run
    from narrate.script import ScriptOptions as ScriptOptions
    from narrate.script import write_script as write_script
    from narrate.settings import Settings as Settings
    from narrate.settings import load_settings as load_settings

__version__ = "0.1.0"

_HOME = {
    "Audio": "audio",
    "Block": "book",
    "Book": "book",
    "Chapter": "book",
    "ChapterScript": "chunk",
    "Chunk": "chunk",
    "LeftOut": "book",
    "LeftOutPart": "book",
    "NarrateError": "errors",
    "RunReport": "report",
    "Script": "chunk",
    "ScriptOptions": "script",
    "Settings": "settings",
    "Voicing": "chunk",
    "load_settings": "settings",
    "open_manuscript": "manuscript",
    "run": "run.pipeline",
    "write_script": "script",
}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'narrate' has no attribute {name!r}")
    return getattr(importlib.import_module(f"narrate.{_HOME[name]}"), name)
