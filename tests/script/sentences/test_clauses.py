from __future__ import annotations

import pytest

from narrate.readings.languages import rules_for
from narrate.script.sentences.chunker import cut_block
from narrate.script.sentences.clauses import places_in


def places(text: str, language: str = "en", limit: int = 20) -> dict[str, float]:
    """What would come next at each place, and the place's cost."""
    found = places_in(text, 0, len(text), limit, rules_for(language))
    return {text[place.start :].split()[0]: place.cost for place in found}


def test_clauses_are_ranked() -> None:
    text = "first one; second, and third, fourth (fifth) sixth—seventh: eighth… ninth"
    cost = places(text, limit=100)
    assert cost["second,"] == cost["seventh:"] == cost["eighth…"] == cost["ninth"]
    assert cost["second,"] < cost["and"] < cost["fourth"] < cost["(fifth)"]


def test_words_come_only_where_no_clause_is_short_enough() -> None:
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
def test_places(text: str, next_words: set[str]) -> None:
    assert set(places(text, limit=200)) == next_words


def test_sentences_inside_a_long_quotation_are_used_before_its_commas() -> None:
    speech = "“I came, and I saw that. I went, and I told them so. I slept, as one does.” She left."
    pieces = [speech[p.start : p.end] for p in cut_block(speech, "en", 45)]
    assert pieces[0] == "“I came, and I saw that."
    assert cut_block(speech, "en", 45)[0].cut == "sentence"
