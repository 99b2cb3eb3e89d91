"""All text of a page by a walk of its own, so that what the reader lost can be counted."""

import re
from collections.abc import Iterator

from lxml import etree

from narrate.files.markup import BLOCKS, local_name

_EDGES = (
    "br hr td th text tspan title desc metadata foreignobject object option button script style "
    "template math"
)
_APART = BLOCKS | frozenset(_EDGES.split())
"""Elements at whose edges words end"""

_CONDITION = re.compile(r"\s*\[(?:if\b|endif\])")


def raw_texts(body: etree._Element) -> list[str]:
    """Every text of a page's body in its order, a paragraph each.

    Text nodes of any element, known or not, shown or not; formulas, texts in pictures,
    alternative texts, comments.
    """
    texts: list[str] = []
    pieces: list[str] = []
    for piece in _pieces(body):
        if piece:
            pieces.append(piece)
        elif pieces:
            text = "".join(pieces)
            if not text.isspace():
                texts.append(text)
            pieces = []
    return texts


def _pieces(body: etree._Element) -> Iterator[str]:
    """The pieces of text; an empty one where a paragraph ends."""
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        name = local_name(element)
        if not name:
            yield from ("", comment_text(element), "", element.tail or "")
            continue
        if name in _APART or not isinstance(element.tag, str):
            yield ""
        if event == "start":
            if alt := element.get("alt"):
                yield from ("", alt, "")
            yield element.text or ""
        elif element is not body:
            yield element.tail or ""
    yield ""


def comment_text(comment: etree._Element) -> str:
    """What a comment says; empty for the conditions that Word writes into its pages."""
    text = comment.text or ""
    return "" if _CONDITION.match(text) else text
