"""Styles and list numbers of a DOCX file, resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from narrate.manuscript.documents.style_names import heading_level, role_among
from narrate.manuscript.structure.titles.list_numbers import ListLevel, NumberedLists

_NUMBER_FORMATS = {
    "upperRoman": "Roman",
    "lowerRoman": "roman",
    "upperLetter": "Letter",
    "lowerLetter": "letter",
    "russianUpper": "Cyrillic",
    "russianLower": "cyrillic",
    "decimalZero": "zero",
    "cardinalText": "words",
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "ideographDigital",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        "han",
    ),
    "none": "none",
    "bullet": "bullet",
}
_OFF = ("0", "false", "off", "none")
_DEEPEST = 50
"""Styles that one style is based on; more is a circle or nonsense"""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a style or a direct setting says; None where it is silent."""

    level: int | None = None
    """Outline level as a heading level: 1 is the highest, 0 is body text"""
    centred: bool | None = None
    new_page: bool | None = None
    list_id: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    shifted: str | None = None
    """`superscript`, `subscript` or `baseline`"""
    struck: bool | None = None
    highlighted: bool | None = None
    indent: float | None = None
    language: str | None = None
    role: str = ""
    id: str = ""
    """Of the paragraph style"""

    def over(self, below: Properties) -> Properties:
        """These where they say something, else those below."""
        said = {
            name: value
            for name in Properties.__slots__
            if (value := getattr(self, name)) is not None and value != ""
        }
        return replace(below, **said)


@dataclass(slots=True)
class DocxStyles:
    """The styles of a document by their ids."""

    space: str
    """Namespace of WordprocessingML in braces; the strict form of the format has its own"""
    _styles: dict[str, etree._Element] = field(default_factory=dict)
    _resolved: dict[str, Properties] = field(default_factory=dict)
    _default: str = ""
    _size: float | None = None
    language: str = ""
    """Of text that is not marked with any"""

    def add(self, root: etree._Element) -> None:
        """Take the styles of a `styles.xml`."""
        space = space_of(root)
        for style in root.iter(f"{space}style"):
            key = style.get(f"{space}styleId") or ""
            self._styles.setdefault(key, style)
            default = style.get(f"{space}default") or "0"
            if style.get(f"{space}type") == "paragraph" and default not in _OFF:
                self._default = self._default or key
        for language in root.iterfind(f"{space}docDefaults//{space}lang"):
            self.language = language.get(f"{space}val") or self.language
        for size in root.iterfind(f"{space}docDefaults//{space}sz"):
            self._size = _integer(_value(size), 0) / 2

    def of(self, style: str | None) -> Properties:
        """What a style says, with everything that it is based on."""
        key = self._default if style is None else style
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def _resolve(self, key: str) -> Properties:
        chain = self._chain(key)
        found = Properties(size=self._size)
        names: list[str] = []
        for element in reversed(chain):
            space = space_of(element)
            name = element.find(f"{space}name")
            own_name = [_value(name)] if name is not None else []
            names = [*own_name, element.get(f"{space}styleId") or "", *names]
            for child in ("pPr", "rPr"):
                if (own := element.find(f"{space}{child}")) is not None:
                    found = properties_of(own).over(found)
        role = role_among(names or [key])
        level = found.level if found.level is not None else role.level
        return replace(found, role=role.name, level=level, id=key)

    def _chain(self, key: str) -> list[etree._Element]:
        """The style and those it is based on, as far as they are no circle."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while key in self._styles and key not in seen and len(chain) < _DEEPEST:
            seen.add(key)
            chain.append(self._styles[key])
            based = chain[-1].find(f"{space_of(chain[-1])}basedOn")
            key = _value(based) if based is not None else ""
        return chain


class Lists:
    """The lists of a document: what is shown before their paragraphs."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists = NumberedLists()
        self._by_style: dict[tuple[str, str], int] = {}
        self._linked: dict[str, str] = {}
        """Lists that have their levels from a style, each with the list of that style"""
        if root is not None:
            self._read(root)

    def label(self, list_id: str, level: int | None, style: str) -> str:
        """Count one more paragraph of a list; its number as shown, empty for a bullet."""
        abstract = self._lists.definition(list_id)
        abstract = self._linked.get(abstract, abstract)
        if level is None:
            level = self._by_style.get((abstract, style), 0)
        return self._lists.label(list_id, level, abstract)

    def _read(self, root: etree._Element) -> None:
        space = space_of(root)
        made: dict[str, str] = {}
        wanted: dict[str, str] = {}
        for abstract in root.iterfind(f"{space}abstractNum"):
            key = abstract.get(f"{space}abstractNumId") or ""
            self._lists.define(key, dict(self._levels(abstract, key)))
            for style in abstract.iterfind(f"{space}styleLink"):
                made[_value(style)] = key
            for style in abstract.iterfind(f"{space}numStyleLink"):
                wanted[key] = _value(style)
        self._linked = {key: made[style] for key, style in wanted.items() if style in made}
        for num in root.iterfind(f"{space}num"):
            of = num.find(f"{space}abstractNumId")
            self._make(num, _value(of) if of is not None else "")

    def _levels(self, element: etree._Element, key: str) -> Iterator[tuple[int, ListLevel]]:
        """The levels that a list, or a change of one, defines."""
        space = space_of(element)
        for level in element.iterfind(f"{space}lvl"):
            number = _integer(level.get(f"{space}ilvl"), 0)
            if (style := level.find(f"{space}pStyle")) is not None:
                self._by_style[key, _value(style)] = number
            yield number, _list_level(level)

    def _make(self, num: etree._Element, abstract: str) -> None:
        """A list, with what it changes of the one that it is made from: starts, whole levels."""
        space = space_of(num)
        levels: dict[int, ListLevel] = {}
        restarts: dict[int, int] = {}
        for override in num.iterfind(f"{space}lvlOverride"):
            levels |= self._levels(override, abstract)
            if (start := override.find(f"{space}startOverride")) is not None:
                at = _integer(override.get(f"{space}ilvl"), 0)
                restarts[at] = _integer(_value(start), 1)
        self._lists.make(num.get(f"{space}numId") or "", abstract, levels, restarts)


