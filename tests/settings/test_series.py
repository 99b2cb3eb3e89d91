"""The file of a series, and its characters beside those of pipeline.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.errors import SettingsError
from narrate.settings.casts import Character
from narrate.settings.series import join, load_series, manner_of, read_series, written
from tests.settings.conftest import Faults, Load

FILE = Path("/books/series/Wonderland.yaml")


def faults_of(text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_series(text.encode(), FILE)
    return list(caught.value.faults)


def cast(text: str) -> dict[str, Character]:
    indented = "".join(f"  {line}\n" for line in text.splitlines())
    return dict(read_series(f"characters:\n{indented}".encode(), FILE).characters)


def test_it_holds_characters_as_pipeline_yaml_does_and_words() -> None:
    series = read_series(
        b"series: Wonderland\ncharacters:\n"
        b"  Alice: {voice: linden, speed: 0.9, hibari: {seed: 3}, aliases: [Miss Liddell]}\n"
        b"lexicon: {Cheshire: CHESH-er}\n",
        FILE,
    )
    alice = series.characters["Alice"]
    assert written(alice) == {
        "aliases": ["Miss Liddell"],
        "hibari": {"seed": 3},
        "speed": 0.9,
        "voice": "linden",
    }
    assert "aliases" not in manner_of(alice)
    assert series.exists and series.shown == "series/Wonderland.yaml"
    (words,) = series.lexicon
    assert isinstance(words, dict) and [*words] == ["Cheshire"]


def test_no_file_and_an_empty_one_hold_nothing(tmp_path: Path) -> None:
    assert not load_series(tmp_path / "none.yaml").exists
    (tmp_path / "some.yaml").write_text("# later\n", encoding="utf-8")
    found = load_series(tmp_path / "some.yaml")
    assert found.exists and not found.characters and not found.lexicon


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "characters:\n  Alice: {voise: x}\n",
            ":2: characters.Alice.voise: unknown key, did you mean voice?",
        ),
        ("charcters: {}\n", ":1: charcters: unknown key, did you mean characters?"),
        ("chapters: {}\n", ":1: chapters: unknown key, did you mean characters?"),
        ("- Alice\n", ":1: must hold series, characters and lexicon, each with a colon"),
        (
            "characters: {A: {aliases: [Q]}, Q: x}\n",
            ':1: characters.Q: "Q" is a name of A too; each name is one character\'s',
        ),
        ("lexicon: {Ely: {saz: x}}\n", ":1: lexicon.Ely.saz: unknown key, did you mean say?"),
        ("characters:\n\tA: b\n", ":2: column 1: a tab here; YAML is indented with spaces"),
    ],
)
def test_a_fault_has_its_line_and_what_to_do(text: str, fault: str) -> None:
    assert faults_of(text) == ["series/Wonderland.yaml" + fault]


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't be read"):
        load_series(tmp_path)


def test_the_book_counts_before_the_series_and_the_series_before_all_books() -> None:
    series = cast("Alice: {engine: hibari, voice: linden}\nHatter: {engine: hibari, voice: wren}")
    own = cast("Alice: {voice: heart, speed: 0.9}\nHatter: heart")
    joined = join(series, own, cast("Hatter: heart"), FILE.name)
    assert manner_of(joined.characters["Alice"]) == {"engine": "hibari", "voice": "linden"}
    assert manner_of(joined.characters["Hatter"]) == {"voice": "heart"}
    assert joined.of_series == () and joined.notes == ()


def test_a_book_may_change_one_thing_of_how_somebody_speaks() -> None:
    series = cast("Alice: {engine: hibari, voice: linden}")
    own = cast("Alice: {voice: heart, speed: 0.9}")  # its voice is said for all books
    joined = join(series, own, cast("Alice: {speed: 0.9}"), FILE.name)
    manner = manner_of(joined.characters["Alice"])
    assert manner == {"engine": "hibari", "voice": "linden", "speed": 0.9}


def test_an_alias_makes_two_names_one_character() -> None:
    series = cast("Mr. Hyde: {voice: clover, aliases: [Hyde]}\nAlice: linden")
    joined = join(series, cast("hyde: {aliases: [the murderer]}"), {}, FILE.name)
    assert [*joined.characters] == ["hyde", "Alice"]
    assert joined.characters["hyde"].aliases == ("the murderer", "Mr. Hyde")
    assert joined.characters["hyde"].voice == "clover"
    assert joined.names == {"Mr. Hyde": "hyde", "Alice": "Alice"}
    assert joined.of_series == ("Alice",)


def test_a_name_of_two_characters_is_pipeline_yamls_and_told() -> None:
    series = cast("Alice: {voice: linden, aliases: [the Queen, Miss Liddell]}")
    joined = join(series, cast("Alice: heart\nThe Queen: wren"), {}, "W.yaml")
    assert joined.characters["Alice"].aliases == ("Miss Liddell",)
    assert joined.characters["The Queen"].voice == "wren"
    assert joined.notes == (
        "the Queen is a name of Alice in W.yaml and of The Queen in pipeline.yaml, whose it is in"
        " this book; each name should be one character's",
    )


def test_two_of_the_series_whom_pipeline_yaml_takes_for_one_are_told() -> None:
    series = cast("Hare: linden\nHatter: wren")
    own = cast("Hatter: {voice: heart, aliases: [Hare]}")
    joined = join(series, own, own, "W.yaml")
    assert [*joined.characters] == ["Hatter"] and joined.characters["Hatter"].voice == "heart"
    (note,) = joined.notes
    assert note.startswith("Hare of W.yaml is Hatter in pipeline.yaml")


def test_a_series_is_set_for_all_books_one_or_none(load: Load) -> None:
    settings = load(
        "series: Wonderland\n"
        "books:\n  a.md: {series: Barsetshire}\n  b.md: {series: null}\n  c.md: {series: auto}\n"
    )
    assert settings.for_book("x.md").about.series == "Wonderland"
    assert settings.for_book("a.md").about.series == "Barsetshire"
    for name, series in (("b.md", None), ("c.md", "auto")):
        assert settings.for_book(name).series == series
        assert settings.for_book(name).about.series is None


def test_a_file_or_a_yes_is_no_name_of_a_series(faults: Faults) -> None:
    assert faults("series: books/Wonderland.yaml\n") == [
        "pipeline.yaml:1: series: must be the name of a series, such as Wonderland; its file is"
        " then Wonderland.yaml in the folder that series_files names"
    ]
    (fault,) = faults("series: yes\n")
    assert "must be the name of a series, or auto" in fault
