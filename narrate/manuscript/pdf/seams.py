"""Sentences that a column's end, white space or a picture with its caption cuts in two."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from narrate.manuscript.pdf.measure import Typesetting, is_body
from narrate.manuscript.pdf.narrow import has_room
from narrate.manuscript.pdf.paragraphs import Paragraph, is_within_sentence
from narrate.manuscript.structure.matter import AnyOf
from narrate.manuscript.words import words_of

_MOST: Final = 8
"""Paragraphs of a picture's or a table's text that stand between the halves of a sentence"""
_CAPTION: Final = AnyOf(rf"(?:{words})\W{{0,2}}\d+" for words in words_of("captions").values())
"""How the caption of a picture or a table begins"""
_LOOSE: Final = 1.5
"""Font sizes of white space more than usual that a tall sign makes between lines"""


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
