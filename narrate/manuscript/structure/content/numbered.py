"""Notes known by their number or star alone: `word[3]` in the text, `[3] The note.` below.

Also the words that close a book, and what a publisher set behind them.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from narrate.book import LeftOut
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import NoteMark, Part, Passage, disjoint, words_of
from narrate.readings.powers import plain_letters

_LABEL = regex.compile(
    r"\s*(?:\[(?:(?:footnote|note|nota)s? ?)?(?P<label>\d{1,3}|[A-Z]|[*†‡§]{1,3})[\]:.]+|"
    r"(?P<label>\d{1,3})[.)]?(?=\s))\s*",
    regex.I,
)
_CLOSED = regex.compile(r"\[(?:footnotes?|note|nota)\b", regex.I)
_STAR_NOTE = regex.compile(r"[*†‡§]{1,3}(?=[^\s*†‡])")
_STAR = regex.compile(
    r"^[*†‡§]{1,3}(?=[^\s*†‡])|(?<=[\p{L}\p{M}\p{N}.,;:!?”’\"')\]])[*†‡]{1,3}(?![\w*])"
)
_NUMBERED_NOTE = regex.compile(r"\[(?P<mark>\d{1,3}|[A-Z])\][.:]?\s+(?=\S)")

_SIGNATURE = 12
"""Words: place, date and name may stand behind THE END, and are the author's"""
_BEHIND = 0.25
"""Of the last chapter: where more of it follows, those words ended something inside it"""
_ARROW = regex.compile(r"[\s\[(]*[↩↑⏎↲⤴]\ufe0e?[\s\])]*$")


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
                label = plain_letters(passage.text[span.start : span.end]).strip(" []()")
                yield _Marker(number, i, span.end, label)


def _notes(parts: Sequence[Part]) -> Iterator[tuple[int, int, str, tuple[Passage, ...]]]:
    """Part, passage, label and text of each numbered note, in reading order."""
    for number, part in enumerate(parts):
        if part.reason in (None, matter.NOTES):
            for at, label, note in _notes_of(part):
                yield number, at, label, tuple(map(_said, note))


def _notes_of(part: Part) -> Iterator[tuple[int, str, Sequence[Passage]]]:
    """Place, label and passages of each note in a part: a labelled one and those that follow it."""
    passages = part.passages
    here = [_is_note(part, p) for p in passages]
    labels = [
        _LABEL.match(p.text) if is_note else None for p, is_note in zip(passages, here, strict=True)
    ]
    for i, label in enumerate(labels):
        if label is None:
            continue
        stop = i + 1
        while stop < len(passages) and here[stop] and labels[stop] is None:
            stop += 1
        yield i, label["label"], passages[i:stop]


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


def without_notes(part: Part) -> Part:
    """The part without its footnotes, if it has any, and without their markers.

    A paragraph is a footnote if it opens with a marker that the text above has used.
    One under a star stands below the very paragraph it belongs to, as a remark of the
    author's: that one is read, its star is not.
    """
    if part.reason is not None:
        return part
    used: set[str] = set()
    starred = noted = False
    passages: list[Passage] = []
    for passage in part.passages:
        if _is_numbered_note(passage, used):
            passages.append(passage.unread(matter.FOOTNOTE))
            continue
        noted = noted or (starred and _begins_with_star(passage))
        used |= {
            plain_letters(passage.text[s.start : s.end]).strip(" []") for s in passage.left_out
        }
        starred = starred or bool(_STAR.search(passage.text))
        passages.append(passage)
    if noted:
        passages = [_without_stars(p) for p in passages]
    return replace(part, passages=passages)


def _is_numbered_note(passage: Passage, used: Collection[str]) -> bool:
    """Whether a paragraph opens with a marker that the text has used."""
    numbered = _NUMBERED_NOTE.match(passage.text)
    return numbered is not None and passage.is_read and numbered["mark"] in used


def _begins_with_star(passage: Passage) -> bool:
    return passage.kind != "scene" and _STAR_NOTE.match(passage.text) is not None


def _without_stars(passage: Passage) -> Passage:
    if passage.kind == "scene" or not passage.is_read:
        return passage
    stars = [LeftOut(m.start(), m.end(), matter.MARKER) for m in _STAR.finditer(passage.text)]
    if not stars:
        return passage
    return replace(passage, left_out=disjoint([*passage.left_out, *stars]))


def without_closing(parts: Sequence[Part]) -> list[Part]:
    """The last chapter without `THE END`, and without headings that nothing follows.

    What a publisher set behind those words, as advertisements, is no part of the story either.
    """
    last = next((part for part in reversed(parts) if part.reason is None), None)
    if last is None:
        return list(parts)
    passages = _without_advertisements(last.passages)
    for i in range(len(passages) - 1, 0, -1):
        passage = passages[i]
        if not passage.is_read:
            continue
        if not matter.is_closing(passage.text) and passage.kind != "heading":
            break
        passages[i] = passage.unread(matter.CLOSING)
    return [replace(part, passages=passages) if part is last else part for part in parts]


def _without_advertisements(passages: Sequence[Passage]) -> list[Passage]:
    ends = (i for i, p in enumerate(passages) if p.is_read and matter.is_closing(p.text))
    end = next(ends, None)
    if end is None:
        return list(passages)
    behind = words_of(passages[end + 1 :])
    if not _SIGNATURE < behind < _BEHIND * words_of(passages[:end]):
        return list(passages)
    unread = (p.unread(matter.PUBLISHER) if p.is_read else p for p in passages[end + 1 :])
    return [*passages[: end + 1], *unread]


def said_as_note(passage: Passage, label: str = "", inner: Sequence[LeftOut] = ()) -> Passage:
    """A passage of a note as it is read: without its number and without the way back."""
    text = passage.text
    spans = [s for s in passage.left_out if s.reason not in (matter.FOOTNOTE, matter.NOTES)]
    spans += inner
    if label := label.strip(" []().{}"):
        number = regex.match(rf"\s*[\[({{]?\s*{regex.escape(label)}\s*[\])}}]?[.:)]*(?=\s)", text)
        if number:
            spans.append(LeftOut(0, number.end(), matter.MARKER))
    if (arrow := _ARROW.search(text)) and arrow.start():
        spans.append(LeftOut(arrow.start(), len(text), matter.MARKER))
    return replace(passage, left_out=disjoint(spans))
