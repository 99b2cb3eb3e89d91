"""Which manuscripts there are, and what a user may call them."""

from __future__ import annotations

from pathlib import Path

import pytest

import narrate
from narrate.cli.main import main
from narrate.errors import ManuscriptError, SettingsError
from narrate.plan.finding import find_sources, manuscripts_called
from narrate.plan.sources import (
    Source,
    choice_of,
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
