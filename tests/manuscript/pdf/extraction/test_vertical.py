"""Japanese in vertical lines: whole, from top to bottom and from right to left."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from narrate.manuscript.pdf.extraction.writing import Place, vertical_objects
from narrate.manuscript.pdf.reader import read_pdf
from tests.manuscript.making_pdf import DOWN, HIGH, LEVEL, PLAIN, SIZE, WIDE, PdfPage, pdf

LINES = [
    "　わたくしといふ現象は假定された有機交流電燈のひとつの青い照",
    "明です。風景やみんなといっしょにせはしくせはしく明滅しながら",
    "いかにもたしかにともりつづける因果交流電燈の照明です。",
    "　「ひかりはたもち、その電燈は失はれた。」と彼は言った。",
    "　これらは二十二箇月の過去とかんずる方角から紙と鑛質インクを",
    "つらね、みんなが同時に感ずるものである。",
]
TEXTS = ["".join(LINES[:3]), LINES[3], "".join(LINES[4:])]


def vertical(lines: list[str], *, apart: bool = False) -> PdfPage:
    """A page of lines from right to left; letters each by themselves, if `apart`."""
    leaf = PdfPage()
    for n, line in enumerate(lines):
        x = WIDE - 60 - 18 * n
        for at, piece in enumerate(line if apart else [line]):
            leaf.put(x, 60 + at * SIZE, piece, font=DOWN)
    return leaf


@pytest.mark.parametrize("apart", [False, True])
def test_vertical_lines_of_a_pdf_are_read_whole_and_in_order(tmp_path: Path, apart: bool) -> None:
    path = tmp_path / "sora.pdf"
    path.write_bytes(pdf([vertical(LINES, apart=apart).put(WIDE / 2, HIGH - 30, "1")]))
    chapter = open_manuscript(path).chapters[0]
    texts = [chapter.text[block.start : block.end] for block in chapter.blocks]
    assert texts == [text.strip("　") for text in TEXTS]


def test_stops_that_a_program_moves_to_a_corner_of_their_square_stay_in_their_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sora.pdf"
    leaf = PdfPage()
    for n, line in enumerate(LINES):
        for at, sign in enumerate(line.strip("　")):
            x, y = WIDE - 60 - 30 * n, 60 + at * 1.1 * SIZE
            corner = 0.6 * SIZE if sign in "、。" else 0
            leaf.put(x + corner, y - corner, sign, font=LEVEL)
    path.write_bytes(pdf([leaf]))
    text = open_manuscript(path).chapters[0].text
    assert "".join(text.split()) == "".join(LINES).replace("　", "")


def test_figures_that_stand_level_in_a_vertical_line_are_in_it(tmp_path: Path) -> None:
    path = tmp_path / "sora.pdf"
    leaf = vertical(["　それは昭和", *LINES])
    leaf.put(WIDE - 60 - 0.5 * SIZE, 60 + 6.85 * SIZE, "12", 0.9 * SIZE, PLAIN)
    leaf.put(WIDE - 60, 60 + 7 * SIZE, "年の春のことであつた。", font=DOWN)
    path.write_bytes(pdf([leaf]))
    assert "それは昭和12年の春のことであつた。" in open_manuscript(path).chapters[0].text


def test_level_japanese_lines_are_joined_without_white_space(tmp_path: Path) -> None:
    path = tmp_path / "sora.pdf"
    leaf = PdfPage()
    for n, line in enumerate(LINES):
        leaf.put(50, 60 + 18 * n, line, font=LEVEL)
    path.write_bytes(pdf([leaf]))
    chapter = open_manuscript(path).chapters[0]
    texts = [chapter.text[block.start : block.end] for block in chapter.blocks]
    assert texts == [text.strip("　") for text in TEXTS]


def test_all_letters_of_a_vertical_page_are_in_its_raw_text(tmp_path: Path) -> None:
    path = tmp_path / "sora.pdf"
    path.write_bytes(pdf([vertical(LINES)]))
    assert sorted("".join(read_pdf(path).raw[0].split())) == sorted("".join("".join(LINES).split()))


def test_writing_is_vertical_where_letters_step_down() -> None:
    down = [Place(7, ord("の"), 100, 500 - 10 * n, 10) for n in range(6)]
    along = [Place(8, ord("の"), 100 + 10 * n, 40, 10) for n in range(6)]
    latin = [Place(9 + n, ord("a"), 100, 30 - 10 * n, 10) for n in range(6)]
    assert vertical_objects([*down, *latin]) == {7}
    assert vertical_objects([*along, *latin]) == frozenset()
    assert vertical_objects([*down, *along]) == {7}


def test_readings_in_small_kana_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "sora.pdf"
    leaf = vertical(LINES)
    leaf.put(WIDE - 60 + 0.9 * SIZE, 60 + 8 * SIZE, "げんしやう", 0.5 * SIZE, DOWN)
    leaf.put(WIDE - 60 - 18 + 0.9 * SIZE, 60 + 3 * SIZE, "ふうけい", 0.5 * SIZE, DOWN)
    path.write_bytes(pdf([leaf]))
    book = open_manuscript(path)
    chapter = book.chapters[0]
    assert [chapter.text[b.start : b.end] for b in chapter.blocks] == [
        text.strip("　") for text in TEXTS
    ]
    assert [part.reason for part in book.left_out] == ["reading aid"]