def properties_of(element: etree._Element) -> Properties:
    """What a `pPr` or `rPr` says by itself: `<w:jc w:val="center"/>` says that it is centred."""
    space = space_of(element)
    said: dict[str, object] = {}
    for child in element:
        tag = str(child.tag).removeprefix(space)
        if tag == "numPr":
            said |= _numbered(child)
        elif tag == "ind":
            said["indent"] = _indent(child)
        elif tag in _SAYINGS:
            name, meaning = _SAYINGS[tag]
            said[name] = meaning(child.get(f"{space}val"))
    return replace(Properties(), **said)  # type: ignore[arg-type]


def _numbered(element: etree._Element) -> dict[str, object]:
    """Which list a `numPr` puts a paragraph into, and on which level."""
    space = space_of(element)
    said: dict[str, object] = {}
    if (list_id := element.find(f"{space}numId")) is not None:
        said["list_id"] = _value(list_id)
    if (level := element.find(f"{space}ilvl")) is not None:
        said["list_level"] = _integer(_value(level), 0)
    return said


def _indent(element: etree._Element) -> float:
    """How far an `ind` moves a paragraph in, in twentieths of a point or hundredths of a letter."""
    space = space_of(element)
    given = [element.get(f"{space}{name}") for name in ("left", "start", "leftChars", "startChars")]
    return float(max(_integer(value, 0) for value in given))


def _is_on(value: str | None) -> bool:
    """Whether a property holds, as it does where it has no value."""
    return value not in _OFF


_SAYINGS: dict[str, tuple[str, Callable[[str | None], object]]] = {
    "outlineLvl": ("level", lambda value: heading_level(_integer(value, 9))),
    "jc": ("centred", lambda value: value == "center"),
    "pageBreakBefore": ("new_page", _is_on),
    "b": ("bold", _is_on),
    "sz": ("size", lambda value: _integer(value, 0) / 2),
    "strike": ("struck", _is_on),
    "dstrike": ("struck", _is_on),
    "highlight": ("highlighted", lambda value: value not in ("none", "white")),
    "vanish": ("hidden", _is_on),
    "vertAlign": ("shifted", lambda value: value or "baseline"),
    "lang": ("language", lambda value: value),
}
"""Elements, the property that each speaks of, and what its value means"""


def space_of(element: etree._Element) -> str:
    """The namespace of an element in braces."""
    head, brace, _ = str(element.tag).rpartition("}")
    return head + brace


def _list_level(level: etree._Element) -> ListLevel:
    space = space_of(level)
    found = {
        name: _value(child)
        for name in ("numFmt", "lvlText", "start")
        if (child := level.find(f"{space}{name}")) is not None
    }
    style = _NUMBER_FORMATS.get(found.get("numFmt", "decimal"), "decimal")
    return ListLevel(style, found.get("lvlText", ""), _integer(found.get("start"), 1))


def _value(element: etree._Element) -> str:
    return element.get(f"{space_of(element)}val") or ""


def _integer(text: str | None, other: int) -> int:
    try:
        return int(float(text or ""))
    except (ValueError, OverflowError):
        return other
