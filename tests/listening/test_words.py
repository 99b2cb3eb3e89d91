"""Both sides of a comparison lose what no ear can tell apart, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrate.listening.words import words_of

SAME = [
    ("en", "“I don’t know,” said Mr. Smith.", "I do not know said mister smith"),
    ("en", "Chapter XIV. Louis XVI", "Chapter 14 Louis 16"),
    ("en", "in eighteen oh seven", "in 1807"),
    ("en", "in eighteen ninety-four", "in 1894"),
    ("en", "one thousand eight hundred and ninety-four men", "1,894 men"),
    ("en", "three dollars and fifty cents", "$3 and 50 cents"),
    ("en", "two dollars and eighty-seven cents", "$2.87"),
    ("en", "twelve hundred pounds", "£1,200"),
    ("en", "the nineteenth century", "the 19th century"),
    ("en", "fifteen percent", "15%"),
    ("en", "at half past five, at five thirty", "at half past 5, at 5:30"),
    ("en", "[Goethe](/ɡˈɜɹtə/) wrote", "Goethe wrote"),
    ("en", "a well-known place", "a well known place"),
    ("en", "It's cannot", "it is can not"),
    ("en", "naïve café", "naive cafe"),
    ("es", "veintitrés años", "23 años"),
    ("de", "dreiundzwanzig Männer", "23 Manner"),
]


@pytest.mark.parametrize(("language", "written", "heard"), SAME)
def test_words_that_sound_alike_become_the_same_words(
    language: str, written: str, heard: str
) -> None:
    one = words_of(written, language)
    assert words_of(heard, language, one) == words_of(written, language, words_of(heard, language))


def test_different_words_stay_different() -> None:
    assert words_of("I can", "en") != words_of("I can't", "en")
    assert words_of("the 5th", "en") == ("the", "fifth")
    assert words_of("I", "en") == ("i",)  # one letter is no numeral


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["en", "es", "de", "fr", "it", "ta", "xx"]))
def test_any_text_gives_words_without_marks_or_capitals(text: str, language: str) -> None:
    for word in words_of(text, language):
        assert word and word == word.casefold()
        assert not any(mark in word for mark in " '-.,")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10**9), max_size=4), st.sampled_from(["en", "es", "fr", "it"]))
@example([0, 1, 10], "en")  # "one zero" is among the words too
def test_figures_heard_in_a_take_equal_their_number_words(
    numbers: list[int], language: str
) -> None:
    from num2words import num2words

    spelled = " ".join(f"x {num2words(n, lang=language)}" for n in numbers)
    figures = " ".join(f"x {n}" for n in numbers)
    words = words_of(spelled, language)
    assert words_of(figures, language, words) == words
