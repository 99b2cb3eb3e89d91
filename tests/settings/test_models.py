"""Who reads which chapter of which book, and what a book's own settings change."""

from __future__ import annotations

import pickle
from collections.abc import Mapping

import pytest

from narrate.engines.waves.options import Waves
from narrate.settings import Pauses, Settings
from narrate.settings.lexicon import Pronunciation

from .conftest import Faults, Load

WAVES_OPTIONS = (
    ("lexicon", "respell"),
    ("output_format", "wav"),
    ("pronunciation_dicts", ()),
    ("sample_rate", 24000),
)


def test_a_reading_of_the_settings_carries_the_options_of_its_engine_only(load: Load) -> None:
    reading = load("").reading(1, "One")
    assert (reading.engine, reading.voice, reading.language) == ("hibari", None, None)
    assert reading.speed == 1.0
    assert reading.options == (("seed", 0),)
    assert load("engine: pico").reading(1, "").options == (("pitch", 1.0),)
    assert load("engine: waves").reading(1, "").options == WAVES_OPTIONS
    assert hash(load("engine: waves").reading(1, ""))


def test_later_chapter_entries_win_over_earlier_ones(load: Load) -> None:
    settings = load(
        "speed: 1.2\n"
        "chapters:\n"
        "  1-9: {voice: a, speed: 0.8, hibari: {seed: 1}}\n"
        "  3-: {voice: b}\n"
        '  "Epilogue*": {speed: 1, language: es}\n'
    )
    assert settings.reading(2, "Two").voice == "a"
    assert settings.reading(3, "Three").voice == "b"
    assert settings.reading(3, "Three").speed == 0.8
    assert settings.reading(9, "Epilogue").speed == 1.0
    assert settings.reading(9, "Epilogue").language == "es"
    assert settings.reading(9, "Epilogue").options == (("seed", 1),)
    assert settings.reading(10, "Ten").speed == 1.2


def test_another_engine_in_the_settings_drops_the_voice_that_was_not_its_own(load: Load) -> None:
    settings = load(
        "voice: heart\n"
        "chapters:\n"
        "  1: {engine: waves}\n"
        "  2: {engine: waves, voice: olivia}\n"
        "  3: {engine: hibari}\n"
        "  4: {voice: null}\n"
        "books: {a.txt: {engine: pico}, b.txt: {engine: pico, voice: en-GB}}\n"
    )
    assert [settings.reading(n, "").voice for n in range(1, 6)] == [
        None, "olivia", "heart", None, "heart",
    ]  # fmt: skip
    assert settings.for_book("a.txt").reading(9, "").voice is None
    assert settings.for_book("b.txt").reading(9, "").voice == "en-GB"


def test_the_command_line_wins_over_every_chapter_and_book(load: Load) -> None:
    text = (
        "voice: heart\n"
        "chapters: {1: {voice: fable, speed: 0.8}, 2: {engine: waves, voice: olivia}}\n"
        "books: {a.txt: {engine: pico, speed: 0.7}}\n"
    )
    slow = load(text, speed=1.5)
    assert slow.speed == 1.5
    assert slow.reading(1, "").speed == 1.5
    assert slow.for_book("a.txt").reading(1, "").speed == 1.5

    waves = load(text, engine="waves")
    assert (waves.engine, waves.voice) == ("waves", None)
    assert [waves.reading(n, "").voice for n in (1, 2, 3)] == [None, "olivia", None]
    assert waves.for_book("a.txt").engine == "waves"
    assert waves.for_book("a.txt").reading(3, "").options == WAVES_OPTIONS

    named = load(text, engine="waves", voice="magnus")
    assert {named.for_book("a.txt").reading(n, "").voice for n in (1, 2, 3)} == {"magnus"}


def said(settings: Settings) -> dict[str, str | None]:
    """The words of the lexicon, the later ones winning."""
    parts = [part for part in settings.lexicon if isinstance(part, Mapping)]
    return {word: how.say for part in parts for word, (how,) in part.items()}


