"""Romans, capitals, lists and language data."""

from __future__ import annotations

import pytest

from narrate.numerals import roman_value
from narrate.readings.languages import rules_for
from narrate.script.sentences.quotes import find_quotes
from narrate.script.sentences.sentences import list_borders
from narrate.script.sentences.stops import punkt_ends
from narrate.script.spoken import english
from narrate.script.spoken.english import capitals


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("I", 1), ("iv", 4), ("XIV", 14), ("XLVIII", 48), ("XCIX", 99), ("CXXXV", 135), ("CCC", 300)],
)
def test_roman_numerals_have_their_value(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize("word", ["", "IIII", "VX", "IC", "civic", "LIVID", "MIX", "I.", "Á"])
def test_words_that_look_like_roman_numerals_have_no_value(word: str) -> None:
    assert roman_value(word) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("THE WHALE", "The Whale"),
        ("Call HIM now, NOT her.", "Call him now, not her."),
        ("NASA and the FBI, or IBM.", "NASA and the FBI, or IBM."),
        ("DO NOT GO THERE, I SAID.", "Do not go there, I Said."),
        ("HENRY VIII OF ENGLAND", "Henry VIII of England"),
        ("A. B. and I", "A. B. and I"),
        ("IT works for US.", "IT works for US."),
        ("GIVE IT TO US!", "Give it to us!"),
        ("MARLEY’S GHOST", "Marley’s Ghost"),
        ("No capitals here.", "No capitals here."),
    ],
)
def test_words_in_capitals_are_said_in_small_letters_or_spelt(text: str, said: str) -> None:
    assert capitals(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "He was in his 80s. She too. It was the '60s. It was the roaring 20s.",
        "the letter I wrote",
        "the number I called",
        "“No. I shall not.”",
        "He said no. Then he left.",
        "in 1890s. style",
        "a 3d film",
        "Come in. Sit down.",
    ],
)
def test_words_that_only_look_like_abbreviations(text: str) -> None:
    assert english.respell(text) == text


def test_sentence_rules_are_found_by_language() -> None:
    assert "mr" in rules_for("en").titles
    assert rules_for("en-GB").starters == rules_for("en").starters
    assert rules_for("pt_BR").name == "pt"
    assert rules_for("tlh").titles == frozenset()
    assert rules_for("en").common > {"suddenly"}
    assert rules_for("ta").quotatives


def test_punkt_knows_our_abbreviations() -> None:
    assert not punkt_ends("Mr.", "Smith", "en")
    assert punkt_ends("etc.", "They", "en")
    assert not punkt_ends("etc.", "Smith", "en")
    assert punkt_ends("house.", "Smith", "en")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. One 2. Two 3. Three", 2),
        ("1) One 2. Two", 0),
        ("2. One 4. Two", 0),
        ("One 1. and 2. two", 0),
        ("a) one b) two", 1),
        ("J. K. Rowling", 0),
        ("• 9. nine • 10. ten", 1),
    ],
)
def test_borders_of_list_items_are_found(text: str, items: int) -> None:
    assert len(list_borders(text)) == items


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("“a ‘b’ c” “d", ["“a ‘b’ c”"]),
        ('"a" and "b', ['"a"']),
        ("«a» b", ["«a»"]),
        ("»a« b »c«", ["»a«", "»c«"]),
        ("„a“ b", ["„a“"]),
        ("It's the boys' 'own' thing, 'tis", ["'own'"]),
        ("(a [b] c) (d", ["(a [b] c)"]),
        ("'' a '' b", ["'' a ''"]),
        ("“a “b” c", ["“b”"]),
        (") a ( b", []),
    ],
)
def test_quotations_are_found_by_their_marks(text: str, spans: list[str]) -> None:
    found = find_quotes(text).spans
    assert [text[a : b + 1] for a, b in found] == spans
