"""What lies beside the audio of a book is looked at: all that was ordered, whole and in step."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.epub import why_not_run
from narrate.delivery.record import DeliveredPackage, load_record, record_bytes, stamp
from tests.check.measures.deliveries import write
from tests.check.projects import check, faults, folder
from tests.conftest import Project


def with_captions(project: Project, late: float = 0.0) -> None:
    """Captions beside every chapter, and the record of them."""
    timeline = json.loads((folder(project) / "timeline.json").read_text())
    paths = []
    for entry in timeline["chapters"]:
        cues = ["WEBVTT"]
        for chunk in entry["chunks"]:
            for s in chunk["sentences"]:
                start, end = (s[edge] / entry["sample_rate"] + late for edge in ("start", "end"))
                cues.append(f"00:{start:06.3f} --> 00:{end:06.3f}\n{s['text']}")
        paths.append((folder(project) / entry["file"]).with_suffix(".vtt"))
        paths[-1].write_text("\n\n".join(cues) + "\n")
    path = project.folder / ".narrate" / "books" / "book.json"
    record = load_record(path)
    package = DeliveredPackage("f", tuple(stamp(path, folder(project)) for path in paths))
    path.write_bytes(record_bytes(replace(record, packages={**record.packages, "vtt": package})))


def test_the_check_reads_captions_where_they_were_delivered(delivered: Project) -> None:
    with_captions(delivered)
    checked = check(delivered)
    assert faults(checked) == set()
    assert all(track.figure("captions vtt") for track in checked.books[0].tracks)
    with_captions(delivered, late=0.5)
    assert faults(check(delivered)) == {"captions vtt"}
    next(folder(delivered).glob("01*.vtt")).unlink()
    assert faults(check(delivered)) == {"captions vtt", "delivered"}


def messages(project: Project) -> dict[str, str]:
    """What is wrong with the book as a whole, by the file's name."""
    (book,) = check(project).books
    return {found.file: found.message for track, found in book.failures() if track is None}


def sample_of(project: Project) -> Path:
    record = load_record(project.folder / ".narrate" / "books" / "book.json")
    return folder(project) / record.packages["sample"].files[0].name


def test_a_book_with_packages_of_every_kind_passes_the_check(packed: Project) -> None:
    (book,) = check(packed).books
    assert not list(book.failures())
    assert {found.file for found in book.checks} >= {
        "Book.epub", "Book.m4b", "Book.mp3", "player.html", "publication.json",
        sample_of(packed).name,
    }  # fmt: skip
    for track in book.tracks:
        assert track.figure("captions vtt") and track.figure("captions srt")
    assert list(book.notes) == [why_not_run()] * bool(why_not_run())


@pytest.mark.parametrize("name", ["player.html", "Book.epub", "publication.json"])
def test_the_check_names_a_delivered_file_that_is_gone(name: str, packed: Project) -> None:
    (folder(packed) / name).unlink()
    assert messages(packed) == {name: "missing; run narrate to make it"}


def test_the_check_finds_a_package_that_was_ordered_and_not_made(packed: Project) -> None:
    config = packed.folder / "pipeline.yaml"
    config.write_text(config.read_text().replace("[vtt, srt,", "[vtt, srt, lrc,"))
    assert messages(packed)[""] == "missing; run narrate to make it"
    assert "lrc" in faults(check(packed))


def test_the_check_finds_a_player_that_does_not_find_its_sound(packed: Project) -> None:
    page = folder(packed) / "player.html"
    page.write_text(page.read_text().replace("01%20", "07%20").replace("01 - ", "07 - "))
    assert "which does not exist" in messages(packed)["player.html"]


def test_the_check_finds_a_manifest_of_files_that_are_not_there(packed: Project) -> None:
    manifest = folder(packed) / "publication.json"
    manifest.write_text(manifest.read_text().replace("02", "07"))
    assert "07" in messages(packed)["publication.json"]


def test_the_check_finds_an_epub_that_is_cut_off(packed: Project) -> None:
    epub = folder(packed) / "Book.epub"
    epub.write_bytes(epub.read_bytes()[:-500])
    assert not zipfile.is_zipfile(epub)
    assert "Book.epub" in messages(packed)


def test_the_check_finds_a_sample_that_is_too_long_for_shops(packed: Project) -> None:
    write(sample_of(packed), np.full(8000 * 310, 0.1), "-ar", "8000", "-b:a", "8k", rate=8000)
    (book,) = check(packed).books
    (fault,) = (found for found in book.checks if found.name == "minutes")
    assert not fault.passed and "set deliver.sample_minutes" in fault.message


def test_the_check_finds_a_sample_that_is_no_audio(packed: Project) -> None:
    sample = sample_of(packed)
    sample.write_text("too many requests")
    assert messages(packed)[sample.name].startswith("it is no audio, not mp3")


def test_the_check_finds_a_chapter_without_captions_where_others_have_them(
    packed: Project,
) -> None:
    path = packed.folder / ".narrate" / "books" / "book.json"
    record = load_record(path)
    one = replace(record.packages["srt"], files=record.packages["srt"].files[:1])
    path.write_bytes(record_bytes(replace(record, packages={**record.packages, "srt": one})))
    (book,) = check(packed).books
    assert [(track and track.number, found.message) for track, found in book.failures()] == [
        (2, "missing; run narrate to make them")
    ]
