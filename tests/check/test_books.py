"""`narrate check` on whole books, as the pipeline delivers them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

import narrate
from narrate.book import Letters
from narrate.check.books import account_checks
from narrate.check.measures.result import CheckResult
from narrate.cli.main import main
from narrate.cli.tables import check_lines
from narrate.engines.opened import Engines
from narrate.errors import SettingsError
from narrate.plan.listings import transcribe
from narrate.plan.plan import BookPlan, survey
from tests.check.projects import check, configure, faults, folder, speech
from tests.conftest import SENTENCES, Project, story
from tests.manuscript.making import ANSWERS, Epub, half_read
from tests.waves.server import WavesServer


def test_a_book_as_it_was_delivered_passes_the_check(delivered: Project) -> None:
    checked = check(delivered)
    assert faults(checked) == set()
    assert checked.passed and checked.exit_code == 0
    (book,) = checked.books
    assert [track.number for track in book.tracks] == [1, 2]
    for track in book.tracks:
        names = {measure.name for measure in track.checks}
        assert {"text", "coverage", "timeline", "takes", "level", "joins", "tags"} <= names
    assert check_lines(checked)[-1] == "1 book, 2 chapters: no faults"


def test_the_check_finds_chapters_that_were_swapped(delivered: Project) -> None:
    first, second = sorted(folder(delivered).glob("*.flac"))
    first.rename(folder(delivered) / "x")
    second.rename(first)
    (folder(delivered) / "x").rename(second)
    checked = check(delivered)
    assert {"takes", "tags"} <= faults(checked) and checked.exit_code == 6
    assert not any(track.passed for track in checked.books[0].tracks)


def test_the_check_finds_a_manuscript_edited_since_the_delivery(delivered: Project) -> None:
    delivered.write(story(2, 2).replace("letter", "parcel"))
    checked = check(delivered)
    assert {"text", "up to date"} <= faults(checked)
    messages = [measure.message for _, measure in checked.books[0].failures()]
    assert any("differs from the manuscript now" in message for message in messages)


def test_the_check_finds_a_timeline_that_was_edited(delivered: Project) -> None:
    path = folder(delivered) / "timeline.json"
    timeline = json.loads(path.read_text())
    timeline["chapters"][0]["chunks"][1]["start"] += 2400
    path.write_text(json.dumps(timeline))
    assert "timeline" in faults(check(delivered))
    timeline["chapters"][0]["chunks"][1]["start"] -= 2400
    timeline["chapters"][0]["chunks"][1]["sentences"][0]["start"] += 2400
    path.write_text(json.dumps(timeline))
    assert "timeline.json" in faults(check(delivered))
    del timeline["chapters"][1]
    path.write_text(json.dumps(timeline))
    assert "delivered" in faults(check(delivered))
    for broken in ("", "[]", '{"chapters": [{"number": 1}]}'):
        path.write_text(broken)
        assert faults(check(delivered)) == {"timeline.json"}


def test_the_check_fails_for_a_book_that_was_never_delivered(delivered: Project) -> None:
    shutil.rmtree(folder(delivered))
    checked = check(delivered)
    assert checked.exit_code == 6 and "run narrate" in " ".join(check_lines(checked))


def test_the_check_finds_settings_changed_since_the_delivery(delivered: Project) -> None:
    config = delivered.folder / "pipeline.yaml"
    config.write_text(config.read_text().replace("chapter_end: 1.2", "chapter_end: 2.2"))
    assert {"up to date", "timeline"} <= faults(check(delivered))


def test_the_check_finds_books_by_manuscript_folder_and_title(delivered: Project) -> None:
    delivered.write(story(1, 1), "other.txt")
    for name in ("book.txt", "book", "BOOK", str(folder(delivered)), "input/book.txt"):
        path = delivered.folder / name if "/" in name else name
        assert len(check(delivered, str(path)).books) == 1
    assert len(check(delivered).books) == 2
    with pytest.raises(SettingsError, match=r"unknown book; known books: book.txt, other"):
        check(delivered, "emma")


def test_the_check_finds_a_book_from_elsewhere_by_its_folder(
    delivered: Project, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "drafts" / "far.txt"
    elsewhere.parent.mkdir()
    elsewhere.write_text(story(1, 1))
    assert narrate.run(delivered.settings(), [elsewhere]).exit_code == 0
    (delivered.folder / "input" / "book.txt").unlink()
    (book,) = check(delivered, "far").books
    assert book.passed and Path(book.folder).name == "far"
    assert len(check(delivered, str(elsewhere)).books) == 1


def test_the_check_goes_on_after_a_manuscript_that_cannot_be_read(delivered: Project) -> None:
    delivered.write("", "empty.txt")
    checked = check(delivered)
    assert len(checked.books) == 1 and not checked.passed and checked.exit_code == 3


def test_the_check_command_says_pass_or_fail(
    delivered: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(delivered.folder)
    assert main(["check"]) == 0
    assert "no faults" in capsys.readouterr().out
    page = (folder(delivered) / "check.html").read_text()
    assert page.startswith("<!DOCTYPE html>") and page.count("<svg") == 2
    victim = next(folder(delivered).glob("01*.flac"))
    victim.write_bytes(victim.read_bytes()[:-3000])
    assert main(["check", "--json", "--junit", "j.xml", "--report", "r.html"]) == 6
    result = json.loads(capsys.readouterr().out)
    assert result["passed"] is False
    chapters = result["books"][0]["chapters"]
    assert [chapter["passed"] for chapter in chapters] == [False, True]
    (length,) = (c for c in chapters[0]["checks"] if c["name"] == "length")
    assert length["unit"] == "s" and "shorter than the timeline" in length["message"]
    failures = etree.parse("j.xml").findall(".//failure")
    assert len(failures) == sum(not c["passed"] for c in chapters[0]["checks"])
    assert Path("r.html").read_text().startswith("<!DOCTYPE html>")
    assert main(["check", "emma"]) == 2
    assert "unknown book" in capsys.readouterr().err


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
