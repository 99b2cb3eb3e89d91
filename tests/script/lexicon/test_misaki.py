"""IPA as Kokoro's family of voices takes it."""

from __future__ import annotations

from typing import Any

import pytest
from hibari import Hibari
from hypothesis import given
from hypothesis import strategies as st

from narrate.chunk import EngineText, Options, Voicing
from narrate.engines import text_of
from narrate.script import Lexicon, to_spoken
from narrate.script.lexicon.misaki import UnknownSoundError, notation_of, possessive, to_misaki
from narrate.settings.lexicon import read_words


@pytest.mark.parametrize(
    ("ipa", "american", "british"),
    [
        ("həˈmaɪəni", "həmˈIəni", "həmˈIəni"),
        ("hɚˈmaɪ.ə.ni", "həɹmˈIəni", "həmˈIəni"),
        ("ˈmoʊbi ˈdɪk", "mˈObi dˈɪk", "mˈQbi dˈɪk"),
        ("ˈd͡ʒiː.kəl", "ʤˈikəl", "ʤˈiːkəl"),
        ("ˈɡøːtə", "ɡˈɜɹtə", "ɡˈɜːtə"),
        ("bɔ̃ˈʒuʁ", "bɔnʒˈuɹ", "bɔnʒˈuɹ"),
        ("maɾjaˈnela", "mɑTjɑnˈɛlɑ", "matjanˈɛla"),
        ("ˈlɪɾl̩", "lˈɪTᵊl", "lˈɪtᵊl"),
        ("bɜːd", "bˈɜɹd", "bˈɜːd"),
        ("skwɛə", "skwɛə", "skwˈɛː"),
        ("'geɪbriəl", "ɡˈAbɹiəl", "ɡˈAbɹiəl"),
        ("ʃɪ'vɔ:n", "ʃɪvˈɔn", "ʃɪvˈɔːn"),
    ],
)
def test_ipa_becomes_the_sounds_of_misaki(ipa: str, american: str, british: str) -> None:
    assert to_misaki(ipa) == american
    assert to_misaki(ipa, british=True) == british


@pytest.mark.parametrize(
    ("ipa", "symbol"), [("ˈǃoʊ", "ǃ"), ("ma˥", "˥"), ("a{b", "{"), ("5a", "5")]
)
def test_ipa_that_is_no_sound_of_english_is_named(ipa: str, symbol: str) -> None:
    with pytest.raises(UnknownSoundError) as refused:
        to_misaki(ipa)
    assert refused.value.symbol == symbol


def test_misaki_possessives_get_their_ending() -> None:
    assert possessive("ɹˈuθ") == "ɹˈuθs"
    assert possessive("həmˈIəni") == "həmˈIəniz"
    assert possessive("ʤˈAmz") == "ʤˈAmzᵻz"
    assert possessive("ʤˈAmz", british=True) == "ʤˈAmzɪz"


@given(st.text("aeiouəɪʊʌbdfɡhjklmnpstvwzˈˌː. tʃdʒɹŋθð̃ øyxçʁ"), st.booleans())
def test_misaki_sounds_can_be_read_back_and_have_no_more_stress_marks(
    ipa: str, british: bool
) -> None:
    said = to_misaki(ipa, british=british)
    assert not set(said) & set("[]()/\n")
    assert said == " ".join(said.split())
    assert said.count("ˈ") <= ipa.count("ˈ") + len(ipa.split())
    assert not said.endswith(("ˈ", "ˌ"))


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
def test_voices_that_take_phonemes_have_a_notation(
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
def test_hibari_says_the_phonemes_of_a_lexicon(hibari: Any, text: str, heard: str) -> None:
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
