"""Golden folders: `in.txt` and `golden.txt`; a new case is two files and no code.

NARRATE_SAVE_GOLDEN=1 rewrites the golden files: read the difference before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def cases(rule: str) -> list[str]:
    """The names of a rule's folders."""
    return sorted(folder.name for folder in (FOLDER / rule).iterdir() if folder.is_dir())


def paragraphs(rule: str, case: str) -> list[str]:
    """What is put in, parted at empty lines."""
    text = (FOLDER / rule / case / "in.txt").read_text("utf-8")
    return [paragraph.strip() for paragraph in text.split("\n\n")]


def check(rule: str, case: str, got: str) -> None:
    """Hold what came out against the golden file."""
    file = FOLDER / rule / case / "golden.txt"
    if os.environ.get("NARRATE_SAVE_GOLDEN"):
        file.write_text(got + "\n", "utf-8")
    assert got + "\n" == file.read_text("utf-8")
