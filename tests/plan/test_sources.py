"""What a book is read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.cli.main import main
from narrate.errors import ManuscriptError
from narrate.plan.finding import find_sources
from narrate.plan.sources import (
    Source,
    choice_of,
    files_below,
    list_folder,
    matching,
    natural_key,
    read_source,
    source_of,
)
from tests.conftest import Project, story


def script_of(project: Project, manuscript: Path, name: str) -> Path:
    """A script file, written by narrate itself."""
    target = project.folder / "input" / name
    config = str(project.folder / "pipeline.yaml")
    assert main(["script", str(manuscript), "-o", str(target), "--config", config]) == 0
    return target


def test_a_script_file_stands_in_for_its_manuscript(project: Project) -> None:
    path = project.write(story(1, 1))
    script = script_of(project, path, "book.md")
    (source,) = find_sources(project.settings(), []).sources
    assert (source.manuscript, source.scripts, source.is_edited) == (path, (script,), True)
    assert source.files == (path, script)
    assert source_of(script).manuscript == path


def test_two_script_files_of_a_book_are_a_fault_that_names_both(project: Project) -> None:
    path = project.write(story(1, 1))
    for name in ("one.md", "two.md"):
        script_of(project, path, name)
    settings = project.settings()
    (source,) = find_sources(settings, []).sources
    with pytest.raises(ManuscriptError, match=r"one.md and two.md are both scripts of it"):
        read_source(source, choice_of(settings))


def test_a_script_file_that_is_behind_its_manuscript_is_read_with_a_warning(
    project: Project,
) -> None:
    path = project.write(story(1, 1))
    script_of(project, path, "book.md")
    settings = project.settings()
    (source,) = find_sources(settings, []).sources
    (note,) = read_source(source, choice_of(settings)).warnings
    assert note == "using your edited script book.md instead"
    path.write_text(story(1, 2))
    _, changed = read_source(source, choice_of(settings)).warnings
    assert changed.startswith("book.txt has changed since book.md was written")


def test_a_script_file_without_its_manuscript_has_the_settings_of_that(project: Project) -> None:
    path = project.write(story(1, 1))
    script = script_of(project, path, "book.md")
    path.unlink()
    (source,) = find_sources(project.settings(), []).sources
    assert (source.manuscript, source.name, source.is_edited) == (script, "book.txt", True)


def test_the_digest_of_a_file_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    source = Source(path, path.name)
    assert source.digest == ""
    path.write_text("a")
    first = source.digest
    path.write_text("b")
    assert first and source.digest not in ("", first)


def lay(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The boats knocked softly.")
    return folder


def below(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_below(folder).manuscripts]


def test_chapters_follow_each_other_as_people_count() -> None:
    names = ["ch10.md", "ch9.md", "Ch2.md", "ch2/b.md", "ch2/a10.md", "ch2/a2.md"]
    ordered = sorted(map(Path, names), key=natural_key)
    assert list(map(str, ordered)) == [
        *("Ch2.md", "ch2/a2.md", "ch2/a10.md", "ch2/b.md", "ch9.md", "ch10.md")
    ]


def test_a_folder_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    lay(tmp_path, "Part 2/1.docx", "Part 1.docx", "Part 1/10.docx", "Part 1/9.docx", "a.png")
    lay(tmp_path, ".git/x.md", "~$1.docx", "Draft.scriv/Files/content.rtf")
    assert below(tmp_path) == ["Part 1.docx", "Part 1/9.docx", "Part 1/10.docx", "Part 2/1.docx"]


def test_synopses_and_notes_beside_a_chapter_are_told_and_not_read(tmp_path: Path) -> None:
    lay(tmp_path, "Storm.rtf", "Storm Synopsis.txt", "Storm Notes.rtf", "Field Notes.rtf")
    assert below(tmp_path) == ["Field Notes.rtf", "Storm.rtf"]
    notes = files_below(tmp_path).notes
    assert len(notes) == 2 and "Storm Notes.rtf: taken for a note about Storm" in notes[0]


def test_what_belongs_to_systems_and_to_books_is_not_told(tmp_path: Path) -> None:
    lay(tmp_path, "a.md", "Thumbs.db", ".DS_Store", "desktop.ini", "cover.JPG", "names.csv")
    lay(tmp_path, "page.html", "page_files/frame.html", "pictures/1.png", "a.md~", "used/b.md")
    listing = list_folder(tmp_path, [tmp_path / "used" / "b.md"])
    assert [path.name for path in listing.manuscripts] == ["a.md", "page.html"]
    assert listing.notes == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("novel.xyz", "narrate does not read .xyz files; save it as"),
        ("novel", "its name has no ending; if it is a manuscript, name it .txt"),
        ("novel.zip", "archives of files yet; unpack it"),
        ("Novel.scriv/Files/a.rtf", "a Scrivener project, not read; in Scrivener choose File"),
        ("chapters/1.docx", "a folder with 1 manuscript, not read; for a book of each: narrate"),
    ],
)
def test_what_may_be_a_book_and_is_not_read_is_told(tmp_path: Path, name: str, told: str) -> None:
    (note,) = list_folder(lay(tmp_path / "input", name)).notes
    assert note.startswith(f"input/{Path(name).parts[0]}: ") and told in note


def test_many_strange_files_are_counted(tmp_path: Path) -> None:
    listing = list_folder(lay(tmp_path, *(f"{number}.xyz" for number in range(30))))
    assert len(listing.notes) == 9 and listing.notes[-1].startswith("22 other files")


def test_the_files_of_a_book_are_files_folders_and_patterns(tmp_path: Path) -> None:
    lay(tmp_path / "input", "c/ch10.md", "c/ch9.md", "[Draft] 1.md", "x.txt", "c/x.png")
    lay(tmp_path, "beside.md")

    def named(pattern: str) -> list[str]:
        found = matching(pattern, (tmp_path / "input", tmp_path)).manuscripts
        return [path.name for path in found]

    assert named("c") == named("c/*") == named("**/ch*.md") == ["ch9.md", "ch10.md"]
    assert named(str(tmp_path / "input" / "c" / "*.md")) == ["ch9.md", "ch10.md"]
    assert named("[Draft] 1.md") == ["[Draft] 1.md"]
    assert named("beside.md") == ["beside.md"]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("ch3.md", "no such file: ch3.md; check the name"),
        ("ch*.docx", "no manuscript fits ch.*docx"),
        ("empty", "no manuscript in the folder empty"),
        ("a**b/x", "not a pattern"),
    ],
)
def test_a_pattern_that_means_nothing_is_one_line(tmp_path: Path, pattern: str, told: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ManuscriptError, match=told):
        matching(pattern, (tmp_path,))
