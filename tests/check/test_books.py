"""`narrate check` on whole books, as the pipeline delivers them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

import narrate
from narrate.cli.main import main
from narrate.cli.tables import check_lines
from narrate.errors import SettingsError
from tests.check.projects import check, faults, folder
from tests.conftest import Project, story


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
