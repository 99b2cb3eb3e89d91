"""The process that reads a PDF: run as a module with the arguments FILE, FIRST and SECONDS.

PDFium is C++ and a PDF may be anybody's, so that it runs apart: a crash, an endless page or
a bomb ends this process and not the run. It writes JSON, a message of narrate.files.processes
each: what the document says, then each page from number FIRST on with the fonts that are new
there. More than SECONDS of computing end it.
"""

import ctypes
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from narrate.files.processes import answers, limit, packed
from narrate.manuscript.pdf.extraction.glyphs import (
    VERTICAL,
    DrawnRun,
    Glyphs,
    direction,
    set_upright,
    take_in,
)
from narrate.manuscript.pdf.extraction.objects import Fonts, comments_of, drawn, tags_of
from narrate.manuscript.pdf.extraction.stand_in import stand_in

MEMORY: Final = 640 * 2**20
"""Bytes of address space; a novel needs 150 MB, pages of art some 400"""
MOST_CHARACTERS: Final = 12_000_000
"""Of one book; Proust's seven volumes together have 8 million"""

_MOST_BOOKMARKS: Final = 5_000
_TAIL: Final = 4096
_INFO: Final = ("Title", "Author", "Subject", "Creator", "Producer")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s+(\d{1,5})\s+obj\b")
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_LONGEST_OBJECT: Final = 4096
"""Bytes of a page's own object that are looked at"""
_MOST_PAGES: Final = 20_000
LARGEST: Final = 200 * 2**20
"""Bytes of a file that is worth the trouble"""


def main(arguments: list[str]) -> int:
    """Read a PDF and write what is in it to standard output."""
    path, first, seconds = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    limit(MEMORY, seconds)
    out = answers()
    stand_in()
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
        _write(out, {**page, "fonts": fonts.new(), "spent": time.process_time()})
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


def repaired(data: bytes) -> bytes | None:
    """The file with a new page tree over the pages found in it; None if there are none.

    Finds only objects that stand in the file as they are; those of compressed object
    streams (PDF 1.5) cannot be seen.
    """
    pages: dict[int, bytes] = {}
    highest = 0
    for found in _OBJECT.finditer(data):
        number = int(found[1])
        highest = max(highest, number)
        body = data[found.end() : found.end() + _LONGEST_OBJECT].partition(b"endobj")[0]
        if _PAGE_OBJECT.search(body) and len(pages) < _MOST_PAGES:
            pages[number] = b"%d %d R" % (number, int(found[2]))
    if not pages:
        return None
    catalogue, tree = highest + 1, highest + 2
    kids = b" ".join(pages.values())
    return b"".join(
        (
            data,
            b"\nendstream\nendobj\n",
            b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (catalogue, tree),
            b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (tree, len(pages), kids),
            b"trailer\n<</Size %d/Root %d 0 R>>\n" % (tree + 1, catalogue),
            b"startxref\n0\n%%EOF\n",
        )
    )


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
        runs = glyphs.runs()
        turn = direction(runs)
        frame = _turned(page.get_bbox(), turn)
        set_upright(runs, turn, frame[1], frame[3])
        shown: list[DrawnRun] = []
        aside: list[DrawnRun] = []
        for run in runs:
            (shown if run.style.turn == turn and _is_shown(run, frame) else aside).append(run)
        if turn == VERTICAL:
            aside = take_in(aside, shown)
        x0, y0, x1, y1 = frame
        rules, pictures = _drawings(page, turn, x0, y1)
        return {
            "number": index + 1,
            "width": _r(x1 - x0),
            "height": _r(y1 - y0),
            "runs": [_run(run, x0, y1) for run in shown],
            "rules": rules,
            "pictures": pictures,
            "aside": " ".join("".join(run.text).strip() for run in aside),
            "unmapped": glyphs.unmapped,
            "raw": glyphs.raw(),
            "comments": list(comments_of(page)),
        }
    finally:
        page.close()


def _drawings(
    page: pdfium.PdfPage, turn: int, x0: float, y1: float
) -> tuple[list[tuple[float, ...]], list[tuple[float, ...]]]:
    """Rules and pictures of a page, from its left and top."""
    rules: list[tuple[float, ...]] = []
    pictures: list[tuple[float, ...]] = []
    for kind, bounds in drawn(page):
        a, b, c, d = _turned(bounds, turn)
        if kind == "rule":
            rules.append((_r(a - x0), _r(c - x0), _r(y1 - (b + d) / 2)))
        else:
            pictures.append((_r(a - x0), _r(y1 - d), _r(c - x0), _r(y1 - b)))
    return rules, pictures


def _is_shown(run: DrawnRun, frame: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = frame
    return run.x1 > x0 and run.x0 < x1 and y0 < run.y < y1


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


def _run(run: DrawnRun, x0: float, y1: float) -> tuple[Any, ...]:
    style = run.style
    places = (_r(run.x0 - x0), _r(run.x1 - x0), _r(y1 - run.y))
    return ("".join(run.text), *places, round(style.size, 2), style.font, style.tag)


def _r(value: float) -> float:
    return round(value, 1) if abs(value) < 1e6 else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
