from __future__ import annotations

from narrate.manuscript.pdf.page.lines import Row, Segment
from narrate.manuscript.pdf.page.running_heads import HEAD, without_running_heads
from narrate.manuscript.pdf.sheet import Run
from narrate.manuscript.structure import matter


def row(page: int, y: float, *texts: str, size: float = 10) -> Row:
    segments = []
    for i, text in enumerate(texts):
        x0 = 50 + 200 * i
        runs = (Run(text, x0, x0 + 5 * len(text), y, size, 0, ""),)
        segments.append(Segment(runs, page, y))
    return Row(tuple(segments))


def page(number: int, *edges: Row) -> list[Row]:
    body = [row(number, 100 + 12 * i, f"line {i} of page {number} goes on") for i in range(20)]
    return sorted([*edges, *body], key=lambda r: r.y)


def taken(pages: list[list[Row]]) -> list[tuple[int, str, str]]:
    found = without_running_heads(pages, range(1, len(pages) + 1))
    assert sum(map(len, found.pages)) + len(found.taken) == sum(map(len, pages))
    return [(r.page, r.text, why) for r, why in found.taken]


def test_pdf_page_numbers_are_left_out_and_other_numbers_stay() -> None:
    pages = [page(n, row(n, 500, str(n + 7))) for n in range(1, 7)]
    pages[2].append(row(3, 520, "1984"))
    assert taken(pages) == [(n, str(n + 7), matter.PAGE) for n in (1, 2, 4, 5, 6)]


def test_pdf_page_numbers_in_roman_numerals_or_with_words_are_left_out() -> None:
    romans = ["i", "ii", "iii", "iv", "v"]
    pages = [page(n, row(n, 500, f"- {romans[n - 1]} -")) for n in range(1, 6)]
    pages += [page(n, row(n, 500, f"Page {n} of 9")) for n in range(6, 10)]
    assert [why for _, _, why in taken(pages)] == [matter.PAGE] * 9


def test_running_heads_of_a_pdf_are_known_by_coming_again_at_the_same_height() -> None:
    pages = [
        page(n, row(n, 40, "The Marsh" if n % 2 else f"Chapter {n // 4}"), row(n, 70, ""))
        for n in range(1, 13)
    ]
    assert {(text, why) for _, text, why in taken(pages) if text} >= {("The Marsh", HEAD)}


def test_a_running_head_that_comes_once_is_left_out_where_the_others_were() -> None:
    titles = ["Fog", "Fog", "Fog", "Rain", "Tide", "Tide", "Tide"]
    pages = [page(n, row(n, 40, title)) for n, title in enumerate(titles, 1)]
    assert [text for _, text, _ in taken(pages)] == titles


def test_first_lines_of_pdf_pages_and_numbered_headings_stay() -> None:
    pages = [page(n, row(n, 70, f"Chapter {n}", size=20)) for n in range(1, 7)]
    assert taken(pages) == []


def test_page_numbers_that_skip_and_change_their_figures_are_left_out() -> None:
    pages = [page(n, row(n, 560, text)) for n, text in enumerate(["v", "vii", "1"], 1)]
    assert taken(pages) == [(n, t, matter.PAGE) for n, t in enumerate(["v", "vii", "1"], 1)]


def test_a_small_line_above_the_text_of_both_pages_is_their_running_head() -> None:
    heads = ["COAST HISTORY · SPRING", "The Wreck · Notes from Hallin"]
    pages = [page(n, row(n, 42, text, size=8)) for n, text in enumerate(heads, 1)]
    assert [(text, why) for _, text, why in taken(pages)] == [(text, HEAD) for text in heads]
    assert taken([page(n, row(n, 88, text, size=8)) for n, text in enumerate(heads, 1)]) == []
