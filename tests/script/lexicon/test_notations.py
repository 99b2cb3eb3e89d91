"""Which voice takes phonemes, and that the embedded one says them."""

from __future__ import annotations

from typing import Any

import pytest
from hibari import Hibari

from narrate.chunk import EngineText, Options, Voicing
from narrate.engines import text_of
from narrate.script import Lexicon, to_spoken
from narrate.script.lexicon.misaki import notation_of, to_misaki
from narrate.settings.lexicon import read_words

KOKORO: Options = (("model", "speaches-ai/Kokoro-82M"),)


@pytest.mark.parametrize(
    ("engine", "voice", "language", "options", "british"),
    [
        ("hibari", "heart", "en", (), False),
        ("hibari", "emma", "en", (), True),
        ("openai", "af_heart", "en-US", KOKORO, False),
        ("openai", "bm_george", "en", KOKORO, True),
        ("openai", "ef_dora", "es", KOKORO, None),
        ("openai", "alloy", "en", (("model", "tts-1"),), None),
        ("waves", "meher", "en", (), None),
        ("pico", "en-US", "en", (), None),
        ("other", "kokoro", "en", (), None),
    ],
)
def test_who_takes_phonemes(
    engine: str, voice: str, language: str, options: Options, british: bool | None
) -> None:
    text = EngineText() if engine == "other" else text_of(engine)
    notation = notation_of(Voicing(engine, voice, language, 1.0, options), language, text)
    assert (notation.british if notation else None) == british


@pytest.fixture(scope="module")
def hibari() -> Any:
    return Hibari(voice="heart")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Siobhan’s hat was Hermione's.", "ʃəvˈɔnz hˈæt wʌz həɹmˈIəniz."),
        ("“Siobhan,” he said, and St. John Rivers went.", "sˈInʤᵊn ɹˈɪvəɹz wˈɛnt."),
    ],
)
def test_hibari_says_the_phonemes(hibari: Any, text: str, heard: str) -> None:
    words = {
        "Siobhan": {"phonemes": "ʃəˈvɔːn"},
        "Hermione": {"phonemes": "hɚˈmaɪəni"},
        "St. John": {"phonemes": "ˈsaɪndʒn̩"},
    }
    voicing, engine = Voicing("hibari", "heart", "en", 1.0), text_of("hibari")
    wording = Lexicon.load(read_words(words)).for_voicing(voicing, engine=engine)
    said = hibari.phonemize(to_spoken(text, "en", engine, wording.apply))
    assert heard in " ".join(said)


@pytest.mark.parametrize("british", [False, True])
def test_hibari_has_every_letter_that_is_written_for_it(hibari: Any, british: bool) -> None:
    said = to_misaki(
        "pɹˈaɪ ˌeɪ ɔɪ aʊ oʊ æɑɒɔəɛɜɪʊʌiuɨᵻɐoe tʃdʒ ɡŋʃʒθðɾʔ bdfhjklmnpstvwz ɝɚ l̩ ɲʎxçøœyɣβ",
        british=british,
    )
    assert set(said) <= hibari.vocab.keys()
