"""What runs write into a series' file, and what of it a person's hand keeps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from narrate.cli.main import main
from narrate.run.reporter import Reporter
from narrate.run.series import keep
from tests.conftest import Project
from tests.plan.test_series import planned, series_file, tea, voices

ALICE = "  Alice: {engine: waves, voice: aarush}  # heard in one.md\n"


def text_of(project: Project) -> str:
    return (project.folder / "series" / "Wonderland.yaml").read_text(encoding="utf-8")


class Notes(Reporter):
    """Keeps what is noted."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        self.notes.append(message)


def delivered(project: Project, **overrides: object) -> list[str]:
    """What is kept of each book, and told, once its chapters are there."""
    plans = planned(project, **overrides).values()
    return [line for plan in plans for line in keep(plan, {1})]


def with_alice(project: Project, *books: str) -> None:
    """A project whose first book gives Alice a voice, and others of the series that do not."""
    for name in books:
        tea(project, name)
    project.configure(
        "series: Wonderland\nbooks: {one.md: {characters: {Alice: aarush, Bill: aarush}}}\n"
    )


def test_a_character_of_book_one_keeps_the_voice_in_book_seven(project: Project) -> None:
    with_alice(project, "one.md")
    told = Notes()
    assert project.run(told).exit_code == 0
    assert ALICE in text_of(project) and "Bill" not in text_of(project), "he was not heard"
    assert any("Alice (waves/aarush) speaks so in all books of the series" in n for n in told.notes)
    project.configure("series: Wonderland\n")
    tea(project, "seven.md")
    assert voices(planned(project)["seven.md"])["Alice"] == "waves/aarush"
    before = text_of(project)
    asked = project.asked()
    assert project.run().exit_code == 0
    assert text_of(project) == before
    assert project.asked() == asked, "book seven has the same words, so its takes are there"


def test_a_run_that_learns_asks_for_nothing_a_second_time(project: Project) -> None:
    with_alice(project, "one.md", "two.md")
    project.run()
    asked, text = project.asked(), text_of(project)
    report = project.run()
    assert (project.asked(), text_of(project)) == (asked, text)
    assert {c.status for book in report.books for c in book.chapters} == {"unchanged"}


def test_what_a_person_wrote_stays_to_the_letter(project: Project) -> None:
    mine = "characters:\n\n    # she is old\n    Queen:  {voice: olivia}   # shouts\n\n# end"
    series_file(project, mine)
    with_alice(project, "one.md")
    delivered(project)
    line = "    Alice: {engine: waves, voice: aarush}  # heard in one.md\n"
    assert text_of(project) == mine.replace("# shouts\n", "# shouts\n" + line)


def test_a_persons_edit_counts_and_costs_only_what_it_changes(project: Project) -> None:
    with_alice(project, "one.md", "two.md")
    project.run()
    edited = text_of(project).replace("voice: aarush}", "voice: olivia}  # kinder")
    series_file(project, edited)
    asked = project.asked()
    report = project.run()
    assert sorted(project.server.texts[asked:]) == ["“That is no answer,”", "“Who are you?”"]
    assert {book.title: book.counts.recorded for book in report.books}["two.md"] == 2
    assert text_of(project) == edited
    assert voices(planned(project)["one.md"])["Alice"] == "waves/aarush", "as its own entry says"


def test_who_was_taken_out_stays_out(project: Project) -> None:
    with_alice(project, "one.md", "two.md")
    delivered(project)
    series_file(project, text_of(project).replace(ALICE, ""))
    before = text_of(project)
    delivered(project)
    assert text_of(project) == before
    found = planned(project)
    assert "Alice" not in voices(found["two.md"])
    told = "Alice was taken out of series/Wonderland.yaml: the voice is not for all its books"
    assert told in found["one.md"].notes
    assert voices(found["one.md"])["Alice"] == "waves/aarush"


def test_a_file_that_was_deleted_is_made_again(project: Project) -> None:
    with_alice(project, "one.md")
    delivered(project)
    first = text_of(project)
    (project.folder / "series" / "Wonderland.yaml").unlink()
    delivered(project)
    assert text_of(project) == first


