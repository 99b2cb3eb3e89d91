"""The paragraphs of a document as passages: headings, verse, quotations, scene breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from narrate.book import BlockKind, LeftOut
from narrate.manuscript.documents.paragraph import Look, Paragraph, joined, later, moved
from narrate.manuscript.documents.style_names import REASONS, TYPES
from narrate.manuscript.structure.headings import join_label
from narrate.manuscript.structure.passages import SCENE, Passage
from narrate.manuscript.text.blocks import is_ornament
from narrate.manuscript.text.inline import find_unread

_LONGEST_HEADING = 300
"""Characters; what is longer is text that was set in a heading style for its looks"""
_RARE = 0.2
"""Share of the gaps between paragraphs up to which wider ones part scenes"""
_LINE = 80
"""Characters of a line of verse, on average, at most"""
_FRONT = frozenset({"title", "subtitle", "author", "imprint"})


@dataclass(frozen=True, slots=True)
class Laid:
    """A passage, the empty paragraphs above it, and how it is set."""

    passage: Passage
    gap: int
    look: Look


def lay(paragraphs: Sequence[Paragraph]) -> list[Laid]:
    """Passages in reading order, headings as the styles have them."""
    levels = _Levels(paragraphs)
    laid: list[Laid] = []
    stanza: list[Passage] = []
    """Lines of verse, each a paragraph, of which the last passage is the first"""
    gap, last_role = 0, ""

    def end_stanza() -> None:
        if len(stanza) > 1:
            laid[-1] = replace(laid[-1], passage=joined(stanza, "\n"))
        stanza.clear()

    for i, paragraph in enumerate(paragraphs):
        setting = paragraph.setting
        level = levels.of(i)
        if paragraph.is_blank and not (level and setting.label):
            if setting.role == "scene":
                end_stanza()
                laid.append(Laid(Passage("scene", SCENE, drawn=True), gap, paragraph.look))
            gap += 1
            continue
        passage = _passage(paragraph, level, front=levels.is_front(i))
        in_verse = passage.kind == "verse" and setting.role in ("verse", "code")
        if not (stanza and in_verse and setting.role == last_role and not gap):
            end_stanza()
            laid.append(Laid(passage, gap, paragraph.look))
        if in_verse:
            stanza.append(passage)
        gap, last_role = 0, setting.role
    end_stanza()
    return laid


def with_scenes(laid: Sequence[Laid]) -> list[Laid]:
    """A scene break drawn wherever authors leave more room than they do as a rule."""
    inside = [
        i
        for i in range(1, len(laid))
        if laid[i - 1].passage.kind == laid[i].passage.kind == "paragraph"
    ]
    usual = median_low([laid[i].gap for i in inside]) if inside else 0
    wider = {i for i in inside if laid[i].gap > usual and not laid[i].look.new_page}
    if len(wider) > _RARE * len(inside):
        return list(laid)
    found: list[Laid] = []
    for i, item in enumerate(laid):
        if i in wider:
            found.append(Laid(Passage("scene", SCENE, drawn=True), 0, Look()))
        found.append(item)
    return found


class _Levels:
    """Which paragraphs are headings, and of which level."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        filled = [i for i, p in enumerate(paragraphs) if not p.is_blank]
        self._titled = self._titles_head_chapters(filled)
        self._parted = any(paragraphs[i].setting.role == "part" for i in filled)
        self._first = next((i for i in range(len(paragraphs)) if self.of(i)), len(paragraphs))
        self._after = self._subtitles()

    def of(self, i: int) -> int:
        """The level of a heading; 0 if the paragraph is none."""
        setting = self._paragraphs[i].setting
        text = self._paragraphs[i].text
        if len(text) > _LONGEST_HEADING or setting.role in REASONS or is_ornament(text):
            return 0
        if "toc" in setting.types or setting.role == "contents":
            return 0
        match setting.role:
            case "part":
                return 1
            case "chapter":
                return 1 + self._parted
            case "title":
                return 1 if self._titled else 0
            case "subtitle":
                return self._after.get(i, 0) if hasattr(self, "_after") else 0
            case _:
                return setting.level + self._titled if setting.level else 0

    def is_front(self, i: int) -> bool:
        """Whether it stands where title pages are: before the first heading."""
        return i < self._first

    def _titles_head_chapters(self, filled: Sequence[int]) -> bool:
        """Whether the style of the book's title is used for chapters, with text between them."""
        titles = [i for i in filled if self._paragraphs[i].setting.role == "title"]
        between = [
            any(
                self._paragraphs[k].setting.role not in _FRONT and not self._paragraphs[k].is_blank
                for k in range(a + 1, b)
            )
            for a, b in pairwise(titles)
        ]
        return sum(between) > 1

    def _subtitles(self) -> dict[int, int]:
        """Subtitles right below headings belong to them."""
        found: dict[int, int] = {}
        above = 0
        for i, paragraph in enumerate(self._paragraphs):
            if paragraph.is_blank:
                continue
            if paragraph.setting.role == "subtitle" and above:
                found[i] = above + 1
            above = 0 if paragraph.setting.role == "subtitle" else self.of(i)
        return found


def _passage(paragraph: Paragraph, level: int, *, front: bool) -> Passage:
    """One paragraph by itself."""
    setting, text = paragraph.setting, paragraph.text
    types = setting.types
    if front or setting.role not in _FRONT:
        types |= {TYPES[setting.role]} if setting.role in TYPES and not level else frozenset()
    spans = _with_unread(text, paragraph.left_out)
    kind = "heading" if level else _kind(text, setting.role)
    passage = Passage(
        kind,
        text,
        () if kind == "scene" else spans,
        level,
        types,
        paragraph.linked,
        notes=paragraph.notes,
    )
    if level and setting.label:
        return _labelled(passage, setting.label)
    reason = REASONS.get(setting.role)
    return passage.unread(reason) if reason else passage


def _kind(text: str, role: str) -> BlockKind:
    if role == "scene" or is_ornament(" ".join(text.split())):
        return "scene"
    lines = text.count("\n")
    if role in ("verse", "code") or (lines and len(text) < _LINE * (lines + 1)):
        return "verse"
    return "quote" if role == "quote" else "paragraph"


def _with_unread(text: str, spans: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    """The spans that the document says are not read, and those that brackets show."""
    both = sorted({*spans, *find_unread(text)}, key=lambda s: (s.start, -s.end))
    kept: list[LeftOut] = []
    for span in both:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _labelled(heading: Passage, label: str) -> Passage:
    """The heading with the number that the program shows before it."""
    text = join_label(label, heading.text)
    shift = len(text) - len(heading.text)
    return replace(
        heading,
        text=text,
        left_out=moved(heading.left_out, shift),
        notes=later(heading.notes, shift),
    )
