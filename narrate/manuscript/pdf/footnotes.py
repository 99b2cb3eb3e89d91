"""Footnotes at the foot of a page or column: in small type below the text, or below a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import regex

from narrate.manuscript.pdf.lines import Line
from narrate.manuscript.pdf.measure import Setting
from narrate.manuscript.pdf.sheet import Sheet

_SMALL: Final = 0.94
"""Of the text's size, at most"""
_LABEL = regex.compile(
    r"(?P<label>\d{1,3}|[*†‡§¶‖]{1,4}|\[\d{1,3}\]|\(\d{1,3}\)|[a-z](?=[.)] ))[.):]?\s*"
)
_ENDED = regex.compile(r"[.!?…।”\"’')\]»]\s*$")


@dataclass(slots=True)
class Note:
    """A footnote: its label and its lines, which may go on at the foot of the next page."""

    page: int
    label: str
    """As it stands, without brackets; empty for what could not be told apart"""
    lines: list[Line]
    skip: int = 0
    """Characters of its label in the first line"""


def take_notes(
    lines: Sequence[Line], sheets: Sequence[Sheet], set_as: Setting
) -> tuple[list[Line], list[Note]]:
    """The lines of the text, and the footnotes."""
    rules = {sheet.number: sheet.rules for sheet in sheets}
    kept: list[Line] = []
    notes: list[Note] = []
    for page, group in groupby(lines, key=lambda line: line.page):
        on_page = list(group)
        used = _markers(on_page)
        for _, members in groupby(on_page, key=lambda line: line.column):
            column = list(members)
            at = _foot(column, rules.get(page, ()), used, notes, set_as)
            kept += column[:at]
            _collect(column[at:], used, notes)
    return kept, notes


def bare(label: str) -> str:
    """A marker without the brackets around it."""
    return label.strip("[]() ").rstrip(".,")


def _markers(lines: Iterable[Line]) -> frozenset[str]:
    """What stands raised on a page, or in brackets."""
    raised = {bare(line.text[r.start : r.end]) for line in lines for r in line.raised if r.start}
    plain = {
        bare(found[0])
        for line in lines
        for found in regex.finditer(r"(?<=\S)(?:\[\d{1,3}\]|[*†‡§]{1,3})", line.text)
    }
    return frozenset(raised | plain)


def _foot(
    column: Sequence[Line],
    rules: Sequence[tuple[float, float, float]],
    used: frozenset[str],
    notes: Sequence[Note],
    set_as: Setting,
) -> int:
    """Where in a column the footnotes begin; its length if there are none."""
    at = len(column)
    while at and column[at - 1].size <= _SMALL * set_as.size:
        at -= 1
    goes_on = bool(notes) and notes[-1].page == column[0].page - 1 and not _is_ended(notes[-1])
    for start in range(at, len(column)):
        line, above = column[start], column[start - 1] if start else None
        ruled = _is_ruled(line, above, rules)
        apart = above is None or (line.y - above.y) / set_as.size > 1.15 * set_as.leading
        label = _label(line)
        if (label in used and label) or (ruled and (label or goes_on)) or (goes_on and apart):
            return start
        if ruled and line.y > 0 and start == at:
            return start
    for start in range(1, at):
        line = column[start]
        if _label(line) in used and _is_ruled(line, column[start - 1], rules, short=True):
            return start
    return len(column)


def _is_ruled(
    line: Line,
    above: Line | None,
    rules: Sequence[tuple[float, float, float]],
    *,
    short: bool = True,
) -> bool:
    """Whether a rule lies between a line and the one above it, over the column's left part."""
    top = above.y if above else line.y - 4 * line.size
    width = line.right - line.left
    return any(
        top < y < line.y and x0 < line.left + 0.3 * width and (not short or x1 - x0 < 0.7 * width)
        for x0, x1, y in rules
    )


def _label(line: Line) -> str:
    """The label with which a footnote begins; empty if the line begins with none."""
    found = _LABEL.match(line.text)
    if not found:
        return ""
    raised = any(r.start == 0 for r in line.raised)
    follows = line.text[found.end() : found.end() + 1]
    if not raised and not follows.strip():
        return ""
    return bare(found["label"])


def _collect(lines: Sequence[Line], used: frozenset[str], notes: list[Note]) -> None:
    for i, line in enumerate(lines):
        label = _label(line)
        fresh = label and (label in used or any(r.start == 0 for r in line.raised))
        if fresh:
            found = _LABEL.match(line.text)
            notes.append(Note(line.page, label, [line], found.end() if found else 0))
        elif notes and (i or notes[-1].page == line.page - 1):
            notes[-1].lines.append(line)
        else:
            notes.append(Note(line.page, label, [line], 0))


def _is_ended(note: Note) -> bool:
    return bool(_ENDED.search(note.lines[-1].text))
