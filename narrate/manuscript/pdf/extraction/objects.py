"""What a page is made of: fonts, rules, pictures, tags, and what is drawn between two letters.

Runs in the reading process.
"""

import ctypes
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_RUNS: Final = 20_000
"""Of one page; a densely printed newspaper page has some thousands"""
_BETWEEN: Final = 12
"""Objects that one cluster of letters is drawn as, at most"""
_LEAST_OBJECT: Final = 2.0
"""Points: what is thinner is a rule"""
_COMMENTS: Final = frozenset(
    {
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_CARET,
    }
)
_MOST_COMMENTS: Final = 1000
"""Of one page"""
_LONGEST_COMMENT: Final = 20_000
"""Characters"""
_MOST_ELEMENTS: Final = 20_000
"""Elements of one page's tree; a page of prose has some dozens"""
# Standard structure types of PDF 1.7, 14.8.4, and Title, FENote and Artifact of PDF 2.0.
_NAMES: Final = "H H1 H2 H3 H4 H5 H6 Title TOC TOCI Index Note FENote Caption BlockQuote Artifact"
_TELLING: Final = frozenset(_NAMES.split())


class Fonts:
    """Fonts met so far, each once."""

    def __init__(self) -> None:
        self._new: list[tuple[str, bool, bool]] = []
        self._places: dict[tuple[str, bool, bool], int] = {}

    def new(self) -> list[tuple[str, bool, bool]]:
        """Those met since this was last asked."""
        new, self._new = self._new, []
        return new

    def place(self, text_object: Any) -> int:
        """Index of the font of a text object."""
        font = raw.FPDFTextObj_GetFont(text_object)
        name = _name(font) if font else ""
        flags = raw.FPDFFont_GetFlags(font) if font else 0
        weight = raw.FPDFFont_GetWeight(font) if font else 0
        plain = name.lower()
        bold = weight >= 600 or any(w in plain for w in ("bold", "black", "heavy", "demi"))
        italic = bool(flags > 0 and flags & 64) or "italic" in plain or "oblique" in plain
        key = (name, bold, italic)
        if key not in self._places:
            self._places[key] = len(self._places)
            self._new.append(key)
        return self._places[key]


def _name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if not 0 < length < 1000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return name.partition("+")[2] or name


class Objects:
    """The objects of a page in the order in which they are drawn."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        count = min(raw.FPDFPage_CountObjects(page.raw), MOST_RUNS)
        self._objects = [raw.FPDFPage_GetObject(page.raw, n) for n in range(count)]
        addresses = (ctypes.cast(o, ctypes.c_void_p).value or 0 for o in self._objects)
        self._places = {address: n for n, address in enumerate(addresses)}
        empty = sum(1 for n in range(count) if self._is_empty(n))
        self._has_blanks = empty > count / 50

    def is_blank(self, first: int, second: int, size: float) -> bool:
        """Whether a blank is drawn between two objects, or there is room that nothing fills."""
        start, stop = self._places.get(first), self._places.get(second)
        if start is None or stop is None or not 1 < stop - start < _BETWEEN:
            return True
        if any(self._is_empty(n) for n in range(start + 1, stop)):
            return True
        bounds = [self._bounds(n) for n in range(start, stop + 1)]
        room = bounds[-1][0] - max(right for _, right in bounds[:-1])
        return room > (0.25 if self._has_blanks else 0.15) * size

    def _is_empty(self, n: int) -> bool:
        left, right = self._bounds(n)
        return right - left < 0.01

    def _bounds(self, n: int) -> tuple[float, float]:
        edges = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(self._objects[n], *edges)
        return edges[0].value, edges[2].value


def drawn(page: pdfium.PdfPage, most: int = 4000) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Rules and pictures of a page with their bounds: left, bottom, right, top."""
    edges = [ctypes.c_float() for _ in range(4)]
    for n in range(min(raw.FPDFPage_CountObjects(page.raw), most)):
        object_ = raw.FPDFPage_GetObject(page.raw, n)
        kind = raw.FPDFPageObj_GetType(object_)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(object_, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield "picture", (left, bottom, right, top)
        elif top - bottom <= _LEAST_OBJECT and right - left > 20:
            yield "rule", (left, bottom, right, top)


def comments_of(page: pdfium.PdfPage) -> Iterator[str]:
    """What readers of the file have written on a page: notes, boxes, remarks on marked text."""
    for n in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_COMMENTS)):
        note = raw.FPDFPage_GetAnnot(page.raw, n)
        if not note:
            continue
        if raw.FPDFAnnot_GetSubtype(note) in _COMMENTS and (text := _contents(note)):
            yield text
        raw.FPDFPage_CloseAnnot(note)


def _contents(note: Any) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    if not 2 < length <= 2 * _LONGEST_COMMENT:
        return ""
    buffer = ctypes.create_string_buffer(length)
    wide = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFAnnot_GetStringValue(note, b"Contents", wide, length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0").strip()


def tags_of(page: pdfium.PdfPage) -> dict[int, str]:
    """The telling type around each piece of marked content, by the number of the piece."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    tags: dict[int, str] = {}
    try:
        count = max(0, raw.FPDF_StructTree_CountChildren(tree))
        waiting = [
            (raw.FPDF_StructTree_GetChildAtIndex(tree, n), "")
            for n in range(min(count, _MOST_ELEMENTS))
        ]
        left = _MOST_ELEMENTS
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
    children = min(max(0, raw.FPDF_StructElement_CountChildren(element)), _MOST_ELEMENTS)
    return [(raw.FPDF_StructElement_GetChildAtIndex(element, n), telling) for n in range(children)]


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw[: min(length, 64)].decode("utf-16-le", "replace").rstrip("\0")
