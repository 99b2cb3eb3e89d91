from __future__ import annotations

import pytest

from narrate.manuscript.structure.title_lines import said_in, title_words, unglued


@pytest.mark.parametrize(
    ("title", "lines", "count", "label"),
    [
        ("2. The Landing", ["TWO", "THE LANDING", "By morning"], 2, None),
        ("2. The Landing", ["3", "THE LANDING"], 0, None),
        ("Chapter 3", ["3", "At noon"], 1, None),
        ("The Landing", ["CHAPTER TWO", "The Landing"], 2, 0),
        ("The Landing", ["The Landing", "2"], 1, None),
        ("Part One", ["CHAPTER ONE"], 0, None),
        ("I, Claudius", ["I, Claudius", "I"], 1, None),
        ("Rain", ["Rain fell."], 0, None),
        ("", ["TWO"], 0, None),
        ("***", ["TWO"], 0, None),
        ("2. The Landing", ["x" * 500], 0, None),
    ],
)
def test_lines_that_only_say_a_title_are_counted(
    title: str, lines: list[str], count: int, label: int | None
) -> None:
    said = said_in(title, lines)
    assert (said.count, said.label) == (count, label)


@pytest.mark.parametrize(
    ("title", "number", "words"),
    [
        ("CHAPTER II. THE LANDING", 2, "the landing"),
        ("Chapter the Second", 2, ""),
        ("2nd Chapter: Rain", 2, "rain"),
        ("Twenty-One", 21, ""),
        ("Six Months Later", None, "#6 months later"),
        ("T H E  E N D", None, "theend"),
        ("Über den Fluß", None, "uber den fluss"),
    ],
)
def test_a_title_is_taken_apart_into_number_and_words(
    title: str, number: int | None, words: str
) -> None:
    found = title_words(title)
    assert (found.number, " ".join(found.words)) == (number, words)


def test_a_lost_space_is_found_behind_a_number() -> None:
    assert unglued("ITHE UPPER DANUBE") == "I. THE UPPER DANUBE"
    assert unglued("CHAPTER IITHE LANDING") == "CHAPTER II. THE LANDING"
    assert unglued("The Landing") is None
