"""What of a book is not read, listed for people and for programs."""

from __future__ import annotations

from narrate.plan.left_out import left_out_lines
from narrate.report import LeftOutTotal


def part(title: str, reason: str, characters: int, opening: str = "") -> LeftOutTotal:
    return LeftOutTotal(title, reason, characters, "index", opening=opening)


def inside(chapter: int, spans: int, characters: int) -> LeftOutTotal:
    return LeftOutTotal("One", "note marker", characters, "note_markers", chapter, spans)


def test_left_out_parts_are_listed_by_title_and_spans_summed_over_the_book() -> None:
    lines = list(
        left_out_lines([part("Index", "index", 1200, "cat, 1"), inside(1, 3, 4), inside(2, 2, 6)])
    )
    assert lines == [
        "not read: 1,210 characters",
        '  Index: index, 1,200 characters: "cat, 1…"',
        "  note marker: 5 in 2 chapters, 10 characters",
        "  To include any of these, add to pipeline.yaml:"
        " matter: {read: [index, note_markers]} (or a title)",
    ]


def test_a_book_of_which_all_is_read_lists_nothing_left_out() -> None:
    assert list(left_out_lines([])) == []


def test_every_left_out_part_is_listed_however_many_there_are() -> None:
    lines = list(left_out_lines([part(f"P{i}", "index", 10) for i in range(40)]))
    assert len(lines) == 42 and lines[40] == "  P39: index, 10 characters"


def test_left_out_text_that_no_setting_brings_back_has_no_hint() -> None:
    lines = list(left_out_lines([LeftOutTotal("front matter", "metadata", 5)]))
    assert len(lines) == 2
