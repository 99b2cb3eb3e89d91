"""A manuscript's script written to a file, edited, and read in the manuscript's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.cli.main import main
from narrate.errors import ManuscriptError
from narrate.manuscript import open_manuscript
from narrate.plan.finding import find_sources
from narrate.plan.preview import preview
from narrate.plan.sources import source_of
from tests.conftest import Project, RecordingReporter, story


@pytest.fixture
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with one recorded book and its script in input/."""
    monkeypatch.chdir(project.folder)
    project.configure("lexicon: {harbour: HAR-ber}\nbooks: {book.txt: {title: My Book}}\n")
    project.write(story(chapters=2, paragraphs=3))
    assert project.run().exit_code == 0
    assert main(["script", "input/book.txt", "-o", "input/edit.md"]) == 0
    return project


def edit(project: Project, old: str, new: str) -> None:
    path = project.folder / "input/edit.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_script_file_without_an_edit_costs_nothing(here: Project) -> None:
    before, asked = here.delivered(), here.asked()
    reporter = RecordingReporter()
    report = here.run(reporter)
    assert [chapter.status for chapter in report.books[0].chapters] == ["unchanged"] * 2
    assert (here.asked(), here.delivered()) == (asked, before)
    assert len(report.books) == 1
    assert report.books[0].title == "My Book"


def test_a_plan_gives_no_advice_that_a_script_file_does_not_heed(here: Project) -> None:
    edit(
        here,
        "---\n\n<!--",
        "left_out:\n- {title: Index, reason: index, characters: 9}\n---\n\n<!--",
    )
    (book,) = preview(here.settings(), [], wanted=lambda number: True).books
    assert [(part.title, part.role) for part in book.left_out] == [("Index", None)]


def test_an_edit_of_a_script_file_costs_its_chunks(here: Project) -> None:
    asked = here.asked()
    edit(here, "Paragraph 1002 begins.", "Paragraph [1002]{say ten oh two} begins.")
    edit(here, "Paragraph 2001 begins.", "A new beginning.{pause 3}")
    reporter = RecordingReporter()
    report = here.run(reporter)
    assert here.asked() == asked + 3  # one, and two that the pause parts
    assert report.exit_code == 0
    assert reporter.warnings == ["book.txt: using your edited script edit.md instead"]
    sent = [str(entry) for entry in here.server.journal[asked:]]
    assert any("ten oh two" in entry for entry in sent)
    assert [path.name for path in (here.folder / "output").iterdir()] == ["book"]


def test_a_misspelt_speaker_in_a_script_file_is_named(here: Project) -> None:
    here.configure("characters: {Alice: aarush, Bob: {voice: olivia, aliases: [Robert]}}\n")
    edit(
        here, "Paragraph 1002 begins.", "[Paragraph]{as Alise} [1002]{as robert} [begins.]{as Eve}"
    )
    reporter = RecordingReporter()
    here.run(reporter)
    assert (
        "book.txt: 'Alise' speaks in its script but is not one of the characters;"
        " did you mean Alice?" in reporter.warnings
    )
    assert not any("Eve" in warning or "robert" in warning for warning in reporter.warnings)


def test_a_run_warns_that_the_manuscript_of_a_script_file_has_changed(here: Project) -> None:
    here.write(story(chapters=2, paragraphs=4))
    reporter = RecordingReporter()
    here.run(reporter)
    assert any("has changed since edit.md was written" in w for w in reporter.warnings)


def test_a_second_script_file_stops_its_book_and_no_other(here: Project) -> None:
    (here.folder / "input/more.md").write_text((here.folder / "input/edit.md").read_text("utf-8"))
    here.write("Another story. It is short.", "other.txt")
    report = here.run()
    assert report.exit_code == 3
    assert report.problems == (
        "book.txt: edit.md and more.md are both scripts of it; keep only one",
    )
    assert [book.title for book in report.books] == ["Other"]


def test_a_script_file_that_is_named_replaces_its_manuscript(here: Project) -> None:
    book, script = here.folder / "input/book.txt", here.folder / "input/edit.md"
    assert source_of(script).manuscript == book
    assert source_of(book).scripts == (script,)
    alone = here.folder / "edit.md"
    script.rename(alone)
    assert (source_of(alone).manuscript, source_of(alone).name) == (alone, "book.txt")
    assert [s.scripts for s in find_sources(here.settings(), []).sources] == [()]


def test_an_edited_script_file_is_never_written_over(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["script", "input/book.txt", "-o", "input/edit.md"]) == 0  # nothing would change
    edit(here, "Paragraph 1001", "Section 1001")
    capsys.readouterr()
    (here.folder / "apart").mkdir()
    (here.folder / "apart/book.txt").write_text("Other words.")
    assert main(["script", "apart/book.txt", "-o", "input/edit.md"]) == 2
    assert (
        "already exists and may hold your edits, so nothing was changed" in capsys.readouterr().err
    )
    assert "Section 1001" in (here.folder / "input/edit.md").read_text("utf-8")


HEAD = "---\nnarrate: script 1\ntitle: T\n---\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEAD + "# One\n\nWords\n[x]{sing y}\n", "s.md:7: {sing …} is none of"),
        (HEAD + "# One [x]{as}\n", "s.md:5: {as} needs a word more"),
        (HEAD + "# One\n\nWords.{pause soon}\n", "s.md:7: {pause soon} must give seconds"),
        (HEAD.replace("script 1", "script 9"), "`narrate: script 9` is not a known kind of script"),
        ("---\nnarrate: script 1\ntitle: [\n---\nText\n", "the front matter between the two ---"),
        ("---\nnarrate: script 1\n\nText\n", "the front matter does not end"),
        (HEAD + "\n<!-- nothing -->\n", "there is no text in it to read aloud"),
    ],
)
def test_marks_of_a_script_file_that_mean_nothing_are_named_with_their_line(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "s.md"
    path.write_text(text, "utf-8")
    with pytest.raises(ManuscriptError) as error:
        open_manuscript(path)
    assert complaint in str(error.value)
    assert "\n" not in str(error.value)


def test_a_script_file_may_be_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "s.md"
    path.write_text(
        "---\r\nnarrate: script 1\r\nlanguage: es\r\n---\r\n"
        "Before any\r\nheading.\r\n\r\n"
        "# One {voice olga}\r\n<!-- a\r\n\r\nremark -->\r\n{voice bob}\r\n\r\n"
        "> A letter,\\\r\n> signed\r\n\r\n"
        "{voice}\r\nHe [said]{as narrator}.\r\n{pause 2}\r\n## Within\r\n\r\n# Empty\r\n",
        "utf-8",
    )
    book = open_manuscript(path)
    first, second = book.chapters
    assert (book.title, book.language) == ("s", "es")
    assert (first.title, first.text) == ("", "Before any heading.")
    assert second.text == "A letter,\nsigned\n\nHe said.\n\nWithin"
    assert [block.kind for block in second.blocks] == ["quote", "paragraph", "heading"]
    assert [(m.start, m.end, m.kind, m.value) for m in second.marks] == [
        (0, 34, "voice", "olga"),
        (0, 16, "voice", "bob"),
        (21, 25, "speaker", ""),
        (26, 26, "pause", "2"),
    ]
