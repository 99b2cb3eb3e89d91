"""Pages of EPUB 2 as HTML 5 wants them: what it dropped becomes style that looks the same.

https://html.spec.whatwg.org/multipage/obsolete.html
https://html.spec.whatwg.org/multipage/rendering.html
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any

from lxml import etree

from narrate.delivery.overlay.xhtml import LANG, OPS, XHTML, drop, elements, head_of
from narrate.files.markup import local_name

_TABLES: Mapping[str, Any] = json.loads(
    resources.files(__package__).joinpath("html5.json").read_text("utf-8")
)
_KNOWN = frozenset(_TABLES["known"].split())
_RENAMED: Mapping[str, tuple[str, str]] = _TABLES["renamed"]
"""Elements that HTML 5 has not: what they become, and how they look"""
_BLOCKS = frozenset(_TABLES["blocks"].split())
_NO_BLOCKS: Mapping[str, str] = _TABLES["no_blocks"]
"""Elements in which no blocks may be, with how they look: with blocks in them they become one"""
_GLOBAL = frozenset(_TABLES["global"].split())
_OWN: Mapping[str, str] = _TABLES["own"]
"""Attributes of elements that keep none but these; elements not named here in `_OPEN` keep all"""
_OPEN = frozenset(_TABLES["open"].split())
_NEEDED: Mapping[str, str] = _TABLES["needed"]
"""Attributes without which an element of the head says nothing"""
_DIRECTION = re.compile(r"(?<![-\w])(?:direction|unicode-bidi)\s*:[^;}]*;?")
_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%|px|em)?\s*")
_FLOW = ("left", "right", "center", "justify")
_COLOUR = r"#?\w+"


def modernise(root: etree._Element, title: str) -> None:
    """Make a page valid HTML 5; `title` is for a page without one."""
    for element in list(elements(root)):
        if local_name(element) in ("html", "head"):
            element.attrib.pop("version", "")
        _restyle(element)
        _rename(element)
        _clean(element)
    _mend_head(root, title)


def without_direction(css: str) -> str:
    """A style sheet without the two properties that EPUB 3 forbids: pages say that themselves."""
    return _DIRECTION.sub("", css)


def _restyle(element: etree._Element) -> None:
    """Attributes for looks, as style in front of the element's own, which wins as before."""
    name = local_name(element)
    rules = [
        rule
        for key, value in element.attrib.items()
        if (rule := rule_of(name, str(key), str(value)))
    ]
    if name in _RENAMED and _RENAMED[name][1]:
        rules.append(_RENAMED[name][1])
    if rules:
        own = element.get("style") or ""
        element.set("style", "; ".join([*rules, *([own.strip()] if own.strip() else [])]))
    if style := element.get("style"):
        element.set("style", without_direction(style))


def _rename(element: etree._Element) -> None:
    """The element that has the place of one which HTML 5 does not know."""
    name = local_name(element)
    if name in _RENAMED:
        name = _RENAMED[name][0]
    elif name not in _KNOWN:
        name = "span"
    if name in _NO_BLOCKS and any(local_name(e) in _BLOCKS for e in element.iterdescendants()):
        if look := _NO_BLOCKS[name]:
            element.set("style", "; ".join(filter(None, [look, element.get("style")])))
        name = "div"
    if name != local_name(element):
        element.tag = f"{{{XHTML}}}{name}"


def _clean(element: etree._Element) -> None:
    """Drop attributes that HTML 5 does not know; names of places become ids."""
    name = local_name(element)
    if name == "a" and (place := str(element.attrib.pop("name", ""))):
        _identify(element, place)
    language = element.get(LANG)
    if language is not None and element.get("lang") is not None:
        element.set("lang", language)
    for key, value in list(element.attrib.items()):
        if not _is_known(name, str(key)) or _is_crooked(name, str(key), str(value)):
            del element.attrib[key]


def _is_known(name: str, key: str) -> bool:
    """Whether an element of that name may have the attribute."""
    if key.startswith("{"):
        return key == LANG or key.startswith(f"{{{OPS}}}")
    if name in _OPEN or key in _GLOBAL or key.startswith(("data-", "aria-", "on")):
        return True
    return key in _OWN.get(name, "").split()


def _is_crooked(name: str, key: str, value: str) -> bool:
    """Whether it is the size of a picture that is no number of pixels, as `50%`."""
    return name in ("img", "object") and key in ("width", "height") and not value.isdigit()


def _identify(element: etree._Element, place: str) -> None:
    """Make the name of a place an id: of a mark inside where the element has another already."""
    if element.get("id") not in (None, place):
        mark = etree.Element(f"{{{XHTML}}}span", nsmap=None)
        mark.tail, element.text = element.text, None
        element.insert(0, mark)
        element = mark
    element.set("id", place)


