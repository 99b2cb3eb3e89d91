"""Lists of an OpenDocument text: which number is shown before a paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from narrate.manuscript.documents.odt.styles import attribute, integer
from narrate.manuscript.structure.titles.list_numbers import ListCounter, ListLevel

_DEEPEST = 10
"""Levels that a list style has"""


@dataclass(slots=True)
class _List:
    """A list that is open."""

    style: str
    counter: ListCounter
    level: int
    waits: bool = False
    """An item has begun and its number is not yet shown"""


class OdtLists:
    """Follows the lists of one story; only the first paragraph of an item has its number."""

    def __init__(self, styles: Mapping[str, Mapping[int, ListLevel]]) -> None:
        self._styles = styles
        self._open: list[_List] = []
        self._by_style: dict[str, ListCounter] = {}
        self._by_id: dict[str, ListCounter] = {}

    def begin(self, element: etree._Element) -> None:
        """A list begins: a level of the one that is open, or one of its own."""
        outer = self._open[-1] if self._open else None
        style = attribute(element, "style-name") or (outer.style if outer else "")
        level = min(outer.level + 1, _DEEPEST) if outer else 0
        followed = self._followed(element, style)
        if outer is not None and style == outer.style and followed is None:
            counter = outer.counter
            counter.restart(level, counter.levels.get(level, ListLevel()).start)
        else:
            counter = followed or ListCounter(self._styles.get(style, {}))
        self._by_style[style] = counter
        self._by_id[attribute(element, "id")] = counter
        self._open.append(_List(style, counter, level))

    def _followed(self, element: etree._Element, style: str) -> ListCounter | None:
        """The counter of an earlier list that this one goes on with."""
        if earlier := attribute(element, "continue-list"):
            return self._by_id.get(earlier)
        goes_on = attribute(element, "continue-numbering") == "true"
        return self._by_style.get(style) if goes_on else None

    def end(self) -> None:
        """The list that began last ends."""
        if self._open:
            self._open.pop()

    def item(self, element: etree._Element) -> None:
        """An item begins; it may set the number to go on with."""
        if not self._open:
            return
        here = self._open[-1]
        here.waits = True
        start = attribute(element, "start-value")
        if start.isdecimal():
            here.counter.restart(here.level, integer(start, 1))

    def pause(self) -> None:
        """A header of the list begins, or an item ends: what follows has no number."""
        if self._open:
            self._open[-1].waits = False

    def label(self) -> str | None:
        """What is shown before a paragraph that begins here; None where its list says nothing."""
        here = self._open[-1] if self._open else None
        if here is None or here.level not in here.counter.levels:
            return None
        if not here.waits:
            return ""
        here.waits = False
        return here.counter.next(here.level)
