"""The folder of a book: whose it is, what is in it, what is cleared away."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from narrate.delivery.record import DeliveredChapter, load_record, stamp
from narrate.delivery.shelf import Catalogue, Shelf
from narrate.errors import SettingsError
from narrate.timeline import ChapterTiming


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / ".narrate/books", tmp_path / "output")


def put(shelf: Shelf, number: int, name: str, text: str = "sound") -> DeliveredChapter:
    """Deliver a chapter whose file has that name."""
    shelf.prepare()
    path = shelf.folder / name
    path.write_text(text)
    entry = ChapterTiming(number, "", "chapter", 1, 1, name, (name,), 24000, 24000, ())
    chapter = DeliveredChapter(
        number,
        f"Title {number}",
        "f",
        "inputs",
        (stamp(path, shelf.folder),),
        1.0,
        1,
        (entry,),
    )
    shelf.deliver(chapter)
    return chapter


def test_a_shelf_remembers_across_runs(catalogue: Catalogue, tmp_path: Path) -> None:
    manuscript = tmp_path / "input/tale.txt"
    shelf = catalogue.shelf(manuscript)
    chapter = put(shelf, 1, "01 - One.mp3")
    shelf.finish("Tale", [1], {}, {})
    again = Catalogue(tmp_path / ".narrate/books", tmp_path / "output").shelf(manuscript)
    assert again.unchanged(1) == chapter
    assert again.is_up_to_date("inputs", [1])
    assert not again.is_up_to_date("other inputs", [1])
    assert not again.is_up_to_date("inputs", [1, 2])


@pytest.mark.parametrize("change", ["touch", "edit", "delete"])
def test_a_shelf_does_not_trust_a_file_that_somebody_touched(
    catalogue: Catalogue, tmp_path: Path, change: str
) -> None:
    shelf = catalogue.shelf(tmp_path / "input/tale.txt")
    put(shelf, 1, "01 - One.mp3")
    shelf.finish("Tale", [1], {}, {})
    path = shelf.folder / "01 - One.mp3"
    match change:
        case "touch":
            os.utime(path, ns=(1, 1))
        case "edit":
            path.write_text("other")
        case "delete":
            path.unlink()
    assert shelf.unchanged(1) is None
    assert not shelf.is_up_to_date("inputs", [1])


def test_a_shelf_does_not_take_a_killed_run_for_finished(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    shelf = catalogue.shelf(tmp_path / "input/tale.txt")
    put(shelf, 1, "01 - One.mp3")
    assert shelf.unchanged(1)
    assert not shelf.is_up_to_date("inputs", [1]), "timeline.json was never written"


def test_a_shelf_removes_replaced_files_and_keeps_touched_ones(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    shelf = catalogue.shelf(tmp_path / "input/tale.txt")
    put(shelf, 1, "01 - One.mp3")
    put(shelf, 2, "02 - Two.mp3")
    put(shelf, 3, "03 - Three.mp3")
    shelf.finish("Tale", [1, 2, 3], {}, {})
    (shelf.folder / "03 - Three.mp3").write_text("the author's own cut")
    put(shelf, 1, "01 - First.mp3")
    shelf.finish("Tale", [1], {}, {"said": "so"})
    assert sorted(path.name for path in shelf.folder.iterdir()) == [
        "01 - First.mp3",
        "03 - Three.mp3",
        "report.json",
        "timeline.json",
    ]
    timeline = json.loads((shelf.folder / "timeline.json").read_text())
    assert [entry["number"] for entry in timeline["chapters"]] == [1]


def test_manuscripts_of_one_name_keep_their_own_folders(tmp_path: Path) -> None:
    def folders() -> list[str]:
        catalogue = Catalogue(tmp_path / ".narrate/books", tmp_path / "output")
        names = ("tale.txt", "tale.epub", "Tale.md")
        shelves = [catalogue.shelf(tmp_path / "input" / name) for name in names]
        for shelf in shelves:
            put(shelf, 1, "01.mp3")
            shelf.finish("Tale", [1], {}, {})
        return [shelf.folder.name for shelf in shelves]

    first = folders()
    assert len({name.casefold() for name in first}) == 3, "also where case does not tell"
    assert folders() == first


def test_a_shelf_finds_chapters_up_to_date_under_new_inputs(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    shelf = catalogue.shelf(tmp_path / "input/tale.txt")
    put(shelf, 1, "01.mp3")
    put(shelf, 2, "02.mp3")
    shelf.finish("Tale", [1, 2], {1: replace(shelf.record.chapters[1], inputs="new inputs")}, {})
    assert shelf.is_up_to_date("new inputs", [1])
    assert not shelf.is_up_to_date("new inputs", [1, 2])


def test_a_shelf_names_a_folder_that_cannot_be_made(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "output").write_text("in the way")
    with pytest.raises(SettingsError, match="cannot be written"):
        catalogue.shelf(tmp_path / "input/tale.txt").prepare()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"chapters": {"1": 3}}'])
def test_a_record_that_cannot_be_read_counts_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(content)
    assert load_record(path) == load_record(tmp_path / "none.json")


def test_records_of_a_shelf_survive_a_project_that_moves(tmp_path: Path) -> None:
    old = tmp_path / "here"
    shelf = Catalogue(old / ".narrate/books", old / "output").shelf(old / "input/tale.txt")
    put(shelf, 1, "01.mp3")
    shelf.finish("Tale", [1], {}, {})
    new = tmp_path / "there"
    old.rename(new)
    moved = Catalogue(new / ".narrate/books", new / "output").shelf(new / "input/tale.txt")
    assert moved.is_up_to_date("inputs", [1])
    assert moved.record == replace(shelf.record)
