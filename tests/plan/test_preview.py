from __future__ import annotations

from narrate.cli.tables import preview_lines
from narrate.plan.preview import SHOWN, BookOutlook, LeftOutTotal, Preview, left_out_lines


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


def test_a_long_list_of_left_out_parts_is_cut_short() -> None:
    lines = list(left_out_lines([part(f"P{i}", "index", 10) for i in range(SHOWN + 5)]))
    assert len(lines) == SHOWN + 3
    assert lines[-2] == "  and 5 more parts, 50 characters"


def test_left_out_text_that_no_setting_brings_back_has_no_hint() -> None:
    lines = list(left_out_lines([LeftOutTotal("front matter", "metadata", 5)]))
    assert len(lines) == 2


def test_a_plan_names_the_series_and_what_is_left_out() -> None:
    names = ("words", "chunks", "to_record", "recorded", "billable_characters", "seconds", "cost")
    book = BookOutlook(
        "input/lamp.epub",
        "The Lamp",
        "Jane Doe",
        "en",
        (),
        (part("Index", "index", 12),),
        dict.fromkeys(names, 0.0),
        series="Lights",
        series_position="2",
    )
    lines = preview_lines(Preview((book,)))
    assert lines[0] == "The Lamp [Lights 2] by Jane Doe (en) - lamp.epub"
    assert "  not read: 12 characters" in lines
    assert Preview((book,)).as_json()["books"][0]["left_out"][0]["role"] == "index"
