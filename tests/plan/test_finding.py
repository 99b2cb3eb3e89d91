"""Which manuscripts there are, what a user may call them, and what is told of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import narrate
from narrate.cli.main import main
from narrate.errors import SettingsError
from narrate.plan.finding import FoundSources, find_sources, manuscripts_called
from tests.conftest import Project, story

WATER = "books: {The Long Water: {files: [one.md, two.md], author: Ann Moss}}\n"


def found(project: Project, *named: str) -> FoundSources:
    paths = [project.folder / "input" / name for name in named]
    return find_sources(project.settings(), paths)


def names(project: Project, *named: str) -> list[str]:
    return [source.name for source in found(project, *named).sources]


def test_manuscripts_of_the_input_folder_are_found_by_name(project: Project) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "~$a.docx", "notes.xyz", "c.TXT"):
        project.write(story(1, 1), name)
    names = [source.manuscript.name for source in find_sources(project.settings(), []).sources]
    assert names == ["a.md", "b.txt", "c.TXT"]


def test_a_book_that_cannot_be_read_is_found_so_that_the_user_hears_of_it(
    project: Project,
) -> None:
    project.write("no book", "novel.mobi")
    (source,) = find_sources(project.settings(), []).sources
    assert source.manuscript.name == "novel.mobi"


def test_an_input_folder_without_manuscripts_says_what_can_be_put_there(project: Project) -> None:
    with pytest.raises(SettingsError, match=r"no manuscript in .*\.epub.*narrate run FILE"):
        find_sources(project.settings(), [])


def test_the_input_may_be_a_single_file(project: Project) -> None:
    path = project.write(story(1, 1))
    project.write(story(1, 1), "other.txt")
    project.configure("input: input/book.txt\n")
    (source,) = find_sources(project.settings(), []).sources
    assert source.manuscript == path


def test_a_manuscript_named_twice_is_one_source(project: Project) -> None:
    path = project.write(story(1, 1))
    assert len(find_sources(project.settings(), [path, path]).sources) == 1


def test_a_book_is_called_by_its_file_folder_or_title(project: Project) -> None:
    path = project.write(story(1, 1), "moby.txt")
    project.configure("books: {moby.txt: {title: The Whale}}\n")
    project.run()
    for name in ("moby.txt", "MOBY", "the whale", str(path), str(project.folder / "output/moby")):
        assert manuscripts_called(project.settings(), [name]) == [path], name


def test_a_name_that_no_book_has_is_refused_with_those_there_are(project: Project) -> None:
    settings = project.settings()
    with pytest.raises(SettingsError, match="emma: unknown book; known books: none"):
        manuscripts_called(settings, ["emma"])
    project.write(story(1, 1))
    with pytest.raises(SettingsError, match=r"known books: book\.txt"):
        manuscripts_called(settings, ["book.txt", "emma"])
    assert manuscripts_called(settings, []) == []


def test_a_book_from_elsewhere_that_was_delivered_is_known_by_name(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "far.txt"
    path.write_text(story(1, 1))
    narrate.run(project.settings(), [path])
    assert manuscripts_called(project.settings(), ["far"]) == [path]
    path.unlink()
    with pytest.raises(SettingsError, match="unknown book"):
        manuscripts_called(project.settings(), ["far"])


# ---- folders


def test_a_folder_that_is_named_means_the_manuscripts_in_it(project: Project) -> None:
    for name in ("drafts/b.txt", "drafts/a.md", "drafts/old/c.md", "other.txt"):
        path = project.folder / "input" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(story(1, 1))
    assert names(project, "drafts") == ["a.md", "b.txt"]
    assert names(project, "other.txt", "drafts") == ["other.txt", "a.md", "b.txt"]
    (note,) = found(project, "drafts").notes
    assert note.startswith("drafts/old: a folder with 1 manuscript, not read")


def test_a_folder_without_a_manuscript_is_a_problem_and_stops_no_other(project: Project) -> None:
    project.write(story(1, 1))
    (project.folder / "input" / "empty").mkdir()
    everything = found(project, "empty", "book.txt")
    assert [source.name for source in everything.sources] == ["book.txt"]
    assert "empty: there is no manuscript in this folder" in str(everything.problems[0])
    assert everything.problems[0].exit_code == 3


def test_what_an_input_folder_has_beside_manuscripts_is_told(project: Project) -> None:
    for name in ("book.txt", "notes.xyz", "cover.jpg", "names.csv", "sub/a.md"):
        (project.folder / "input" / name).parent.mkdir(parents=True, exist_ok=True)
        project.write(story(1, 1), name)
    notes = found(project).notes
    assert [note.partition(":")[0] for note in notes] == ["input/notes.xyz", "input/sub"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes")
def test_what_is_no_file_of_its_own_is_named_and_waited_for_by_nobody(project: Project) -> None:
    project.write(story(1, 1))
    folder = project.folder / "input"
    os.mkfifo(folder / "pipe.txt")
    (folder / "unpacked.epub").mkdir()
    (folder / "gone.md").symlink_to(folder / "nowhere.md")
    report = project.run()
    assert [book.title for book in report.books] == ["Book"] and report.exit_code == 3
    told = sorted(problem.partition(";")[0] for problem in report.problems)
    assert told[0].startswith("no such file: ") and told[0].endswith("gone.md")
    assert told[1:] == [
        "pipe.txt: not a regular file",
        "unpacked.epub: a folder, not a manuscript",
    ]


# ---- books of several files


def water(project: Project, more: str = "") -> None:
    """A book of two files beside another book."""
    project.write("# One\n\nThe boats knocked softly.\n", "one.md")
    project.write("# Two\n\nRain came in over the harbour.\n", "two.md")
    project.write(story(1, 1), "other.txt")
    project.configure(WATER + more)


def test_files_of_a_book_are_no_books_of_their_own(project: Project) -> None:
    water(project)
    assert names(project) == ["The Long Water", "other.txt"]
    book = found(project).sources[0]
    assert [path.name for path in book.files] == ["one.md", "two.md"]
    assert book.manuscript == project.folder / "input" / "The Long Water"


@pytest.mark.parametrize("name", ["The Long Water", "the long water", "one.md", "two.md"])
def test_a_book_of_several_files_is_named_by_itself_or_a_file_of_it(
    project: Project, name: str
) -> None:
    water(project)
    assert names(project, name) == ["The Long Water"]
    assert [path.name for path in manuscripts_called(project.settings(), ["the long water"])] == [
        "The Long Water"
    ]


def test_a_file_that_a_book_misses_is_one_line_and_stops_no_other(project: Project) -> None:
    water(project)
    (project.folder / "input" / "two.md").unlink()
    everything = found(project)
    assert [source.name for source in everything.sources] == ["other.txt"], "one.md is no book"
    assert [str(problem) for problem in everything.problems] == [
        "The Long Water: no such file: two.md; check the name (in books.The Long Water.files)"
    ]
    assert found(project, "other.txt").problems == ()
    report = project.run()
    assert report.exit_code == 3 and [book.title for book in report.books] == ["Other"]


def test_a_changed_file_of_a_book_records_only_its_own_chunks(project: Project) -> None:
    water(project)
    report = project.run()
    assert report.exit_code == 0
    (book,) = (book for book in report.books if book.title == "The Long Water")
    assert [chapter.title for chapter in book.chapters] == ["One", "Two"]
    assert Path(book.folder).name == "The Long Water"
    asked = project.asked()
    project.write("# Two\n\nSnow came in over the harbour.\n", "two.md")
    assert project.run().exit_code == 0
    assert project.asked() == asked + 1
    assert project.run().exit_code == 0 and project.asked() == asked + 1


def test_a_book_of_several_files_is_edited_as_one_script(project: Project) -> None:
    water(project)
    script, config = project.folder / "input" / "water.md", str(project.folder / "pipeline.yaml")
    assert main(["script", "The Long Water", "-o", str(script), "--config", config]) == 0
    book = found(project).sources[0]
    assert (book.name, book.scripts, len(book.parts)) == ("The Long Water", (script,), 2)
    assert names(project, "water.md") == ["The Long Water"]
    report = project.run()
    assert [book.title for book in report.books] == ["The Long Water", "Other"]


def test_a_book_with_a_stop_in_its_name_has_a_folder_of_that_name(project: Project) -> None:
    water(project)
    project.configure(WATER.replace("The Long Water", "Dr. Moss"))
    assert found(project).sources[0].stem == "Dr. Moss"


# ---- entries of `books`


def test_a_misspelt_name_under_books_is_told_with_what_was_meant(project: Project) -> None:
    project.write(story(1, 1), "dracula.txt")
    project.configure("books: {draculla.txt: {author: X}, Emma.epub: {author: Y}}\n")
    assert found(project).notes == (
        "books.draculla.txt: no manuscript of that name; did you mean dracula.txt?",
        "books.Emma.epub: no manuscript of that name; its settings are not used",
    )
    assert found(project, "dracula.txt").notes == found(project).notes[:1]


def test_a_name_under_books_fits_in_any_case_and_for_books_from_elsewhere(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "far.txt"
    path.write_text(story(1, 1))
    project.write(story(1, 1), "Dracula.TXT")
    project.configure("books: {dracula.txt: {author: X}, far.txt: {author: Y}}\n")
    assert len(found(project).notes) == 1
    narrate.run(project.settings(), [path])
    assert found(project).notes == ()
