"""Faults of the file system and of ffmpeg, said in narrate's own words."""

from __future__ import annotations

import errno
import re
import signal
from collections.abc import Iterable
from pathlib import Path

from narrate.errors import AssemblyError, NarrateError, SettingsError, StoreError
from narrate.files import disk

FULL_WORDS = ("no space left on device", "disk quota exceeded", "not enough space")
"""The same in ffmpeg's messages, which carry no number"""
NOT_WRITABLE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}
)
EPILOGUE = re.compile(
    r"Conversion failed|Task finished|Terminating thread|Nothing was written|Error sending frames"
    r"|Error closing file|Exiting normally|Error opening output file|Error selecting an encoder"
    r"|Error applying encoder options|Error while opening encoder|Could not open encoder"
)
"""What ffmpeg says after it has said what is wrong"""
SPEAKER = re.compile(r"^(\[[^\]]*\]\s*)+")
"""`[out#0/mp3 @ 0x55a1d3710900] ` before a message"""


def file_fault(error: OSError, target: Path) -> NarrateError:
    """What an OSError while writing beside `target` means to the user."""
    if error.errno in disk.FULL:
        return _full(target)
    reason = error.strerror or str(error)
    if error.errno in NOT_WRITABLE:
        return SettingsError(f"output folder {target.parent} cannot be written: {reason}")
    return AssemblyError(f"{target.name} could not be written in {target.parent}: {reason}")


def ffmpeg_fault(returncode: int, said: Iterable[str], target: Path) -> NarrateError:
    """What it means that ffmpeg ended before its files were whole."""
    lines = [SPEAKER.sub("", line).strip() for line in said]
    lines = [line for line in lines if line]
    if any(word in line.lower() for line in lines for word in FULL_WORDS):
        return _full(target)
    telling = [line for line in lines if not EPILOGUE.search(line)] or lines
    ended = _ended(returncode)
    return AssemblyError(
        f"{target.name} could not be made: ffmpeg {ended}"
        + (f": {telling[-1]}" if telling else " without a word")
    )


def _full(target: Path) -> StoreError:
    return StoreError(
        f"{target.name} could not be written: the disk of {target.parent} is full;"
        " make room and run again"
    )


def _ended(returncode: int) -> str:
    if returncode >= 0:
        return f"ended with code {returncode}"
    try:
        return f"was ended by {signal.Signals(-returncode).name}"
    except ValueError:
        return f"was ended by signal {-returncode}"
