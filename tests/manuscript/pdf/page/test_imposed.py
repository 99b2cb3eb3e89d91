"""Two pages on a sheet: cut in two and read in the order of the book."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import open_manuscript
from narrate.manuscript.pdf.page.imposed import TOLD
from tests.manuscript.making_pdf import PdfPage, broad_pdf, wrapped
from tests.manuscript.pdf.setting import prose

HALF = 300
WIDTH = 38
ENDED = (3, 5, 6, 8, 10)


def text(n: int) -> list[str]:
    """The lines of a page, whose sentence goes on on the next one unless it is of `ENDED`."""
    words = " ".join(prose(n, 90)[:-1].split()[4:])
    begin = "Then" if n - 1 in ENDED or n == 1 else "and"
    end = "over." if n in ENDED else "over"
    return wrapped(f"{begin} on page {'abcdefghijklmnop'[n - 1]} it {words} {end}", WIDTH, 0)


def sheet(left: int | None, right: int | None, silent: Sequence[int] = ()) -> PdfPage:
    """Two pages side by side, with their numbers at the foot unless they are silent."""
    leaf = PdfPage()
    for start, n in ((0, left), (HALF, right)):
        if n is not None:
            leaf.column(start + 30, 50, text(n))
            if n not in silent:
                leaf.put(start + 140, 380, str(n))
    return leaf


def folded(pages: int) -> list[tuple[int, int]]:
    return [(pages - i, i + 1) if i % 2 == 0 else (i + 1, pages - i) for i in range(pages // 2)]


def read(tmp_path: Path, leaves: Sequence[PdfPage]) -> Book:
    path = tmp_path / "lamp.pdf"
    path.write_bytes(broad_pdf(leaves, 2 * HALF, 400))
    return open_manuscript(path)


def order(book: Book) -> str:
    words = " ".join(chapter.text for chapter in book.chapters).split()
    return "".join(b for a, b in pairwise(words) if a == "page" and len(b) == 1)


@pytest.mark.parametrize(
    "sheets",
    [
        folded(8),
        [(1, 6), (2, 5), (3, 4)],
        [*folded(8), *((a + 8, b + 8) for a, b in folded(8))],
        [(1, 2), (3, 4), (5, 6)],
        [(2, 1), (4, 3), (6, 5)],
    ],
)
def test_two_pages_on_a_sheet_are_read_in_the_order_of_their_numbers(
    tmp_path: Path, sheets: Sequence[tuple[int, int]]
) -> None:
    book = read(tmp_path, [sheet(*pair) for pair in sheets])
    pages = 2 * len(sheets)
    assert order(book) == "abcdefghijklmnop"[:pages]
    assert not any(str(n) in book.chapters[0].text.split() for n in range(4, pages) if n > 16)
    assert {part.reason for part in book.left_out} == {"page number"}


@pytest.mark.parametrize("silent", [(1,), (3, 6), (1, 8), range(1, 9)])
def test_pages_of_a_booklet_that_say_no_number_have_the_place_that_is_left(
    tmp_path: Path, silent: Sequence[int]
) -> None:
    book = read(tmp_path, [sheet(*pair, silent=silent) for pair in folded(8)])
    assert order(book) == "abcdefgh" and TOLD in book.warnings


def test_blank_pages_of_a_booklet_take_no_place(tmp_path: Path) -> None:
    pairs = [(None if a == 8 else a, None if b == 8 else b) for a, b in folded(8)]
    assert order(read(tmp_path, [sheet(*pair) for pair in pairs])) == "abcdefg"


def test_a_booklet_whose_pages_have_no_order_is_refused(tmp_path: Path) -> None:
    leaves = [sheet(*pair) for pair in folded(8)] + [sheet(*pair) for pair in folded(8)]
    with pytest.raises(ManuscriptError, match="two pages each in the order of the press") as caught:
        read(tmp_path, leaves)
    assert "\n" not in str(caught.value)


def test_two_columns_on_broad_pages_are_no_booklet(tmp_path: Path) -> None:
    leaves = []
    for n in range(1, 9, 2):
        leaf = sheet(n, n + 1, silent=(n, n + 1))
        leaves.append(leaf.put(290, 390, str(n // 2 + 1)))
    book = read(tmp_path, leaves)
    assert order(book) == "abcdefgh" and not book.warnings
