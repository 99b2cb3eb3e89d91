"""Pages of EPUB 2 as HTML 5 wants them: what it dropped becomes style that looks the same.

https://html.spec.whatwg.org/multipage/obsolete.html
"""

from __future__ import annotations

import re

from lxml import etree

from narrate.delivery.overlay.obsolete import rule_of
from narrate.delivery.overlay.xhtml import LANG, OPS, XHTML, elements, head_of
from narrate.files.markup import local_name

_RENAMED = {
    "acronym": ("abbr", ""),
    "applet": ("div", ""),
    "basefont": ("span", ""),
    "big": ("span", "font-size: larger"),
    "blink": ("span", ""),
    "center": ("div", "text-align: center"),
    "dir": ("ul", ""),
    "font": ("span", ""),
    "listing": ("pre", ""),
    "marquee": ("div", ""),
    "menu": ("ul", ""),
    "nobr": ("span", "white-space: nowrap"),
    "plaintext": ("pre", ""),
    "strike": ("s", ""),
    "tt": ("span", "font-family: monospace"),
    "xmp": ("pre", ""),
}
_KNOWN_NAMES = (
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas "
    "caption cite code col colgroup data datalist dd del details dfn dialog div dl dt em "
    "embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr "
    "html i iframe img input ins kbd label legend li link main map mark meta meter nav "
    "noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc "
    "ruby s samp script section select slot small source span strong style sub summary sup "
    "table tbody td template textarea tfoot th thead time title tr track u ul var video wbr"
)
_KNOWN = frozenset(_KNOWN_NAMES.split())
_BLOCKS_NAMES = (
    "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section table ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_GLOBAL_NAMES = "class id lang dir title style hidden tabindex accesskey role"
_NO_BLOCKS = {
    "b": "font-weight: bold",
    "em": "font-style: italic",
    "i": "font-style: italic",
    "p": "",
    "small": "font-size: smaller",
    "span": "",
    "strong": "font-weight: bold",
    "u": "text-decoration: underline",
}
"""Elements in which no blocks may be, with how they look: with blocks in them they become one"""
_GLOBAL = frozenset(_GLOBAL_NAMES.split())
_OWN = {
    "a": "href target rel hreflang type",
    "area": "alt coords shape href target rel",
    "base": "href",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "del": "cite datetime",
    "img": "src alt width height usemap ismap",
    "ins": "cite datetime",
    "li": "value",
    "link": "href rel type hreflang media",
    "map": "name",
    "meta": "name content charset",
    "object": "data type width height name usemap",
    "ol": "start reversed type",
    "param": "name value",
    "q": "cite",
    "script": "src type",
    "style": "type media",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
}
"""Attributes of elements that keep none but these; elements not named here in `_OPEN` keep all"""
_OPEN_NAMES = (
    "audio button canvas embed fieldset form iframe input label optgroup option output select "
    "source textarea track video"
)
_OPEN = frozenset(_OPEN_NAMES.split())
_DIRECTION = re.compile(r"(?<![-\w])(?:direction|unicode-bidi)\s*:[^;}]*;?")


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
    if (
        name == "a"
        and (place := str(element.attrib.pop("name", "")))
        and place != element.get("id")
    ):
        if element.get("id") is None:
            element.set("id", place)
        else:
            _mark_place(element, place)
    language = element.get(LANG)
    if language is not None and element.get("lang") is not None:
        element.set("lang", language)
    allowed = _GLOBAL | set(_OWN.get(name, "").split())
    for key in list(element.attrib):
        plain = str(key)
        if plain.startswith("{"):
            keep = plain == LANG or plain.startswith(f"{{{OPS}}}")
        else:
            keep = name in _OPEN or plain in allowed or plain.startswith(("data-", "aria-", "on"))
        digits = name not in ("img", "object") or plain not in ("width", "height")
        if not keep or not (digits or (element.get(key) or "").isdigit()):
            del element.attrib[key]


def _mark_place(element: etree._Element, place: str) -> None:
    """A second place inside an element that has an id already."""
    mark = etree.Element(f"{{{XHTML}}}span", nsmap=None)
    mark.set("id", place)
    mark.tail, element.text = element.text, None
    element.insert(0, mark)


def _mend_head(root: etree._Element, title: str) -> None:
    head = head_of(root)
    for element in list(elements(head)):
        name = local_name(element)
        needed = {"meta": ("name", "content"), "link": ("rel", "href")}.get(name, ())
        if any(element.get(key) is None for key in needed):
            _drop(element)
    titles = [e for e in head if local_name(e) == "title"]
    if not titles:
        titles = [etree.SubElement(head, f"{{{XHTML}}}title")]
    if not (titles[0].text or "").strip():
        titles[0].text = title
    for style in [e for e in elements(root) if local_name(e) == "style"]:
        if style.getparent() is not head:
            _drop(style)
            head.append(style)


def _drop(element: etree._Element) -> None:
    """Take an element away, not the text behind it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)
