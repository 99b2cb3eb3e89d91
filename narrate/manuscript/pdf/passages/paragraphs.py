"""Lines into paragraphs: by gap, by the first line's indent, and by a last line that is short.

Lines that end early one after the other, and are not set as paragraphs are, are verse. Halves of
a sentence that a column's end, white space or a picture parts are put together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

import regex

from narrate.book import BlockKind
from narrate.manuscript.pdf.page.lines import Line
from narrate.manuscript.pdf.page.measure import Typesetting, is_body
from narrate.manuscript.pdf.passages.narrow import GAP, has_room, with_narrow_margins
from narrate.manuscript.structure.matter import AnyOf
from narrate.manuscript.structure.section import is_distinct
from narrate.manuscript.structure.titles.headings import read_heading
from narrate.manuscript.text.blocks import is_ornament
from narrate.manuscript.words import words_of

_SCENE: Final = 0.7
"""Times the leading: white space beyond the usual that parts scenes"""
NEW_PAGE: Final = 99.0
_SET_IN: Final = 0.6
"""Font sizes between the margins of two blocks, at least"""
_RAGGED: Final = 4.0
"""Font sizes by which the lines of a paragraph may be shorter than they could be"""
_BROKEN_OFF: Final = regex.compile(r"[\p{L}\p{M}\p{N},\u2010\u00ad-]\s*$")
_PAUSED: Final = regex.compile(r"[\p{L}\p{M}\p{N},;:—–\u2010\u00ad-]\s*$")
_ITEM: Final = regex.compile(
    r"[^\p{L}\p{M}\p{N}\s\"'“”‘’«»(\[—–-]|[-–—]\s|\(?(?:\p{N}{1,3}|\p{L})[.)]\s"
)
"""How the items of a list begin"""
_BULLET: Final = regex.compile(r"[•‣◦▪▫●○■□►▶➢✓✔\uf0b7\uf0a7]")
_SPEECH_ENDED: Final = regex.compile(r"[.!?…]['\"”’»]$")
_OPENING: Final = "\"“‘«'"
_MOST: Final = 8
"""Paragraphs of a picture's or a table's text that stand between the halves of a sentence"""
_CAPTION: Final = AnyOf(rf"(?:{words})\W{{0,2}}\d+" for words in words_of("captions").values())
"""How the caption of a picture or a table begins"""
_LOOSE: Final = 1.5
"""Font sizes of white space more than usual that a tall sign makes between lines"""


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]
    kind: BlockKind
    gap: float
    """White space above beyond the leading, in font sizes; `NEW_PAGE` on top of a column"""

    @property
    def page(self) -> int:
        """Number of the page on which it begins."""
        return self.lines[0].page

    @property
    def size(self) -> float:
        """Font size of its first line, points."""
        return self.lines[0].size

    @property
    def is_centred(self) -> bool:
        """Whether each of its lines is."""
        return all(line.is_centred for line in self.lines)

    @property
    def plain(self) -> str:
        """Its lines as they stand, single-spaced."""
        return " ".join(" ".join(line.text for line in self.lines).split())


def paragraphs_of(lines: Sequence[Line], set_as: Typesetting) -> list[Paragraph]:
    """The paragraphs of a book in reading order, lines of verse each by itself."""
    lines = with_narrow_margins(lines, set_as)
    groups: list[list[Line]] = []
    gaps: list[float] = []
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else None
        below = lines[i + 1] if i + 1 < len(lines) else None
        if above is None or _begins(above, line, below, groups[-1], set_as):
            groups.append([])
            gaps.append(_gap(above, line, set_as))
        groups[-1].append(line)
    return [
        Paragraph(tuple(group), _kind(group), gap) for group, gap in zip(groups, gaps, strict=True)
    ]


def _begins(
    above: Line, line: Line, below: Line | None, group: Sequence[Line], set_as: Typesetting
) -> bool:
    """Whether a line begins a paragraph."""
    if _is_parted(above, line, set_as) or _BULLET.match(line.text) or _answers(above, line):
        return True
    if _hangs(above, line, group, set_as) or _runs_on(above, line, group, set_as):
        return False
    if _goes_on_heading(group, line):
        return not _are_in_one_column(above, line)
    if is_large(line, set_as):
        return above.page != line.page
    if _is_other(above, line, group) or _is_indented(above, line, below, group, set_as):
        return True
    return not _are_centred(above, line, set_as) and _ends_early(above, line, set_as)


def _is_other(above: Line, line: Line, group: Sequence[Line]) -> bool:
    """Whether bold begins or ends between two lines, or one of them is an ornament."""
    if is_ornament(above.text) or is_ornament(line.text):
        return True
    if line.bold == above.bold:
        return False
    # Bold lines above are a heading of their own, or text above has come to its end.
    whole = above.short > 1.5 or all(line.bold for line in group)
    return whole or not _are_in_one_column(above, line)


def _are_in_one_column(above: Line, line: Line) -> bool:
    return (above.page, above.column) == (line.page, line.column)


def _is_parted(above: Line, line: Line, set_as: Typesetting) -> bool:
    """Whether lines cannot be of one paragraph: by tag, size, gap, or a heading's number."""
    if above.tag != line.tag and "H" in (above.tag[:1], line.tag[:1]):
        return True
    if abs(above.size - line.size) > 0.07 * max(above.size, line.size):
        return True
    step = line.y - above.y if _are_in_one_column(above, line) else 0.0
    if step > GAP * _leading(line, set_as) * line.size:
        return True
    return line.text.isupper() and not above.text.isupper() and is_distinct(line.text)


