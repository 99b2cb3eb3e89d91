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
    parts, about = parts_of_text(text.split("\n"))
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


PRINT = (
    "***START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START***\n"
    'Why is this "Small Print!" statement here? You know: lawyers.\n'
    "They tell us you might sue us if there is something wrong with\n"
    "your copy of this etext, even if you got it for free.\n\n"
    "INDEMNITY\nYou will indemnify and hold the Project, its directors, officers,\n"
    "members and agents harmless from all liability, cost and expense.\n\n"
    "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*"
)
PRINT_END = "*END*THE SMALL PRINT!"
OLDER_END = '["Small Print" V.12.08.93]'
WELCOME = (
    "Project Gutenberg's Etext of The Lamp, by Jane Doe\n#1 in our series by Jane Doe\n\n"
    "Copyright laws are changing all over the world, be sure to check\n"
    "the copyright laws for your country before posting these files!!\n\n"
    "**Welcome To The World of Free Plain Vanilla Electronic Texts**\n\n"
    "*These Etexts Prepared By Hundreds of Volunteers and Donations*\n\n"
    "Title: The Lamp\n\nAuthor: Jane Doe\n\nMarch, 1994 [Etext #113]\n"
)
STARTED = "*** START OF THE PROJECT GUTENBERG EBOOK, THE LAMP ***"
ENDED = "*** END OF THE PROJECT GUTENBERG EBOOK, THE LAMP ***"
AGAIN = "Project Gutenberg's Etext of The Lamp, by Jane Doe"
BEHIND = (
    "This file should be named tlamp10.txt or tlamp10.zip\n"
    "Corrected EDITIONS of our eBooks get a new NUMBER, tlamp11.txt"
)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"{WELCOME}\n{PRINT}", "End of Project Gutenberg's Etext of The Lamp"),
        (f"{WELCOME}\n{PRINT}", ""),
        (f"{WELCOME}\n{PRINT}\n\n\n\n{AGAIN}", ""),
        (f"{PRINT}\n\n\n\n{AGAIN}", "End of this Project Gutenberg Etext"),
        (f"{WELCOME}\n{STARTED}", f"{ENDED}\n\n{BEHIND}\n\n{PRINT}"),
        (f"{WELCOME}\n{STARTED}", PRINT),
        (f"{WELCOME}\n{STARTED}\n\n{PRINT}", ENDED),
        (WELCOME, f"End of The Project Gutenberg Etext of The Lamp\n\n{PRINT}"),
        (f"{WELCOME}\n{PRINT}", "Ende dieses Projekt Gutenberg Etextes Die Lampe"),
        (f"{WELCOME}\n{PRINT}", "Fin de ce Project Gutenberg Etext de La Lampe"),
        (AGAIN, ""),
        (f"{WELCOME}\n{STARTED.replace('THE PROJECT', 'THE COPYRIGHTED PROJECT')}", ENDED),
        (f"{WELCOME}\n{STARTED.replace('OF THE', 'OF')}", ENDED.replace("OF THE", "OF")),
        (f"{WELCOME}\n{PRINT}", "Ende dieses Etextes"),
        (f"{WELCOME}\n{PRINT.replace(PRINT_END, OLDER_END)}", ""),
        (AGAIN, "*** END OF THIS PROJECT GUTENBERG EBOOK THE LAMP ***\n\nLicence words."),
    ],
)
def test_no_age_of_gutenberg_frames_takes_the_book_for_a_licence(above: str, below: str) -> None:
    story = f"CHAPTER I\n\n{paragraphs(4)}\n\n\nCHAPTER II\n\n{paragraphs(3, 5)}"
    parts, about = parts_of_text(f"{above}\n\n\n\n{story}\n\n{below}".split("\n"))
    book = bind(about, parts)
    assert titles(book) == ["CHAPTER I", "CHAPTER II"]
    assert (book.chapters[0].text, book.chapters[1].text) == (
        paragraphs(4, 0, 0),
        paragraphs(3, 5, 0),
    )
    assert book.title == "The Lamp"
    assert set(reasons(book).values()) <= {"licence", "closing words"}


def test_the_licence_between_two_etexts_of_one_file_is_left_out() -> None:
    one = f"{WELCOME}\n{STARTED}\n\n\n\nCHAPTER I\n\n{paragraphs(5)}\n\n{ENDED}"
    two = one.replace("CHAPTER I\n", "CHAPTER II\n")
    parts, about = parts_of_text(f"{one}\n\n{PRINT}\n\n{two}".split("\n"))
    assert titles(bind(about, parts)) == ["CHAPTER I", "CHAPTER II"]
    assert "Gutenberg" not in "".join(part.text for part in parts if part.reason is None)


def test_a_book_about_etexts_and_copyright_is_no_licence() -> None:
    said = "The public domain, copyright and donations: every etext is free, the author says."
    text = f"{WELCOME}\n{STARTED}\n\n{said}\n\n{said}\n\n{ENDED}\n\n{PRINT}"
    parts, _ = parts_of_text(text.split("\n"))
    assert [part.text for part in parts if part.reason is None] == [f"{said}\n\n{said}"]
