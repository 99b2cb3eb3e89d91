"""Each cure against the engine itself: what is sent sounds like the plain words."""

from __future__ import annotations

import pytest
from py_nanotts import NanoTTS

from narrate.engines.pico.text import TEXT
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
def test_cures(language: str, text: str, plain: str) -> None:
    cured = to_spoken(text, language, TEXT)
    assert samples(cured, language) == samples(plain, language)  # its noise differs each time


def test_marks_alone_are_left_to_the_engine_where_they_are_not_read() -> None:
    assert to_spoken("It costs £5.50, or 50%.", "en", TEXT, rules=()) == "It costs £5.50, or 50%."


def test_accents_that_it_knows_stay() -> None:
    assert to_spoken("Él comió piñón.", "es", TEXT) == "Él comió piñón."
