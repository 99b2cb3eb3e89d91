"""What is made is made again exactly when it would come out otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.engines.opened import Engines
from narrate.errors import ManuscriptError
from narrate.plan.fingerprints import inputs_fingerprint
from narrate.plan.plan import survey
from tests.assembly.takes import picture
from tests.conftest import Project, story


def fingerprints(project: Project) -> tuple[str, ...]:
    """Of every chapter of the book."""
    settings = project.settings()
    (plan,) = survey(settings, [], lambda _: True, Engines(settings), read_all=True).plans
    return tuple(chapter.fingerprint for chapter in plan.chapters)


@pytest.fixture
def book(project: Project) -> Project:
    """A book of two chapters."""
    project.write(story(2, 2))
    return project


@pytest.mark.parametrize(
    "more",
    [
        "pauses: {paragraph: 1.5}",
        "pauses: {chapter_start: 2.5}",
        "books: {book.txt: {title: The Lamp}}",
        "books: {book.txt: {author: A. Writer}}",
        "voice: aarush",
        "speed: 1.5",
        "listen: {takes: true}",
    ],
)
def test_a_setting_that_changes_the_files_changes_the_fingerprint_of_every_chapter(
    more: str, book: Project
) -> None:
    before = fingerprints(book)
    path = book.folder / "pipeline.yaml"
    text = path.read_text().replace("voice: meher\n", "" if "voice" in more else "voice: meher\n")
    path.write_text(f"{text}{more}\n")
    assert not set(before) & set(fingerprints(book))


@pytest.mark.parametrize(
    "more",
    ["# a comment", "chapters: {7: {voice: aarush}}", "budget: {max_cost: 9}"],
)
def test_a_setting_that_changes_no_file_changes_no_fingerprint(more: str, book: Project) -> None:
    before = fingerprints(book)
    book.configure(f"{more}\n")
    assert fingerprints(book) == before


def test_a_format_or_a_cover_more_changes_the_fingerprint_of_every_chapter(book: Project) -> None:
    seen = [fingerprints(book)]
    (book.folder / "cover.jpg").write_bytes(picture("jpg"))
    for formats in ("wav, flac", "mp3"):
        book.configure(formats=formats)
        seen.append(fingerprints(book))
    path = book.folder / "pipeline.yaml"
    path.write_text(path.read_text().replace("read_along: []", "read_along: [], cover: cover.jpg"))
    seen.append(fingerprints(book))
    assert len({each for chapters in seen for each in chapters}) == 8


def test_an_edited_word_changes_the_fingerprint_of_its_chapter_alone(book: Project) -> None:
    first, second = fingerprints(book)
    book.write(story(2, 2).replace("Paragraph 2001", "Paragraph 2009"))
    one, two = fingerprints(book)
    assert one == first and two != second


def test_a_project_that_is_moved_has_the_same_fingerprints(
    book: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = fingerprints(book)
    folder = tmp_path_factory.mktemp("elsewhere") / "moved"
    book.folder.rename(folder)
    assert fingerprints(Project(folder, book.server)) == before


def inputs(project: Project) -> str:
    return inputs_fingerprint([project.folder / "input" / "book.txt"], project.settings())


def test_the_inputs_of_a_book_are_its_text_its_settings_and_the_files_they_name(
    project: Project,
) -> None:
    lexicon, cover = project.folder / "lexicon.yaml", project.folder / "cover.jpg"
    lexicon.write_text("a: b\n")
    cover.write_bytes(b"1")
    path = project.write(story(1, 1))
    project.configure("lexicon: lexicon.yaml\n")
    config = project.folder / "pipeline.yaml"
    config.write_text(config.read_text().replace("read_along: []", "cover: cover.jpg"))
    seen = [inputs(project)]
    assert inputs(project) == seen[0]
    for changed, content in (
        (lexicon, "a: c\n"),
        (cover, "2"),
        (path, story(1, 2)),
        (config, config.read_text() + "speed: 1.1\n"),
    ):
        changed.write_text(content)
        seen.append(inputs(project))
    assert len(set(seen)) == 5


def test_a_manuscript_that_cannot_be_read_is_named_with_the_reason(
    project: Project, tmp_path: Path
) -> None:
    with pytest.raises(ManuscriptError, match=r"no such file: .*gone.txt"):
        inputs_fingerprint([tmp_path / "gone.txt"], project.settings())
