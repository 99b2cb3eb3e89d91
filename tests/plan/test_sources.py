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
