"""How the paragraphs of a page are set, by which chapters are known where nothing marks them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from narrate.manuscript.documents.laying import Laid
from narrate.manuscript.documents.looks import with_headings
from narrate.manuscript.documents.paragraph import Look
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.outline import headings_by_form
from narrate.manuscript.structure.passages import Passage

_SIZE = re.compile(r"([\d.]{1,8})\s*(pt|px|em|rem|%)")
_POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "%": 0.12}
_LARGE = 16.0
"""Points of letters that are larger than those of text"""
_LARGE_WORDS = frozenset({"larger", "x-large", "xx-large", "xxx-large"})
BOLD = frozenset({"b", "strong"})
_HEAVY = ("bold", "bolder", "600", "700", "800", "900")
_PAGE_ENDS = ("page-break-before", "break-before")


@dataclass(frozen=True, slots=True)
class SetAs:
    """How text is set; children inherit it."""

    centred: bool = False
    bold: bool = False
    size: float = 0.0
    """In points; 0 where nothing says"""


@dataclass(slots=True)
class LookOf:
    """Gathers how the letters of a paragraph are set."""

    new_page: bool = False
    gap: int = 0
    """Empty paragraphs above"""
    _letters: int = 0
    _bold: int = 0
    _size: float = 0.0

    def add(self, text: str, set_as: SetAs) -> None:
        """Count some of its letters."""
        count = len(text.strip())
        self._letters += count
        self._bold += count if set_as.bold else 0
        if 2 * count >= self._letters:
            self._size = set_as.size

    def look(self, *, centred: bool) -> Look:
        """How most of them are set."""
        bold = 0 < self._letters == self._bold
        return Look(centred, bold, self._size, self.new_page)


def set_as(element: etree._Element, name: str, outer: SetAs, declared: Mapping[str, str]) -> SetAs:
    """How text inside an element is set, given how it is around it."""
    align = declared.get("text-align") or element.get("align")
    bold = outer.bold or name in BOLD or name == "th"
    if weight := declared.get("font-weight"):
        bold = weight in _HEAVY
    found = _SIZE.match(declared.get("font-size", ""))
    size = float(found[1]) * _POINTS[found[2]] if found else outer.size
    centred = (align.lower() == "center") if align else outer.centred or name == "center"
    if (centred, bold, size) == (outer.centred, outer.bold, outer.size):
        return outer
    return SetAs(centred, bold, size)


def is_large(declared: Mapping[str, str]) -> bool:
    """Whether letters are set larger by a third than those around them, or more."""
    size = declared.get("font-size", "")
    found = _SIZE.match(size)
    return float(found[1]) * _POINTS[found[2]] >= _LARGE if found else size in _LARGE_WORDS


def ends_page(declared: Mapping[str, str]) -> bool:
    """Whether a new page begins here."""
    return any(declared.get(name) in ("always", "page", "left", "right") for name in _PAGE_ENDS)


def headed(
    passages: Sequence[Passage], looks: Sequence[Look], gaps: Sequence[int]
) -> list[Passage]:
    """The passages with headings that are known by how they are set, where nothing else is known.

    As in a document of a word processor, since programs save those as pages.
    """
    if len(passages) < 3:
        return list(passages)
    found = headings_by_form(passages)
    if sum(p.kind == "heading" and not matter.by_title(p.spoken) for p in found) > 1:
        return found
    laid = [Laid(*item) for item in zip(passages, gaps, looks, strict=True)]
    return [item.passage for item in with_headings(laid)]
