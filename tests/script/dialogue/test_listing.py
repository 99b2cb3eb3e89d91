"""The speakers of a book, listed."""

from __future__ import annotations

from narrate.about import About
from narrate.book import Book
from narrate.script.dialogue import attributed
from narrate.script.dialogue.attribution import find_speakers
from tests.script.texts import chapter_of


def test_the_forms_of_a_name_in_several_chapters_are_one_speaker() -> None:
    chapters = (
        chapter_of("“How do you do, my dear friend?” said Mr. Utterson.", "“Well,” said I."),
        chapter_of("“No,” said Utterson.", "“Who?”", "“Yes,” said the clerk.", number=2),
    )
    found = find_speakers(attributed(Book(About("B", "A", language="en"), chapters), "en", {}), {})
    assert (found.quotations, found.attributed, found.uncertain, found.narrator) == (5, 4, 1, 1)
    first, second = found.speakers
    assert (first.name, first.quotations, first.aliases) == ("Mr. Utterson", 2, ("Utterson",))
    assert first.examples == ("“How do you do, my dear friend?”",)
    assert (second.name, second.quotations) == ("the clerk", 1)


def test_a_book_without_speech_has_no_speakers() -> None:
    book = Book(About("B", "A", language="en"), (chapter_of("Nothing is said."),))
    assert find_speakers(attributed(book, "en", {}), {}).speakers == ()
