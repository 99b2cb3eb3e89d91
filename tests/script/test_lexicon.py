from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import SettingsError
from narrate.script import Lexicon
from tests.script.texts import any_text


@pytest.mark.parametrize(
    ("entries", "text", "said"),
    [
        ({"nevada": "ne-VAH-da"}, "Nevada, NEVADA nevada", "ne-VAH-da, ne-VAH-da ne-VAH-da"),
        ({"Reading": "Redding"}, "reading in Reading", "reading in Redding"),
        ({"ann": "Anne"}, "Ann's Annie, Hann ann-ish", "Anne's Annie, Hann Anne-ish"),
        ({"St. John": "Sinjin", "John": "Jon"}, "St. John and John", "Sinjin and Jon"),
        ({"New  York": "Noo Yawk"}, "New York", "Noo Yawk"),
        ({"o'clock": "oh clock"}, "one o’clock, o'clock", "one oh clock, oh clock"),
        ({"राम": "राऽम"}, "राम रामायण", "राऽम रामायण"),
        ({"C++": "see plus plus"}, "C++ and C", "see plus plus and C"),
        ({"word": "[word](/wɜɹd/)"}, "[word](/x/) word", "[word](/x/) [word](/wɜɹd/)"),
        ({"um": ""}, "Well, um, yes", "Well, , yes"),
        (
            {"New York": "Noo Yawk", "york": "Yawk", "New": "Noo"},
            "new york New York",
            "new Yawk Noo Yawk",
        ),
        ({"a": "b", "b": "a"}, "a b", "b a"),
    ],
)
def test_entries(entries: dict[str, str], text: str, said: str) -> None:
    assert Lexicon(entries).apply(text) == said


def test_without_entries_nothing_changes() -> None:
    assert Lexicon.load(None).apply("as it is") == "as it is"


def test_a_yaml_file(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.yaml"
    file.write_text("Hermione: her-MY-oh-nee\n", "utf-8")
    assert Lexicon.load(file).apply("Hermione!") == "her-MY-oh-nee!"
    file.write_text("", "utf-8")
    assert Lexicon.load(file).apply("Hermione!") == "Hermione!"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.yaml cannot be read"):
        Lexicon.load(tmp_path / "nowhere.yaml")


# ---- what is left to an engine's own dictionary


@pytest.mark.parametrize(
    ("entries", "items"),
    [
        ({"ahab": "AY-hab"}, {"AHAB": "AY-hab", "Ahab": "AY-hab", "ahab": "AY-hab"}),
        ({"Ahab": "AY-hab"}, {"Ahab": "AY-hab"}),
        ({"x": "eks"}, {"X": "eks", "x": "eks"}),
        ({"read": "reed", "Read": "red"}, {"READ": "reed", "Read": "red", "read": "reed"}),
        ({"राम": "राऽम"}, {"राम": "राऽम"}),
        ({"nasa": "NASA"}, {"Nasa": "NASA", "nasa": "NASA"}),
        ({"straße": "shtra-suh"}, {"Straße": "shtra-suh", "straße": "shtra-suh"}),
        (
            {"New York": "Noo Yawk", "o'clock": "oh clock", "C++": "see", "Jean-Luc": "Zhon Luke"},
            {},
        ),
        ({"um": "", "er": " ", "word": "[word](/wɜɹd/)"}, {}),
        ({"John": "Jon", "St. Jon": "Sinjin John"}, {}),
        ({"a": "b", "b": "a"}, {"A": "b", "B": "a"}),
    ],
)
def test_items(entries: dict[str, str], items: dict[str, str]) -> None:
    assert Lexicon(entries).items == items
    assert list(Lexicon(entries).items) == sorted(items)


def test_only_what_no_dictionary_holds_is_respelled_in_the_text() -> None:
    lexicon = Lexicon({"ahab": "AY-hab", "Moby Dick": "MOH-by Dick", "o'er": "ore"})
    text = "Ahab's Moby Dick, AHAB, aHab o’er ahabs"
    said = lexicon.respell_others(text)
    assert said == "Ahab's MOH-by Dick, AHAB, AY-hab ore ahabs"
    assert lexicon.items_in(said) == {"AHAB": "AY-hab", "Ahab": "AY-hab"}
    lexicon = Lexicon({"New York": "Noo Yawk", "york": "Yawk", "new": "noo"})
    assert lexicon.respell_others("new york, New York") == "new york, Noo Yawk"


WORDS = [
    *("an", "An", "AN", "aN", "ann", "new", "New", "New York", "new york", "York", "an-na"),
    *("o'er", "st. an", "straße", "STRASSE", "İ", "i̇", "σας", "é", "e\u0301", "_", "a_b", "C++"),
    "ſ",
]
ENTRIES = st.dictionaries(st.sampled_from(WORDS), st.sampled_from([*WORDS, "", "an New"]))
TEXTS = st.lists(st.sampled_from([*WORDS, *" ,.'’-_s"])).map("".join) | any_text().map(
    lambda text: text.replace("[", "")
)


def said_by_a_dictionary(text: str, items: Mapping[str, str]) -> str:
    """Whole words, exactly as they are written, once."""
    words = regex.compile(r"[\p{L}\p{M}\p{N}_]+")
    return words.sub(lambda found: items.get(found[0], found[0]), text)


@settings(max_examples=500)
@given(ENTRIES, TEXTS)
def test_text_and_dictionary_together_say_what_respelling_says(
    entries: dict[str, str], text: str
) -> None:
    lexicon = Lexicon(entries)
    left = lexicon.respell_others(text)
    said = lexicon.apply(text)
    assert said_by_a_dictionary(left, lexicon.items) == said
    assert said_by_a_dictionary(left, lexicon.items_in(left)) == said, "the key knows them all"
