"""Elements put around stretches of a page's text, without changing a letter of it.

While they are wrapped, marks in the tree are where stretches begin and end. What handles marks
never looks at all children of an element: pages have been met with a whole book in one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

from lxml import etree

from narrate.delivery.overlay.page_letters import Place, letters_of
from narrate.delivery.overlay.xhtml import XHTML, add_text, drop, parent_of
from narrate.files.markup import HIDDEN, local_name

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


Mark = etree._Element
_Marks = tuple[Mark, Mark]


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
        drop(mark)
    for line in lines:
        del line.attrib[_LINE]
    return wrapped


def _wrapped(start: Mark, end: Mark, tried: int = 0) -> list[Piece]:
    """The pieces of a stretch, as few as can be: whole, by blocks, by elements, by text nodes."""
    if (whole := _in_one(start, end)) is not None:
        return [whole]
    pieces: list[Piece] = []
    if tried < len(_RUNS):
        for first, last in _parts(start, end, _RUNS[tried]):
            pieces += _wrapped(first, last, tried + 1)
            drop(first)
            drop(last)
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


def _parts(start: Mark, end: Mark, inside: Callable[[Mark], bool] | None) -> list[_Marks]:
    """Marks around the text nodes between two marks: those side by side in one element as one.

    Elements of which `inside` holds are part of the one around them; None: each node is alone.
    """
    runs: list[list[TextNode]] = []
    block: etree._Element | None = None
    for element, tail in texts(start, end):
        holder = parent_of(element) if tail else element
        while inside and inside(holder):
            holder = parent_of(holder)
        if not inside or holder is not block or not runs:
            runs.append([])
        block = holder
        runs[-1].append((element, tail))
    return [mark_around(run[0], run[-1]) for run in reversed(runs)][::-1]


def _holds_inline(element: etree._Element) -> bool:
    """Whether an element may be in a span with all that is in it."""
    if local_name(element) in ("svg", "math"):
        return True
    return all(not local_name(e) or e.tag == MARK or _is_inline(e) for e in element.iter())


def _is_inline(element: etree._Element) -> bool:
    return local_name(element) in _INLINE and element.get(_LINE) is None


def _is_divisible(element: etree._Element) -> bool:
    return local_name(element) in _DIVISIBLE and element.get(_LINE) is None


_RUNS = (_is_inline, _is_divisible, None)
"""What text nodes are taken together by, from long pieces to short ones"""


def _note_lines(root: etree._Element) -> list[etree._Element]:
    """Find the lines of verse between breaks: style sheets make blocks of them."""
    lines = [
        e for e in root.iter(_SPAN) if "br" in (_next_to(e, behind=True), _next_to(e, behind=False))
    ]
    for line in lines:
        line.set(_LINE, "")
    return lines


def _next_to(element: etree._Element, *, behind: bool) -> str:
    """The name of the element behind this one or before it, if no letters lie between."""
    for sibling in element.itersiblings(preceding=not behind):
        if letters_of((element if behind else sibling).tail or ""):
            break
        if local_name(sibling):
            return local_name(sibling)
        element = sibling
    return ""


MARK = "{urn:narrate}mark"
TextNode = tuple[etree._Element, bool]
"""An element, and whether the text behind it is meant and not the one at its beginning"""


def mark_place(place: Place) -> Mark:
    """A new mark at a place of a page."""
    return _mark(place.node.element, place.node.tail, place.offset)


def mark_around(first: TextNode, last: TextNode) -> tuple[Mark, Mark]:
    """New marks in front of one text node and behind another, white space outside."""
    element, tail = last
    end = _mark(element, tail, len(_text(element, tail).rstrip()))
    element, tail = first
    text = _text(element, tail)
    return _mark(element, tail, len(text) - len(text.lstrip())), end


def _mark(element: etree._Element, tail: bool, at: int) -> Mark:
    mark, text = etree.Element(MARK), _text(element, tail)
    mark.tail = text[at:] or None
    if tail:
        element.tail = None  # else it would end up behind the mark
        element.addnext(mark)
        element.tail = text[:at] or None
    else:
        element.text = text[:at] or None
        element.insert(0, mark)
    return mark


def rise(mark: Mark) -> bool:
    """Move a mark at the border of its parent out of it; whether it is at one."""
    parent = parent_of(mark)
    if mark.getprevious() is None and not (parent.text or "").strip():
        text, mark.tail = mark.tail, None
        parent.remove(mark)
        parent.text = (parent.text or "") + (text or "") or None
        parent.addprevious(mark)
        return True
    if mark.getnext() is None and not (mark.tail or "").strip():
        text, mark.tail = mark.tail, None
        add_text(mark, text)
        parent.remove(mark)
        text, parent.tail = parent.tail, None
        parent.addnext(mark)
        mark.tail = text
        return True
    return False


def divide(mark: Mark) -> None:
    """Divide the mark's parent there; the mark goes between, the id stays with the first half."""
    parent = parent_of(mark)
    half = etree.Element(parent.tag, nsmap=cast(Any, parent.nsmap))
    for name, value in parent.attrib.items():
        if name not in ("id", "name"):
            half.set(name, value)
    following = list(mark.itersiblings())
    half.text, mark.tail = mark.tail, None
    for child in following:
        half.append(child)
    text, parent.tail = parent.tail, None
    parent.remove(mark)
    parent.addnext(mark)
    mark.addnext(half)
    half.tail = text


def enclose(start: Mark, end: Mark, tag: str) -> etree._Element:
    """Put an element around what lies between two marks with one parent."""
    element = etree.Element(tag, nsmap=None)
    inside = []
    for child in start.itersiblings():
        if child is end:
            break
        inside.append(child)
    element.text, start.tail = start.tail, None
    start.addnext(element)
    for child in inside:
        element.append(child)  # with its tail
    return element


def common(start: Mark, end: Mark) -> etree._Element:
    """The innermost element around both."""
    around = set(start.iterancestors())
    return next(e for e in end.iterancestors() if e in around)


def up(mark: Mark, holder: etree._Element) -> Iterator[etree._Element]:
    """The elements around a mark, from the inside out, without `holder` and what is around it."""
    for element in mark.iterancestors():
        if element is holder:
            return
        yield element


def between(start: Mark, end: Mark, holder: etree._Element) -> Iterator[etree._Element]:
    """The children of `holder` from the one with the mark `start` to the one with `end`."""
    child: etree._Element | None = [start, *up(start, holder)][-1]
    last = [end, *up(end, holder)][-1]
    while child is not None:
        yield child
        if child is last:
            return
        child = child.getnext()


def texts(start: Mark, end: Mark) -> list[TextNode]:
    """Text nodes with letters between two marks, in order, nothing that is not shown."""
    found = []
    for element, tail in _following(start):
        if element is end and not tail:
            break
        hidden = not tail and (not local_name(element) or local_name(element) in HIDDEN)
        if not hidden and letters_of(_text(element, tail)):
            found.append((element, tail))
    return found


def _following(mark: Mark) -> Iterator[TextNode]:
    """All text nodes behind a mark in document order, also empty ones."""
    element: etree._Element | None = mark
    while element is not None:
        yield element, True
        following = element.getnext()
        if following is None:
            element = element.getparent()
            continue
        element = following
        yield element, False
        while local_name(element) and local_name(element) not in HIDDEN and len(element):
            element = element[0]
            yield element, False


def _text(element: etree._Element, tail: bool) -> str:
    return (element.tail if tail else element.text) or ""