def _mend_head(root: etree._Element, title: str) -> None:
    """A head that says all it must: a title, and no meta or link that says half of something.

    `<meta name="cover"/><title/>` in the book Dracula becomes `<title>Dracula</title>`, and a
    `<style>` of the body goes behind it.
    """
    head = head_of(root)
    for element in list(elements(head)):
        if _says_half(element):
            drop(element)
    own = next((e for e in head if local_name(e) == "title"), None)
    if own is None:
        own = etree.SubElement(head, f"{{{XHTML}}}title")
    if not (own.text or "").strip():
        own.text = title
    _gather_styles(root, head)


def _says_half(element: etree._Element) -> bool:
    needed = _NEEDED.get(local_name(element), "").split()
    return any(element.get(key) is None for key in needed)


def _gather_styles(root: etree._Element, head: etree._Element) -> None:
    """Styles belong into the head."""
    for style in [e for e in elements(root) if local_name(e) == "style"]:
        if style.getparent() is not head:
            drop(style)
            head.append(style)


def rule_of(name: str, key: str, value: str) -> str:
    """What an attribute says, in CSS; empty for those that are valid or say nothing."""
    for names, attribute, css in _RULES:
        if key == attribute and (not names or name in names.split()):
            return css(value.strip())
    return ""


def _word(css: str, least: int = 1) -> Callable[[str], str]:
    return lambda value: (
        f"{css}: {value.lower()}" if value.isalpha() and len(value) >= least else ""
    )


def _matching(css: str, pattern: str) -> Callable[[str], str]:
    return lambda value: f"{css}: {value}" if re.fullmatch(pattern, value) else ""


def _float(value: str) -> str:
    value = value.lower()
    if value == "center":
        return "margin-left: auto; margin-right: auto"
    if value in ("left", "right"):
        return f"float: {value}"
    return f"vertical-align: {value}" if value in ("top", "middle", "bottom") else ""


def _text_align(value: str) -> str:
    return f"text-align: {value.lower()}" if value.lower() in _FLOW else ""


def _font_size(value: str) -> str:
    if not re.fullmatch(r"[+-]?\d", value):
        return ""
    size = int(value) + (3 if value[0] in "+-" else 0)
    return f"font-size: {_SIZES[min(max(size, 1), 7) - 1]}"


def _length(*properties: str) -> Callable[[str], str]:
    return lambda value: "; ".join(_of_length(css, value) for css in properties)


def _of_length(css: str, value: str) -> str:
    found = _LENGTH.fullmatch(value)
    return f"{css}: {found[1]}{found[2] or 'px'}" if found else ""


def _crooked_length(css: str) -> Callable[[str], str]:
    return lambda value: "" if value.isdigit() else _of_length(css, value)


def _border(value: str) -> str:
    return _of_length("border-width", value) + ("; border-style: solid" if value != "0" else "")


def _clear(value: str) -> str:
    return f"clear: {'both' if value.lower() == 'all' else value.lower()}"


_SIZED = "table td th col hr pre"
_RULES: Sequence[tuple[str, str, Callable[[str], str]]] = (
    # Elements (none: any), attribute, CSS of its value
    ("img object table hr applet", "align", _float),  # LEFT -> float: left
    ("", "align", _text_align),  # Center -> text-align: center
    ("", "valign", _word("vertical-align")),  # TOP -> vertical-align: top
    ("br", "clear", _clear),  # all -> clear: both
    ("font basefont", "color", _matching("color", _COLOUR)),  # #f00 -> color: #f00
    ("body", "text", _matching("color", _COLOUR)),  # navy -> color: navy
    ("font basefont", "face", _matching("font-family", r"[\w\s,'-]+")),
    ("font basefont", "size", _font_size),  # 4 and +1 -> font-size: large
    ("", "bgcolor", _matching("background-color", _COLOUR)),
    ("img object", "width", _crooked_length("width")),  # 50% -> width: 50%; 50 is valid
    ("img object", "height", _crooked_length("height")),
    (_SIZED, "width", _length("width")),  # 50 -> width: 50px
    (_SIZED, "height", _length("height")),
    ("img object table", "border", _border),  # 1 -> border-width: 1px; border-style: solid
    ("", "hspace", _length("margin-left", "margin-right")),
    ("", "vspace", _length("margin-top", "margin-bottom")),
    ("", "nowrap", lambda _: "white-space: nowrap"),
    ("ul li", "type", _word("list-style-type", least=2)),  # disc; a letter or digit is valid
)
