"""Names found by their capitals."""

from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Book
from narrate.script.proper_names import has_capitals, proper_names
from tests.script.texts import chapter_of


def names(*blocks: object, language: str = "en") -> dict[str, int]:
    book = Book(About("B", "A", language=language), (chapter_of(*blocks),))  # type: ignore[arg-type]
    return {found.name: found.count for found in proper_names(book, language)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He met Ahab. Then Ahab's men saw Ahab.", {"Ahab": 3}),
        ("Ahab came. He saw Ahab. Ahab’ll go.", {"Ahab": 3}),
        ("Then came day. Then came night. Then it was over.", {}),
        ("I saw Henry Jekyll and Henry Jekyll saw me, but Jekyll and Jekyll fled.",
         {"Henry Jekyll": 2, "Jekyll": 2}),
        ("So Henry Jekyll came to Jekyll.", {"Jekyll": 2}),
        ("To St. Antoine from St. Antoine.", {"St. Antoine": 2}),
        ("To Dr. Jekyll, Mr. Hyde and Captain Ahab; to Dr. Jekyll, Mr. Hyde, Captain Ahab.",
         {"Jekyll": 2, "Hyde": 2, "Ahab": 2}),
        ("With Abraham Van Helsing; yes, Abraham van Helsing and Abraham van Helsing.",
         {"Abraham van Helsing": 2, "Abraham": 1, "Van": 0}),
        ("The road to New Bedford, past New Bedford, a new road to New Bedford.",
         {"New Bedford": 3}),
        ("It was Marley's Ghost; yes, Marley's Ghost. Marley!", {"Marley": 3, "Ghost": 2}),
        ("He said: “Call it off.” And then: “Call it.” He said “Call!” to Ann and Ann.",
         {"Ann": 2}),
        ("On Monday in May the English spoke French; on Monday in May I and I alone went.", {}),
        ("He saw a Circle; each Circle saw a Circle, and this Circle, and some Circles.", {}),
        ("THE WHALE saw AHAB and AHAB saw THE WHALE.", {}),
        ("with Ann, “said Ann,” O'Brien and O’Brien, Jean-Luc to Jean-Luc",
         {"Ann": 2, "Jean-Luc": 2, "O'Brien": 1}),
    ],
)  # fmt: skip
def test_proper_names_of_an_english_text_are_counted(text: str, found: dict[str, int]) -> None:
    assert names(text) == {name: count for name, count in found.items() if count > 1}


def test_words_that_are_mostly_small_are_no_proper_names() -> None:
    assert (
        names("the White Whale, the white whale, a whale, the White Whale, that white whale") == {}
    )


def test_headings_and_left_out_text_do_not_count_for_proper_names() -> None:
    chapter = chapter_of(("heading", "In Which Ann Comes"), "Of Ann[Bob] and Ann[Bob].",
                         left_out=("[Bob]", "[Bob]"))  # fmt: skip
    book = Book(About("B", "A", language="en"), (chapter,))
    assert [(n.name, n.count) for n in proper_names(book, "en")] == [("Ann", 2)]


def test_first_words_of_verses_do_not_count_as_proper_names() -> None:
    assert names(("verse", "Upon the sea\nUpon the land\nUpon Ann’s hill\nUpon Ann")) == {"Ann": 2}


def test_proper_names_of_a_spanish_text_are_counted() -> None:
    text = (
        "La Nela vio a Teodoro Golfín y a don Teodoro Golfín. —Vamos —dijo la Nela al inglés—."
        " El lunes, María de la Cruz y María de la Cruz; Vamos. Señor, dijo el Señor."
    )
    assert names(text, language="es") == {
        "María de la Cruz": 2,
        "Nela": 2,
        "Teodoro Golfín": 2,
    }


def test_each_proper_name_has_its_first_chapter_and_a_short_example() -> None:
    one, two = (
        chapter_of("Nobody is here.", number=1),
        chapter_of(
            "It is " + "very " * 60 + "late for Ann " + "indeed " * 40 + "now. To Ann.", number=2
        ),
    )
    (ann,) = proper_names(Book(About("B", "A", language="en"), (one, two)), "en")
    assert (ann.name, ann.chapter) == ("Ann", 2)
    assert "late for Ann" in ann.example
    assert ann.example.startswith("…") and ann.example.endswith("…")
    assert len(ann.example) < 140


def test_scripts_without_capitals_have_no_proper_names() -> None:
    hindi = Book(
        About("B", "A", language="hi"), (chapter_of("राम ने रावण को देखा। राम हँसे। " * 20 + "A"),)
    )
    assert not has_capitals(hindi)
    assert proper_names(hindi, "hi") == []
    assert has_capitals(
        Book(About("B", "A", language="en"), (chapter_of("He came. " + "so it went on " * 9),))
    )
    assert has_capitals(Book(About("B", "A", language="en"), ()))
