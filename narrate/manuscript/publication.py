"""What a manuscript says of its publication, cleaned of what only programs say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

LONGEST = 10_000
"""Characters of a description: more is no description"""
_NAME = 200
"""Characters of a publisher's name or a subtitle"""
_YEAR = re.compile(r"(?<![0-9])(1[0-9]{3}|20[0-9]{2})(?![0-9])")
"""Programs write 0101 or 9999 where nobody gave a date"""
_ENDS = re.compile(r"<\s*(?:/\s*(?:p|div|li|h[1-6]|blockquote)|br|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>")
_SILLY = re.compile(
    r"(?:generated|created|made|produced|converted|exported) (?:by|with|from|using) .*"
    r"|(?:no|add) description.*|description|unknown|none|n/?a|untitled|null|test|\W*",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY = re.compile(r"(?:unknown|calibre.*|none|n/?a|publisher|null|self|\W*)", re.IGNORECASE)


def year_of(texts: Iterable[str]) -> str:
    """The year of the first date that has one; empty where there is none."""
    found = (match.group() for text in texts if (match := _YEAR.search(text[:100])))
    return next(found, "")


def prose_of(text: str) -> str:
    """A description as plain text, one line a paragraph; HTML in it is taken away.

    Empty for what programs put there by themselves, and for less than three words.
    """
    text = text[: 4 * LONGEST]
    if "&lt;" in text and "<" not in text:
        text = html.unescape(text)
    if _TAG.search(text):
        text = " ".join(text.split())
        text = html.unescape(_TAG.sub("", _ENDS.sub("\n\n", text)))
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    prose = "\n\n".join(line for line in lines if line)
    if _SILLY.fullmatch(prose) or len(prose.split()) < 3 or len(prose) > LONGEST:
        return ""
    return prose


def name_of(text: str) -> str:
    """A publisher's name or a subtitle on one line; empty where it is none."""
    name = " ".join(_TAG.sub("", text[: 2 * _NAME]).split())
    return "" if _NOBODY.fullmatch(name) or len(name) > _NAME else name
