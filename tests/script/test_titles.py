from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Block, Book, Chapter, Mark
from narrate.chunk import Chunk, Voicing
from narrate.engines import text_of
from narrate.script import Lexicon, ScriptOptions, write_script
from narrate.script.titles import (
    WORDS,
    Announcement,
    credit_words,
    credits_chapter,
    fill,
    voice_named,
)
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


FACTS = {"title": "Emma", "author": "Jane Austen", "narrator": "Ada", "subtitle": "A Novel"}


@pytest.mark.parametrize("language", WORDS)
def test_the_usual_credits_name_what_stores_want(language: str) -> None:
    words = credit_words(language)
    opening, closing = fill(words.opening, FACTS, language), fill(words.closing, FACTS, language)
    for said in (opening, closing):
        for name in ("Emma", "Jane Austen", "Ada"):
            assert any(name in sentence for sentence in said)
    assert len(opening) == len(closing) == 4
    assert "{" not in "".join([*opening, *closing])


def test_a_sentence_of_the_credits_about_something_unknown_is_left_out() -> None:
    said = fill("{title}. {series}, Book {series_position}. By {author}!", {"title": "Emma"}, "en")
    assert said == ["Emma."]
    assert fill("By {author}.", {}, "en") == []


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Who Goes There?", "This is Who Goes There?"),
        ("“Stop!”", "This is “Stop!”"),
        ("The End of Dr. No", "This is The End of Dr. No."),
        ("A {b} X0X", "This is A {b} X0X."),
    ],
)
def test_a_title_in_the_credits_with_marks_of_its_own_gets_no_second_full_stop(
    title: str, said: str
) -> None:
    template = "This is {title}. It was read by { narrator }."
    assert fill(template, {"title": title, "narrator": "Ada Jr."}, "en") == [
        said,
        "It was read by Ada Jr.",
    ]


@pytest.mark.parametrize(
    ("engine", "voice", "named"),
    [
        ("hibari", "heart", "the synthetic voice Heart"),
        ("openai", "af_heart", "the synthetic voice Heart"),
        ("pico", "en-GB", "the synthetic voice Pico"),
        ("waves", "voice_8f3ab2", "a synthetic voice"),
        ("openai", "af_bella(2)+af_sky", "a synthetic voice"),
    ],
)
def test_a_synthetic_voice_is_called_one_in_the_credits(
    engine: str, voice: str, named: str
) -> None:
    assert voice_named(Voicing(engine, voice, "en", 1.0), credit_words("en-GB")) == named


def test_every_sentence_of_the_credits_is_a_paragraph_of_their_chapter() -> None:
    chapter = credits_chapter(0, "Opening Credits", ["Emma.", "By Jane."])
    words = [chapter.text[block.start : block.end] for block in chapter.blocks]
    assert words == ["Emma.", "By Jane."]


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


@pytest.mark.parametrize(
    ("title", "spoken"),
    [("The Rain.", "The Rain"), ("The Rain?", "The Rain?")],
)
def test_the_full_stop_of_a_title_is_shown_and_not_said(title: str, spoken: str) -> None:
    (chunk,) = heading(title, Announcement())
    assert (chunk.text, chunk.spoken) == (title, spoken)
