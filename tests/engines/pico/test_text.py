"""Each cure against the engine itself: what is sent sounds like the plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from py_nanotts import NanoTTS

from narrate.chunk import EngineText
from narrate.engines.pico.engine import TEXT
from narrate.readings.languages import counted
from narrate.script import to_spoken

VOICES = {"en": "en-GB", "es": "es-ES", "de": "de-DE"}


def samples(text: str, language: str) -> int:
    return len(NanoTTS().speak(text, voice=VOICES[language]))


@pytest.mark.parametrize(
    ("language", "text", "plain"),
    [
        ("en", "say “hello” now", "say hello now"),
        ("en", 'say "hello" now', "say hello now"),
        ("en", "the boys' toys", "the boys toys"),
        ("en", "a _word_ [here]", "a word (here)"),
        ("en", "wait -- what now", "wait, what now"),
        ("en", "wait—what now", "wait, what now"),
        ("en", "well... yes", "well, yes"),
        ("en", "well… yes", "well, yes"),
        ("en", "Tom & Jerry", "Tom and Jerry"),
        ("en", "HIM and HER", "him and her"),
        ("en", "THE WHALE", "The Whale"),
        ("en", "vol. 2 of it", "volume two of it"),
        ("en", "5 ft. tall", "five feet tall"),
        ("en", "5s. 6d. each", "five shillings sixpence each"),
        ("en", "CHAPTER LXXXVIII now", "chapter eighty-eight now"),
        ("en", "Messrs. Smith", "Messrs Smith"),
        ("en", "Łódź", "Lódz"),
        ("en", "a <b>word</b>", "a b word b"),
        ("es", "—No—dijo—. Ven & ve", "No, dijo. Ven y ve"),
        ("es", "«Hola», dijo", "Hola, dijo"),
        ("de", "„Ja“, sagte er", "Ja, sagte er"),
    ],
)
def test_cured_text_sounds_in_pico_as_the_plain_text(language: str, text: str, plain: str) -> None:
    cured = to_spoken(text, language, TEXT)
    assert samples(cured, language) == samples(plain, language)  # its noise differs each time


def test_currency_and_percent_signs_without_readings_are_left_to_pico() -> None:
    assert to_spoken("It costs £5.50, or 50%.", "en", TEXT, rules=()) == "It costs £5.50, or 50%."


def test_accents_that_pico_knows_stay() -> None:
    assert to_spoken("Él comió piñón.", "es", TEXT) == "Él comió piñón."


LARGE = (12_345, 100_000, 123_456, 1_000_001, 21_000_000, 123_456_789, 10**12 + 21)


def with_joints(word: str) -> str:
    """A German number word as Pico is sent it: a hyphen before and behind each joint."""
    return re.sub("(hundert|tausend|und)", r"-\1-", word).replace("--", "-").strip("-")


@pytest.mark.parametrize("numbers", [range(10_000), LARGE], ids=["to 9999", "large"])
def test_only_pico_gets_hyphens_at_the_joints_of_german_number_words(
    numbers: Sequence[int],
) -> None:
    for number in numbers:
        plain = counted(number, "de")
        plain = plain[0].upper() + plain[1:]
        assert to_spoken(str(number), "de", EngineText()) == plain
        parted = " ".join(map(with_joints, plain.split()))
        assert to_spoken(str(number), "de", TEXT) == parted


def test_number_words_that_the_manuscript_spells_stay_as_they_are() -> None:
    spelled = "Einundzwanzig Gäste, 22 Stühle"
    assert to_spoken(spelled, "de", TEXT) == "Einundzwanzig Gäste, zwei-und-zwanzig Stühle"