def test_an_entry_that_nobody_touched_follows_pipeline_yaml(project: Project) -> None:
    tea(project, "one.md")
    project.configure("series: Wonderland\ncharacters: {Alice: aarush}\n")
    delivered(project)
    project.configure("series: Wonderland\ncharacters: {Alice: olivia}\n")
    assert voices(planned(project)["one.md"])["Alice"] == "waves/olivia"
    delivered(project)
    assert ALICE.replace("aarush", "olivia") in text_of(project)
    series_file(project, text_of(project).replace("voice: olivia", "voice: magnus"))
    project.configure("series: Wonderland\ncharacters: {Alice: aarush}\n")
    assert voices(planned(project)["one.md"])["Alice"] == "waves/magnus", "a person's edit"


def test_a_voice_of_the_command_line_is_not_kept(project: Project) -> None:
    with_alice(project, "one.md")
    assert delivered(project, voice="olivia") == []
    assert not (project.folder / "series").exists()


def test_who_was_not_delivered_is_not_kept(project: Project) -> None:
    with_alice(project, "one.md")
    project.server.faults = {"400": 1.0}
    assert project.run().exit_code == 4
    assert not (project.folder / "series" / "Wonderland.yaml").exists()


def test_a_broken_file_costs_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_alice(project, "one.md")
    series_file(project, "characters:\n  Alice: [aarush\n")
    monkeypatch.chdir(project.folder)
    for command in (["run"], ["plan"], ["script", "input/one.md"]):
        assert main(command) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("narrate: series/Wonderland.yaml:2: ")
    assert project.asked() == 0
    assert text_of(project) == "characters:\n  Alice: [aarush\n"


def test_a_file_that_is_written_so_that_nothing_fits_in_is_left_as_it_is(
    project: Project,
) -> None:
    odd = "lexicon: &a {}\ncharacters: *a\n"
    series_file(project, odd)
    with_alice(project, "one.md")
    report = project.run()
    assert report.exit_code == 2 and text_of(project) == odd
    assert any(
        "Alice: {engine: waves, voice: aarush}; add it by hand" in line for line in report.problems
    )


def test_a_file_that_cannot_be_written_is_told(project: Project) -> None:
    with_alice(project, "one.md")
    (project.folder / "series" / ".Wonderland.yaml.lock").mkdir(parents=True)
    report = project.run()
    assert report.exit_code == 4
    assert any("series/Wonderland.yaml: cannot be written" in line for line in report.problems)
    assert {c.status for book in report.books for c in book.chapters} == {"delivered"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_keeps_its_encoding(project: Project, encoding: str) -> None:
    path = project.folder / "series" / "Wonderland.yaml"
    path.parent.mkdir()
    path.write_bytes("# Zoë\r\ncharacters:\r\n  Zoë: olivia\r\n".encode(encoding))
    with_alice(project, "one.md")
    delivered(project)
    added = ALICE.replace("\n", "\r\n")
    text = path.read_bytes().decode(encoding)
    assert text == f"# Zoë\r\ncharacters:\r\n  Zoë: olivia\r\n{added}"


def test_a_link_stays_one(project: Project) -> None:
    series_file(project, "characters:\n")
    path = project.folder / "series" / "Wonderland.yaml"
    real = project.folder / "mine.yaml"
    path.rename(real)
    path.symlink_to(real)
    with_alice(project, "one.md")
    delivered(project)
    assert path.is_symlink() and ALICE in real.read_text(encoding="utf-8")


def test_projects_that_share_a_series_lose_no_entry_at_once(project: Project) -> None:
    names = ("Anna", "Bertha", "Clara", "Dora")
    common = project.folder / "common"
    plans = []
    for name in names:
        each = Project(project.folder / name, project.server)
        each.folder.mkdir()
        each.write(f"# Tea\n\n“Who are you?” said {name}. The gate was closed.\n", "one.md")
        each.configure(
            f"series: Wonderland\nseries_files: '{common}'\ncharacters: {{{name}: aarush}}\n"
        )
        plans.append(planned(each)["one.md"])
    with ThreadPoolExecutor(len(plans)) as threads:
        told = [*threads.map(lambda plan: [*keep(plan, {1})], plans)]
    assert [len(lines) for lines in told] == [1, 1, 1, 1]
    text = (common / "Wonderland.yaml").read_text(encoding="utf-8")
    assert all(f"  {name}: {{engine: waves, voice: aarush}}" in text for name in names)
    assert [path.name for path in common.iterdir() if path.suffix != ".lock"] == ["Wonderland.yaml"]
