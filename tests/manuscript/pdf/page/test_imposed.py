"""Two pages on a sheet: cut in two and read in the order of the book."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import open_manuscript
from narrate.manuscript.pdf.page.imposed import DOUBTED, TOLD, TOLD_BY_TEXT
from tests.manuscript.making_pdf import HIGH, PdfPage, broad_pdf, wrapped
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


@pytest.mark.parametrize("silent", [(1,), (3, 6), (1, 8)])
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


STORY = (
    "When the keeper had lit the lamp he went down to the shore, where his daughter Mary was "
    "mending the nets. The sea was high that night, and the boats of the village had not come "
    "home. “They will not find the harbour,” she said, and looked at the hill. He told her "
    "that the lamp was bright enough for any boat, but he did not believe it himself. So they "
    "waited by the fire until the clock had struck two, and then they heard a knock at the "
    "door. It was the miller, wet to the skin, who had seen a mast beyond the rocks; he asked "
    "the keeper for a rope. Nobody in the mill had slept, he said, and his wife had sent him "
    "with bread for whoever was saved. The three of them went along the cliff in the wind, "
    "with the rope and a lantern, to the place where the path turns. Below them the mast was "
    "still standing, and a boy held to it with both arms. The miller tied the rope to a rock, "
    "and Mary went down first, since she was the lightest of them. The boy was cold and could "
    "not speak, but he understood what he had to do. When he was up on the grass he began to "
    "weep, and the keeper gave him his coat. In the morning the ship was gone. The bread of "
    "the miller's wife was eaten in the kitchen of the lighthouse, and the boy slept in the "
    "bed of the keeper until noon. His name was Tom, he told them afterwards, and he had come "
    "from an island in the north to look for his brother. The brother had gone to sea with "
    "the herring boats in spring, and no letter had come since. Mary knew the boats, and she "
    "knew the harbour where they lay in winter. It was two days from there on foot, over the "
    "moor, and the snow had not yet fallen. So the keeper wrote a letter to the harbour "
    "master, who was an old friend of his, and Mary packed the rest of the bread. They left "
    "on a Monday, the boy in the keeper's coat, with the dog before them. On the moor the "
    "wind was behind them, and they slept in a hut of the shepherds. The second day was "
    "longer. Towards evening they saw the masts of the herring boats, a hundred or more, and "
    "heard the bells. The harbour master read the letter twice and put on his cap. He took "
    "them along the quay to a boat with a red sail, and there the brother sat on the deck and "
    "mended a net, as Mary had done on the night of the storm."
)


def silent_sheets(pairs: Sequence[tuple[int, int]], words: Sequence[str]) -> list[PdfPage]:
    """Sheets with the story cut into as many pages, none of which says its number."""
    each = -(-len(words) // (2 * len(pairs)))
    leaves = []
    for pair in pairs:
        leaf = PdfPage()
        for start, n in zip((0, HALF), pair, strict=True):
            own = " ".join(words[(n - 1) * each : n * each])
            leaf.column(start + 30, 50, wrapped(own, WIDTH, 0))
        leaves.append(leaf)
    return leaves


def two_up(pages: int) -> list[tuple[int, int]]:
    return [(n, n + 1) for n in range(1, pages, 2)]


@pytest.mark.parametrize("pages", [8, 12])
@pytest.mark.parametrize("lies", ["open", "from right", "folded"])
def test_pages_without_numbers_are_read_in_the_order_in_which_sentences_go_on(
    tmp_path: Path, lies: str, pages: int
) -> None:
    pairs = folded(pages) if lies == "folded" else two_up(pages)
    if lies == "from right":
        pairs = [(b, a) for a, b in pairs]
    book = read(tmp_path, silent_sheets(pairs, STORY.split()))
    assert " ".join(book.chapters[0].text.split()) == STORY
    assert book.warnings == () if lies == "open" else set(book.warnings) & {TOLD_BY_TEXT, DOUBTED}


def test_pages_whose_order_is_not_sure_are_never_read_without_a_word(tmp_path: Path) -> None:
    alike = ("the lamp and the sea and the boats " * 60).split()
    for pairs in (folded(4), two_up(4), [(4, 2), (1, 3)]):
        assert read(tmp_path, silent_sheets(pairs, alike)).warnings == (DOUBTED,)


def test_a_booklet_of_made_up_text_has_its_pages_in_order(tmp_path: Path) -> None:
    book = read(tmp_path, [sheet(*pair, silent=range(1, 9)) for pair in folded(8)])
    assert order(book) == "abcdefgh" and book.warnings


@pytest.mark.parametrize("inverted", [0, HALF])
def test_pages_that_stand_on_their_head_on_a_sheet_are_read(tmp_path: Path, inverted: int) -> None:
    leaves = []
    for pair in two_up(8):
        leaf = PdfPage()
        for start, n in zip((0, HALF), pair, strict=True):
            page = PdfPage()
            page.column(30, 50, text(n))
            page.put(140, 380, str(n))
            turned = f"-1 0 0 -1 {start + HALF} {2 * HIGH - 400} cm"
            place = turned if start == inverted else f"1 0 0 1 {start} 0 cm"
            leaf.pieces += ["q", place, *page.pieces, "Q"]
        leaves.append(leaf)
    book = read(tmp_path, leaves)
    assert order(book) == "abcdefgh" and {part.reason for part in book.left_out} == {"page number"}


@pytest.mark.parametrize("turn", ["0 1 -1 0 600 0", "-1 0 0 -1 600 600", "0 -1 1 0 0 600"])
def test_a_page_turned_as_a_whole_is_read_as_if_upright(tmp_path: Path, turn: str) -> None:
    leaves = []
    for n in range(1, 5):
        leaf = PdfPage()
        leaf.column(30, 50, text(n))
        leaf.put(500, 300, "label")
        if n % 2:
            leaf.pieces.insert(0, f"{turn} cm")
        leaves.append(leaf)
    path = tmp_path / "lamp.pdf"
    path.write_bytes(broad_pdf(leaves, 600, 600))
    assert order(open_manuscript(path)) == "abcd"
