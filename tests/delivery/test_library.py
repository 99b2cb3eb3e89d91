"""What media servers find: sidecars, and a book on the shelves of a library."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from narrate.about import About
from narrate.delivery.library import library_folder, make_library, make_sidecars
from narrate.errors import StoreError
from narrate.files import disk
from narrate.timeline import FinishedBook, PackageSpec, Track

JPEG, PNG = b"\xff\xd8\xff picture", b"\x89PNG picture"
ABOUT = About(
    title="The Way: Home",
    author="Ann Author & Martin King, Jr.",
    narrator="Heart & Bella",
    language="en",
    subtitle="Or Not",
    series="The Ways",
    series_position="1.5",
    year="1987",
    description="A way.\n\nAnd home.",
    publisher="Salt",
    isbn="9780306406157",
)


@pytest.fixture
def book(tmp_path: Path) -> FinishedBook:
    folder = tmp_path / "output"
    folder.mkdir()
    tracks = []
    for number, samples in ((1, 48000), (2, 36000)):
        name = f"{number:02} - Test"
        paths = {form: folder / f"{name}.{form}" for form in ("mp3", "flac")}
        for form, path in paths.items():
            path.write_text(f"{form} {number}")
        tracks.append(
            Track(
                number, f"T{number}", "chapter", 1, 1, f"{name}.mp3", (), 24000, samples, (), paths
            )
        )
    return FinishedBook(replace(ABOUT, cover=JPEG), tuple(tracks), Path("book.epub"))


def spec(tmp_path: Path, *formats: str) -> PackageSpec:
    library = tmp_path / "library"
    return PackageSpec(tmp_path / "output", "Book", "ffmpeg", formats=formats, library=library)


def test_sidecars_have_metadata_in_the_form_that_audiobookshelf_reads(
    book: FinishedBook, tmp_path: Path
) -> None:
    made = make_sidecars(book, spec(tmp_path, "m4b"))
    assert [path.name for path in made] == ["metadata.json", "desc.txt", "reader.txt", "cover.jpg"]
    assert json.loads(made[0].read_text()) == {
        "chapters": [
            {"id": 0, "start": 0.0, "end": 2.0, "title": "T1"},
            {"id": 1, "start": 2.0, "end": 3.5, "title": "T2"},
        ],
        "title": "The Way: Home",
        "subtitle": "Or Not",
        "authors": ["Ann Author", "Martin King Jr."],
        "narrators": ["Heart", "Bella"],
        "series": ["The Ways #1.5"],
        "genres": ["Audiobook"],
        "publishedYear": "1987",
        "publisher": "Salt",
        "description": "A way.\n\nAnd home.",
        "isbn": "9780306406157",
        "language": "en",
    }
    assert made[1].read_text() == "A way.\n\nAnd home.\n"
    assert made[2].read_text() == "Heart & Bella\n"
    assert made[3].read_bytes() == JPEG


def test_sidecars_of_mp3_files_leave_the_chapters_to_the_server(
    book: FinishedBook, tmp_path: Path
) -> None:
    """It takes each for longer than its sound, and chapters that are told would drift away."""
    made = make_sidecars(book, spec(tmp_path, "mp3"))
    assert "chapters" not in json.loads(made[0].read_text())


def test_sidecars_leave_out_what_is_not_known_of_the_book(
    book: FinishedBook, tmp_path: Path
) -> None:
    bare = replace(book, about=About("T", "", "Heart", "auto", cover=PNG))
    made = make_sidecars(bare, spec(tmp_path, "mp3"))
    assert [path.name for path in made] == ["metadata.json", "reader.txt", "cover.png"]
    said = json.loads(made[0].read_text())
    assert said == {"title": "T", "narrators": ["Heart"], "genres": ["Audiobook"]}


@pytest.mark.parametrize(
    ("changes", "folder"),
    [
        ({}, "Ann Author & Martin King Jr/The Ways/Vol 1.5 - The Way - Home"),
        ({"series": ""}, "Ann Author & Martin King Jr/The Way - Home"),
        ({"series_position": ""}, "Ann Author & Martin King Jr/The Ways/The Way - Home"),
        ({"series_position": "II"}, "Ann Author & Martin King Jr/The Ways/The Way - Home"),
        ({"author": " "}, "The Way - Home"),
        ({"author": "../..", "series": "", "title": "../x/.."}, "Book/x"),
        ({"author": "CON", "series": "", "title": "a\\b?"}, "_CON/a-b"),
    ],
)
def test_a_books_folder_in_the_library_follows_author_series_and_title(
    changes: dict[str, str], folder: str
) -> None:
    found = library_folder(replace(ABOUT, **changes))  # type: ignore[arg-type]
    assert found.as_posix() == folder
    assert not found.is_absolute()


def test_the_library_links_chapter_files_in_one_format(book: FinishedBook, tmp_path: Path) -> None:
    made = make_library(book, spec(tmp_path, "flac", "mp3"))
    folder = tmp_path / "library" / library_folder(ABOUT)
    assert sorted(made) == sorted(folder.iterdir())
    assert [p.name for p in made[:2]] == ["01 - Test.mp3", "02 - Test.mp3"]
    assert made[0].samefile(book.tracks[0].paths["mp3"])
    assert {p.name for p in made[2:]} == {"metadata.json", "desc.txt", "reader.txt", "cover.jpg"}
    assert make_library(book, spec(tmp_path, "flac", "mp3")) == made, "and once more"
    assert sorted(made) == sorted(folder.iterdir()), "nothing half made"


def test_the_library_replaces_files_that_changed(book: FinishedBook, tmp_path: Path) -> None:
    made = make_library(book, spec(tmp_path, "mp3"))
    disk.write_bytes(book.tracks[0].paths["mp3"], b"new")
    again = make_library(book, replace(spec(tmp_path, "mp3"), ours=frozenset(made)))
    assert again[0].read_bytes() == b"new"


def test_the_library_leaves_somebody_elses_audio_alone(book: FinishedBook, tmp_path: Path) -> None:
    made = make_library(book, spec(tmp_path, "mp3"))
    disk.write_bytes(book.tracks[0].paths["mp3"], b"new")
    with pytest.raises(StoreError, match="already exists and was not made for this book"):
        make_library(book, spec(tmp_path, "mp3"))
    assert made[0].read_bytes() == b"mp3 1"


def test_the_library_copies_files_to_another_disk(
    book: FinishedBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", refuse)
    made = make_library(book, spec(tmp_path, "mp3"))
    assert made[0].read_bytes() == b"mp3 1"
    assert not made[0].samefile(book.tracks[0].paths["mp3"])


def test_the_library_takes_a_file_of_the_whole_book_before_chapter_files(
    book: FinishedBook, tmp_path: Path
) -> None:
    folder = tmp_path / "output"
    (folder / "Book.mp3").write_text("all")
    made = make_library(book, spec(tmp_path, "mp3", "mp3book"))
    assert made[0].name == "Book.mp3"
    for number in (1, 2):
        (folder / f"Book - Part {number}.m4b").write_text("half")
    asked = replace(spec(tmp_path, "mp3", "m4b", "mp3book"), ours=frozenset(made))
    made_too = make_library(book, asked)
    assert [p.name for p in made_too[:2]] == ["Book - Part 1.m4b", "Book - Part 2.m4b"]
    assert "chapters" in json.loads(made_too[2].read_text())


def test_no_library_is_written_where_none_is_set(book: FinishedBook, tmp_path: Path) -> None:
    assert make_library(book, replace(spec(tmp_path, "mp3"), library=None)) == ()


@pytest.mark.parametrize(("formats", "says"), [(("m4b",), "Book.m4b"), (("wav",), "wav")])
def test_the_library_names_files_that_are_gone(
    book: FinishedBook, tmp_path: Path, formats: tuple[str, ...], says: str
) -> None:
    with pytest.raises(StoreError, match=says):
        make_library(book, spec(tmp_path, *formats))


def test_a_library_that_cannot_be_written_is_a_store_error(
    book: FinishedBook, tmp_path: Path
) -> None:
    (tmp_path / "library").write_text("a file")
    with pytest.raises(StoreError, match="library"):
        make_library(book, spec(tmp_path, "mp3"))