def _goes_on_heading(group: Sequence[Line], line: Line) -> bool:
    """Whether a line in capitals goes on with a heading in capitals."""
    capitals = line.text.isupper() and all(above.text.isupper() for above in group)
    if not capitals or read_heading(line.text) is not None:
        return False
    heading = read_heading(group[0].text)
    return heading is not None and bool(heading.title)


def is_large(line: Line, set_as: Typesetting) -> bool:
    """Whether a line is set larger than the text."""
    return line.size > 1.12 * set_as.size


def _leading(line: Line, set_as: Typesetting) -> float:
    """Of lines like this one, in font sizes; titles have less or more."""
    return set_as.leading if is_body(line, set_as.size) else max(set_as.leading, 1.25)


def _gap(above: Line | None, line: Line, set_as: Typesetting) -> float:
    if above is None or not _are_in_one_column(above, line):
        return NEW_PAGE
    return max(0.0, (line.y - above.y) / line.size - set_as.leading)


def _is_indented(
    above: Line, line: Line, below: Line | None, group: Sequence[Line], set_as: Typesetting
) -> bool:
    """Whether the first line of a paragraph stands out by where it begins."""
    if _are_centred(above, line, set_as) and len(group) < 6:
        return above.short + above.indent > line.first_word + 1
    if abs(line.inset - above.inset) > _SET_IN:
        return True
    step = line.indent - above.indent
    if _is_at_indent(line, set_as):
        return abs(step) > 0.35 or (len(group) == 1 and line.indent > 0.5)
    if step < -0.6:  # its first line was indented, or it was a line of verse
        return len(group) > 1 or (set_as.indent > 0 and above.indent > set_as.indent + 0.6)
    return _steps_in(above, line, below, set_as)


def _steps_in(above: Line, line: Line, below: Line | None, set_as: Typesetting) -> bool:
    """Whether a line begins right of a short one, or right of both of its neighbours."""
    step = line.indent - above.indent
    if step > 0.6 and above.short > line.first_word + 0.6:
        return True
    right = below is not None and below.indent < line.indent - 0.35
    return step > 0.35 and set_as.indent > 0 and right


def _is_at_indent(line: Line, set_as: Typesetting) -> bool:
    """Whether a line begins where the first lines of the book's paragraphs begin."""
    return set_as.indent > 0 and abs(line.indent - set_as.indent) < 0.35


