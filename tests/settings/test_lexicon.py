"""How words are to be read, as pipeline.yaml has them: forms, and every fault by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.settings.lexicon import Pronunciation

from .conftest import Faults, Load


def test_every_form_of_a_lexicon_entry_is_read_from_the_settings(load: Load) -> None:
    (words,) = load(
        "lexicon:\n"
        "  Ahab: AY-hab\n"
        "  Siobhan: {say: shi-VAWN, phonemes: /ʃɪˈvɔːn/, case: exact}\n"
        "  read:\n"
        "  - reed\n"
        "  - {say: red, voice: [heart, wren], engine: hibari, language: [en-GB, es]}\n"
    ).lexicon
    assert words == {
        "Ahab": (Pronunciation("AY-hab"),),
        "Siobhan": (Pronunciation("shi-VAWN", "ʃɪˈvɔːn", "exact"),),
        "read": (
            Pronunciation("reed"),
            Pronunciation("red", None, None, ("en-GB", "es"), ("heart", "wren"), ("hibari",)),
        ),
    }


def test_lexicon_files_and_words_in_a_list_keep_their_order(load: Load) -> None:
    folder = load("").input.parent
    for name in ("a.csv", "b.pls"):
        (folder / name).write_text("")
    found = load("lexicon: [a.csv, {x: eks}, b.pls, {}]").lexicon
    assert found == (folder / "a.csv", {"x": (Pronunciation("eks"),)}, folder / "b.pls")
    assert load("lexicon: a.csv").lexicon == (folder / "a.csv",)
    assert load("lexicon: []").lexicon == load("lexicon: {}").lexicon == load("lexicon:").lexicon


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("lexicon: {a: {}}", "1: lexicon.a: needs say, phonemes or both"),
        ("lexicon: {a: {voice: x}}", "1: lexicon.a: needs say, phonemes or both"),
        ("lexicon: {a: {sy: x}}", "1: lexicon.a.sy: unknown key, did you mean say?"),
        ("lexicon: {a: []}", "1: lexicon.a: must be a respelling or a group"),
        ("lexicon:\n- {a: b}\n- a: {say: c, case: Exat}", "3: lexicon.a.case: must be any or"),
        ("lexicon: {a: {phonemes: '//'}}", "1: lexicon.a.phonemes: must be phonemes in IPA"),
        ("lexicon: {a: {phonemes: 'a](b'}}", "1: lexicon.a.phonemes: must be phonemes in IPA"),
        ("lexicon: {a: {say: b, language: auto}}", "1: lexicon.a.language: item 1 must be a lang"),
        ("lexicon: {a: {say: b, engine: hibary}}", "1: lexicon.a.engine: item 1 unknown engine"),
        (f"lexicon: {{{'a' * 200}: b}}", "1: lexicon."),
    ],
)
def test_faults_of_the_lexicon_settings_have_their_line_and_place(
    faults: Faults, text: str, fault: str
) -> None:
    assert faults(text)[0].startswith(f"pipeline.yaml:{fault}")


def test_all_faults_of_the_lexicon_settings_are_named_at_once(faults: Faults) -> None:
    found = faults("lexicon:\n- {a: {}}\n- [x]\n- nowhere.csv\n- {b: {say: c, voice: []}}\n")
    assert [fault.split(":")[1] for fault in found] == ["2", "3", "4", "5"]


def test_the_lexicon_of_a_book_is_added_to_the_one_above_it(load: Load) -> None:
    settings = load("lexicon: {a: ay}\nbooks: {x.txt: {lexicon: {a: {say: ah, voice: heart}}}}")
    assert [*settings.for_book("x.txt").lexicon] == [
        {"a": (Pronunciation("ay"),)},
        {"a": (Pronunciation("ah", voices=("heart",)),)},
    ]
    assert Path not in map(type, settings.lexicon)
