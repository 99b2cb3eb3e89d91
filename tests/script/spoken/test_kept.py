from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.chunk import Voicing
from narrate.script import Lexicon, to_spoken
from tests.script.texts import any_text

PICO = Voicing("pico", "x", "en", 1.0)


def said(text: str, entries: dict[str, str]) -> str:
    return to_spoken(text, "en", None, Lexicon(entries).for_voicing(PICO).apply)


@pytest.mark.parametrize(
    ("text", "entries", "spoken"),
    [
        ("He read 1984 in 1985.", {"1984": "Orwell"}, "He read Orwell in nineteen eighty-five."),
        ("Dr. Smith paid $5.", {"Dr": "dok"}, "dok. Smith paid five dollars."),
        ("Chanel No. 5 and No. 6", {"No. 5": "noom fife"}, "Chanel noom fife and Number six"),
        ("St. John and St. Paul", {"St. John": "Sinjun"}, "Sinjun and Saint Paul"),
        # what the readings leave standing they may also use
        ("on 25 July 1812", {"July": "Joo-lie"}, "on the twenty-fifth of Joo-lie eighteen twelve"),
        # and an entry finds the words that they put
        ("100 men", {"hundred": "hunderd"}, "One hunderd men"),
        ("5 men, five men", {"five": "fife"}, "fife men, fife men"),
        ("No reading here.", {"here": "hair"}, "No reading hair."),
    ],
)
def test_an_entry_of_the_lexicon_wins_over_a_reading(
    text: str, entries: dict[str, str], spoken: str
) -> None:
    assert said(text, entries).casefold() == spoken.casefold()


@given(any_text(), st.sampled_from(["No. 5", "Mr", "3.14", "word", "1,234", "XIV"]))
def test_no_placeholder_of_a_lexicon_entry_stays_in_the_spoken_text(text: str, word: str) -> None:
    spoken = said(text, {word: "so"})
    assert not any("\ue000" <= c <= "\uf8ff" for c in set(spoken) - set(text))
