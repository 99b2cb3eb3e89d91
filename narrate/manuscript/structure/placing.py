"""Notes moved to where they are read: behind the paragraph that refers to them, or to the end.

A note is read once, where it is first referred to, as a block of its own, its number left out.
In place it follows the paragraph, not the sentence: cut into, a paragraph would no longer be
heard as one, and nothing would tell the listener where the note ends.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Literal

import regex

from narrate.book import LanguageSpan, LeftOut
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import SCENE, Part, Passage

NotesAt = Literal["skip", "in_place", "chapter_end"]
"""Where notes are read; `skip`: nowhere"""

_OPENING = regex.compile(r"\[(?:footnotes?|note|nota)\b[^:\]]{0,12}:?\s*|\^\[", regex.I)
"""What opens a note inside a paragraph: `[Footnote 3: …]`, or pandoc's `^[…]`"""
_LABEL = regex.compile(
    r"\s*(?:\[\^?[^\]\s]{1,12}\]:?|\(?\d{1,4}[.)\]]?|[*†‡§¶]{1,4}|\p{L}[.)])\s*(?=\S)"
)


def placed(
    parts: Sequence[Part],
    found: Sequence[Part],
    notes: Mapping[str, Sequence[Passage]],
    where: NotesAt,
) -> list[Part]:
    """The parts with notes moved to where they are read.

    `found` are the same parts as the reader gave them: only what is not read there is moved.
    A note that nothing refers to stays where it is.
    """
    if where == "skip":
        return list(parts)
    mover = _Mover(found, notes, where)
    moved = [mover.chapter(part) if part.reason is None else part for part in parts]
    return [mover.without_moved(part, was) for part, was in zip(moved, found, strict=True)]


class _Mover:
    def __init__(
        self, found: Sequence[Part], notes: Mapping[str, Sequence[Passage]], where: NotesAt
    ) -> None:
        self._notes = notes
        self._where = where
        self._there = Counter(_words(p) for part in found for p in _unread(part))
        self._moved: Counter[str] = Counter()
        self._said: set[str] = set()

    def chapter(self, part: Part) -> Part:
        """The chapter with the notes that it is the first to refer to."""
        passages: list[Passage] = []
        end: list[Passage] = []
        for passage in (*part.heading, *part.passages):
            whole, notes = self._taken_apart(passage)
            if not any(passage is heading for heading in part.heading):
                passages.append(whole)
            (passages if self._where == "in_place" else end).extend(self._notes_at(passage, notes))
        if end:
            passages += [Passage("scene", SCENE, drawn=True), *end]
        return replace(part, passages=passages)

    def _notes_at(self, passage: Passage, inside: list[tuple[int, list[Passage]]]) -> list[Passage]:
        """The notes inside a passage and those that it refers to, in its order."""
        if passage.kind == "scene" or not passage.is_read:
            return []
        referred = [(mark.at, self._note(mark.note)) for mark in passage.notes]
        notes = sorted((*inside, *referred), key=itemgetter(0))
        return [piece for _, note in notes for piece in note]

    def _note(self, name: str) -> list[Passage]:
        """A note that is still to be read, followed by those that it refers to itself."""
        said: list[Passage] = []
        waiting = [name]
        while waiting:
            note = [p for p in self._notes.get(waiting[0], ()) if p.kind != "heading"]
            wanted = Counter(map(_words, note))
            there = all(self._there[text] >= count for text, count in wanted.items())
            if waiting[0] not in self._said and note and there:
                self._said.add(waiting[0])
                self._there -= wanted
                self._moved += wanted
                said += map(_as_said, note)
                waiting += [mark.note for piece in note for mark in piece.notes]
            del waiting[0]
        return said

    def _taken_apart(self, passage: Passage) -> tuple[Passage, list[tuple[int, list[Passage]]]]:
        """A passage with notes inside it: they are read there, or cut out of it."""
        spans = [s for s in passage.left_out if s.reason == matter.FOOTNOTE]
        if not passage.is_read or not spans:
            return passage, []
        if self._where == "in_place":
            return _read_inside(passage, spans), []
        notes = [(span.start, [_cut_out(passage, span)]) for span in spans]
        for span in reversed(spans):
            passage = _without(passage, span)
        return passage, notes

    def without_moved(self, part: Part, was: Part) -> Part:
        """The part without the notes that are read elsewhere."""
        if not self._moved:
            return part
        unread = {id(p) for p in _unread(was)}
        kept: list[Passage] = []
        for passage in part.passages:
            if id(passage) in unread and self._moved[_words(passage)] > 0:
                self._moved[_words(passage)] -= 1
            else:
                kept.append(passage)
        return replace(part, passages=kept)


