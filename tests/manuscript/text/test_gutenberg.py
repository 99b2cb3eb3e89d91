from __future__ import annotations

import pytest

from narrate.manuscript.structure.passages import bind
from narrate.manuscript.text.gutenberg import find_bounds, read_about
from narrate.manuscript.text.reader import parts_of_text
from tests.manuscript.making import paragraphs, reasons, titles

NEW = (
    "The Project Gutenberg EBook of The Lamp, by Jane Doe\n\nTitle: The Lamp\n"
    "       A Story of Light\n\nAuthor: Jane Doe\n\nLanguage: Spanish\n\n"
    "*** START OF {this} PROJECT GUTENBERG EBOOK THE LAMP ***",
    "End of the Project Gutenberg EBook of The Lamp\n\n"
    "*** END OF {this} PROJECT GUTENBERG EBOOK THE LAMP ***\n\nLicence words.",
)
OLD = (
    "**The Project Gutenberg Etext of The Lamp, by Jane Doe**\n\nPlease take a look.\n\n"
    "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
    "End of The Project Gutenberg Etext of The Lamp",
)


@pytest.mark.parametrize(
    ("header", "footer"),
    [
        (NEW[0].format(this="THIS"), NEW[1].format(this="THIS")),
        (NEW[0].format(this="THE"), NEW[1].format(this="THE")),
        (
            NEW[0].format(this="THE").replace("*** S", "***S"),
            "***END OF THE PROJECT GUTENBERG EBOOK",
        ),
        OLD,
        (OLD[0], "End of Project Gutenberg's The Lamp, by Jane Doe"),
    ],
)
def test_gutenberg_header_and_licence_of_every_age_are_left_out(header: str, footer: str) -> None:
    front = "Produced by John Roe\n\n\nTHE LAMP\n\nby Jane Doe"
    text = f"{header}\n\n\n\n{front}\n\n\n{paragraphs(4)}\n\n\n{footer}\n"
    parts, about = parts_of_text(text.split("\n"), "file")
    book = bind(about, parts)
    assert (book.title, book.author, titles(book)) == ("The Lamp", "Jane Doe", ["The Lamp"])
    assert book.chapters[0].text == paragraphs(4, 0, 0)
    found = list(reasons(book).values())
    assert (found[0], found[-1]) == ("licence", "licence")


def test_a_wrapped_gutenberg_mark_ends_where_its_stars_close() -> None:
    lines = [
        "x",
        "*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP;",
        "OR, LIGHT ***",
        "",
        "Text.",
    ]
    bounds = find_bounds(lines)
    assert bounds is not None
    assert (bounds.start, bounds.stop) == (3, 5)


def test_a_book_that_only_speaks_of_gutenberg_is_left_alone() -> None:
    assert find_bounds(["He printed at Gutenberg's.", "Project Gutenberg is old."]) is None


def test_fields_of_the_gutenberg_header_say_title_author_and_language() -> None:
    about = read_about(NEW[0])
    assert (about.title, about.author, about.language) == ("The Lamp", "Jane Doe", "es")


def test_a_long_title_in_the_gutenberg_header_goes_on_in_the_next_line() -> None:
    about = read_about(
        "Title: The Lamp in the Window of the House beside the River,\n       and Other Tales\n"
    )
    assert about.title.endswith("River, and Other Tales")
