"""Marks inside plain text: emphasis is dropped, what is not read is listed."""

import regex

from narrate.book import LeftOut
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import disjoint
from narrate.manuscript.structure.raised import find_markers

# Emphasis as plain text has it. `_` may touch a word on one side (`_re_write`) but not on
# both (`file_name_here`); `*` and `=` on none, since they are used for other things too.
_EMPHASIS = (
    ("_", r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!_)"),
    ("_", r"(?<!_)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])"),
    ("=", r"(?<![\w=])=(?=[^\s=])([^=\n]{1,200}?)(?<=[^\s=])=(?![\w=])"),
    ("*", r"(?<![\w*])\*{1,2}(?=[^\s*])([^*\n]{1,80}?)(?<=[^\s*])\*{1,2}(?![\w*])"),
)
_DROPPED = tuple((sign, regex.compile(pattern)) for sign, pattern in _EMPHASIS)

_BRACKETED = {
    matter.CAPTION: r"illustrations?|ilustraci[oó]n(?:es)?|frontispiece|images?|pictures?|"
    r"plate|map|music|figure|diagram|decoration|tailpiece|headpiece|चित्र|படம்",
    matter.SIDE_NOTE: r"side ?note",
    matter.FOOTNOTE: r"footnotes?|note|nota",
    matter.TRANSCRIBER: r"transcriber['’]?s?['’]? notes?|nota del transcriptor|editor['’]s note",
    matter.PAGE: r"(?:pg|page|p)\.? ?(?:\d+|[ivxlc]+)",
}
_OPENING = regex.compile(
    "|".join(rf"(?P<r{i}>\[(?:{words})\b)" for i, words in enumerate(_BRACKETED.values())), regex.I
)
_REASONS = tuple(_BRACKETED)
_MARKER = regex.compile(
    r"(?<=\S)\[(?:\d{1,3}|[A-HJ-Z]|[*†‡§]{1,3})\]|\s?\[\d{1,3}\](?=[\s.,;:!?]|$)|"
    r"(?<=\w[.,;:!?”’]?)\{\d{1,4}\}"
)
_INLINE_NOTE = regex.compile(r"\^\[(?=\S)")
"""Pandoc's way to write a note where it belongs: `word^[The note.]`"""
_AOZORA = regex.compile(
    r"(?P<note>［＃[^［］]{1,200}］)|｜(?=[^《》\n]{1,30}《)|(?<=[\p{L}々〆ヶ])《[\p{Hiragana}\p{Katakana}ー・]+》"
)
"""Notes of those who typed a Japanese book, and readings: `｜硝子窓《ガラスまど》［＃改ページ］`"""
_BRACKETS = regex.compile(r"[\[\]]")


def drop_emphasis(text: str) -> str:
    """The text without `_`, `=` and `*` where they only mean another type."""
    for sign, pattern in _DROPPED:
        if sign in text:
            text = pattern.sub(r"\1", text)
    return text


def find_unread(text: str) -> tuple[LeftOut, ...]:
    """Spans that are words on the page and not read: captions, note markers, page numbers."""
    if not any(sign in text for sign in "[{¹²³⁰⁴⁵⁶⁷⁸⁹《［"):
        return ()
    closing = _closings(text)
    spans = [
        LeftOut(m.start(), closing[m.start()], _REASONS[(m.lastindex or 1) - 1])
        for m in _OPENING.finditer(text)
    ]
    spans += [
        LeftOut(m.start(), closing[m.end() - 1], matter.FOOTNOTE)
        for m in _INLINE_NOTE.finditer(text)
    ]
    spans += [
        LeftOut(m.start(), m.end(), matter.PAGE if "{" in m[0] else matter.MARKER)
        for m in _MARKER.finditer(text)
    ]
    spans += [
        LeftOut(m.start(), m.end(), matter.TRANSCRIBER if m["note"] else matter.READING_AID)
        for m in _AOZORA.finditer(text)
    ]
    return disjoint([*spans, *find_markers(text)])


def opens_bracket(text: str) -> str | None:
    """The reason, if the text begins a bracket such as `[Illustration:` that it does not close."""
    found = _OPENING.match(text)
    if found and text.count("[") > text.count("]"):
        return _REASONS[(found.lastindex or 1) - 1]
    return None


def _closings(text: str) -> dict[int, int]:
    """Where each bracket closes; at the end of the text if nowhere."""
    closings: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKETS.finditer(text):
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            closings[opened.pop()] = found.end()
    return closings | dict.fromkeys(opened, len(text))
