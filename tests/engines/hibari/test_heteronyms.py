"""Words of two pronunciations, by the phonemes that the engine makes of the cured text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hibari.g2p import G2P

from narrate.engines.hibari.heteronyms import pronounced


@pytest.fixture(scope="module")
def g2p() -> Any:
    return G2P()


SAID = [
    ("He bowed and left the room.", "bˈWd"),
    ("The archer drew his bow.", "bˈO"),
    ("He stood in the bow of the boat.", "bˈW"),
    ("The two brothers had a terrible row last night.", "ɹˈW"),
    ("We sat in the front row.", "ɹˈO"),
    ("I object to that remark.", "əbʤˈɛkt"),
    ("He was content to wait.", "kəntˈɛnt"),
    ("She examined it in minute detail.", "mInˈut"),
    ("Every minute counted.", "mˈɪnət"),
    ("The will was declared invalid.", "ɪnvˈælᵻd"),
    ("An invalid chair.", "ˈɪnvəlᵻd"),
    ("He was a learned man.", "lˈɜɹnᵻd"),
    ("She has learned nothing.", "lˈɜɹnd"),
    ("The aged man sat by the fire.", "ˈAʤᵻd"),
    ("She was aged forty.", "ˈAʤd"),
    ("Do not tear the paper.", "tˈɛɹ"),
    ("A tear ran down her cheek.", "tˈɪɹ"),
    ("There was nowhere to house the horses.", "hˈWz"),
    ("The houses were shut up.", "hˈWzᵻz"),
    ("Her voice could entrance any man.", "ɛntɹˈæns"),
    ("Two does and a stag crossed the road.", "dˈOz"),
    ("He does as he likes.", "dˈʌz"),
    ("The refuse lay in heaps.", "ɹˈɛfjˌus"),
    ("I refuse to go.", "ɹəfjˈuz"),
    ("The axes were sharp.", "ˈæksᵻz"),
    ("The bullets were made of lead.", "lˈɛd"),
    ("She took the lead.", "lˈid"),
    ("He wound the clock.", "wˈWnd"),
    ("The wound was deep.", "wˈund"),
    ("Mary read the letter aloud.", "ɹˈɛd"),
    ("I will read it tomorrow.", "ɹˈid"),
    ("Have you read the paper?", "ɹˈɛd"),
    ("Please record the date.", "ɹəkˈɔɹd"),
    ("They keep a record of it.", "ɹˈɛkəɹd"),
    ("Close the door.", "klˈOz"),
    ("He stood close to her.", "klˈOs"),
    ("They live in a small house.", "lˈɪv"),
    ("Live wires lay about.", "lˈIv"),
    ("What is the use of it?", "jˈus"),
    ("May I use your pen?", "jˈuz"),
    ("Allow me to present my wife.", "pɹizˈɛnt"),
    ("The soldiers would desert.", "dəzˈɜɹt"),
    ("They crossed the desert.", "dˈɛzəɹt"),
    ("Nothing could separate them.", "sˈɛpəɹˌAt"),
    ("They had to wind the wool.", "wˈInd"),
    ("The wind howled.", "wˈɪnd"),
    ("He sang bass in the choir.", "bˈAs"),
    ("He caught a bass in the lake.", "bˈæs"),
    ("God blessed them.", "blˈɛst"),
    ("The blessed Virgin smiled.", "blˈɛsᵻd"),
    ("He cursed his luck.", "kˈɜɹst"),
    ("She had the patience of Job.", "ʤˈOb"),
    ("He lost his job.", "ʤˈɑb"),
]


@pytest.mark.parametrize(("text", "right"), SAID)
def test_the_words_around_a_heteronym_choose_its_pronunciation(
    g2p: Any, text: str, right: str
) -> None:
    assert _plain(right) in map(_plain, g2p(pronounced(text)).rstrip(".?").split())


def _plain(phonemes: str) -> str:
    return phonemes.replace("ˌ", "").replace("ɪd", "ᵻd").replace("əd", "ᵻd").replace("ɾ", "T")


def test_the_rules_see_no_further_than_the_clause() -> None:
    assert pronounced("He wished to. Object of art!") == "He wished to. Object of art!"


def test_a_word_that_the_engine_says_right_by_itself_is_sent_as_it_is() -> None:
    text = "The house stood in a row; the wind blew for a minute."
    assert pronounced(text) == text


@pytest.mark.parametrize("text", ["weather-bow", "the bow/stern", "bow's", "elbow", "Bowen"])
def test_parts_of_other_words_are_left_alone(text: str) -> None:
    assert pronounced(text) == text


def test_a_word_keeps_its_capital() -> None:
    assert re.search(r"\[Bowed\]\(/bˈWd/\)", pronounced("Bowed and humped, he went."))
