"""Tags of chapter files, as ffmpeg names them and as it reads them back."""

from dataclasses import replace
from pathlib import Path

import pytest

from narrate.about import About, chapter_tags, people
from narrate.assembly.spec import Format
from narrate.language import three_letters
from tests.assembly.encoder.test_formats import make
from tests.assembly.takes import ask_ffmpeg, read_ffmetadata, spec

MOBY = About("Moby-Dick", "Herman Melville", "heart", "en", year="1851")
FULL = replace(
    MOBY,
    subtitle="Or, The Whale",
    series="Whales",
    series_position="1.5",
    description="A whale.\n\nAnd a captain = mad; #1.",
    publisher="Harper & Brothers",
    isbn="9780306406157",
)


def tags(about: About = MOBY, title: str = "Loomings") -> dict[str, str]:
    return chapter_tags(about, title=title, number=3, total=135)


def test_tags_have_the_book_as_album_and_the_narrator_as_composer() -> None:
    assert tags() == {
        "title": "Loomings",
        "album": "Moby-Dick",
        "artist": "Herman Melville",
        "album_artist": "Herman Melville",
        "composer": "heart",
        "narrator": "heart",
        "track": "3/135",
        "genre": "Audiobook",
        "language": "eng",
        "date": "1851",
    }


def test_tags_leave_out_what_is_not_known() -> None:
    found = tags(About("Moby-Dick", "", "", "auto"))
    assert found.keys() == {"title", "album", "track", "genre"}


def test_the_title_tag_of_a_chapter_without_a_title_is_its_number() -> None:
    assert tags(title=" ")["title"] == "Chapter 3"


def test_language_tags_have_three_letters_where_they_are_known() -> None:
    assert [three_letters(tag) for tag in ("en-GB", "pt_BR", "HI", "xx")] == [
        "eng",
        "por",
        "hin",
        "xx",
    ]


@pytest.mark.parametrize(
    ("names", "tagged"),
    [
        ("Ann Author & Bo Writer", "Ann Author & Bo Writer"),
        ("Plato; Aristotle", "Plato & Aristotle"),
        ("Martin Luther King, Jr. & Ann Author, PhD", "Martin Luther King Jr. & Ann Author PhD"),
        ("Henry Louis Gates, III", "Henry Louis Gates III"),
        ("Melville, Herman", "Melville, Herman"),
    ],
)
def test_names_in_a_tag_are_joined_as_players_part_them(names: str, tagged: str) -> None:
    assert people(names) == tagged


COMMON = {
    "title": "Loomings",
    "album": "Moby-Dick",
    "artist": "Herman Melville",
    "album_artist": "Herman Melville",
    "composer": "heart",
    "track": "3/135",
    "genre": "Audiobook",
    "date": "1851",
    "comment": FULL.description,
    "grouping": "Whales #1.5",
}
"""What Audiobookshelf reads from any file of a book, under ffmpeg's names"""
NAMED = {
    "publisher": "Harper & Brothers",
    "isbn": "9780306406157",
    "series": "Whales",
    "series-part": "1.5",
}
TOLD = {"description": FULL.description}
"""Vorbis calls by that name what ffmpeg calls a comment; where there is none, players take that"""
READ_BACK: dict[Format, dict[str, str]] = {
    "mp3": {**COMMON, **NAMED, **TOLD, "TIT3": "Or, The Whale", "language": "eng"},
    "m4a": {**COMMON, **TOLD, "show": "Whales", "episode_id": "1.5", "media_type": "2"},
    "flac": {**COMMON, **NAMED, "subtitle": "Or, The Whale"},
    "opus": {**COMMON, **NAMED, "subtitle": "Or, The Whale"},
}


@pytest.mark.parametrize("form", READ_BACK)
def test_all_tags_come_back_from_a_file_of_each_format(tmp_path: Path, form: Format) -> None:
    (made,) = make(spec(tmp_path, form, tags=tags(FULL)))
    where = ["-map_metadata", "0:s:a:0"] if form == "opus" else []
    text = ask_ffmpeg("-i", made, *where, "-fflags", "+bitexact", "-f", "ffmetadata", "-")
    found = read_ffmetadata(text.decode())
    assert {
        name: found.get(name, found.get(name.upper())) for name in READ_BACK[form]
    } == READ_BACK[form]
    if form == "mp3":
        assert "subtitle" not in found, "said once"
