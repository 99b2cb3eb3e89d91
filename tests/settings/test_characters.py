"""Voices for what characters say, and for quotations as such."""

from __future__ import annotations

import pickle

import pytest

from .conftest import Faults, Load

CAST = (
    "voice: heart\n"
    "speed: 1.1\n"
    "chapters: {2: {voice: hazel}, 3: {engine: waves, voice: meher}}\n"
    "characters:\n"
    "  Alice: linden\n"
    "  Mr. Hyde: {voice: fenrir, speed: 0.9, aliases: [Edward Hyde, the murderer]}\n"
    "  Poole: {aliases: [the butler]}\n"
    "dialogue: wren\n"
)


def test_a_speaker_has_the_characters_voice_and_others_that_of_dialogue(load: Load) -> None:
    settings = load(CAST)
    voices = {
        speaker: settings.reading(1, "", speaker).voice
        for speaker in (None, "", "Alice", "the alice", "edward hyde", "Murderer", "Poole", "?")
    }
    assert voices == {
        None: "heart",
        "": "heart",
        "Alice": "linden",
        "the alice": "linden",
        "edward hyde": "fenrir",
        "Murderer": "fenrir",
        "Poole": "wren",
        "?": "wren",
    }
    assert settings.reading(1, "", "Mr. Hyde").speed == 0.9
    assert settings.reading(1, "", "Alice").speed == 1.1
    assert settings.reading(2, "", "Alice").voice == "linden"
    assert settings.reading(2, "", None).voice == "hazel"
    assert settings.reading(1, "", "Alice", voice="fable").voice == "fable"


def test_speakers_that_are_no_character_have_the_narrators_voice_without_dialogue(
    load: Load,
) -> None:
    settings = load("voice: heart\ncharacters: {Alice: linden}\n")
    assert [settings.reading(1, "", who).voice for who in ("Alice", "Tom", "?")] == [
        "linden", "heart", "heart",
    ]  # fmt: skip
    assert settings.casts_dialogue
    assert load("dialogue: {speed: 0.9}").casts_dialogue
    assert not load("characters:\ndialogue:\n").casts_dialogue
    assert not load("").casts_dialogue


def test_an_engine_of_a_character_is_not_given_another_engines_voice(load: Load) -> None:
    settings = load("voice: heart\ncharacters: {Alice: {engine: waves, waves: {model: m}}}\n")
    reading = settings.reading(1, "", "Alice")
    assert (reading.engine, reading.voice) == ("waves", None)
    assert ("model", "m") in reading.options


def test_a_voice_on_the_command_line_replaces_the_voices_of_all_characters(load: Load) -> None:
    settings = load(CAST, voice="kore", speed=1.5)
    readings = {settings.for_book("a").reading(1, "", who) for who in (None, "Alice", "Mr. Hyde")}
    assert {(reading.voice, reading.speed) for reading in readings} == {("kore", 1.5)}
    assert load(CAST, engine="pico").reading(1, "", "Alice").voice is None


def test_characters_of_a_book_say_only_what_differs_from_those_above(load: Load) -> None:
    settings = load(
        CAST + "books:\n"
        "  a.txt:\n"
        "    characters: {Mr. Hyde: {speed: 0.8}, Jim: kore}\n"
        "    dialogue: {voice: null}\n"
    ).for_book("a.txt")
    assert settings.reading(1, "", "the murderer").voice == "fenrir"
    assert settings.reading(1, "", "Mr. Hyde").speed == 0.8
    assert settings.reading(1, "", "Jim").voice == "kore"
    assert settings.reading(1, "", "Alice").voice == "linden"
    assert settings.reading(1, "", "Tom").voice is None
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_dumped_settings_differ_where_a_character_does(load: Load) -> None:
    texts = ("", "dialogue: wren", "characters: {A: b}", "characters: {A: {voice: b, aliases: c}}")
    assert len({load(text).model_dump_json() for text in texts}) == 4
    assert (
        load("characters: {A: b}").model_dump() == load("characters: {A: {voice: b}}").model_dump()
    )


def test_characters_that_never_speak_are_known(load: Load) -> None:
    settings = load(CAST)
    assert settings.silent_characters(["Alice", "?", ""]) == ("Mr. Hyde",)
    assert settings.silent_characters(["the murderer", "Alice"]) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "characters: {Alice: {voise: linden}}",
            "pipeline.yaml:1: characters.Alice.voise: unknown key, did you mean voice?",
        ),
        (
            "characters: {Alice: {workers: 3}}",
            "pipeline.yaml:1: characters.Alice.workers: is set once for the whole project;"
            " move it to the top level",
        ),
        (
            "charactres: {Alice: linden}",
            "pipeline.yaml:1: charactres: unknown key, did you mean characters?",
        ),
        (
            "books: {a.txt: {characters: {Alice: {sped: 1}}}}",
            "pipeline.yaml:1: books.a.txt.characters.Alice.sped: unknown key, did you mean speed?",
        ),
        (
            "characters: Alice",
            "pipeline.yaml:1: characters: must be a group such as {Alice: heart}, not Alice",
        ),
        (
            "characters: {Alice: [linden]}",
            "pipeline.yaml:1: characters.Alice: must be a voice, or a group such as"
            " {voice: heart, speed: 0.95}, not a list",
        ),
        (
            "dialogue: {aliases: [x]}",
            "pipeline.yaml:1: dialogue.aliases: unknown key; there are engine, voice, language,"
            " speed, hibari, pico, waves and openai",
        ),
        (
            "characters: {'?': linden}",
            "pipeline.yaml:1: characters.?: quotations of unknown speakers get their voice"
            " under dialogue",
        ),
        (
            "characters:\n  A: {aliases: [the girl]}\n  B: {aliases: [The Girl]}\n",
            'pipeline.yaml:3: characters.B: "The Girl" is a name of A too;'
            " each name is one character's",
        ),
        (
            "characters: {A: {aliases: [b]}}\nbooks:\n  x.txt: {characters: {B: heart}}\n",
            'pipeline.yaml:3: books.x.txt.characters.B: "B" is a name of A too;'
            " each name is one character's",
        ),
    ],
)
def test_faults_of_characters_are_named_by_their_path(
    faults: Faults, text: str, fault: str
) -> None:
    assert faults(text) == [fault]
