"""Blocks of lines as paragraphs, wherever they stand in their column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from tests.manuscript.making_pdf import ADVANCE, LEADING, LEFT, SIZE, TOP, PdfPage, pdf, wrapped
from tests.manuscript.pdf.setting import WIDTH, prose


def paragraphs(tmp_path: Path, leaves: Sequence[PdfPage]) -> list[str]:
    path = tmp_path / "lamp.pdf"
    path.write_bytes(pdf(leaves))
    return [
        " ".join(chapter.text[block.start : block.end].split())
        for chapter in open_manuscript(path).chapters
        for block in chapter.blocks
        if block.kind not in ("heading", "scene")
    ]


def letter(n: int, words: int = 60) -> str:
    return f"My dear friend of the year {n}, " + prose(n, words).lower()


@pytest.mark.parametrize(("inset", "width"), [(2, 40), (4, 30), (6, 44), (10, 24)])
@pytest.mark.parametrize("gap", [0, 8])
def test_a_block_that_is_set_in_is_one_paragraph(
    tmp_path: Path, inset: int, width: int, gap: int
) -> None:
    texts = [prose(1, 30), letter(2, 40), prose(3, 30), prose(4, 30), letter(5, 20), prose(6, 30)]
    leaf = PdfPage()
    y = float(TOP)
    for n, text in enumerate(texts):
        if n in (1, 4):
            x = LEFT + inset * ADVANCE * SIZE
            y = leaf.column(x, y + gap, wrapped(text, width, 0)) + gap
        else:
            y = leaf.column(LEFT, y, wrapped(text, WIDTH))
    assert paragraphs(tmp_path, [leaf]) == texts


def test_text_beside_a_picture_is_paragraphs(tmp_path: Path) -> None:
    texts = [prose(n, 35) for n in range(6)]
    leaf = PdfPage()
    y = leaf.column(LEFT, TOP, wrapped(texts[0], WIDTH))
    for text in texts[1:4]:
        y = leaf.column(LEFT, y, wrapped(text, 30))
    for text in texts[4:]:
        y = leaf.column(LEFT, y, wrapped(text, WIDTH))
    assert paragraphs(tmp_path, [leaf]) == texts


def test_items_of_a_list_are_paragraphs_with_their_hanging_lines(tmp_path: Path) -> None:
    texts = [prose(1), *(f"• {letter(n, 25)}" for n in range(2, 5)), prose(6), prose(7)]
    leaf = PdfPage()
    y = float(TOP)
    for text in texts:
        if text[0] == "•":
            first, *rest = wrapped(text, WIDTH - 4, 0)
            y = leaf.column(LEFT + 12, y, [first])
            y = leaf.column(LEFT + 24, y, rest)
        else:
            y = leaf.column(LEFT, y, wrapped(text, WIDTH))
    assert paragraphs(tmp_path, [leaf]) == texts


def test_a_sentence_goes_on_over_the_end_of_a_page_and_a_picture(tmp_path: Path) -> None:
    lines = [line for n in range(10) for line in wrapped(prose(n, 45), WIDTH)]
    leaves = [PdfPage(), PdfPage()]
    cut = next(n for n in range(25, 35) if lines[n][0].islower() and lines[n - 1][-1].isalpha())
    bottom = leaves[0].column(LEFT, TOP, lines[:cut])
    leaves[0].put(LEFT + 30, bottom + 30, "Fig. 7 The lamp", 8)
    leaves[1].column(LEFT, TOP, lines[cut:])
    found = paragraphs(tmp_path, leaves)
    assert [text for text in found if not text.startswith("Fig.")] == [
        prose(n, 45) for n in range(10)
    ]


def test_verse_that_ends_in_mid_sentence_keeps_its_lines(tmp_path: Path) -> None:
    poem = [
        "In Xanadu did Kubla Khan",
        "a stately pleasure-dome",
        "decree where Alph the sacred river",
    ]
    poem += ["ran through caverns", "measureless to man", "down to a sunless sea"]
    leaf = PdfPage()
    y = leaf.column(LEFT, TOP, [line for n in range(3) for line in wrapped(prose(n), WIDTH)])
    y = leaf.column(LEFT + 40, y + 8, poem)
    leaf.column(LEFT, y + 8, [line for n in range(4, 6) for line in wrapped(prose(n), WIDTH)])
    path = tmp_path / "lamp.pdf"
    path.write_bytes(pdf([leaf]))
    chapter = open_manuscript(path).chapters[0]
    verse = [chapter.text[b.start : b.end] for b in chapter.blocks if b.kind == "verse"]
    assert verse == ["\n".join(poem)]


def test_a_page_number_far_from_one_is_not_read_in_a_short_file(tmp_path: Path) -> None:
    leaves = []
    for n in (17, 18):
        leaf = PdfPage()
        leaf.column(LEFT, TOP, [line for i in range(4) for line in wrapped(prose(n + i), WIDTH)])
        leaves.append(leaf.put(LEFT + 150, TOP + 40 * LEADING, str(n)))
    assert not {"17", "18"} & set(paragraphs(tmp_path, leaves))
