"""The paragraphs of a document as passages: headings, verse, quotations, scene breaks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from narrate.book import BlockKind
from narrate.manuscript.documents.paragraph import Look, Paragraph, joined
from narrate.manuscript.documents.proposals import parts_scenes, reasons_by_style
from narrate.manuscript.documents.style_names import REASONS, TYPES
from narrate.manuscript.structure.passages import SCENE, Passage, disjoint, later, moved
from narrate.manuscript.structure.titles.headings import join_label
from narrate.manuscript.structure.titles.list_numbers import is_said
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
    """Passages in reading order, headings as the styles have them; lines of verse are joined."""
    levels = _Levels(paragraphs)
    reasons = reasons_by_style(paragraphs)
    laid: list[tuple[list[Passage], int, Look]] = []
    gap, verse_above = 0, ""
    for i, paragraph in enumerate(paragraphs):
        setting, level = paragraph.setting, levels.of[i]
        if _is_empty(paragraph, level):
            if setting.role == "scene":
                laid.append(([Passage("scene", SCENE, drawn=True)], gap, paragraph.look))
            gap += 1
            continue
        passage = _passage(paragraph, level, front=i < levels.first)
        if (reason := reasons[i]) is not None:
            passage = passage.unread(reason)
        goes_on = passage.kind == "verse" and setting.role in ("verse", "code")
        verse = setting.role if goes_on else ""
        if verse and verse == verse_above and not gap:
            laid[-1][0].append(passage)
        else:
            laid.append(([passage], gap, paragraph.look))
        gap, verse_above = 0, verse
    return [Laid(joined(passages, "\n"), gap, look) for passages, gap, look in laid]


def _is_empty(paragraph: Paragraph, level: int) -> bool:
    """Whether nothing is shown: no text, and no number of a heading either."""
    return paragraph.is_blank and not (level and is_said(paragraph.setting.label))


def with_scenes(laid: Sequence[Laid]) -> list[Laid]:
    """A scene break wherever the author leaves more space than usual."""
    gaps = {
        i: item.gap
        for i, (above, item) in enumerate(pairwise(laid), 1)
        if above.passage.kind == item.passage.kind == "paragraph"
    }
    usual = median_low(gaps.values()) if gaps else 0
    wider = {i for i, gap in gaps.items() if gap > usual and not laid[i].look.new_page}
    if len(wider) > _RARE * len(gaps):
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
        filled = [p for p in paragraphs if not p.is_blank]
        self._titled = _titles_head_chapters(filled)
        self._parted = any(p.setting.role == "part" for p in filled)
        self.of = [self._own(p) for p in paragraphs]
        """The level of each paragraph; 0 if it is no heading"""
        self.first = next((i for i, level in enumerate(self.of) if level), len(paragraphs))
        """Where the first heading is; title pages stand before it"""
        self._add_subtitles(paragraphs)

    def _own(self, paragraph: Paragraph) -> int:
        """The level that a paragraph has by itself, as a subtitle has none."""
        if not _may_head(paragraph):
            return 0
        match paragraph.setting.role:
            case "part":
                return 1
            case "chapter":
                return 1 + self._parted
            case "title":
                return int(self._titled)
            case "subtitle":
                return 0
        level = paragraph.setting.level
        return level + self._titled if level else 0

    def _add_subtitles(self, paragraphs: Sequence[Paragraph]) -> None:
        """Subtitles right below headings belong to them."""
        above = 0
        for i, paragraph in enumerate(paragraphs):
            if paragraph.is_blank:
                continue
            if paragraph.setting.role != "subtitle":
                above = self.of[i]
                continue
            if above and _may_head(paragraph):
                self.of[i] = above + 1
            above = 0


def _titles_head_chapters(filled: Sequence[Paragraph]) -> bool:
    """Whether the style of the book's title is used for chapters, with text between them.

    Title, text, Title, text, Title: yes. Title, Subtitle, Author, Title: no.
    """
    between, text = 0, False
    seen = False
    for paragraph in filled:
        role = paragraph.setting.role
        if role == "title":
            between += seen and text
            seen, text = True, False
        elif role not in _FRONT:
            text = True
    return between > 1


def _may_head(paragraph: Paragraph) -> bool:
    """Whether a paragraph can be a heading, whatever its style says."""
    setting, text = paragraph.setting, paragraph.text
    if "toc" in setting.types or setting.role == "contents" or setting.role in REASONS:
        return False
    return len(text) <= _LONGEST_HEADING and not is_ornament(text)


def _passage(paragraph: Paragraph, level: int, *, front: bool) -> Passage:
    """One paragraph by itself."""
    setting, text = paragraph.setting, paragraph.text
    types = setting.types
    if front or setting.role not in _FRONT:
        types |= {TYPES[setting.role]} if setting.role in TYPES and not level else frozenset()
    spans = disjoint([*paragraph.left_out, *find_unread(text)])
    kind = "heading" if level else _kind(text, setting.role)
    passage = Passage(
        kind,
        text,
        () if kind == "scene" else spans,
        level,
        types,
        paragraph.linked,
        paragraph.drawn,
        notes=paragraph.notes,
        languages=paragraph.languages if kind != "scene" else (),
        marks=paragraph.marks,
        lead=paragraph.lead,
    )
    if kind != "scene" and is_said(setting.label):
        return _labelled(passage, setting.label)
    return passage


def _kind(text: str, role: str) -> BlockKind:
    if (role == "scene" and parts_scenes(text)) or is_ornament(" ".join(text.split())):
        return "scene"
    lines = text.count("\n")
    if role in ("verse", "code") or (lines and len(text) < _LINE * (lines + 1)):
        return "verse"
    return "quote" if role in ("quote", "epigraph") else "paragraph"


def _labelled(passage: Passage, label: str) -> Passage:
    """The heading or list item with the number that the program shows before it.

    `Chapter 3` and `Dust` are `Chapter 3. Dust`; `b)` and `two blankets` are `b) two blankets`.
    """
    heads = passage.kind == "heading"
    text = join_label(label, passage.text) if heads else f"{label} {passage.text}"
    shift = len(text) - len(passage.text)
    return replace(
        passage,
        text=text,
        left_out=moved(passage.left_out, shift),
        notes=later(passage.notes, shift),
        languages=moved(passage.languages, shift),
        marks=moved(passage.marks, shift),
        lead=0,
    )