def test_a_book_of_the_settings_changes_only_what_it_names(load: Load) -> None:
    settings = load(
        "pauses: {scene: 3, clause: 0.2}\n"
        "deliver: {formats: [mp3, m4a], bitrate: {mp3: 96k}, narrator: Me}\n"
        "lexicon: {a: ay, b: bee}\n"
        "waves: {model: lightning_v3.1, base_url: 'http://localhost:1'}\n"
        "chapters: {1: {speed: 0.8}, 2: {speed: 0.8}}\n"
        "books:\n"
        "  a.txt:\n"
        "    title: A\n"
        "    author: B\n"
        "    narrator: C\n"
        "    pauses: {clause: 0.1}\n"
        "    deliver: {formats: [flac], bitrate: {m4a: 32k}}\n"
        "    lexicon: {b: bi, c: sea}\n"
        "    waves: {sample_rate: 44100}\n"
        "    chapters: {2: {speed: 0.9}, 3: {speed: 0.9}}\n"
    )
    book = settings.for_book("a.txt")
    assert (book.about.title, book.about.author, book.deliver.narrator) == ("A", "B", "C")
    assert book.pauses == Pauses(scene=3, clause=0.1)
    assert book.deliver.formats == ("flac",)
    assert book.deliver.bitrate == {"mp3": "96k", "m4a": "32k", "opus": None}
    assert said(book) == {"a": "ay", "b": "bi", "c": "sea"}
    waves = book.options("waves", Waves)
    assert waves.model == "lightning_v3.1"
    assert waves.sample_rate == 44100
    assert waves.base_url == "http://localhost:1"
    assert [book.reading(n, "").speed for n in (1, 2, 3, 4)] == [0.8, 0.9, 0.9, 1.0]
    assert book.books == {}
    assert book.for_book("a.txt") == book

    other = settings.for_book("b.txt")
    assert (other.about.title, other.about.author, other.deliver.narrator) == (None, None, "Me")
    assert said(other) == {"a": "ay", "b": "bee"}


def test_books_of_the_settings_are_found_by_file_name(load: Load) -> None:
    settings = load("books: {Émile.TXT: {title: E}, a.txt: {title: small}, A.txt: {title: big}}")
    assert settings.for_book("E\N{COMBINING ACUTE ACCENT}mile.txt").about.title == "E"
    assert settings.for_book("a.txt").about.title == "small"
    assert settings.for_book("A.txt").about.title == "big"
    assert settings.for_book("A.epub").about.title is None


def test_lexicons_of_a_book_are_added_to_those_of_the_top_level(load: Load) -> None:
    file = load("").input.with_name("words.csv")
    file.write_text("a,b")
    settings = load("lexicon: words.csv\nbooks:\n  a.txt:\n    lexicon: [{c: d}, words.csv]\n")
    assert settings.for_book("a.txt").lexicon == (file, {"c": (Pronunciation("d"),)}, file)
    assert settings.for_book("b.txt").lexicon == (file,)
    assert settings.for_book("a.txt").lexicon_name == "a.txt"


def test_chapter_keys_of_the_settings_that_fit_nothing_are_known(load: Load) -> None:
    settings = load("chapters: {1: {}, 9: {}, Epilog: {}, 'One*': {}}")
    assert settings.unmatched_chapters([(1, "One"), (2, "Two")]) == ("9", "Epilog")


def test_dumped_settings_differ_whenever_readings_do(load: Load) -> None:
    """What a rerun compares to know that nothing changed."""
    plain = load("chapters: {1: {}}")
    assert plain.model_dump(mode="json") == load("chapters: {1: {}}").model_dump(mode="json")
    changed = [
        load("chapters: {1: {speed: 1.0}}"),
        load("chapters: {1: {}}", speed=1.0),
        load("chapters: {2: {}}"),
        load("books: {a.txt: {title: A}}\nchapters: {1: {}}").for_book("a.txt"),
        load("chapters: {1: {}}", engine="hibari"),
    ]
    dumps = [settings.model_dump_json() for settings in (plain, *changed)]
    assert len(set(dumps)) == len(dumps)


def test_settings_can_be_sent_between_processes(load: Load) -> None:
    settings = load("chapters: {1: {speed: 0.9}}", engine="waves").for_book("a.txt")
    assert pickle.loads(pickle.dumps(settings)) == settings


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
            " speed, pace, hibari, pico, waves and openai",
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
