"""Paragraphs of lines as passages: cut words made whole, note markers left out."""

from collections.abc import Mapping, Sequence
from typing import Final

import regex

from narrate.book import BlockKind, LeftOut
from narrate.manuscript.pdf.page.lines import Line
from narrate.manuscript.pdf.passages.footnotes import PLAIN_MARK, Note, bare
from narrate.manuscript.pdf.passages.paragraphs import Paragraph
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import NoteMark, Passage
from narrate.manuscript.structure.raised import judge
from narrate.manuscript.structure.vocabulary import Vocabulary
from narrate.manuscript.text import inline
from narrate.readings.powers import raise_letters

_BLANKS: Final = regex.compile(r"[ \t\u00a0\u2002-\u200a\u3000]+")
_UNTIDY = regex.compile(r"[ \t\u2002-\u200a\u3000]{2}|[\t\u00ad\u2002-\u200a\u3000]")
_LOOSE_MARK = regex.compile(r"(?<=[\p{L}\p{M}])([ \"“‘]+)([\u0900-\u0dff&&\p{M}]+)", regex.V1)
"""Indian vowel signs that a blank has got in front of; they go back to their letters"""


class Flow:
    """Turns paragraphs into passages; notes are known by page and label."""

    def __init__(self, words: Vocabulary, notes: Mapping[tuple[int, str], str]) -> None:
        self._words = words
        self._notes = notes
        """Names under which the notes are kept, by page and label"""

    def passage(self, paragraph: Paragraph, kind: BlockKind | None = None) -> Passage:
        """A paragraph as a passage."""
        kind = kind or paragraph.kind
        text, raised = self._text(paragraph.lines, keep_lines=kind == "verse")
        if kind == "scene":
            return Passage(kind, text)
        spans, refers = self._markers(text, raised)
        text = _with_powers(text, raised, spans)
        plain, more = self._markers(text, self._plain_marks(text, paragraph, raised))
        spans, refers = [*spans, *plain], [*refers, *more]
        spans += [
            span
            for span in inline.find_unread(text)
            if not any(span.start < own.end and own.start < span.end for own in spans)
        ]
        return Passage(
            kind,
            text,
            tuple(sorted(spans, key=lambda s: s.start)),
            notes=tuple(sorted(refers, key=lambda r: r.at)),
        )

    def _markers(
        self, text: str, marks: Sequence[tuple[int, int, int]]
    ) -> tuple[list[LeftOut], list[NoteMark]]:
        """Those of the marks that refer to notes, and the notes that the book has for them."""
        spans: list[LeftOut] = []
        refers: list[NoteMark] = []
        for start, end, page in marks:
            verdict = judge(text[start:end], text[:start], text[end:])
            name = self._notes.get((page, bare(text[start:end])))
            if name is not None and verdict != "power":
                refers.append(NoteMark(end, name))
            if verdict == "note" or (name is not None and verdict != "power"):
                spans.append(LeftOut(start, end, matter.MARKER))
        return spans, refers

    def note(self, note: Note) -> Passage:
        """A footnote as a passage that is not read, label and all."""
        text, _ = self._text(note.lines, keep_lines=False)
        return Passage("paragraph", text).unread(matter.FOOTNOTE)

    def _text(
        self, lines: Sequence[Line], *, keep_lines: bool
    ) -> tuple[str, list[tuple[int, int, int]]]:
        """Lines as one text, with begin, end and page of what is raised in it."""
        text = ""
        marks: list[tuple[int, int, int]] = []
        for line in lines:
            own, raised = _tidy(line)
            own = _LOOSE_MARK.sub(r"\2\1", own)
            if text and keep_lines:
                text += "\n" + own
            else:
                text = self._words.join(text, own) if text else own
            start = len(text) - len(own)
            marks += [(start + a, start + b, line.page) for a, b in raised]
        return text, marks

    def _plain_marks(
        self, text: str, paragraph: Paragraph, raised: Sequence[tuple[int, int, int]]
    ) -> list[tuple[int, int, int]]:
        """Markers that are not raised; they count where a note answers to them."""
        pages = dict.fromkeys(line.page for line in paragraph.lines)
        found: list[tuple[int, int, int]] = []
        for mark in PLAIN_MARK.finditer(text):
            page = next((p for p in pages if self._is_due(p, bare(mark[0]), found, text)), None)
            taken = any(a < mark.end() and mark.start() < b for a, b, _ in raised)
            if page is not None and not taken:
                found.append((mark.start(), mark.end(), page))
        return found

    def _is_due(
        self, page: int, label: str, found: Sequence[tuple[int, int, int]], text: str
    ) -> bool:
        """Whether a note answers to a label; of the same figures twice it is the first."""
        again = label.isdecimal() and any(bare(text[a:b]) == label for a, b, _ in found)
        return (page, label) in self._notes and not again


def _tidy(line: Line) -> tuple[str, list[tuple[int, int]]]:
    """The line single-spaced and without soft hyphens in it, and what of it is raised."""
    if not _UNTIDY.search(line.text):
        return line.text, [(r.start, r.stop) for r in line.raised]
    text = ""
    places: list[int] = []
    for at, sign in enumerate(line.text, 1):
        places.append(len(text))
        text += _tidied(sign, text[-1:], last=at == len(line.text))
    places.append(len(text))
    return text, [(places[r.start], places[r.stop]) for r in line.raised]


def _tidied(sign: str, before: str, *, last: bool) -> str:
    """A character behind `before`: a soft hyphen stays only at the line's end, of blanks one."""
    if sign == "\u00ad":
        return sign if last else ""
    if not _BLANKS.fullmatch(sign):
        return sign
    if before == " ":
        return ""
    return sign if sign == "\u00a0" else " "


def _with_powers(
    text: str, raised: Sequence[tuple[int, int, int]], markers: Sequence[LeftOut]
) -> str:
    """The text with its exponents in raised characters, one for each; markers stay as they are."""
    marked = {span.start for span in markers}
    for start, end, _ in raised:
        exponent = raise_letters(text[start:end])
        fits = exponent is not None and len(exponent) == end - start
        if fits and start not in marked and judge(text[start:end], text[:start]) != "plain":
            text = f"{text[:start]}{exponent}{text[end:]}"
    return text
