"""Notes that are known by their number alone: `word[3]` in the text, `[3] The note.` below."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from narrate.manuscript.html.references import said_as_note
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import NoteMark, Part, Passage

_LABEL = regex.compile(
    r"\s*(?:\[(?:(?:footnote|note|nota)s? ?)?(?P<label>\d{1,3}|[A-Z]|[*†‡§]{1,3})[\]:.]+|"
    r"(?P<label>\d{1,3})[.)]?(?=\s))\s*",
    regex.I,
)
_CLOSED = regex.compile(r"\[(?:footnotes?|note|nota)\b", regex.I)


@dataclass(frozen=True, slots=True)
class _Marker:
    """A marker in a chapter: part, passage in it, and where the text goes on."""

    part: int
    passage: int
    at: int
    label: str


def tie_numbered(parts: Sequence[Part]) -> tuple[list[Part], dict[str, tuple[Passage, ...]]]:
    """The parts with note marks where a marker's number names a note further on; and those notes.

    Notes and markers go through the book in one order, so that numbers may start again
    with every chapter. Markers that are tied already are left alone.
    """
    markers = [m for i, part in enumerate(parts) for m in _markers(i, part)]
    by_label: dict[str, list[int]] = defaultdict(list)
    for k, marker in enumerate(markers):
        by_label[marker.label].append(k)
    tied: dict[tuple[int, int], list[NoteMark]] = {}
    notes: dict[str, tuple[Passage, ...]] = {}
    used = -1
    for part, passage, label, note in _notes(parts):
        places = by_label[label]
        at = bisect_right(places, used)
        if at == len(places):
            continue
        marker = markers[places[at]]
        if (marker.part, marker.passage) < (part, passage):
            used, name = places[at], f"{part}.{passage}"
            notes[name] = note
            tied.setdefault((marker.part, marker.passage), []).append(NoteMark(marker.at, name))
    return [_with_marks(i, part, tied) for i, part in enumerate(parts)], notes


def _markers(number: int, part: Part) -> Iterator[_Marker]:
    if part.reason is not None:
        return
    for i, passage in enumerate(part.passages):
        if not passage.is_read:
            continue
        known = {mark.at for mark in passage.notes}
        for span in passage.left_out:
            if span.reason == matter.MARKER and span.end not in known:
                label = passage.text[span.start : span.end].strip(" []()")
                yield _Marker(number, i, span.end, label)


def _notes(parts: Sequence[Part]) -> Iterator[tuple[int, int, str, tuple[Passage, ...]]]:
    """Part, passage, label and text of each numbered note, in reading order."""
    for number, part in enumerate(parts):
        if part.reason is not None and part.reason != matter.NOTES:
            continue
        passages = part.passages
        here = [_is_note(part, p) for p in passages]
        labels = [
            _LABEL.match(p.text) if is_note else None
            for p, is_note in zip(passages, here, strict=True)
        ]
        for i, label in enumerate(labels):
            if label is None:
                continue
            stop = i + 1
            while stop < len(passages) and here[stop] and labels[stop] is None:
                stop += 1
            yield number, i, label["label"], tuple(map(_said, passages[i:stop]))


def _is_note(part: Part, passage: Passage) -> bool:
    if part.reason is not None:
        return passage.kind != "heading"
    return any(
        s.reason == matter.FOOTNOTE and s.start == 0 and s.end == len(passage.text)
        for s in passage.left_out
    )


def _said(passage: Passage) -> Passage:
    label = _LABEL.match(passage.text)
    said = said_as_note(passage)
    spans = []
    if label:
        spans.append((0, label.end()))
    if _CLOSED.match(passage.text) and passage.text.endswith("]"):
        spans.append((len(passage.text) - 1, len(passage.text)))
    for start, end in spans:
        said = said.leaving_out(start, end, matter.MARKER)
    return said


def _with_marks(number: int, part: Part, tied: dict[tuple[int, int], list[NoteMark]]) -> Part:
    passages = [
        replace(p, notes=tuple(sorted((*p.notes, *marks), key=lambda m: m.at)))
        if (marks := tied.get((number, i)))
        else p
        for i, p in enumerate(part.passages)
    ]
    return replace(part, passages=passages)
