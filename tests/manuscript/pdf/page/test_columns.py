"""The reading order of pages with columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from tests.manuscript.making_pdf import ADVANCE, HIGH, LEADING, LEFT, TOP, PdfPage, pdf, wrapped
from tests.manuscript.pdf.setting import prose

SMALL = 7
STEP = 9
GUTTER = 12
ROWS = (HIGH - TOP - 40) // STEP


def characters(columns: int) -> int:
    """Of a line, where a page has so many columns."""
    width = (340 - (columns - 1) * GUTTER) / columns
    return int(width / (ADVANCE * SMALL))


def begin(columns: int, n: int) -> float:
    return LEFT + n * ((340 - (columns - 1) * GUTTER) / columns + GUTTER)


def fill(leaf: PdfPage, columns: int, lines: Sequence[str], rows: int, top: float = TOP) -> None:
    """Set lines down one column after the other; blank lines part nothing here."""
    for n in range(columns):
        own = lines[n * rows : (n + 1) * rows]
        leaf.column(begin(columns, n), top, own, SMALL, STEP)


def set_in(columns: int, texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in wrapped(text, characters(columns))]


def paragraphs(tmp_path: Path, leaves: Sequence[PdfPage]) -> list[str]:
    path = tmp_path / "lamp.pdf"
    path.write_bytes(pdf(leaves))
    return [
        chapter.text[block.start : block.end]
        for chapter in open_manuscript(path).chapters
        for block in chapter.blocks
        if block.kind != "heading"
    ]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_down_and_from_left_to_right(tmp_path: Path, columns: int) -> None:
    texts = [prose(n, 60) for n in range(12)]
    lines = set_in(columns, texts)
    rows = len(lines) // columns + 1
    leaf = PdfPage()
    fill(leaf, columns, lines, rows)
    assert paragraphs(tmp_path, [leaf]) == texts


def test_an_abstract_over_columns_is_read_before_them(tmp_path: Path) -> None:
    abstract = prose(90, 50)
    texts = [prose(n, 60) for n in range(8)]
    leaf = PdfPage()
    bottom = leaf.column(LEFT, TOP, wrapped(abstract, 76, 0), SMALL, STEP)
    lines = set_in(2, texts)
    fill(leaf, 2, lines, len(lines) // 2 + 1, bottom + 2 * STEP)
    assert paragraphs(tmp_path, [leaf]) == [abstract, *texts]


def test_a_short_last_column_is_read_behind_the_one_before(tmp_path: Path) -> None:
    texts = [prose(n, 60) for n in range(27)]
    lines = set_in(2, texts)
    full = 2 * ROWS
    leaves = []
    for start in range(0, len(lines), full):
        leaves.append(PdfPage())
        own = lines[start : start + full]
        fill(leaves[-1], 2, own, min(ROWS, len(own) - 2))
    assert len(leaves) > 2
    assert paragraphs(tmp_path, leaves) == texts


def test_pages_may_change_their_number_of_columns(tmp_path: Path) -> None:
    leaves, texts = [], []
    for columns in (2, 1, 3):
        own = [prose(20 * columns + n, 50) for n in range(6)]
        lines = set_in(columns, own)
        leaf = PdfPage()
        fill(leaf, columns, lines, len(lines) // columns + 1)
        leaves.append(leaf)
        texts += own
    assert paragraphs(tmp_path, leaves) == texts


def test_a_table_over_both_columns_is_read_row_by_row_where_it_stands(tmp_path: Path) -> None:
    above, below = ([prose(n + 40 * part, 40) for n in range(6)] for part in (0, 1))
    leaf = PdfPage()
    lines = set_in(2, above)
    rows = len(lines) // 2 + 1
    fill(leaf, 2, lines, rows)
    y = TOP + (rows + 2) * STEP
    table = [("Oil", "two barrels", "paid", "1843"), ("Wick", "one box", "owed", "1844")]
    table += [("Rope", "ten fathoms", "paid", "1845"), ("Salt", "a sack", "owed", "1846")]
    for row in table:
        for x, cell in zip((LEFT, 130, 230, 330), row, strict=True):
            leaf.put(x, y, cell, SMALL)
        y += STEP
    lines = set_in(2, below)
    fill(leaf, 2, lines, len(lines) // 2 + 1, y + 2 * STEP)
    found = "\n".join(paragraphs(tmp_path, [leaf]))
    places = [found.index(words) for words in (above[-1], "Oil two barrels paid 1843", below[0])]
    assert places == sorted(places)


def test_names_in_front_of_speeches_are_no_column(tmp_path: Path) -> None:
    leaf = PdfPage()
    y = float(TOP)
    for n in range(8):
        leaf.put(LEFT, y, ("ALGERNON", "LANE")[n % 2], SMALL)
        y = leaf.column(LEFT + 90, y, wrapped(prose(n, 30), 55, 0), SMALL, STEP) + 4
    found = " ".join(" ".join(paragraphs(tmp_path, [leaf])).split())
    for n in range(8):
        assert f"{('ALGERNON', 'LANE')[n % 2]} Paragraph {n} says that" in found


def test_an_initial_in_the_right_column_is_of_that_column(tmp_path: Path) -> None:
    leaf = PdfPage()
    left = set_in(2, [prose(n, 60) for n in range(4)])
    fill(leaf, 2, left, len(left))
    x, wide = begin(2, 1), characters(2)
    lines = wrapped("rdinary days came after " + prose(9, 60), wide - 5, 0)
    leaf.put(x, TOP + STEP, "O", 19)
    leaf.column(x + 5 * ADVANCE * SMALL, TOP, lines[:2], SMALL, STEP)
    rest = wrapped(" ".join(lines[2:]), wide, 0)
    leaf.column(x, TOP + 2 * STEP, rest, SMALL, STEP)
    assert "Ordinary days came after Paragraph 9" in paragraphs(tmp_path, [leaf])[-1]


def test_an_initial_that_stands_on_its_line_is_part_of_its_word(tmp_path: Path) -> None:
    leaf = PdfPage().put(LEFT, TOP + LEADING, "N", 20)
    lines = wrapped("obody came after dark and " + prose(1, 60), 50, 0)
    leaf.column(LEFT + 13, TOP + LEADING, lines[:1])
    rest = wrapped(" ".join(lines[1:]), 54, 0)
    leaf.column(LEFT, TOP + 2 * LEADING, [*rest, *wrapped(prose(2), 54), *wrapped(prose(3), 54)])
    assert paragraphs(tmp_path, [leaf])[0].startswith("Nobody came after dark and Paragraph 1")
