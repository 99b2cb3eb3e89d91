"""The process that reads a PDF: `python -m narrate.manuscript.pdf.extract FILE FIRST`.

PDFium is C++ and a PDF may be anybody's, so that it runs apart: a crash, an endless page or
a bomb ends this process and not the run. It writes JSON, a message of narrate.files.processes
each: what the document says, then each page from number FIRST on with the fonts that are new
there.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from narrate.files.processes import answers, limit, packed
from narrate.manuscript.pdf.glyphs import Glyphs, Piece, direction
from narrate.manuscript.pdf.objects import Fonts, drawn
from narrate.manuscript.pdf.repair import LARGEST, repaired
from narrate.manuscript.pdf.tags import tags_of

MEMORY: Final = 640 * 2**20
"""Bytes of address space; a novel needs 150 MB, pages of art some 400"""
SECONDS: Final = 38
"""Of computing; a page of a novel takes about 10 ms"""
MOST_CHARACTERS: Final = 12_000_000
"""Of one book; Proust's seven volumes together have 8 million"""

_MOST_BOOKMARKS: Final = 5_000
_TAIL: Final = 4096
_INFO: Final = ("Title", "Author", "Subject", "Creator", "Producer")


def main(arguments: list[str]) -> int:
    """Read a PDF and write what is in it to standard output."""
    limit(MEMORY, SECONDS)
    out = answers()
    path, first = Path(arguments[0]), int(arguments[1])
    try:
        document, mended = _open(path)
    except pdfium.PdfiumError as error:
        _write(out, {"error": getattr(error, "err_code", None) or 0})
        return 0
    _write(out, _head(document, damaged=mended or _is_damaged(path)))
    fonts = Fonts()
    budget = MOST_CHARACTERS
    for index in range(first - 1, len(document)):
        try:
            page = _page(document, index, fonts)
        except (pdfium.PdfiumError, ValueError, OverflowError, ctypes.ArgumentError):
            page = {"number": index + 1, "lost": True}
        _write(out, {**page, "fonts": fonts.new()})
        budget -= sum(len(run[0]) for run in page.get("runs", ()))
        if budget < 0:
            _write(out, {"error": "large"})
            return 0
    _write(out, {"done": True})
    return 0


def _open(path: Path) -> tuple[pdfium.PdfDocument, bool]:
    """The document, and whether it had to be mended for that; raises PdfiumError."""
    try:
        return pdfium.PdfDocument(path), False
    except pdfium.PdfiumError as error:
        protected = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        if protected or path.stat().st_size > LARGEST:
            raise
        data = repaired(path.read_bytes())
        if data is None:
            raise
        return pdfium.PdfDocument(data), True


def _write(stream: BinaryIO, data: Mapping[str, Any]) -> None:
    stream.write(packed(json.dumps(data, separators=(",", ":")).encode()))
    stream.flush()


def _head(document: pdfium.PdfDocument, *, damaged: bool) -> dict[str, Any]:
    info = {name: document.get_metadata_value(name) for name in _INFO}
    return {
        "info": {**info, "Language": _language(document)},
        "pages": len(document),
        "bookmarks": list(_bookmarks(document)),
        "damaged": damaged,
    }


def _language(document: pdfium.PdfDocument) -> str:
    buffer = ctypes.create_string_buffer(128)
    wide = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    length = raw.FPDFCatalog_GetLanguage(document.raw, wide, 128)
    return buffer.raw[: min(length, 128)].decode("utf-16-le", "replace").rstrip("\0")


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[tuple[str, int, int, float]]:
    """Title, depth, number of the page, and distance from its top."""
    heights: dict[int, float] = {}
    for count, mark in enumerate(document.get_toc(max_depth=6)):
        if count >= _MOST_BOOKMARKS:
            return
        dest = mark.get_dest()
        index = dest.get_index() if dest else None
        if index is None or not 0 <= index < len(document):
            continue
        if index not in heights:
            heights[index] = document.get_page_size(index)[1]
        mode, view = dest.get_view()
        place = {raw.PDFDEST_VIEW_XYZ: 1, raw.PDFDEST_VIEW_FITH: 0}.get(mode, 9)
        y = view[place] if place < len(view) else None
        yield mark.get_title(), mark.level, index + 1, heights[index] - y if y else 0.0


def _is_damaged(path: Path) -> bool:
    """Whether the file's table of objects is not where the file says, so that it was guessed."""
    with path.open("rb") as file:
        start = file.read(1024).find(b"%PDF-")
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        found = re.findall(rb"startxref\s+(\d{1,15})", file.read())
        if not found or int(found[-1]) >= size:
            return True
        for at in {int(found[-1]), int(found[-1]) + max(0, start)}:
            file.seek(at)
            if re.match(rb"\s*(?:xref|\d+\s+\d+\s+obj)", file.read(64)):
                return False
    return True


def _page(document: pdfium.PdfDocument, index: int, fonts: Fonts) -> dict[str, Any]:
    page = document[index]
    try:
        glyphs = Glyphs(page, fonts, tags_of(page))
        pieces = glyphs.pieces()
        turn = direction(pieces)
        left, bottom, right, top = page.get_bbox()
        x0, y0, x1, y1 = _turned((left, bottom, right, top), turn)
        shown = [p for p in pieces if p.style.turn == turn and _is_shown(p, x0, y0, x1, y1)]
        aside = [p for p in pieces if p.style.turn != turn or p not in shown]
        rules, pictures = [], []
        for kind, bounds in drawn(page):
            a, b, c, d = _turned(bounds, turn)
            if kind == "rule":
                rules.append((_r(a - x0), _r(c - x0), _r(y1 - (b + d) / 2)))
            else:
                pictures.append((_r(a - x0), _r(y1 - d), _r(c - x0), _r(y1 - b)))
        return {
            "number": index + 1,
            "width": _r(x1 - x0),
            "height": _r(y1 - y0),
            "runs": [_run(piece, x0, y1) for piece in shown],
            "rules": rules,
            "pictures": pictures,
            "aside": " ".join("".join(p.text).strip() for p in aside),
            "unmapped": glyphs.unmapped,
        }
    finally:
        page.close()


def _is_shown(piece: Piece, x0: float, y0: float, x1: float, y1: float) -> bool:
    return piece.x1 > x0 and piece.x0 < x1 and y0 < piece.y < y1


def _turned(bounds: tuple[float, ...], turn: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top as they are when text turned so stands upright."""
    left, bottom, right, top = bounds
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return left, bottom, right, top


def _run(piece: Piece, x0: float, y1: float) -> tuple[Any, ...]:
    style = piece.style
    places = (_r(piece.x0 - x0), _r(piece.x1 - x0), _r(y1 - piece.y))
    return ("".join(piece.text), *places, round(style.size, 2), style.font, style.tag)


def _r(value: float) -> float:
    return round(value, 1) if abs(value) < 1e6 else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
