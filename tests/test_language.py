from __future__ import annotations

import pytest

from narrate.delivery.overlay.pages import direction as page_direction
from narrate.delivery.player.sections import direction as player_direction
from narrate.language import is_right_to_left, primary, tag_of


@pytest.mark.parametrize("language", ["ar", "arc", "ks", "he_IL", "HE", "pa-Arab", "az-Arab-IR"])
def test_a_language_is_right_to_left_in_player_and_pages_alike(language: str) -> None:
    assert is_right_to_left(language)
    assert player_direction(language) == "rtl"
    assert page_direction(language) == ' dir="rtl"'


@pytest.mark.parametrize("language", ["en", "hi", "pa", "ks-Deva", "sd-Deva-IN", "uz", "arn"])
def test_a_language_is_left_to_right_in_player_and_pages_alike(language: str) -> None:
    assert not is_right_to_left(language)
    assert player_direction(language) == "ltr"
    assert page_direction(language) == ""


def test_a_primary_tag_is_found_however_a_manuscript_writes_it() -> None:
    written = ["en-GB", "pt_BR", "HI", " zh-Hant-TW ", "auto"]
    assert list(map(primary, written)) == ["en", "pt", "hi", "zh", "auto"]


def test_what_is_no_tag_has_no_tag() -> None:
    written = ["en_GB", "zh-Hant-TW", "auto", "", "English", "e"]
    assert list(map(tag_of, written)) == ["en-GB", "zh-Hant-TW", "", "", "", ""]
