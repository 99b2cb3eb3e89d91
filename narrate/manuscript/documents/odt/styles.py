"""Styles of an OpenDocument text, resolved."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from narrate.manuscript.documents.style_names import BODY, Role, role_among
from narrate.manuscript.structure.titles.list_numbers import ListLevel

_NUMBER_FORMATS = {"I": "Roman", "i": "roman", "A": "Letter", "a": "letter", "": "none"}
_DEEPEST = 50
"""Styles that one style is based on; more is a circle or nonsense"""


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """What a style says; None where it is silent."""

    role: Role = BODY
    level: int | None = None
    """Its default outline level"""
    centred: bool | None = None
    new_page: bool | None = None
    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    shifted: str | None = None
    """`up` or `down`; empty on the line"""
    struck: bool | None = None
    highlighted: bool | None = None
    indent: float | None = None
    language: str | None = None

    @property
    def text_level(self) -> int:
        """The level at which it makes headings of paragraphs that are not marked as such."""
        return 0 if self.role.name == "contents" else self.level or 0


@dataclass(slots=True)
class OdtStyles:
    """The styles of a document by family and name."""

    _styles: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    _resolved: dict[tuple[str, str], OdtStyle] = field(default_factory=dict)
    _base: OdtStyle = OdtStyle()
    outline: dict[int, ListLevel] = field(default_factory=dict)
    """How headings are numbered, the highest under 0"""
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    """How each kind of list is numbered; a level with bullets shows nothing"""
    language: str = ""

    def add(self, root: etree._Element) -> None:
        """Take the styles of a `styles.xml` or a `content.xml`; the latter's count first."""
        for element in root.iter("{*}style"):
            key = attribute(element, "family"), attribute(element, "name")
            self._styles[key] = element
        for element in root.iter("{*}default-style"):
            if attribute(element, "family") == "paragraph":
                said = _said(element)
                self.language = str(said.pop("language", "") or self.language)
                self._base = replace(self._base, **said)  # type: ignore[arg-type]
        for outline in root.iter("{*}outline-style"):
            for level in outline.iterfind("{*}outline-level-style"):
                self.outline[integer(attribute(level, "level"), 1) - 1] = _list_level(level)
        for style in root.iter("{*}list-style"):
            self.lists[attribute(style, "name")] = {
                integer(attribute(level, "level"), 1) - 1: _list_level(level)
                for level in style
                if isinstance(level.tag, str)
            }

    def of(self, family: str, name: str) -> OdtStyle:
        """What a style says, with everything that it is based on."""
        key = family, name
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def _resolve(self, key: tuple[str, str]) -> OdtStyle:
        family, name = key
        chain: list[etree._Element] = []
        names: list[str] = []
        seen: set[str] = set()
        while name and name not in seen and len(chain) < _DEEPEST:
            seen.add(name)
            names.append(name)
            element = self._styles.get((family, name))
            if element is None:
                break
            names.append(attribute(element, "display-name"))
            chain.append(element)
            name = attribute(element, "parent-style-name")
        said: dict[str, object] = {}
        for element in reversed(chain):
            said |= _said(element)
        look = replace(self._base if family == "paragraph" else OdtStyle(), **said)  # type: ignore[arg-type]
        return replace(look, role=role_among(filter(None, names)))


def _said(style: etree._Element) -> dict[str, object]:
    """What a style says by itself: `fo:text-align="center"` that it is centred."""
    said: dict[str, object] = {}
    level = attribute(style, "default-outline-level")
    if level:
        said["level"] = integer(level, 0)
    if attribute(style, "master-page-name"):
        said["new_page"] = True
    for properties in style:
        for attribute_name, value in properties.attrib.items():
            name, meaning = _SAYINGS.get(str(attribute_name).rpartition("}")[2], _NOTHING)
            if (means := meaning(str(value))) is not None:
                said[name] = means
    return said


def _shift(position: str) -> str:
    """`super 58%` or `33% 58%` is up; a negative share lowers."""
    first = (position.split() or [""])[0]
    share = _number(first[:-1]) if first.endswith("%") else 0.0
    if first == "super" or share > 0:
        return "up"
    return "down" if first == "sub" or share < 0 else ""


_SAYINGS: dict[str, tuple[str, Callable[[str], object]]] = {
    "break-before": ("new_page", lambda value: value == "page"),
    "text-align": ("centred", lambda value: value == "center"),
    "font-weight": ("bold", lambda value: value in ("bold", "600", "700", "800", "900")),
    # `12pt`; other sizes are shares of the size around.
    "font-size": ("size", lambda size: _number(size[:-2]) if size.endswith("pt") else None),
    "text-line-through-style": ("struck", lambda value: value != "none"),
    "text-line-through-type": ("struck", lambda value: value != "none"),
    "background-color": (
        "highlighted",
        lambda value: value.lower() not in ("transparent", "none", "#ffffff"),
    ),
    "margin-left": ("indent", lambda size: _number(size.rstrip("cminptx%"))),
    "display": ("hidden", lambda value: value == "none"),
    "text-position": ("shifted", _shift),
    "language": ("language", lambda value: value if value not in ("none", "zxx") else None),
}
"""Attributes, the property that each speaks of, and what its value means; None: nothing"""
_NOTHING: tuple[str, Callable[[str], object]] = ("", lambda _: None)


def _list_level(level: etree._Element) -> ListLevel:
    style = attribute(level, "num-format")
    depth = integer(attribute(level, "level"), 1)
    shown = max(1, min(integer(attribute(level, "display-levels"), 1), depth))
    places = ".".join(f"%{k}" for k in range(depth - shown + 1, depth + 1)) if style else ""
    text = f"{attribute(level, 'num-prefix')}{places}{attribute(level, 'num-suffix')}"
    return ListLevel(
        _NUMBER_FORMATS.get(style, "decimal"),
        text if style else "",
        integer(attribute(level, "start-value"), 1),
    )


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name; empty where there is none."""
    return next(
        (str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), ""
    )


def integer(text: str, other: int) -> int:
    """The number that an attribute writes in digits; another where it writes none."""
    return int(text) if text.isdecimal() and len(text) < 10 else other


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
