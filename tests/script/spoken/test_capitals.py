"""Words in capitals that a book also writes otherwise."""

from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Block, Book, Chapter, Mark
from narrate.chunk import Voicing
from narrate.script import ScriptOptions, write_script

from .test_monsieur import said

BOOK = (
    "The clerk had seen Holloway go, and old Marley was dead, as she said. It was a dark night,"
    " and who was with us? The army came in; the whole act was for aids and agents of the state."
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HOLLOWAY was gone.", "Holloway was gone."),
        ("“It was HOLLOWAY!” she cried.", "“It was Holloway!” she cried."),
        ("HOLLOWAY’S hat lay there.", "Holloway’s hat lay there."),
        ("HOLLOWAY’s hat lay there.", "Holloway’s hat lay there."),
        ("MARLEY WAS DEAD, to begin with.", "Marley was dead, to begin with."),
        ("The man was DEAD as a nail.", "The man was dead as a nail."),
        ("IT was gone.", "It was gone."),
        ("IT WAS A DARK NIGHT, and he went.", "It was A dark night, and he went."),
        ("The CEO, HOLLOWAY, left.", "The CEO, Holloway, left."),
        ("The BBC’s HOLLOWAY left.", "The BBC’s Holloway left."),
        ("“HOLLOWAY, NO!” she cried.", "“Holloway, no!” she cried."),
        ("DR. HOLLOWAY left.", "Doctor Holloway left."),
        ("Not so. MARLEY, she said.", "Not so. Marley, she said."),
        ("“HOLLOWAY!”", "“Holloway!”"),
        ("The ARMY II (the dark) left.", "The army two (the dark) left."),
    ],
)
def test_a_word_in_capitals_is_said_as_the_book_writes_it_elsewhere(
    written: str, expected: str
) -> None:
    assert said(BOOK, written).endswith(expected)


@pytest.mark.parametrize(
    "written",
    [
        "The NASA man and the FBI said nothing.",
        "They went to the US again.",
        "US troops landed.",
        "He had AIDS and died.",
        "The IT people came.",
        "The U.S. and the ARMY-5 came.",
        "The ZEBRA WAS gone.",
        "The FBI AGENTS left.",
        "Then LIV came.",
        "The US ARMY came.",
        "See #HOLLOWAY for it.",
        "The 3D ARMY left.",
        "I was mcHOLLOWAY then.",
    ],
)
def test_what_may_be_letters_stays(written: str) -> None:
    heard = said(f"{BOOK} Liv went.", written, rules="capitals")
    assert heard.endswith(written)


@pytest.mark.parametrize(
    ("language", "book", "written", "expected"),
    [
        ("es", "Vino don Álvaro, y la noche cayó.", "ÁLVARO vino.", "Álvaro vino."),
        ("fr", "La nuit était noire et Élise pleurait.", "ÉLISE pleurait.", "Élise pleurait."),
        (
            "de",
            "Er kam zur Straße, und Müller lachte.",
            "MÜLLER kam zur STRASSE.",
            "Müller kam zur Straße.",
        ),
        ("ru", "Она видела, как Наташа ушла.", "НАТАША ушла.", "Наташа ушла."),
    ],
)
def test_other_languages_with_capitals_too(
    language: str, book: str, written: str, expected: str
) -> None:
    assert said(book, written, language=language).endswith(expected)


def test_without_evidence_words_stay_as_they_are_written() -> None:
    assert said("HOLLOWAY was gone.") == "HOLLOWAY was gone."


def test_a_heading_keeps_its_capitals_and_a_mark_wins_over_the_book() -> None:
    text = "DARK Night\n\nThe night was dark. It was DARK."
    blocks = (Block("heading", 0, 10), Block("paragraph", 12, len(text)))
    at = text.rindex("DARK")
    chapter = Chapter(1, "", text, blocks, marks=(Mark(at, at + 4, "say", "DIM"),))
    book = Book(About("B", "A", language="en"), (chapter,))
    script = write_script(book, lambda *_: Voicing("e", "v", "en", 1.0), ScriptOptions())
    heard = [chunk.spoken for chunk in script.chapters[0].chunks]
    assert heard == ["DARK Night", "The night was dark. It was DIM."]
