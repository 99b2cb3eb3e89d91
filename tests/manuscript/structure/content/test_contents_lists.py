"""Contents lists that only their lines give away: the book's own headings, or rising pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import open_manuscript
from narrate.manuscript.structure.content.contents_lists import LISTED, with_contents_lists
from narrate.manuscript.structure.passages import Passage

RAIN = "The rain came over the ridge at noon, and by two the road to the mill was a river."


def book_of(path: Path, text: str) -> Book:
    path.write_text(text, "utf-8")
    return open_manuscript(path)


def passages(*lines: str) -> list[Passage]:
    return [
        Passage("heading", line[2:], level=1) if line[:2] == "# " else Passage("paragraph", line)
        for line in lines
    ]


def listed(*lines: str) -> list[str]:
    return [p.text for p in with_contents_lists(passages(*lines)) if LISTED in p.types]


def test_a_run_of_the_books_own_headings_is_its_contents_even_if_they_are_marked_as_headings() -> (
    None
):
    found = listed(
        "# What is a mill?", "# Why does it stop?", "# Who turns it?",
        "# What is a mill?", RAIN, "# Why does it stop?", RAIN, "# Who turns it?", RAIN,
    )  # fmt: skip
    assert found == ["What is a mill?", "Why does it stop?", "Who turns it?"]


def test_entries_that_were_joined_to_one_paragraph_are_a_contents_list() -> None:
    joined = "1. The Mill 1.1. What is it? 1.2. Why does it stop? 2. The Road"
    found = listed(
        joined, "# Chapter 1. The Mill", "1.1. What is it?", RAIN, "1.2. Why does it stop?", RAIN,
        "# Chapter 2. The Road", RAIN,
    )  # fmt: skip
    assert found == [joined]


@pytest.mark.parametrize(
    "lines",
    [
        ("# PART I", "# The Mill", RAIN, "# The Road", RAIN, "# PART II", "# The Mill", RAIN),
        ("The Mill", RAIN, "# The Mill", RAIN, "# The Road", RAIN),
        ("Bread ..... 4", "Lamp oil ..... 12", "Rope ..... 3", "# One", RAIN, "# Two", RAIN),
    ],
)
def test_headings_over_text_and_the_prices_of_a_bill_are_no_contents_list(
    lines: tuple[str, ...],
) -> None:
    assert listed(*lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("第一章 渡口…………… 1", "第二章 灯市…………… 63", "后记…………… 201"),
        ("La table . . . . . 11", "Le puits . . . . . 47"),
    ],
)
def test_lines_with_leaders_and_rising_pages_are_a_contents_list(lines: tuple[str, ...]) -> None:
    assert listed(*lines) == list(lines)


def test_contents_with_summaries_behind_the_text_are_no_chapters(tmp_path: Path) -> None:
    text = (
        f"CHAPITRE PREMIER\n\n{RAIN}\n\nCHAPITRE II\n\n{RAIN}\n\nFIN\n\n\nTABLE DES MATIÈRES\n\n"
        "CHAPITRE PREMIER.—D’un passage qui n’eut pas lieu.—Le brouillard    1\n\n"
        "CHAPITRE II.—Le juge et la plume.—Conclusion sans morale           19\n"
    )
    book = book_of(tmp_path / "bacs.txt", text)
    assert [chapter.title for chapter in book.chapters] == ["CHAPITRE PREMIER", "CHAPITRE II"]
    assert not any("plume" in chapter.text for chapter in book.chapters)
