"""Bytes of one file put into another as they are."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from narrate.errors import AssemblyError

BLOCK = 2**18
"""Bytes that are copied at a time"""


def copy_stretch(path: Path, start: int, length: int, target: BinaryIO) -> None:
    """Append a stretch of the file at `path`; raises AssemblyError where it is shorter, OSError."""
    with path.open("rb") as source:
        source.seek(start)
        while length:
            block = source.read(min(length, BLOCK))
            if not block:
                raise AssemblyError(f"{path}: cut short while it was read; run again")
            target.write(block)
            length -= len(block)
