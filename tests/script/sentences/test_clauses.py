from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.readings.languages import rules_for
from narrate.script import spoken_lengths
from narrate.script.sentences.chunker import cut_block
from narrate.script.sentences.clauses import places_in


def places(text: str, language: str = "en", limit: int = 20) -> dict[str, float]:
    """What would come next at each place, and the place's cost."""
    found = places_in(text, 0, len(text), limit, rules_for(language))
    return {text[place.start :].split()[0]: place.cost for place in found}


def test_clauses_are_ranked_as_places_to_cut() -> None:
    text = "first one; second, and third, fourth (fifth) sixth—seventh: eighth… ninth"
    cost = places(text, limit=100)
    assert cost["second,"] == cost["seventh:"] == cost["eighth…"] == cost["ninth"]
    assert cost["second,"] < cost["and"] < cost["fourth"] < cost["(fifth)"]


def test_a_chunk_is_cut_between_words_only_where_no_clause_is_short_enough() -> None:
    assert set(places("one two three, four five", limit=30)) == {"four"}
    assert "two" in places("one two three four five six, seven", limit=10)


@pytest.mark.parametrize(
    ("text", "next_words"),
    [
        ("dijo él —y se fue", {"—y"}),
        ("uno—dos", {"dos"}),
        ("one -- two", {"two"}),
        ("from 1914–1918 on", set()),
        ("“Stop!” cried he", {"cried"}),
        ("Mr. von Moor, e.g. so", {"e.g."}),
        ("« un, deux », trois", {"deux", "trois"}),
        ("一二、三四；五六", {"三四；五六", "五六"}),
    ],
)
def test_places_to_cut_are_found_after_clauses(text: str, next_words: set[str]) -> None:
    assert set(places(text, limit=200)) == next_words


def test_sentences_inside_a_long_quotation_are_cut_before_its_commas() -> None:
    speech = "“I came, and I saw that. I went, and I told them so. I slept, as one does.” She left."
    pieces = [speech[p.start : p.end] for p in cut_block(speech, "en", 45)]
    assert pieces[0] == "“I came, and I saw that."
    assert cut_block(speech, "en", 45)[0].cut == "sentence"


def test_a_sentence_without_a_mark_has_one_spoken_length() -> None:
    assert spoken_lengths("That was all.") == (12,)


def test_spoken_lengths_are_divided_at_marks_and_dashes() -> None:
    assert len(spoken_lengths("Well, sir; no--not that—never.")) == 5
    assert len(spoken_lengths("“No! Never!” he said – twice.")) == 4


def test_spoken_lengths_are_not_divided_at_marks_inside_words_and_numbers() -> None:
    assert len(spoken_lengths("It's a well-known 3.5 to 1,000 at 10:30 o'clock.")) == 1


def test_digits_count_as_more_than_letters_in_spoken_lengths() -> None:
    assert sum(spoken_lengths("In 1851.")) > sum(spoken_lengths("In abcd."))


def test_spoken_lengths_are_divided_at_marks_of_other_scripts() -> None:
    assert len(spoken_lengths("वह आया, बैठा। फिर गया।")) == 3
    assert len(spoken_lengths("彼は来た、座った。")) == 2


@given(st.text())
def test_any_text_has_spoken_lengths(text: str) -> None:
    lengths = spoken_lengths(text)
    assert lengths
    assert all(length > 0 for length in lengths) or lengths == (0,)
