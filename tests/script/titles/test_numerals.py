"""Roman numerals of headings that are numbers by the run of the book's headings."""

from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Block, Book, Chapter
from narrate.chunk import Voicing
from narrate.script import ScriptOptions, write_script


def said(*titles: str, language: str = "en") -> list[str]:
    """What is said of chapters' titles."""
    chapters = tuple(
        Chapter(n, title, "Text.", (Block("paragraph", 0, 5),)) for n, title in enumerate(titles, 1)
    )
    book = Book(About("B", "A", language=language), chapters)
    script = write_script(book, lambda *_: Voicing("e", "v", language, 1.0), ScriptOptions())
    return [chapter.chunks[0].spoken for chapter in script.chapters]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("I", "II", "III", "IV", "V"), ["One", "Two", "Three", "Four", "Five"]),
        (("IX", "X", "XI"), ["Nine", "Ten", "Eleven"]),
        (("XCIX", "C", "CI"), ["NINETY-NINE", "One hundred", "One hundred and one"]),
        (("I", "The Storm", "II"), ["One", "The Storm", "Two"]),
        (("IV. Max", "V. Dolores"), ["Four. Max", "Five. Dolores"]),
        (("IV — The sea", "V — Dolores"), ["Four — The sea", "Five — Dolores"]),
        (("Part One. I", "II", "Part Two. I"), ["Part One. One", "Two", "Part Two. One"]),
        (("I The Storm", "II The Fire"), ["One. The Storm", "Two. The Fire"]),
        (("I", "II", "X"), ["One", "Two", "X"]),
    ],
)
def test_a_letter_that_the_run_of_headings_counts_is_a_number(
    titles: tuple[str, ...], expected: list[str]
) -> None:
    assert said(*titles) == expected


@pytest.mark.parametrize(
    "titles",
    [
        ("I", "You", "They"),
        ("X", "V", "C"),
        ("Ana", "X", "Luis"),
        ("A", "B", "C", "D"),
        ("I Am Lost", "The Sea", "C"),
        ("I Saw the Light", "In the Dark"),
    ],
)
def test_a_letter_without_a_run_stays_a_letter(titles: tuple[str, ...]) -> None:
    assert said(*titles) == list(titles)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("es", "Cien"), ("fr", "Cent"), ("de", "Einhundert"), ("ta", "C")],
)
def test_numbers_are_said_in_languages_that_read_numerals(language: str, expected: str) -> None:
    assert said("XCIX", "C", language=language)[1] == expected


def test_headings_inside_a_chapter_count_up_too() -> None:
    text = "I\n\nHe came.\n\nII\n\nI."
    blocks = (
        Block("heading", 0, 1),
        Block("paragraph", 3, 11),
        Block("heading", 13, 15),
        Block("paragraph", 17, 19),
    )
    book = Book(About("B", "A", language="en"), (Chapter(1, "Ana", text, blocks),))
    script = write_script(book, lambda *_: Voicing("e", "v", "en", 1.0), ScriptOptions())
    assert [chunk.spoken for chunk in script.chapters[0].chunks][1:4] == ["One", "He came.", "Two"]
