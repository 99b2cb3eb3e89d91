"""What is made from a book's chapters: when it is made, made again, and cleared away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import narrate
from tests.conftest import Project, RecordingReporter, story

Stamps = dict[str, int]


class NoteRecordingReporter(RecordingReporter):
    """Records notes, too, among the warnings."""

    def note(self, message: str) -> None:
        self.warnings.append(message)


def stamps(project: Project) -> Stamps:
    """Every file of the book with the time when it was written."""
    files = (project.folder / "output/book").rglob("*")
    return {path.name: path.stat().st_mtime_ns for path in files}


def deliver(project: Project, keys: str) -> None:
    """Write pipeline.yaml with these keys of `deliver`."""
    project.configure()
    path = project.folder / "pipeline.yaml"
    path.write_text(path.read_text().replace("{formats: [wav], read_along: []}", f"{{{keys}}}"))


@pytest.fixture
def two_chapters(project: Project) -> Project:
    deliver(project, "formats: [wav]")
    project.write(story(chapters=2, paragraphs=2))
    return project


def test_packages_are_delivered_beside_the_chapters_and_listed_in_the_report(
    two_chapters: Project,
) -> None:
    report = two_chapters.run()
    made = report.as_json()["books"][0]["packages"]
    assert {"player", "vtt", "sidecars"} <= set(made)
    names = stamps(two_chapters)
    assert all(name in names for files in made.values() for name in files)
    assert "01 - CHAPTER 1.vtt" in made["vtt"]


def test_a_package_that_is_gone_is_made_again_without_a_request(two_chapters: Project) -> None:
    two_chapters.run()
    before, asked = stamps(two_chapters), two_chapters.asked()
    (two_chapters.folder / "output/book/01 - CHAPTER 1.vtt").unlink()
    assert two_chapters.run().exit_code == 0
    after = stamps(two_chapters)
    assert two_chapters.asked() == asked
    assert set(after) == set(before)
    assert after["player.html"] == before["player.html"], "only the captions are made again"


def test_an_edited_sentence_remakes_the_packages_that_show_it(two_chapters: Project) -> None:
    two_chapters.run()
    page = two_chapters.folder / "output/book/player.html"
    assert "begins anew" not in page.read_text()
    text = story(chapters=2, paragraphs=2)
    two_chapters.write(text.replace("Paragraph 2002 begins.", "Paragraph 2002 begins anew."))
    before = stamps(two_chapters)
    two_chapters.run()
    after = stamps(two_chapters)
    assert "begins anew" in page.read_text()
    assert after["01 - CHAPTER 1.vtt"] == before["01 - CHAPTER 1.vtt"]
    assert after["02 - CHAPTER 2.vtt"] != before["02 - CHAPTER 2.vtt"]


def test_packages_that_are_no_longer_wanted_are_removed(two_chapters: Project) -> None:
    deliver(two_chapters, "formats: [wav], read_along: [player, vtt, srt]")
    two_chapters.run()
    assert {"player.html", "01 - CHAPTER 1.srt", "01 - CHAPTER 1.vtt"} <= set(stamps(two_chapters))
    deliver(two_chapters, "formats: [wav], read_along: [srt]")
    two_chapters.run()
    left = set(stamps(two_chapters))
    assert "01 - CHAPTER 1.srt" in left
    assert not {"player.html", "01 - CHAPTER 1.vtt"} & left


def test_an_unfinished_book_has_no_package_of_the_whole_book(project: Project) -> None:
    deliver(project, "formats: [wav]")
    project.write(story(chapters=3, paragraphs=2))
    reporter = NoteRecordingReporter()
    report = project.run(reporter)
    assert report.exit_code == 0
    project.server.faults = {"400": 1.0}
    text = story(chapters=3, paragraphs=2)
    project.write(text.replace("Paragraph 2002 begins.", "Paragraph 2002 begins anew."))
    report = project.run(reporter)
    assert report.exit_code == 4
    names = stamps(project)
    assert "01 - CHAPTER 1.vtt" in names
    assert any("missing: 2" in warning for warning in reporter.warnings)
    timeline = json.loads((project.folder / "output/book/timeline.json").read_text())
    assert {chapter["number"] for chapter in timeline["chapters"]} == {1, 2, 3}


def test_an_m4b_alone_leaves_one_file_and_says_what_has_nothing_to_play(
    two_chapters: Project,
) -> None:
    deliver(two_chapters, "formats: [m4b]")
    reporter = NoteRecordingReporter()
    assert two_chapters.run(reporter).exit_code == 0
    names = set(stamps(two_chapters))
    assert "Book.m4b" in names
    assert not [name for name in names if Path(name).suffix in (".m4a", ".mp3", ".vtt", ".html")]
    assert any("add mp3 to deliver.formats" in warning for warning in reporter.warnings)
    before = stamps(two_chapters)
    two_chapters.run()
    assert stamps(two_chapters) == before


def test_files_that_the_listener_put_there_are_kept(two_chapters: Project) -> None:
    theirs = two_chapters.folder / "output/book/reader.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("Somebody else\n")
    two_chapters.run()
    edited = two_chapters.folder / "output/book/metadata.json"
    edited.write_text("{}")
    deliver(two_chapters, "formats: [wav, flac]")
    assert two_chapters.run().exit_code == 0
    assert theirs.read_text() == "Somebody else\n"
    assert edited.read_text() == "{}"


def test_a_bought_book_in_the_library_is_not_written_over(two_chapters: Project) -> None:
    deliver(two_chapters, "formats: [m4b], library: library")
    bought = two_chapters.folder / "library/Book/Book.m4b"
    bought.parent.mkdir(parents=True)
    bought.write_bytes(b"bought")
    reporter = NoteRecordingReporter()
    assert two_chapters.run(reporter).exit_code != 0
    assert bought.read_bytes() == b"bought"
    assert any(
        "already exists and was not made for this book" in warning for warning in reporter.warnings
    )
    bought.unlink()
    assert two_chapters.run().exit_code == 0
    assert bought.stat().st_size > 1000
    two_chapters.write(story(chapters=2, paragraphs=3))
    assert two_chapters.run().exit_code == 0, "what narrate put there it may replace"


def test_a_run_for_one_chapter_leaves_the_captions_of_the_others(two_chapters: Project) -> None:
    two_chapters.run()
    two_chapters.write(story(chapters=2, paragraphs=3))
    narrate.run(two_chapters.settings(), wanted=lambda number: number == 1)
    assert {"01 - CHAPTER 1.vtt", "02 - CHAPTER 2.vtt"} <= set(stamps(two_chapters))
    two_chapters.run()
    assert "Paragraph 2003" in (two_chapters.folder / "output/book/02 - CHAPTER 2.vtt").read_text()


def test_a_broken_cover_is_not_delivered_beside_the_audio(two_chapters: Project) -> None:
    (two_chapters.folder / "c.jpg").write_bytes(b"\xff\xd8 cut short")
    deliver(two_chapters, "formats: [wav], cover: c.jpg")
    assert two_chapters.run().exit_code == 0
    assert "metadata.json" in stamps(two_chapters)
    assert not any(name.startswith("cover") for name in stamps(two_chapters))


def test_a_book_delivered_as_m4b_alone_still_has_its_publication_in_one_file(
    two_chapters: Project,
) -> None:
    deliver(two_chapters, "formats: [m4b], read_along: [manifest, feed], url: https://example.org")
    reporter = NoteRecordingReporter()
    assert two_chapters.run(reporter).exit_code == 0
    names = set(stamps(two_chapters))
    assert "Book.lpf" in names
    assert not {"publication.json", "contents.html"} & names, "they would name files elsewhere"
    assert any("Book: feed not made" in warning for warning in reporter.warnings)
