"""The numbers that a page shows before the items of its lists and that are not in its text.

https://html.spec.whatwg.org/multipage/grouping-content.html#the-ol-element
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex
from lxml import etree

from narrate.files.markup import local_name, text_of
from narrate.manuscript.structure.titles.list_numbers import written

_STYLES_BY_TYPE = {"1": "decimal", "a": "letter", "A": "Letter", "i": "roman", "I": "Roman"}
_STYLES = {
    "decimal": "decimal",
    "lower-roman": "roman",
    "upper-roman": "Roman",
    "lower-alpha": "letter",
    "lower-latin": "letter",
    "upper-alpha": "Letter",
    "upper-latin": "Letter",
    "none": "none",
    "disc": "none",
    "circle": "none",
    "square": "none",
    "inherit": "",
    "initial": "none",
}
"""Of CSS, by what `list_numbers` calls them; empty: as if nothing were said"""
_OTHERS = ("decimal", "cjk", "arabic", "devanagari", "tamil", "hebrew", "georgian", "armenian")
_NOTE = regex.compile(
    r"(?:foot|end|cite|side)?_?-?(?:note|fn|ftn|edn|ref)s?(?:[-_:.]?\w+)*", regex.I
)
_FURTHEST = 9999


@dataclass(slots=True)
class _List:
    """A list that is open."""

    style: str
    step: int = 1
    number: int = 0
    """Of the last item"""


@dataclass(slots=True)
class ListNumbers:
    """Follows the lists of a page; tells what is shown before each of their items."""

    _open: list[_List] = field(default_factory=list)

    def start(self, element: etree._Element, declared: Mapping[str, str]) -> None:
        """A list begins; `declared` is what style sheets say of it."""
        ordered = local_name(element) == "ol"
        style = _declared(declared) or _STYLES_BY_TYPE.get(element.get("type") or "", "")
        style = style or ("decimal" if ordered else "none")
        items = sum(1 for child in element if local_name(child) == "li")
        backwards = element.get("reversed") is not None
        first = _whole(element.get("start"), items if backwards else 1)
        step = -1 if backwards else 1
        self._open.append(_List(style, step, first - step))

    def end(self) -> None:
        """A list ends."""
        if self._open:
            self._open.pop()

    def item(self, element: etree._Element, declared: Mapping[str, str]) -> str:
        """What is shown before the next item, empty for bullets and where its text has it."""
        if not self._open:
            return ""
        mine = self._open[-1]
        mine.number = _whole(element.get("value"), mine.number + mine.step)
        style = _declared(declared) or _STYLES_BY_TYPE.get(element.get("type") or "") or mine.style
        if declared.get("display", "list-item") != "list-item" or _has_own(element):
            return ""
        number = written(mine.number, style)
        return f"{number}." if number and not _begins_with(element, number) else ""


def _declared(declared: Mapping[str, str]) -> str:
    """The style of numbers that style sheets declare; empty where they are silent."""
    said = declared.get("list-style-type") or declared.get("list-style") or ""
    for word in said.split():
        if word in _STYLES:
            return _STYLES[word]
        if word.startswith(_OTHERS):
            return "decimal"
    return ""


def _whole(text: str | None, default: int) -> int:
    """A whole number that a page gives; the default where it is none, or no list is so long."""
    try:
        number = int(text) if text else default
    except ValueError:
        return default
    return number if abs(number) <= _FURTHEST else default


def _has_own(element: etree._Element) -> bool:
    """Whether an item is a note or a line of a contents list, which are known by their links."""
    if _NOTE.fullmatch(element.get("id") or ""):
        return True
    first = next((child for child in element if local_name(child)), None)
    if first is None or (element.text or "").strip() or local_name(first) != "a":
        return False
    return (first.get("href") or "").partition("#")[0] == "" or not (first.tail or "").strip()


def _begins_with(element: etree._Element, number: str) -> bool:
    """Whether the text of an item begins with its number itself."""
    begin = text_of(element)[:100].split()[:1]
    return bool(begin) and begin[0].strip("()[].:") == number
