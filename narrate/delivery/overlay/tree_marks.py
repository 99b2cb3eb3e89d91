"""Marks in a page's tree: where stretches of text begin and end while they are wrapped.

Nothing here looks at all children of an element: pages have been met with a whole book in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from narrate.delivery.overlay.page_letters import Place, letters_of
from narrate.files.markup import HIDDEN, local_name

MARK = "{urn:narrate}mark"
Mark = etree._Element
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


def unmark(mark: Mark) -> None:
    """Take a mark away, not the text behind it."""
    text, mark.tail = mark.tail, None
    _add_text(mark, text)
    parent_of(mark).remove(mark)


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
        _add_text(mark, text)
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


def parent_of(element: etree._Element) -> etree._Element:
    """The element around this one, which has one."""
    parent = element.getparent()
    assert parent is not None
    return parent


def _text(element: etree._Element, tail: bool) -> str:
    return (element.tail if tail else element.text) or ""


def _add_text(mark: Mark, text: str | None) -> None:
    """Add text before a mark."""
    if not text:
        return
    before = mark.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent = parent_of(mark)
        parent.text = (parent.text or "") + text