def _words(passage: Passage) -> str:
    """What identifies a note in any place: its text without its label."""
    return passage.text[found.end() :] if (found := _LABEL.match(passage.text)) else passage.text


def _unread(part: Part) -> list[Passage]:
    """What of a part nobody reads aloud as the reader found it."""
    if part.reason is not None:
        return [p for p in part.passages if p.kind != "heading"]
    return [p for p in part.passages if p.kind != "scene" and not p.is_read]


def _as_said(note: Passage) -> Passage:
    """A piece of a note as a block that is read."""
    kept = tuple(s for s in note.left_out if s.reason not in (matter.FOOTNOTE, matter.NOTES))
    return replace(note, kind="quote" if note.kind == "paragraph" else note.kind, left_out=kept)


def _frames(text: str, span: LeftOut) -> list[LeftOut]:
    """What opens and closes a note inside a paragraph; the words between them are read."""
    opening = _OPENING.match(text, span.start, span.end)
    if not opening:
        return []
    frames = [LeftOut(span.start, opening.end(), matter.MARKER)]
    if text[span.end - 1] == "]" and span.end - 1 > opening.end():
        frames.append(LeftOut(span.end - 1, span.end, matter.MARKER))
    return frames


def _read_inside(passage: Passage, spans: Sequence[LeftOut]) -> Passage:
    """A passage with the notes inside it read, all but what opens and closes them."""
    others = [s for s in passage.left_out if s.reason != matter.FOOTNOTE]
    frames = [frame for span in spans for frame in _frames(passage.text, span)]
    return replace(passage, left_out=tuple(sorted((*others, *frames), key=lambda s: s.start)))


def _cut_out(passage: Passage, span: LeftOut) -> Passage:
    text = passage.text[span.start : span.end]
    frames = _frames(text, LeftOut(0, len(text), span.reason))
    languages = _kept(passage.languages, lambda at: min(max(at, span.start), span.end) - span.start)
    return Passage("quote", text, tuple(frames), languages=languages)


def _without(passage: Passage, span: LeftOut) -> Passage:
    """A passage with a span taken out of its text."""
    start, end = span.start, span.end
    if passage.text[start - 1 : start].isspace():
        start -= 1
    width = end - start
    spans = tuple(
        s if s.end <= start else LeftOut(s.start - width, s.end - width, s.reason)
        for s in passage.left_out
        if s.end <= start or s.start >= end
    )
    marks = tuple(
        m if m.at <= start else replace(m, at=max(start, m.at - width)) for m in passage.notes
    )
    text = passage.text[:start] + passage.text[end:]
    languages = _kept(passage.languages, lambda at: at if at <= start else max(start, at - width))
    return replace(passage, text=text, left_out=spans, notes=marks, languages=languages)


def _kept(spans: Iterable[LanguageSpan], place: Callable[[int], int]) -> tuple[LanguageSpan, ...]:
    """The spans at other places, without those of which nothing is there."""
    moved = (replace(span, start=place(span.start), end=place(span.end)) for span in spans)
    return tuple(span for span in moved if span.start < span.end)