def _are_centred(above: Line, line: Line, set_as: Typesetting) -> bool:
    """Whether two lines are centred, and are not first lines that happen to end so."""
    own = all(abs(each.indent - set_as.indent) > 0.35 for each in (above, line))
    return own and line.is_centred and above.is_centred


def _ends_early(above: Line, line: Line, set_as: Typesetting) -> bool:
    """Whether the next word would have had room on the line above."""
    if above.text[-1] in "-\u2010\u00ad" and above.text[-2:-1].isalpha():
        return False
    return has_room(above, line, set_as)


def _runs_on(above: Line, line: Line, group: Sequence[Line], set_as: Typesetting) -> bool:
    """Whether a sentence goes on: a full line that does not end one, and no item of a list below.

    At the top of a column, and in a ragged one, it is enough that the line begins with a small
    letter.
    """
    small = line.text[0].islower()
    if not is_within_sentence(above.text, small=small) or _ITEM.match(line.text):
        return False
    if is_large(line, set_as):
        return False
    if has_room(above, line, set_as):
        near = not _are_in_one_column(above, line) or above.short < line.first_word + _RAGGED
        return small and len(group) > 1 and near
    return small or (not line.is_centred and not line.text.isupper() and above.bold == line.bold)


def _hangs(above: Line, line: Line, group: Sequence[Line], set_as: Typesetting) -> bool:
    """Whether a line goes on with an item of a list, whose bullet stands out to the left."""
    if not _BULLET.match(group[0].text) or not _are_in_one_column(group[0], line):
        return False
    return line.x0 > group[0].x0 + 0.4 * line.size and not has_room(above, line, set_as)


def _answers(above: Line, line: Line) -> bool:
    """Whether a speech begins at the top of a column behind one that ended on the one before."""
    speeches = _SPEECH_ENDED.search(above.text) and line.text[0] in _OPENING
    return bool(speeches) and not _are_in_one_column(above, line)


def is_within_sentence(text: str, *, small: bool) -> bool:
    """Whether a text breaks off before its sentence has an end.

    `small`: it is followed by a small letter, so that a semicolon ends nothing.
    """
    return (_PAUSED if small else _BROKEN_OFF).search(text) is not None


def _kind(group: Sequence[Line]) -> BlockKind:
    if is_ornament(" ".join(line.text for line in group)):
        return "scene"
    inner = group[1:] if len(group) > 2 else group
    inset = all(line.indent + line.inset > 0.8 for line in inner) and len(group) > 1
    return "quote" if inset and not group[0].is_centred else "paragraph"


def scene_breaks(paragraphs: Sequence[Paragraph], set_as: Typesetting) -> frozenset[int]:
    """Indices of paragraphs that stand below white space which can only part scenes."""
    gaps = {
        i: p.gap
        for i, (above, p) in enumerate(pairwise(paragraphs), 1)
        if p.gap < NEW_PAGE and _is_prose(p, set_as) and _is_prose(above, set_as)
    }
    if not gaps:
        return frozenset()
    usual = median(gaps.values())
    wide = [i for i, gap in gaps.items() if gap > usual + _SCENE * set_as.leading]
    return frozenset(wide if 5 * len(wide) < len(gaps) or len(wide) < 3 else ())


def _is_prose(paragraph: Paragraph, set_as: Typesetting) -> bool:
    first = paragraph.lines[0]
    return (
        paragraph.kind == "paragraph" and is_body(first, set_as.size) and not paragraph.is_centred
    )


def with_verse(paragraphs: Sequence[Paragraph], set_as: Typesetting) -> list[Paragraph]:
    """Lines that end early one after the other, with no gap between, are verse."""
    if not set_as.indent and not set_as.gapped:
        return list(paragraphs)  # nothing but short lines parts paragraphs
    found: list[Paragraph] = []
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        fits = _may_be_verse(paragraph, set_as)
        goes_on = run and fits and _follows(run[-1], paragraph, set_as)
        if run and not goes_on:
            found += _as_verse(run, set_as)
            run = []
        if fits:
            run.append(paragraph)
        else:
            found.append(paragraph)
    return found + _as_verse(run, set_as)


