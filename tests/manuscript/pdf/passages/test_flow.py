"""Lines of a PDF become running text: cut words whole, note markers and soft hyphens out of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from narrate.book import BlockKind
from narrate.manuscript.pdf.page.lines import Line
from narrate.manuscript.pdf.passages.flow import Flow
from narrate.manuscript.pdf.passages.footnotes import Note
from narrate.manuscript.pdf.passages.paragraphs import Paragraph
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.vocabulary import Vocabulary


def line(text: str, *raised: tuple[int, int], page: int = 1) -> Line:
    marks = tuple(range(start, end) for start, end in raised)
    return Line(page, 0, "", 0.0, 400.0, 0.0, 10.0, text, marks, False, False, "")


def passage(
    *lines: Line | str,
    kind: BlockKind = "paragraph",
    notes: Mapping[tuple[int, str], str] | None = None,
) -> Passage:
    every = tuple(each if isinstance(each, Line) else line(each) for each in lines)
    flow = Flow(Vocabulary([each.text for each in every]), notes or {})
    return flow.passage(Paragraph(every, kind, 0.0))


def left_out(made: Passage) -> list[str]:
    return [made.text[span.start : span.end] for span in made.left_out]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("He went", "home."), "He went home."),
        (("He   went\u2003home,\tand", "slept."), "He went home, and slept."),
        (("Mr.\u00a0Hall  came.",), "Mr.\u00a0Hall came."),
        (("a won\u00adderful eve\u00ad", "ning"), "a wonderful evening"),
        # blanks that a program put between an Indian letter and its vowel sign
        (("क \u093fताब",), "क\u093f ताब"),
    ],
)
def test_pdf_lines_are_one_text_with_single_blanks(lines: tuple[str, ...], text: str) -> None:
    assert passage(*lines).text == text


def test_pdf_verse_keeps_its_lines_in_the_text() -> None:
    assert passage("Roses are  red,", "violets are blue", kind="verse").text == (
        "Roses are red,\nviolets are blue"
    )


def test_a_pdf_scene_break_is_kept_as_it_is() -> None:
    made = passage("* * *", kind="scene")
    assert (made.text, made.left_out) == ("* * *", ())


def test_a_raised_marker_is_left_out_and_linked_to_its_note() -> None:
    made = passage(line("He went1 home.", (7, 8)), notes={(1, "1"): "n1"})
    assert left_out(made) == ["1"]
    assert [(mark.at, mark.note) for mark in made.notes] == [(8, "n1")]


def test_a_raised_marker_is_found_where_the_line_was_tidied() -> None:
    made = passage(line("He   went\u00ad1 home.", (10, 11)), notes={(1, "1"): "n1"})
    assert made.text == "He went1 home." and left_out(made) == ["1"]


def test_a_raised_marker_of_the_second_line_is_found() -> None:
    made = passage("He went", line("home2 again", (4, 5)), notes={(1, "2"): "n2"})
    assert left_out(made) == ["2"] and made.text == "He went home2 again"


@pytest.mark.parametrize(
    ("text", "start", "end", "out"),
    [
        ("home3 again", 4, 5, ["3"]),  # the note itself was not found
        ("the 4th of May", 5, 7, []),  # an ordinal
        ("20 m2 of land", 4, 5, []),  # a power
        ("about 102 men", 8, 9, []),
        ("1 home", 0, 1, []),
    ],
)
def test_what_is_raised_without_a_note_is_left_out_only_where_it_must_be_a_marker(
    text: str, start: int, end: int, out: list[str]
) -> None:
    assert left_out(passage(line(text, (start, end)))) == out


def test_a_marker_that_is_not_raised_counts_where_a_note_of_its_page_answers() -> None:
    text = "The house* stood [1] empty[2]."
    notes = {(1, "*"): "n1", (1, "2"): "n2", (2, "1"): "other page"}
    made = passage(text, notes=notes)
    assert {mark.note for mark in made.notes} == {"n1", "n2"}
    assert {"*", "[2]"} <= set(left_out(made))
    assert passage("The house* stood.").notes == ()


def test_a_footnote_of_a_pdf_is_kept_and_not_read() -> None:
    flow = Flow(Vocabulary([]), {})
    made = flow.note(Note(1, "*", [line("* Built in"), line("1820.")]))
    assert made.text == "* Built in 1820."
    assert left_out(made) == [made.text]
