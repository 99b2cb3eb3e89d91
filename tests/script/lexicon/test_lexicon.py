from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate.about import About
from narrate.book import Book
from narrate.chunk import Voicing
from narrate.engines import text_of
from narrate.errors import SettingsError
from narrate.script import Lexicon, ScriptOptions, Wording, write_script
from narrate.script.lexicon.lexicon import MOST_BYTES, MOST_FAULTS, read_lexicon
from narrate.settings.lexicon import read_words
from tests.script.texts import Pauses, any_text, chapter_of

PICO = Voicing("pico", "x", "en", 1.0)
"""A voice that takes no phonemes, and that no entry here is meant for in particular"""


def wording(entries: Mapping[str, object]) -> Wording:
    return Lexicon(entries).for_voicing(PICO)


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
        ({"Hermione": "her-MY"}, "Hermione's, Hermione’s", "her-MY's, her-MY’s"),
        ({"jose\u0301": "ho-ZAY", "Ren\u00e9e": "re-NAY"}, "José Renée", "ho-ZAY re-NAY"),
        ({"தமிழ்": "tamil"}, "தமிழ் தமிழன்", "tamil தமிழன்"),
    ],
)
def test_lexicon_entries_replace_their_words(entries: dict[str, str], text: str, said: str) -> None:
    assert wording(entries).apply(text) == said


def test_a_lexicon_without_entries_changes_nothing() -> None:
    assert Lexicon.load(None).for_voicing(PICO).apply("as it is") == "as it is"


