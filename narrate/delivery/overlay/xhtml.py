"""Pages as XHTML trees, and back into bytes."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from narrate.files.markup import local_name

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
XLINK = "http://www.w3.org/1999/xlink"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_ATTRIBUTES = {"xml:lang": LANG, "epub:type": f"{{{OPS}}}type", "xlink:href": f"{{{XLINK}}}href"}
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACES: Any = {None: XHTML, "epub": OPS, "xlink": XLINK}  # the stubs know no None
_CASED = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
"""SVG's attributes that an HTML parser wrote small, as far as covers need them"""


def as_xhtml(root: etree._Element) -> etree._Element:
    """The tree in XHTML's namespace under `html`; itself where that is so already."""
    if root.tag == f"{{{XHTML}}}html":
        return root
    if local_name(root) == "html":
        return _moved(root, XHTML)
    html = etree.Element(f"{{{XHTML}}}html", nsmap=_SPACES)
    etree.SubElement(html, f"{{{XHTML}}}head")
    body = etree.SubElement(html, f"{{{XHTML}}}body")
    if local_name(root) == "body":
        html.replace(body, _moved(root, XHTML))
    else:
        body.append(_moved(root, XHTML))
    return html


def _moved(root: etree._Element, space: str) -> etree._Element:
    """A copy in a namespace; drawings and formulas inside keep theirs."""
    top = _copied(root, space, _SPACES)
    stack = [(root, top, space)]
    while stack:
        old, new, space = stack.pop()
        for child in old:
            inner = {"svg": SVG, "math": MATHML}.get(local_name(child), space)
            copy = _copied(child, inner)
            new.append(copy)
            copy.tail = _legal(child.tail) or None
            stack.append((child, copy, inner))
    return top


def _copied(element: etree._Element, space: str, nsmap: Any = None) -> etree._Element:
    if not local_name(element):
        return etree.Comment(_legal(element.text).replace("--", "- -").rstrip("-"))
    name = re.split("[}:]", str(element.tag))[-1]
    name = name if _NAME.fullmatch(name) else "span"
    copy = etree.Element(f"{{{space}}}{name.lower() if space == XHTML else name}", nsmap=nsmap)
    copy.text = _legal(element.text) or None
    for key, value in element.attrib.items():
        plain = str(key)
        if plain.startswith("{") or plain in _ATTRIBUTES:
            copy.set(_ATTRIBUTES.get(plain, plain), _legal(value))
        elif plain != "xmlns" and _NAME.fullmatch(plain):
            copy.set(_CASED.get(plain, plain), _legal(value))
    return copy


def _legal(text: str | bytes | None) -> str:
    """Without characters that XML does not allow."""
    return _ILLEGAL.sub(" ", str(text or ""))


def page_bytes(root: etree._Element) -> bytes:
    """The page as a file, under HTML 5's doctype."""
    text = etree.tostring(root, encoding="unicode", with_tail=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()


def head_of(root: etree._Element) -> etree._Element:
    """The page's head; made where there is none."""
    head = next((e for e in root if local_name(e) == "head"), None)
    if head is None:
        head = etree.Element(f"{{{XHTML}}}head", nsmap=None)
        root.insert(0, head)
    return head


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """All elements of HTML in a page, nothing else."""
    return (e for e in root.iter(f"{{{XHTML}}}*"))


def parent_of(element: etree._Element) -> etree._Element:
    """The element around this one, which has one."""
    parent = element.getparent()
    assert parent is not None
    return parent


def drop(element: etree._Element) -> None:
    """Take a mark or another element away, not the text behind it."""
    text, element.tail = element.tail, None
    add_text(element, text)
    parent_of(element).remove(element)


def add_text(element: etree._Element, text: str | None) -> None:
    """Add text before an element."""
    if not text:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent = parent_of(element)
        parent.text = (parent.text or "") + text
