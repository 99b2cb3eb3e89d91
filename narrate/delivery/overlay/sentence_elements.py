"""Elements put around stretches of a page's text, without changing a letter of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from narrate.delivery.overlay.page_letters import Place, letters_of
from narrate.delivery.overlay.tree_marks import (
    MARK,
    Mark,
    TextNode,
    between,
    common,
    divide,
    enclose,
    mark_around,
    mark_place,
    parent_of,
    rise,
    texts,
    unmark,
    up,
)
from narrate.delivery.overlay.xhtml import XHTML
from narrate.files.markup import local_name

_SPAN = f"{{{XHTML}}}span"
_LINE = "narrate-line"
"""Attribute of lines of verse while their page is worked on"""

_DIVISIBLE_NAMES = "a abbr b big cite code dfn em font i s small span strong tt u"
_DIVISIBLE = frozenset(_DIVISIBLE_NAMES.split())
"""Inline elements that look the same in two pieces"""
_INLINE_NAMES = (
    "bdi bdo br data del img ins kbd label map mark math q ruby rb rp rt rtc samp sub sup svg "
    "time var wbr audio video object picture button input select textarea"
)
_INLINE = _DIVISIBLE | frozenset(_INLINE_NAMES.split())


@dataclass(frozen=True, slots=True)
class Piece:
    """An element that was put around a stretch or a part of it."""

    element: etree._Element
    weight: int
    """Letters in it"""


def wrap(stretches: Sequence[tuple[Place, Place]]) -> list[list[Piece]]:
    """A `span` around each stretch of one page, in order; they must not overlap.

    Where a stretch crosses the border of an inline element, that element is divided; where it
    crosses that of a block or of something that can't be divided, the stretch lies in pieces.
    """
    if not stretches:
        return []
    lines = _note_lines(stretches[0][0].node.element.getroottree().getroot())
    marked = []
    for start, end in reversed(stretches):  # so that earlier places stay right
        behind = mark_place(end)
        marked.append((mark_place(start), behind))
    wrapped = [_wrapped(start, end) for start, end in reversed(marked)]
    for mark in chain.from_iterable(marked):
        unmark(mark)
    for line in lines:
        del line.attrib[_LINE]
    return wrapped


def _wrapped(start: Mark, end: Mark, *, alone: bool = False) -> list[Piece]:
    """The pieces of a stretch; `alone`: each text node is one."""
    if not alone and (whole := _in_one(start, end)) is not None:
        return [whole]
    pieces: list[Piece] = []
    for first, last in _parts(start, end, alone=alone):
        if (piece := _in_one(first, last)) is not None:
            pieces.append(piece)
        elif not alone:
            pieces += _wrapped(first, last, alone=True)
        unmark(first)
        unmark(last)
    return pieces


def _in_one(start: Mark, end: Mark) -> Piece | None:
    """One span from mark to mark; None where what lies between can't be in one."""
    _rise_inline(start, end)
    _rise_inline(end, start)
    holder = common(start, end)
    if not all(map(_is_divisible, (*up(start, holder), *up(end, holder)))):
        return None
    if not all(map(_holds_inline, between(start, end, holder))):
        return None
    for mark in (start, end):
        while parent_of(mark) is not holder:
            divide(mark)
    span = enclose(start, end, _SPAN)
    return Piece(span, max(len(letters_of(str(span.xpath("string()")))), 1))


def _rise_inline(mark: Mark, other: Mark) -> None:
    """Move a mark out of inline elements at whose border it lies, not out of the other's."""
    around = set(other.iterancestors())
    while parent_of(mark) not in around and _is_inline(parent_of(mark)) and rise(mark):
        pass


def _parts(start: Mark, end: Mark, *, alone: bool) -> list[tuple[Mark, Mark]]:
    """Marks around each text node between two marks, those side by side in one block as one."""
    runs: list[list[TextNode]] = []
    block: etree._Element | None = None
    for element, tail in texts(start, end):
        holder = _block(parent_of(element) if tail else element)
        if alone or holder is not block or not runs:
            runs.append([])
        block = holder
        runs[-1].append((element, tail))
    return [mark_around(run[0], run[-1]) for run in reversed(runs)][::-1]


def _block(element: etree._Element) -> etree._Element:
    """The innermost element around a text that can't be divided."""
    while _is_divisible(element):
        element = parent_of(element)
    return element


def _holds_inline(element: etree._Element) -> bool:
    """Whether an element may be in a span with all that is in it."""
    if local_name(element) in ("svg", "math"):
        return True
    return all(not local_name(e) or e.tag == MARK or _is_inline(e) for e in element.iter())


def _is_inline(element: etree._Element) -> bool:
    return local_name(element) in _INLINE and element.get(_LINE) is None


def _is_divisible(element: etree._Element) -> bool:
    return local_name(element) in _DIVISIBLE and element.get(_LINE) is None


def _note_lines(root: etree._Element) -> list[etree._Element]:
    """Find the lines of verse between breaks: style sheets make blocks of them."""
    lines = [e for e in root.iter(_SPAN) if "br" in (_behind(e), _before(e))]
    for line in lines:
        line.set(_LINE, "")
    return lines


def _behind(element: etree._Element) -> str:
    """The name of the next element, if no letters lie between."""
    at: etree._Element | None = element
    while at is not None and not letters_of(at.tail or ""):
        at = at.getnext()
        if at is not None and local_name(at):
            return local_name(at)
    return ""


def _before(element: etree._Element) -> str:
    """The name of the previous element, if no letters lie between."""
    at = element.getprevious()
    while at is not None and not letters_of(at.tail or ""):
        if local_name(at):
            return local_name(at)
        at = at.getprevious()
    return ""