def test_a_lexicon_is_loaded_from_a_yaml_file(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.yaml"
    file.write_text("Hermione: her-MY-oh-nee\n", "utf-8")
    assert Lexicon.load(file).for_voicing(PICO).apply("Hermione!") == "her-MY-oh-nee!"
    file.write_text("", "utf-8")
    assert Lexicon.load(file).for_voicing(PICO).apply("Hermione!") == "Hermione!"


def test_a_missing_lexicon_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.yaml cannot be read"):
        Lexicon.load(tmp_path / "nowhere.yaml")


# ---- who says it


def said_by(
    text: str, engine: str, voice: str, language: str, *sources: Mapping[str, object]
) -> str:
    parts = [read_words(source) for source in sources]
    voicing = Voicing(engine, voice, language, 1.0, (("model", "kokoro"),))
    return Lexicon.load(parts).for_voicing(voicing, engine=text_of(engine)).apply(text)


READ = {
    "read": [
        "reed",
        {"say": "rid", "language": "en"},
        {"say": "rad", "engine": ["waves", "pico"]},
        {"say": "red", "voice": "wren"},
        {"say": "rod", "voice": "wren", "engine": "hibari"},
    ]
}


@pytest.mark.parametrize(
    ("engine", "voice", "language", "said"),
    [
        ("openai", "ann", "es", "reed"),
        ("openai", "ann", "en", "rid"),
        ("openai", "ann", "en-GB", "rid"),
        ("waves", "ann", "en", "rad"),
        ("openai", "wren", "en", "red"),
        ("waves", "wren", "en", "red"),
        ("hibari", "wren", "en", "rod"),
    ],
)
def test_a_lexicon_says_the_reading_closest_to_the_voice(
    engine: str, voice: str, language: str, said: str
) -> None:
    assert said_by("Read it", engine, voice, language, READ) == f"{said} it"


def test_a_lexicon_says_the_later_of_equally_close_readings() -> None:
    first = {"a": {"say": "1", "voice": "ann"}, "b": "1", "C": "1"}
    later = {"a": "2", "b": "2", "c": "2"}
    assert said_by("a b C c", "pico", "ann", "en", first, later) == "1 2 1 2"
    assert said_by("a b C c", "pico", "bea", "en", first, later) == "2 2 1 2"


def test_a_lexicon_entry_can_ask_for_its_casing() -> None:
    words = {"will": {"say": "Vill", "case": "exact"}, "Ahab": {"say": "AY-hab", "case": "any"}}
    assert said_by("Will will AHAB ahab", "pico", "x", "en", words) == "Will Vill AY-hab AY-hab"


NAMES = {
    "Hermione": {"phonemes": "həˈmaɪəni", "say": "her-MY-oh-nee"},
    "ruth": {"phonemes": "ˈɹuːθ"},
    "New York": {"phonemes": "nuː ˈjɔɹk"},
    "York": "yawk",
}


def test_a_lexicon_gives_phonemes_to_engines_that_take_them_and_respellings_to_others() -> None:
    text = "Hermione and Hermione’s, Ruth's New York, York’s [York](/x/)"
    assert said_by(text, "hibari", "heart", "en", NAMES) == (
        "[Hermione](/həmˈIəni/) and [Hermione’s](/həmˈIəniz/), [Ruth's](/ɹˈuθs/)"
        " [New York](/nˈu jˈɔɹk/), yawk’s [York](/x/)"
    )
    assert said_by("Hermione", "openai", "bf_emma", "en", NAMES) == "[Hermione](/həmˈIəni/)"
    for engine, voice, language in (("pico", "x", "en"), ("openai", "af", "es")):
        assert said_by(text, engine, voice, language, NAMES) == (
            "her-MY-oh-nee and her-MY-oh-nee’s, Ruth's New yawk, yawk’s [York](/x/)"
        )


def test_phonemes_of_a_lexicon_that_a_voice_has_no_sounds_for_are_faults(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text(
        "word,phonemes,language\nXhosa,ǁʰoːsa,xh\nTone,to˥,\nGood,ɡʊd,\nTwo,˩,en", "utf-8"
    )
    lexicon = Lexicon.load(file)
    assert lexicon.for_voicing(PICO, engine=text_of("pico")).apply("Tone") == "Tone"
    with pytest.raises(SettingsError) as refused:
        lexicon.for_voicing(Voicing("hibari", "heart", "en", 1.0), engine=text_of("hibari"))
    one, two = refused.value.faults
    assert one.startswith("names.csv:3: Tone: hibari has no sound for ˥ in /to˥/")
    assert two.startswith("names.csv:5: Two: hibari has no sound for ˩")


@pytest.mark.parametrize(("engine", "notes"), [("hibari", 0), ("pico", 1)])
def test_lexicon_words_without_a_respelling_are_named_once(engine: str, notes: int) -> None:
    lexicon = Lexicon.load(read_words(NAMES))
    chapter = chapter_of("Ruth of New York.", "RUTH and Hermione.")
    voicing = Voicing(engine, "heart", "en", 1.0)
    options = ScriptOptions(250, Pauses(), lexicon, False, engines=text_of)  # type: ignore[arg-type]
    book = Book(About("B", "A", language="en"), (chapter,))
    script = write_script(book, lambda *_: voicing, options)
    found = list(lexicon.mute_words(script, "en", text_of))
    assert len(found) == notes
    assert all("pico takes no phonemes" in note for note in found)
    assert all(note.endswith(": ruth and New York") for note in found)


def test_voices_that_say_the_same_share_the_wording_of_a_lexicon() -> None:
    lexicon = Lexicon.load(read_words({"a": "b", "c": {"say": "d", "voice": "eve"}}))
    ann, bea, eve = (
        lexicon.for_voicing(Voicing("waves", voice, "en", 1.0)) for voice in ("ann", "bea", "eve")
    )
    assert ann is bea is not eve
    assert [wording.titled("project") for wording in (ann, eve)] == ["project", "project (eve)"]
    assert eve.items == {"A": "b", "C": "d", "a": "b", "c": "d"}
    assert ann.items == {"A": "b", "a": "b"}


def test_a_wording_knows_which_lexicon_entries_are_heard_in_a_text() -> None:
    voicing = Voicing("hibari", "heart", "en", 1.0)
    wording = Lexicon.load(read_words(NAMES)).for_voicing(voicing, engine=text_of("hibari"))
    assert wording.heard_in("RUTH's York [Hermione](/x/)") == {"ruth": "/ˈɹuːθ/", "York": "yawk"}
    assert wording.heard_in("new york") == {}


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
def test_lexicon_items_are_the_words_of_a_dictionary_in_order(
    entries: dict[str, str], items: dict[str, str]
) -> None:
    assert wording(entries).items == items
    assert list(wording(entries).items) == sorted(items)


def test_only_words_that_no_dictionary_can_hold_are_respelled_in_the_text() -> None:
    lexicon = wording({"ahab": "AY-hab", "Moby Dick": "MOH-by Dick", "o'er": "ore"})
    text = "Ahab's Moby Dick, AHAB, aHab o’er ahabs"
    said = lexicon.respell_others(text)
    assert said == "Ahab's MOH-by Dick, AHAB, AY-hab ore ahabs"
    assert lexicon.items_in(said) == {"AHAB": "AY-hab", "Ahab": "AY-hab"}
    lexicon = wording({"New York": "Noo Yawk", "york": "Yawk", "new": "noo"})
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
    lexicon = wording(entries)
    left = lexicon.respell_others(text)
    said = lexicon.apply(text)
    assert said_by_a_dictionary(left, lexicon.items) == said
    assert said_by_a_dictionary(left, lexicon.items_in(left)) == said, "the key knows them all"


ANYTHING = st.dictionaries(
    st.sampled_from(WORDS) | st.text(min_size=1, max_size=20),
    st.sampled_from([*WORDS, "", "an New"]) | st.text(max_size=5),
    max_size=6,
)


@given(any_text())
def test_a_lexicon_without_entries_changes_no_text(text: str) -> None:
    assert wording({}).apply(text) == text


@given(ANYTHING, TEXTS)
def test_a_lexicon_entry_changes_whole_words_only(entries: dict[str, str], text: str) -> None:
    """What is between the words of a text stays where it is, whatever becomes of the words."""
    said = wording(dict.fromkeys(entries, "\ue000")).apply(text)
    parts = said.split("\ue000") if "\ue000" not in text else [text]
    at = 0
    for i, part in enumerate(parts):
        found = text.find(part, at)
        assert found >= at
        at = found + len(part)
        if i < len(parts) - 1:
            before, after = part[-1:], parts[i + 1][:1]
            assert not (before and regex.match(r"[\p{L}\p{M}\p{N}_]", before))
            assert not (after and regex.match(r"[\p{L}\p{M}\p{N}_]", after))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def faults(folder: Path, name: str, content: str | bytes) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        Lexicon.load(written(folder, name, content))
    assert refused.value.exit_code == 2
    return refused.value.faults


YAML = 'Ahab: AY-hab\num: ""\nlater:\n1851: then\non: {say: ahn, case: exact}\n'


def test_a_yaml_lexicon_holds_what_pipeline_yaml_does_and_words_to_be_filled_in(
    tmp_path: Path,
) -> None:
    lexicon = Lexicon.load(written(tmp_path, "a.yaml", YAML))
    assert (
        lexicon.for_voicing(PICO).apply("Ahab, um, later 1851 on On")
        == "AY-hab, , later then ahn On"
    )
    assert [entry.place for entry in lexicon.entries] == [f"a.yaml:{n}" for n in (1, 2, 4, 5)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yml", "Ahab: AY-hab"),
        ("a.json", '{"Ahab": "AY-hab"}'),
        ("a.csv", "Ahab,AY-hab"),
        ("a.tsv", "Ahab\tAY-hab"),
        ("a.txt", "Ahab;AY-hab"),
        ("a", "word\tsay\nAhab\tAY-hab"),
        ("a.txt", "Ahab: AY-hab"),
        ("a.yaml", '\ufeff"Ahab": AY-hab'),
        ("a.csv", "\ufeffAhab,AY-hab".encode("utf-16-le")),
        ("a.lexicon", "<lexicon><lexeme><grapheme>Ahab</grapheme><alias>AY-hab</alias></lexeme>"
         "</lexicon>"),
    ],
)  # fmt: skip
def test_forms_of_lexicon_files_are_told_apart(
    tmp_path: Path, name: str, content: str | bytes
) -> None:
    lexicon = Lexicon.load(written(tmp_path, name, content))
    assert lexicon.for_voicing(PICO).apply("Ahab!") == "AY-hab!"


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("a.yaml", "- a\n- b\n", ["a.yaml:1: must hold lines of the form `word: how it is said`"]),
        ("a.yaml", "x: y\na: [[1]]\nb: {sy: c}\n", [
            "a.yaml:2: a: must be a respelling such as her-MY-oh-nee, not a list",
            "a.yaml:3: b.sy: unknown key, did you mean say?",
        ]),
        ("a.yaml", "a: 'x\n", ["a.yaml:1: column 4: a quote that is opened here is never closed"]),
        ("a.yaml", "a: b\na: c\n", ["a.yaml:2: a: is set twice (also on line 1)"]),
        ("a.csv", b"a,b\nc,\xe9\n", ["a.csv:2: not UTF-8 (byte 0xE9); save the file as UTF-8"]),
        ("a.csv", b"a,b\n\0", ["a.csv:2: this is a binary file, not text"]),
        ("a.csv", b"\xff\xfe\x00", ["a.csv:1: not UTF-8 (byte 0x00); save the file as UTF-8"]),
        ("a", bytes(range(256)), ["a:2: not UTF-8 (byte 0x80); save the file as UTF-8"]),
    ],
)  # fmt: skip
def test_faults_of_lexicon_files_have_their_line(
    tmp_path: Path, name: str, content: str | bytes, named: list[str]
) -> None:
    assert [*faults(tmp_path, name, content)] == named


