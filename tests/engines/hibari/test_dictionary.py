"""What the engine's dictionaries lack, beside what it then does."""

from __future__ import annotations

import pytest

from narrate.engines.hibari.dictionary import unknown_words


def test_words_that_are_guessed_and_words_that_are_spelled_are_named() -> None:
    words = ["Utterson", "house", "Utterson’s", "FBI", "bowed", "LANYON", "x", "running", "Scrooge’s"]
    found = unknown_words(words, british=False)
    assert found["Utterson"] == "guessed"
    assert found["FBI"] == found["LANYON"] == "spelled"
    assert not {"house", "bowed", "x", "running"} & found.keys()


@pytest.mark.parametrize("word", ["", "7", "été!", "日本"])
def test_what_is_no_word_of_its_letters_is_not_named(word: str) -> None:
    assert not unknown_words([word], british=True)
