"""IPA as Kokoro's family of voices takes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.script.lexicon.misaki import UnknownSoundError, possessive, to_misaki


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
def test_sounds(ipa: str, american: str, british: str) -> None:
    assert to_misaki(ipa) == american
    assert to_misaki(ipa, british=True) == british


@pytest.mark.parametrize(
    ("ipa", "symbol"), [("ˈǃoʊ", "ǃ"), ("ma˥", "˥"), ("a{b", "{"), ("5a", "5")]
)
def test_what_is_no_sound_of_english_is_named(ipa: str, symbol: str) -> None:
    with pytest.raises(UnknownSoundError) as refused:
        to_misaki(ipa)
    assert refused.value.symbol == symbol


def test_possessives() -> None:
    assert possessive("ɹˈuθ") == "ɹˈuθs"
    assert possessive("həmˈIəni") == "həmˈIəniz"
    assert possessive("ʤˈAmz") == "ʤˈAmzᵻz"
    assert possessive("ʤˈAmz", british=True) == "ʤˈAmzɪz"


@given(st.text("aeiouəɪʊʌbdfɡhjklmnpstvwzˈˌː. tʃdʒɹŋθð̃ øyxçʁ"), st.booleans())
def test_what_is_written_can_be_read_and_no_more_marks_than_there_were(
    ipa: str, british: bool
) -> None:
    said = to_misaki(ipa, british=british)
    assert not set(said) & set("[]()/\n")
    assert said == " ".join(said.split())
    assert said.count("ˈ") <= ipa.count("ˈ") + len(ipa.split())
    assert not said.endswith(("ˈ", "ˌ"))
