"""What holds for the readings of every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.readings import MODULES, RULE_NAMES, readings_of
from narrate.script import to_spoken
from tests.script.texts import any_text


@pytest.mark.parametrize("language", MODULES)
def test_every_rule_of_a_language_has_a_name_that_can_be_switched(language: str) -> None:
    names = [reading.name for reading in readings_of(language)]
    assert names
    assert set(names) <= set(RULE_NAMES)
    assert readings_of(f"{language}-XX") == readings_of(language)


def test_an_unknown_language_has_no_readings() -> None:
    assert readings_of("xx") == readings_of("") == ()
    assert to_spoken("Dr. 5", "xx") == "Dr. 5"


@given(any_text(), st.sampled_from(sorted(MODULES)))
def test_no_text_is_too_odd_to_be_read_in_any_language(text: str, language: str) -> None:
    assert to_spoken(text, language) == to_spoken(text, language)
