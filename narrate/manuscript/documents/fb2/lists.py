"""Lists that converters leave in a FictionBook: which number is shown before an item."""

from lxml import etree

from narrate.files.markup import local_name
from narrate.manuscript.structure.list_numbers import ListCounter, ListLevel

_STYLES = {"1": "decimal", "a": "letter", "A": "Letter", "i": "roman", "I": "Roman"}
_BULLETS = ListCounter({})


class Fb2Lists:
    """Follows lists as HTML has them; only the first paragraph of an item has its number."""

    def __init__(self) -> None:
        self._open: list[ListCounter] = []
        self._label = ""

    def begin(self, element: etree._Element) -> None:
        """A list begins."""
        if local_name(element) == "ul":
            self._open.append(_BULLETS)
            return
        style = _STYLES.get(element.get("type") or "1", "decimal")
        self._open.append(ListCounter({0: ListLevel(style, "%1.", _number(element, "start", 1))}))

    def end(self) -> None:
        """The list that began last ends."""
        if self._open:
            self._open.pop()
        self._label = ""

    def item(self, element: etree._Element) -> None:
        """An item begins."""
        if not self._open:
            return
        if self._open[-1] is not _BULLETS and element.get("value") is not None:
            self._open[-1].restart(0, _number(element, "value", 1))
        self._label = self._open[-1].next(0)

    def label(self) -> str:
        """What is shown before the paragraph that has been read; nothing before the next."""
        shown, self._label = self._label, ""
        return shown


def _number(element: etree._Element, name: str, other: int) -> int:
    given = (element.get(name) or "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else other