def test_faults_of_all_lexicon_files_are_named_at_once(tmp_path: Path) -> None:
    files = [
        written(tmp_path, name, content) for name, content in (("a.csv", "x"), ("b.yaml", "[]"))
    ]
    with pytest.raises(SettingsError) as refused:
        Lexicon.load([*files, {"a": "b"}, tmp_path / "nowhere.yaml"])
    assert [fault.split(":")[0] for fault in refused.value.faults] == ["a.csv", "b.yaml", "lexicon"]


def test_a_file_that_is_no_lexicon_is_refused_at_once(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "a.csv", b"a,b\n" * (MOST_BYTES // 4 + 1))
    assert f"a lexicon has at most {MOST_BYTES:,}" in fault
    found = faults(tmp_path, "a.csv", "x\n" * 5000)
    assert len(found) == MOST_FAULTS + 1
    assert found[-1].endswith("more faults like these")


def test_a_folder_is_no_lexicon_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_lexicon(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(["a.csv", "a.tsv", "a.yaml", "a.pls", "a.txt"]),
    st.binary(max_size=200)
    | st.text("ab,;\t\n\"'<>&/: -[]{}éə", max_size=120).map(str.encode)
    | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_any_lexicon_file_gives_words_or_faults_of_one_line_each(
    tmp_path: Path, name: str, soup: bytes
) -> None:
    try:
        lexicon = Lexicon.load(written(tmp_path, name, soup))
    except SettingsError as error:
        assert all(fault.startswith(name) for fault in error.faults)
        assert not any("\n" in fault for fault in error.faults)
    else:
        lexicon.for_voicing(PICO).apply("ab a, b")