def _may_be_verse(paragraph: Paragraph, set_as: Typesetting) -> bool:
    if paragraph.kind == "scene" or len(paragraph.lines) > 2:
        return False
    first = paragraph.lines[0]
    if is_large(first, set_as) or first.tag.startswith("H") or first.short <= 1:
        return False
    return not is_distinct(paragraph.plain)


def _follows(above: Paragraph, paragraph: Paragraph, set_as: Typesetting) -> bool:
    first, second = above.lines[0], paragraph.lines[0]
    close = paragraph.gap < (GAP - 1) * set_as.leading
    turned = paragraph.gap == NEW_PAGE and paragraph.page - above.page <= 1
    both = not (_is_at_indent(first, set_as) or _is_at_indent(second, set_as))
    return (close or (turned and both)) and first.bold == second.bold


def _as_verse(run: Sequence[Paragraph], set_as: Typesetting) -> list[Paragraph]:
    """A run as one block of verse, unless its lines are set as paragraphs are."""
    inner = [i for i, p in enumerate(run) if not _is_at_indent(p.lines[0], set_as)]
    if len(inner) < 2 or 2 * len(inner) < inner[-1] - inner[0] + 1:
        return list(run)
    start, stop = inner[0], inner[-1] + 1
    lines = tuple(line for p in run[start:stop] for line in p.lines)
    return [*run[:start], Paragraph(lines, "verse", run[start].gap), *run[stop:]]


def with_whole_sentences(paragraphs: Sequence[Paragraph], set_as: Typesetting) -> list[Paragraph]:
    """The paragraphs, halves of a sentence put together and what stood between them behind."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        at = _first_half(found, paragraph, set_as)
        if at is None:
            found.append(paragraph)
        else:
            first = found[at]
            found[at] = replace(first, lines=(*first.lines, *paragraph.lines))
    return found


def _first_half(
    found: Sequence[Paragraph], paragraph: Paragraph, set_as: Typesetting
) -> int | None:
    """The index of what a paragraph goes on with; None where it begins by itself."""
    if not paragraph.plain[:1].islower() or not _is_text(paragraph, set_as):
        return None
    for at in range(len(found) - 1, max(-1, len(found) - 2 - _MOST), -1):
        if _is_text(found[at], set_as):
            apart = at < len(found) - 1
            return at if _goes_on(found[at], paragraph, set_as, apart=apart) else None
    return None


def _is_text(paragraph: Paragraph, set_as: Typesetting) -> bool:
    """Whether it is set as the book's text is, and no caption, heading or verse."""
    first = paragraph.lines[0]
    told = paragraph.kind in ("paragraph", "quote") and is_body(first, set_as.size)
    if not told or first.bold or first.tag.startswith("H"):
        return False
    label = len(paragraph.lines) == 1 and first.is_centred
    return not (label or _CAPTION.match(paragraph.plain))


def _goes_on(above: Paragraph, paragraph: Paragraph, set_as: Typesetting, *, apart: bool) -> bool:
    last, first = above.lines[-1], paragraph.lines[0]
    if not is_within_sentence(last.text, small=True) or not _is_full(above, paragraph, set_as):
        return False
    if (last.page, last.column) != (first.page, first.column):
        return True
    return apart or paragraph.gap < _LOOSE


def _is_full(above: Paragraph, paragraph: Paragraph, set_as: Typesetting) -> bool:
    """Whether the last line of a paragraph is as long as the column lets it, or as its others."""
    last = above.lines[-1]
    if not has_room(last, paragraph.lines[0], set_as):
        return True
    longest = max(line.x1 for line in above.lines)
    return len(above.lines) > 1 and longest - last.x1 < 1.2 * last.size
