"""A new page tree for a PDF that has lost its own. Runs in the reading process."""

from __future__ import annotations

import re
from typing import Final

_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s+(\d{1,5})\s+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_LONGEST: Final = 4096
"""Bytes of a page's own object that are looked at"""
_MOST_PAGES: Final = 20_000
LARGEST: Final = 200 * 2**20
"""Bytes of a file that is worth the trouble"""


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
        body = data[found.end() : found.end() + _LONGEST].partition(b"endobj")[0]
        if _PAGE.search(body) and len(pages) < _MOST_PAGES:
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
