from __future__ import annotations

from pathlib import Path

import pytest

from narrate.errors import SettingsError
from narrate.script import Lexicon


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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- a\n- b\n", "lines of the form"),
        ("a: 1\nb: [x]\n", r"lexicon\.a: .*\nlexicon\.b: "),
        ("a: 'x\n", "cannot be read"),
    ],
)
def test_every_fault_of_a_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "lexicon.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises(SettingsError, match=message):
        Lexicon.load(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.yaml cannot be read"):
        Lexicon.load(tmp_path / "nowhere.yaml")
