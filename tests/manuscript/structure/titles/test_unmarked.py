from __future__ import annotations

import pytest

from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.titles.unmarked import with_unmarked_heads

TEXT = "The ferry left at six, and nobody on the quay looked up when it had gone."


def headings(*lines: str) -> list[str]:
    """The headings of lines with `#` before those that are marked and `=` for a text."""
    passages = [
        Passage("heading", line[1:], level=2)
        if line[0] == "#"
        else Passage("paragraph", TEXT if line == "=" else line)
        for line in lines
    ]
    found = [p for p in with_unmarked_heads(passages) if p.kind == "heading"]
    assert {p.level for p in found} == {2}
    return [p.text for p in found]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            ["The Quay", "Chapter One", "=", "Chapter Two", "=", "#Chapter Three", "="],
            ["Chapter One", "Chapter Two", "Chapter Three"],
        ),
        (["1", "=", "2", "=", "#3", "=", "#4", "="], ["1", "2", "3", "4"]),
        (["Глава 1", "=", "#Глава 2", "=", "#Глава 3", "="], ["Глава 1", "Глава 2", "Глава 3"]),
        (["#I", "=", "II", "=", "#III", "="], ["I", "II", "III"]),
        (["#Chapter 1", "=", "#Chapter 2", "=", "Chapter 3", "="],
         ["Chapter 1", "Chapter 2", "Chapter 3"]),
        (["Prologue", "=", "1. Rain", "=", "#2. Snow", "=", "#3. Hail", "="],
         ["Prologue", "1. Rain", "2. Snow", "3. Hail"]),
        (["Chapter 1", "Chapter 2", "Chapter 1", "=", "#Chapter 2", "=", "#Chapter 3", "="],
         ["Chapter 1", "Chapter 2", "Chapter 3"]),
        (["#Part Two", "Chapter 1", "=", "#Chapter 2", "=", "#Chapter 3", "="],
         ["Part Two", "Chapter 1", "Chapter 2", "Chapter 3"]),
    ],
)  # fmt: skip
def test_heads_are_found_by_the_numbers_that_others_leave_out(
    lines: list[str], found: list[str]
) -> None:
    assert headings(*lines) == found


@pytest.mark.parametrize(
    "lines",
    [
        ["#Chapter 7", "=", "#Chapter 8", "="],  # a second volume
        ["2", "=", "#3", "=", "#4", "="],  # a bare number, and no 1
        ["#Chapter 1", "=", "2", "=", "#Chapter 3", "="],  # a section
        ["#Chapter 1", "=", "#Chapter 2", "=", "Chapter 3"],  # nothing below it
        ["Chapter 1 was the shortest that she had ever read, and she shut the book.", "=",
         "#Chapter 2", "="],
    ],
)  # fmt: skip
def test_other_lines_with_numbers_are_text(lines: list[str]) -> None:
    assert headings(*lines) == [line[1:] for line in lines if line[0] == "#"]
