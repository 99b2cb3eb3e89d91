"""What a tagged PDF says its text is. Runs in the reading process."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MOST: Final = 20_000
"""Elements of one page's tree; a page of prose has some dozens"""
# Standard structure types of PDF 1.7, 14.8.4, and Title, FENote and Artifact of PDF 2.0.
_NAMES: Final = "H H1 H2 H3 H4 H5 H6 Title TOC TOCI Index Note FENote Caption BlockQuote Artifact"
_TELLING: Final = frozenset(_NAMES.split())


def tags_of(page: pdfium.PdfPage) -> dict[int, str]:
    """The telling type around each piece of marked content, by the number of the piece."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    tags: dict[int, str] = {}
    try:
        count = max(0, raw.FPDF_StructTree_CountChildren(tree))
        waiting = [
            (raw.FPDF_StructTree_GetChildAtIndex(tree, n), "") for n in range(min(count, _MOST))
        ]
        left = _MOST
        while waiting and left:
            left -= 1
            element, around = waiting.pop()
            if element:
                waiting += _visit(element, around, tags)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return tags


def _visit(element: Any, around: str, tags: dict[int, str]) -> list[tuple[Any, str]]:
    own = _type(element)
    telling = own if own in _TELLING and around not in ("TOC", "Note", "FENote") else around
    for n in range(max(0, raw.FPDF_StructElement_GetMarkedContentIdCount(element))):
        number = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, n)
        if number >= 0 and telling:
            tags[number] = telling
    children = min(max(0, raw.FPDF_StructElement_CountChildren(element)), _MOST)
    return [(raw.FPDF_StructElement_GetChildAtIndex(element, n), telling) for n in range(children)]


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw[: min(length, 64)].decode("utf-16-le", "replace").rstrip("\0")
