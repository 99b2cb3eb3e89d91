"""What a check says of text that nobody hears: running prose, and what no reader understood."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from narrate.book import Letters
from narrate.check.books import account_checks
from narrate.check.measures.result import CheckResult
from narrate.cli.main import main
from narrate.cli.tables import check_lines
from narrate.engines.opened import Engines
from narrate.plan.listings import transcribe
from narrate.plan.plan import BookPlan, survey
from tests.check.projects import check, configure, faults, speech
from tests.conftest import SENTENCES, Project, story
from tests.manuscript.making import ANSWERS, Epub, half_read
from tests.waves.server import WavesServer

LISTED = '<item id="b.xhtml" href="b.xhtml" media-type="application/xhtml+xml"/>'
DELIVER = "profile: none, formats: [flac], read_along: []"


@pytest.fixture(scope="session")
def half_read_book(tmp_path_factory: pytest.TempPathFactory, server: WavesServer) -> Project:
    """Not to be touched: two pieces of running prose of its book are not read."""
    project = Project(tmp_path_factory.mktemp("ferry"), server)
    configure(project, DELIVER)
    half_read(project.folder / "input" / "ferry.epub")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.waves.server.samples_of", speech)
        assert project.run().exit_code == 0
    return project


@pytest.fixture
def ferry(project: Project, half_read_book: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Such a book as it was just delivered."""
    monkeypatch.setattr("tests.waves.server.samples_of", speech)
    shutil.copytree(half_read_book.folder, project.folder, dirs_exist_ok=True)
    return Project(project.folder, half_read_book.server)


def answer(project: Project, matter: str) -> None:
    """Add a line to pipeline.yaml, and deliver again."""
    configure(project, DELIVER)
    config = project.folder / "pipeline.yaml"
    config.write_text(f"{config.read_text()}{matter}\n")
    assert project.run().exit_code == 0


def test_the_check_fails_for_running_prose_that_nobody_answered_for(ferry: Project) -> None:
    checked = check(ferry)
    assert checked.exit_code == 6 and faults(checked) == {"left out"}
    told = "\n".join(check_lines(checked))
    for words in ("The Ferry (outside the reading order", "“The ferry left at six", *ANSWERS):
        assert words in told
    assert ANSWERS[0].replace("read", "skip") in told
    assert "  not read: " in told and ", imprint " in told


@pytest.mark.parametrize("kind", ["read", "skip"])
def test_the_check_passes_once_the_settings_say_read_or_skip(ferry: Project, kind: str) -> None:
    answer(ferry, ANSWERS[0].replace("read", kind))
    (left,) = [c for c in check(ferry).books[0].checks if c.name == "left out"]
    assert not left.passed and "chapter" in left.message, "the caption is still not named"
    answer(ferry, f'matter: {{{kind}: ["The Ferry", captions]}}')
    checked = check(ferry)
    assert checked.passed and checked.exit_code == 0
    titles = [track.title for track in checked.books[0].tracks]
    assert titles == (["One", "Two", "The Ferry"] if kind == "read" else ["One", "Two"])


def test_a_chapter_that_is_to_be_read_and_was_not_made_is_a_fault_too(ferry: Project) -> None:
    config = ferry.folder / "pipeline.yaml"
    config.write_text(config.read_text() + 'matter: {read: ["The Ferry", captions]}\n')
    assert {"delivered", "text"} <= faults(check(ferry))


def test_a_book_that_was_never_delivered_shows_what_would_not_be_read(project: Project) -> None:
    half_read(project.folder / "input" / "ferry.epub")
    assert faults(check(project)) == {"timeline.json", "left out"}


def test_the_check_in_json_lists_what_is_left_out(
    ferry: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ferry.folder)
    assert main(["check", "--json", "--junit", "j.xml"]) == 6
    (book,) = json.loads(capsys.readouterr().out)["books"]
    assert [each["title"] for each in book["left_out"] if each["prose"]] == ["The Ferry", "Two"]
    assert {each["reason"] for each in book["left_out"] if not each["prose"]} == {"imprint"}
    assert Path("j.xml").read_text().count("running prose is not read") == 2
    assert "The Ferry" in next(ferry.folder.glob("output/*/check.html")).read_text()


def accounts(project: Project, letters: Letters | None) -> dict[str, CheckResult]:
    """The accounts of a plain story, as if its reader had said this of its letters."""
    project.write(story(1, 1))
    settings = project.settings()
    plan: BookPlan = survey(settings, [], lambda _: True, Engines(settings)).plans[0]
    plan = replace(plan, book=replace(plan.book, letters=letters))
    return {check.name: check for check in account_checks(plan, ())}


def test_more_than_one_per_cent_of_letters_not_understood_is_a_fault(project: Project) -> None:
    few = accounts(project, Letters(1000, 0, 10))["not understood"]
    assert few.passed and few.value == 1.0
    many = accounts(project, Letters(1000, 0, 11, ("the second formula",)))["not understood"]
    assert not many.passed and many.value == 1.1
    assert "11 letters of book.txt" in many.message and "the second formula" in many.message
    assert "narrate script" in many.message


def test_a_script_file_has_no_letters_that_its_reader_may_lose(project: Project) -> None:
    assert set(accounts(project, None)) == {"left out"}


def test_a_page_that_is_missing_from_the_file_is_a_fault_and_not_with_a_script(
    project: Project,
) -> None:
    told = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    path = project.folder / "input" / "book.epub"
    path.parent.mkdir()
    pages = {"a.xhtml": f"<h1>One</h1>{told}"}
    Epub(pages, spine=["a.xhtml", "b.xhtml"], manifest=LISTED).write(path)
    checked = check(project)
    assert "manuscript" in faults(checked)
    assert "b.xhtml is listed in the book but missing" in "\n".join(check_lines(checked))
    project.write(transcribe(project.settings(), path).as_file(), "book.md")
    assert "manuscript" not in faults(check(project))
