"""Footnotes at the foot of a page or column: in small type below the text, or below a rule."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import regex

from narrate.manuscript.pdf.page.lines import Line
from narrate.manuscript.pdf.page.measure import Typesetting
from narrate.manuscript.pdf.sheet import Sheet

_SMALL: Final = 0.94
"""Of the text's size, at most"""
_LABEL = regex.compile(
    r"(?P<label>\d{1,3}|[*†‡§¶‖]{1,4}|\[\d{1,3}\]|\(\d{1,3}\)|[a-z](?=[.)] ))[.):]?\s*"
)
PLAIN_MARK: Final = regex.compile(
    r"(?<=\S)[*†‡§]{1,3}(?![\w*])|(?<=\S)\[\d{1,3}\]|"
    r"(?<=[^\s\d][.,;:!?…\"”’»)\]]|\p{L}{2})\d{1,3}(?![\w%°])"
)
"""What may be a marker and is not raised: some fonts draw figures high without saying so"""
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
    lines: Sequence[Line], sheets: Sequence[Sheet], set_as: Typesetting
) -> tuple[list[Line], list[Note]]:
    """The lines of the text, and the footnotes."""
    rules = {sheet.number: sheet.rules for sheet in sheets}
    kept: list[Line] = []
    notes: list[Note] = []
    for page, group in groupby(lines, key=lambda line: line.page):
        on_page = list(group)
        foot = _Foot(rules.get(page, ()), _markers(on_page), notes, set_as)
        for _, members in groupby(on_page, key=lambda line: line.column):
            column = list(members)
            at = foot.start(column)
            kept += column[:at]
            _collect(column[at:], foot.used, notes)
    return kept, notes


@dataclass(frozen=True, slots=True)
class _Foot:
    """What tells footnotes on a page from its text."""

    rules: Sequence[tuple[float, float, float]]
    used: frozenset[str]
    """Labels that the page's text refers to"""
    notes: Sequence[Note]
    """All before"""
    set_as: Typesetting

    def start(self, column: Sequence[Line]) -> int:
        """Where in a column the footnotes begin; its length if there are none."""
        small = len(column)
        while small and column[small - 1].size <= _SMALL * self.set_as.size:
            small -= 1
        for at in range(small, len(column)):
            if self._begins(column[at], column[at - 1] if at else None, first=at == small):
                return at
        for at in range(1, small):
            line = column[at]
            if _label(line) in self.used and _is_ruled(line, column[at - 1], self.rules):
                return at
        return len(column)

    def _begins(self, line: Line, above: Line | None, *, first: bool) -> bool:
        """Whether footnotes begin with a line in small type, maybe the `first` of its column."""
        label = _label(line)
        if label and label in self.used:
            return True
        if _is_ruled(line, above, self.rules):
            return bool(label) or self._goes_on(line.page) or (first and line.y > 0)
        step = (line.y - above.y) / self.set_as.size if above else math.inf
        return step > 1.15 * self.set_as.leading and self._goes_on(line.page)

    def _goes_on(self, page: int) -> bool:
        """Whether the last note has come to no end on the page before."""
        if not self.notes or self.notes[-1].page != page - 1:
            return False
        return not _ENDED.search(self.notes[-1].lines[-1].text)


def bare(label: str) -> str:
    """A marker without the brackets around it."""
    return label.strip("[]() ").rstrip(".,")


def _markers(lines: Iterable[Line]) -> frozenset[str]:
    """What stands raised on a page, or in brackets."""
    raised = {bare(line.text[r.start : r.stop]) for line in lines for r in line.raised if r.start}
    plain = {bare(found[0]) for line in lines for found in PLAIN_MARK.finditer(line.text)}
    return frozenset(raised | plain)


def _is_ruled(line: Line, above: Line | None, rules: Sequence[tuple[float, float, float]]) -> bool:
    """Whether a short rule lies between a line and the one above it, over the column's left."""
    top = above.y if above else line.y - 4 * line.size
    width = line.right - line.left
    return any(
        top < y < line.y and x0 < line.left + 0.3 * width and x1 - x0 < 0.7 * width
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
