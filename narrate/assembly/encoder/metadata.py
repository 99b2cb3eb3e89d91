"""Tags in the form that ffmpeg reads from a file (its `ffmetadata` format)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SPECIAL = re.compile(r"[=;#\\]")
_MANY_LINES = re.compile(r"\n{3,}")
_NEVER = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories with no place in a tag: controls, lone surrogates, line and paragraph ends"""


PARAGRAPHS = frozenset({"description", "synopsis", "comment"})
"""Tags that may have several lines; every other value becomes one"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of a file: what lies between two places of it, in samples."""

    title: str
    start: int
    end: int


def ffmetadata(tags: Mapping[str, str], marks: Iterable[Mark] = (), sample_rate: int = 1) -> bytes:
    """The file's content; tags with nothing in them are left out.

    `sample_rate` is that of the marks.
    """
    lines = [";FFMETADATA1"]
    for name, value in tags.items():
        if line := (_lines if name in PARAGRAPHS else _one_line)(value):
            lines.append(f"{name}={line}")
    for mark in marks:
        span = (f"TIMEBASE=1/{sample_rate}", f"START={mark.start}", f"END={mark.end}")
        lines += ["[CHAPTER]", *span, f"title={_one_line(mark.title)}"]
    return ("\n".join(lines) + "\n").encode()


def _lines(value: str) -> str:
    """The end of a line goes in behind a backslash; more than one empty line is one."""
    text = "\n".join(_one_line(line) for line in value.splitlines()).strip("\n")
    return _MANY_LINES.sub("\n\n", text).replace("\n", "\\\n")


def _one_line(value: str) -> str:
    kept = "".join(" " if unicodedata.category(c) in _NEVER else c for c in value)
    # ffmpeg 5.1: a backslash at the end of a line joins the next one to it, escaped or not.
    return _SPECIAL.sub(r"\\\g<0>", " ".join(kept.split()).rstrip("\\ "))
