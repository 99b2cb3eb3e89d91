"""Tags in the form that ffmpeg reads from a file (its `ffmetadata` format)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_SPECIAL = re.compile(r"[=;#\\]")
_NEVER = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories with no place in a tag: controls, lone surrogates, line and paragraph ends"""


def ffmetadata(tags: Mapping[str, str]) -> bytes:
    """The file's content; every value becomes one line, tags with nothing in them are left out."""
    lines = [";FFMETADATA1"]
    for name, value in tags.items():
        if line := _one_line(value):
            escaped = _SPECIAL.sub(r"\\\g<0>", line)
            lines.append(f"{name}={escaped}")
    return ("\n".join(lines) + "\n").encode()


def _one_line(value: str) -> str:
    kept = "".join(" " if unicodedata.category(c) in _NEVER else c for c in value)
    # ffmpeg 5.1: a backslash at the end of a line joins the next one to it, escaped or not.
    return " ".join(kept.split()).rstrip("\\ ")
