"""Stutters, drawn-out words and interjections, by the phonemes that the engine makes of them."""

from __future__ import annotations

from typing import Any

import pytest
from hibari.g2p import G2P

from narrate.engines.hibari.interjections import plainly_said


@pytest.fixture(scope="module")
def g2p() -> Any:
    return G2P()


SAID = [
    ("W-w-what is it", "wə wə wˌʌt ɪz ɪt"),
    ("W—w—what", "wə wə wˌʌt"),
    ("T…t…tell me", "tə tə tˈɛl mˌi"),
    ("Th-th-that", "ðə ðə ðˈæt"),
    ("th-think", "θə θˈɪŋk"),
    ("Wh-who", "hə hˌu"),
    ("N-no", "nə nˈO"),
    ("S-s-sorry", "sə sə sˈɔɹi"),
    ("c-c-can't", "kə kə kˈænt"),
    ("c-certainly", "sə sˈɜɹtnli"),
    ("g-gentle", "ʤə ʤˈɛntəl"),
    ("sh-she", "ʃə ʃi"),
    ("kn-know", "nə nˈO"),
    ("str-street", "stɹə stɹˈit"),
    ("He-he-help", "hɛ hɛ hˈɛlp"),
    ("A-and", "æ ˌænd"),
    ("Shhh!", "ʃʃ!"),
    ("Sh-sh!", "ʃʃʃʃ!"),
    ("Brrr!", "bˈɜɹ!"),
    ("Hmph!", "hˈʌmf!"),
    ("Tsk tsk!", "tˈɪsk tˈɪsk!"),
    ("Zzz", "zzz"),
    ("Pfft!", "pft!"),
    ("Hrrrmph!", "hˈɜɹmf!"),
    ("Krrrk!", "kˈɜɹk!"),
    ("H'm", "hmm"),
    ("St! Be still!", "st! bˌi stˈɪl!"),
    ("Nooooo!", "nˈO!"),
    ("Sooo tired", "sˌO tˈIəɹd"),
    ("Gooood", "ɡˈʊd"),
    ("Pleeease", "plˈiz"),
    ("No-o-o!", "nˈO!"),
    ("We-e-ell", "wˈɛl"),
    ("N-n-n-o!", "nˈO!"),
    ("Whaaat?", "wˌʌt?"),
    ("Hahahaha!", "hɑhɑhɑhˈɑ!"),
]


@pytest.mark.parametrize(("text", "phonemes"), SAID)
def test_no_letter_is_said_by_its_name(g2p: Any, text: str, phonemes: str) -> None:
    assert g2p(plainly_said(text)) == phonemes


@pytest.mark.parametrize(
    "text",
    [
        "I-I mean it. I—I can’t. No-no! No—no!",
        "D-Day, X-ray, T-total, re-reading, no-nonsense, co-operate, Sub-Subs",
        "a-going and by-ways, tut-tut, bye-bye, Oh-ho!",
        "pp. 45 and 5 mm of it, XXXIX and III and Mrs. Wm. Smith",
        "the BBC, the TV, Smith Ltd, the SS Arctic",
        "A—a man. B—what?",
        "He shall err.",
    ],
)
def test_words_letters_and_numerals_are_left_alone(text: str) -> None:
    assert plainly_said(text) == text


def test_pronunciations_that_are_there_are_kept() -> None:
    text = "[Shh](/ʃ/) said the [hmm](/hm/) man"
    assert plainly_said(text) == text
