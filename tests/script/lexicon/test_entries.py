"""Whom an entry is for, and in which casing."""

from __future__ import annotations

import pytest

from narrate.script.lexicon.entries import Audience, LexiconEntry, entries_of
from narrate.settings.lexicon import Pronunciation


@pytest.mark.parametrize(
    ("tag", "language", "nearness"),
    [
        ("en", "en", 2),
        ("en", "en-GB", 1),
        ("en-us", "en", 1),
        ("en-GB", "en_gb", 2),
        ("en-US", "en-GB", None),
        ("e", "en", None),
        ("es", "en", None),
    ],
)
def test_lexicon_entries_are_ranked_by_how_near_their_language_is(
    tag: str, language: str, nearness: int | None
) -> None:
    rank = Audience(languages=(tag,)).rank("hibari", "heart", language)
    assert rank == (nearness and (False, False, nearness))


def test_an_entry_for_a_voice_ranks_above_one_for_an_engine_and_that_above_a_language() -> None:
    everything = [
        Audience(),
        Audience(languages=("en", "es")),
        Audience(engines=("pico", "hibari")),
        Audience(voices=("heart",)),
        Audience(voices=("heart",), languages=("en",)),
        Audience(voices=("heart",), engines=("hibari",)),
    ]
    ranks = [each.rank("hibari", "heart", "en") for each in everything]
    assert None not in ranks
    assert ranks == sorted(ranks, key=lambda rank: rank or (False, False, -1))
    assert Audience(voices=("wren",)).rank("hibari", "heart", "en") is None
    assert Audience(engines=("pico",)).rank("hibari", "heart", "en") is None


def test_words_of_lexicon_entries_are_kept_as_texts_have_them() -> None:
    (entry,) = entries_of({" Jose\u0301 \n O’Hara ": "x"}, "here")
    assert (entry.word, entry.key, entry.place) == ("José O’Hara", "José O'Hara", "here")


@pytest.mark.parametrize(
    ("word", "case", "key"),
    [
        ("ann", None, "ann"),
        ("Ann", None, "Ann"),
        ("Ann", "any", "ann"),
        ("ann", "exact", "ann"),
        ("राम", None, "राम"),
    ],
)
def test_a_lexicon_entry_matches_by_its_casing(word: str, case: str | None, key: str) -> None:
    entry = LexiconEntry(word, Pronunciation("x", case=case), "here")  # type: ignore[arg-type]
    assert entry.key == key
    assert entry.any_case == (case == "any" or (case is None and word == word.lower()))
