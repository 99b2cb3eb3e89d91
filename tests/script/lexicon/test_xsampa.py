"""X-SAMPA to IPA."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.script.lexicon.xsampa import to_ipa


@pytest.mark.parametrize(
    ("xsampa", "ipa"),
    [
        ('"dZi:k@l', "ˈdʒiːkəl"),
        ('h3`"maI@ni', "hɝˈmaɪəni"),
        ('"g2:t@', "ˈɡøːtə"),
        ('"bVt=n', "ˈbʌt\u0329n"),
        ('bO~"ZuR', "bɔ\u0303ˈʒuʁ"),
        ("r\\Ed", "ɹɛd"),
        ("t_hA%lO", "tʰɑˌlɔ"),
        ("mA.j{", "mɑ.jæ"),
        ("I\\ t_d", "ᵻ t\u032a"),
    ],
)
def test_symbols(xsampa: str, ipa: str) -> None:
    assert to_ipa(xsampa) == ipa


@pytest.mark.parametrize("wrong", ["$a", "a#", "é", "a_<b"])
def test_what_is_no_symbol_is_named(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"^[$#é<]$"):
        to_ipa(wrong)


@given(st.text())
def test_any_text_is_sounds_or_refused(text: str) -> None:
    try:
        to_ipa(text)
    except ValueError as error:
        assert str(error) in text
