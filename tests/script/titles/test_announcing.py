from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Block, Book, Chapter, Mark
from narrate.chunk import Chunk, Voicing
from narrate.engines import text_of
from narrate.script import Lexicon, ScriptOptions, write_script
from narrate.script.titles import Announcement
from narrate.settings import Pauses


def heading(
    title: str, announcement: Announcement, *marks: Mark, language: str = "en", engine: str = "pico"
) -> list[Chunk]:
    """The chunks of a title."""
    chapter = Chapter(1, title, "Text.", (Block("paragraph", 0, 5),), title_marks=marks)
    options = ScriptOptions(250, Pauses(), Lexicon.load(()), announce_titles=True, engines=text_of)
    voicing = Voicing(engine, "v", language, 1.0)
    announced = ScriptOptions(
        250,
        Pauses(),
        options.lexicon,
        announce_titles=True,
        announced={1: announcement},
        engines=text_of,
    )
    script = write_script(
        Book(About("B", "A", language=language), (chapter,)), lambda *_: voicing, announced
    )
    return [chunk for chunk in script.chapters[0].chunks if chunk.kind == "heading"]


@pytest.mark.parametrize(
    ("language", "title", "spoken"),
    [
        ("en", "The Carpet-Bag", "Chapter twenty-one. The Carpet-Bag"),
        ("en-GB", "The Carpet-Bag", "Chapter twenty-one. The Carpet-Bag"),
        ("es", "La maleta", "Capítulo veintiuno. La maleta"),
        ("fr", "Le sac", "Chapitre vingt et un. Le sac"),
        ("de", "Der Koffer", "Kapitel ein-und-zwanzig. Der Koffer"),
    ],
)
def test_an_announced_chapter_number_is_said_as_the_engine_reads_numbers(
    language: str, title: str, spoken: str
) -> None:
    (chunk,) = heading(title, Announcement(number=21), language=language)
    assert chunk.spoken == spoken
    assert (chunk.text, chunk.source) == (title, None)


def test_an_engine_that_reads_numbers_itself_is_sent_the_chapter_number_as_figure() -> None:
    (chunk,) = heading("घर", Announcement(number=3), language="hi", engine="waves")
    assert chunk.spoken == "अध्याय 3। घर"
    (chunk,) = heading("வீடு", Announcement(number=3), language="ta", engine="waves")
    assert chunk.spoken == "அத்தியாயம் 3. வீடு"


def test_a_chapter_without_a_title_is_announced_by_its_number() -> None:
    (chunk,) = heading("", Announcement(number=3))
    assert (chunk.text, chunk.spoken) == ("Chapter 3", "Chapter three")
    assert heading("", Announcement()) == []


def test_a_title_whose_number_is_not_said_keeps_its_written_text() -> None:
    title = "Chapter III. The Carpet-Bag"
    (chunk,) = heading(title, Announcement(unsaid=(0, 13)))
    assert (chunk.text, chunk.spoken) == (title, "The Carpet-Bag")
    assert heading("Chapter III", Announcement(unsaid=(0, 11))) == []


def test_marks_of_a_title_hold_for_its_own_words_when_it_is_announced() -> None:
    bag = Mark(17, 27, "say", "Kar-Pit-Bag")
    title = "Chapter III. The Carpet-Bag"
    (chunk,) = heading(title, Announcement(unsaid=(0, 13)), bag)
    assert chunk.spoken == "The Kar-Pit-Bag"
    (chunk,) = heading(title[13:], Announcement(number=3), Mark(4, 14, "say", "Kar-Pit-Bag"))
    assert chunk.spoken == "Chapter three. The Kar-Pit-Bag"
    (chunk,) = heading(title, Announcement(unsaid=(0, 13)), Mark(8, 11, "say", "the third"), bag)
    assert chunk.spoken == "The Kar-Pit-Bag"
    (chunk,) = heading(title, Announcement(unsaid=(0, 13)), Mark(0, 27, "say", "The Bag"))
    assert chunk.spoken == "The Bag"
