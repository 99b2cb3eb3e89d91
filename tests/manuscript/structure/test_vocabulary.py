from __future__ import annotations

import pytest

from narrate.manuscript.structure.vocabulary import Vocabulary

BOOK = Vocabulary(
    [
        "the bookcase and the well-known cherry tart, of a tart cherry,",
        "a re-entry and a telescope; Anglo-Saxon kings and coopera-",
        "tion, cooperation",
    ]
)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("by the book-", "case door", "by the bookcase door"),
        ("so well-", "known a", "so well-known a"),
        ("like a tele-", "scope.", "like a telescope."),
        ("a cherry-", "tart", "a cherry-tart"),
        ("un\u00ad", "usual", "unusual"),
        ("the Anglo-", "Saxons", "the Anglo-Saxons"),
        ("confu\u2010", "sion", "confusion"),
        ("the end", "of it", "the end of it"),
        ("he said\u2014", "and went", "he said\u2014and went"),
        ("pages 10-", "12", "pages 10- 12"),
    ],
)
def test_pdf_lines_are_joined_as_the_book_writes_its_words(
    first: str, second: str, joined: str
) -> None:
    assert BOOK.join(first, second) == joined


def test_halves_of_words_cut_at_pdf_line_ends_are_no_words() -> None:
    assert "coopera" not in BOOK.all and "tion" not in BOOK.all
    assert {"cooperation", "well-known"} <= BOOK.all


def test_where_a_printer_cuts_words_two_words_may_be_halves_of_one() -> None:
    cut = [
        "the candle-",
        "stick and a cup-",
        "board in the door-",
        "way with some-",
        "thing on it",
        "can-",
    ]
    words = Vocabulary(
        [*cut, "not", "a candlestick, a cupboard, some doorway, any thing", "can or not"]
    )
    assert words.join("some-", "thing on") == "something on"
    assert words.join("we can-", "not go") == "we cannot go"
    assert words.join("at half-", "past ten") == "at half-past ten"
    assert words.join("a wash-", "ing-stand") == "a washing-stand"
    assert words.join("MER-", "CHANT") == "MERCHANT"
    assert words.join("it was--", "or not") == "it was--or not"


def test_words_before_hyphens_count_in_their_own_language_only() -> None:
    english = (
        "the man and the dog of the house went to that field with his wife and it was good " * 8
    )
    assert Vocabulary([english]).join("with extra-", "ordinary calm") == "with extraordinary calm"
    assert Vocabulary([english]).join("was half-", "hearted") == "was half-hearted"
    french = (
        "le chien et les gens de la maison qui est dans une rue pas pour elle il se lève au jour "
        * 8
    )
    assert Vocabulary([french]).join("un extra-", "terrestre") == "un extra-terrestre"
