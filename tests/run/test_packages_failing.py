"""Packages that could not be made: what the next run makes of them."""

from __future__ import annotations

import os

from tests.conftest import Project, story
from tests.run.test_packages import deliver, stamps


def test_a_package_that_failed_is_made_by_the_next_run(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=2))
    deliver(project, "formats: [wav, m4b]")
    blocker = project.folder / "output/book/Book.m4b"
    blocker.mkdir(parents=True)  # a file cannot take the place of a folder
    assert project.run().exit_code != 0
    blocker.rmdir()
    assert project.run().exit_code == 0
    assert blocker.is_file()


def test_the_library_gets_no_m4b_of_the_book_from_before_an_edit(project: Project) -> None:
    text = story(chapters=2, paragraphs=2)
    project.write(text)
    deliver(project, f"formats: [m4b], library: {project.folder / 'library'}")
    assert project.run().exit_code == 0
    made = project.folder / "output/book/Book.m4b"
    first = next((project.folder / ".narrate/books/book").glob("01*.m4a"))
    whole, stat = first.read_bytes(), first.stat()
    first.write_bytes(bytes(len(whole)))  # nobody sees it until it is joined
    os.utime(first, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    project.write(text.replace("Paragraph 2002 begins.", "Paragraph 2002 begins anew."))
    assert project.run().exit_code != 0
    first.write_bytes(whole)
    os.utime(first, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert project.run().exit_code == 0
    placed = next((project.folder / "library").rglob("*.m4b"))
    assert placed.samefile(made)


def test_an_m4b_is_made_where_the_output_folder_is_a_link(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=2))
    deliver(project, "formats: [m4b]")
    elsewhere = project.folder / "a/b/c/elsewhere"
    elsewhere.mkdir(parents=True)
    (project.folder / "output").symlink_to(elsewhere)
    assert project.run().exit_code == 0
    assert (elsewhere / "book/Book.m4b").is_file()
    before = stamps(project)
    project.run()
    assert stamps(project) == before
