"""The commands as a shell sees them: arguments, output, exit codes, one line on a fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from narrate.cli.arguments import chapter_selection
from narrate.cli.main import main, with_command
from narrate.errors import SettingsError
from tests.conftest import Project, story


@pytest.fixture
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project, with its folder as the current one."""
    monkeypatch.chdir(project.folder)
    return project


def one_line(text: str) -> str:
    """The message, which must be a single line."""
    (line,) = text.strip().splitlines()
    return line


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([], ["run"]),
        (["--json"], ["run", "--json"]),
        (["book.epub"], ["run", "book.epub"]),
        (["--config", "x.yaml", "plan"], ["--config", "x.yaml", "plan"]),
        (["--config", "x.yaml"], ["run", "--config", "x.yaml"]),
        (["--config=x.yaml", "voices"], ["--config=x.yaml", "voices"]),
        (["--help"], ["--help"]),
        (["plan", "run"], ["plan", "run"]),
        (["help"], ["--help"]),
        (["help", "script"], ["script", "--help"]),
        (["help", "me"], ["--help"]),
        (["--voice", "sam", "book.epub"], ["run", "--voice", "sam", "book.epub"]),
    ],
)
def test_run_is_the_command_where_none_is_named(given: list[str], meant: list[str]) -> None:
    assert with_command(given) == meant


def test_a_mistyped_command_is_not_taken_for_a_manuscript(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rum"]) == 3
    assert one_line(capsys.readouterr().err) == (
        "narrate: no such file: rum (did you mean `narrate run`?)"
    )
    here.write(story(chapters=1, paragraphs=1), "rum")
    assert with_command([str(here.folder / "input" / "rum")])[0] == "run"


@pytest.mark.parametrize("command", ["run", "plan", "script"])
def test_a_web_address_is_no_manuscript(
    here: Project, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main([command, "https://example.org/book.epub"]) == 3
    assert one_line(capsys.readouterr().err).startswith(
        "narrate: https://example.org/book.epub: narrate reads files and fetches nothing"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always text")
def test_a_file_whose_name_is_no_text_stops_no_other(here: Project) -> None:
    here.write(story(1, 1))
    name = os.path.join(os.fsencode(here.folder), b"input", b"caf\xe9.txt")
    Path(os.fsdecode(name)).write_text(story(1, 1))
    done = subprocess.run(
        [sys.executable, "-m", "narrate", "plan", "--json"],
        capture_output=True,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PYTHONIOENCODING": "utf-8:strict",
        },
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["books"]) == 2


def test_a_folder_is_planned_and_scripted_as_the_manuscripts_in_it(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write(story(1, 1), "one.txt")
    here.write(story(1, 1), "two.txt")
    here.write("", "three.txt")
    for command in ("plan", "script"):
        assert main([command, "input", "--json"]) == 3
        captured = capsys.readouterr()
        assert captured.out.count('"title": "One"') == captured.out.count('"title": "Two"') == 1
        assert one_line(captured.err).startswith("narrate: three.txt: the file is empty")
    assert main(["script", "input", "-o", "x.md"]) == 2
    assert "--output takes one manuscript, not 3" in capsys.readouterr().err


def test_a_file_that_does_not_exist_is_one_line_with_what_was_meant(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write(story(1, 1), "dracula.txt")
    for command in ("plan", "run", "script"):
        assert main([command, "input/draculla.txt"]) == 3
        told = one_line(capsys.readouterr().err)
        assert told.startswith("narrate: no such file: ") and "did you mean dracula.txt?" in told


def test_tracebacks_of_a_fault_are_shown_only_where_they_are_asked_for(
    here: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from narrate.manuscript.text import reader

    monkeypatch.setattr(reader, "read_text", lambda path, data: data[10**9])
    here.write(story(1, 1))
    for command in (["plan"], ["run"], ["script", "input/book.txt"]):
        assert main(command) == 1
        told = one_line(capsys.readouterr().err)
        assert "book.txt: IndexError: index out of range" in told and "please report it" in told
    assert main(["plan", "--debug"]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2", {2}), ("1-3", {1, 2, 3}), ("1-2,5", {1, 2, 5}), (" 4 - ", {4, 5, 6}), ("6,1", {1, 6})],
)
def test_a_list_of_chapters_selects_their_numbers(text: str, wanted: set[int]) -> None:
    assert {number for number in range(1, 7) if chapter_selection(text)(number)} == wanted


@pytest.mark.parametrize("text", ["", "x", "3-1", "1;2", "-2", "1-2-3"])
def test_a_list_of_chapters_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="--chapters"):
        chapter_selection(text)


def test_run_prints_its_report_as_json_and_nothing_else(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write(story(chapters=2, paragraphs=2))
    assert main(["--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    (book,) = report["books"]
    assert set(book) >= {"manuscript", "title", "folder", "chapters", "counts"}
    assert set(book["counts"]) >= {
        *("chunks", "recorded", "reused", "failed", "requests", "retries"),
        *("billed_characters", "cost"),
    }
    for chapter in book["chapters"]:
        fields = {"number", "title", "status", "file", "files", "seconds", "failed"}
        assert set(chapter) == fields
        assert chapter["files"] == [chapter["file"]]
        assert (Path(book["folder"]) / chapter["file"]).is_file()


def test_plan_sends_nothing_and_has_the_figures_of_the_run(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write(story(chapters=2, paragraphs=3))
    assert main(["plan", "--json"]) == 0
    assert here.asked() == 0
    (book,) = json.loads(capsys.readouterr().out)["books"]
    totals = book["totals"]
    assert totals["to_record"] == totals["chunks"] == 8
    assert set(book["chapters"][0]) == {
        *("number", "title", "words", "characters", "chunks", "recorded", "to_record"),
        *("billable_characters", "seconds", "cost", "to_send", "pace"),
    }
    main(["--json"])
    (done,) = json.loads(capsys.readouterr().out)["books"]
    assert done["counts"]["billed_characters"] == totals["billable_characters"]
    assert done["counts"]["cost"] == pytest.approx(totals["cost"])
    assert main(["plan", "--json"]) == 0
    (after,) = json.loads(capsys.readouterr().out)["books"]
    assert after["totals"]["to_record"] == after["totals"]["cost"] == 0


def test_plan_says_why_a_chunk_is_recorded_again(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    text = story(chapters=1, paragraphs=3)
    here.write(text)
    main([])
    capsys.readouterr()
    here.write(text.replace("1002 begins.", "1002 starts."))
    main(["plan", "--why"])
    assert "text edited: “begins.” → “starts.”" in capsys.readouterr().out
    here.write(text)
    main(["plan", "--why", "--speed", "1.2"])
    assert "speed changed from 1.0 to 1.2" in capsys.readouterr().out
    here.configure("lexicon: {letter: LET-er}\n")
    main(["plan", "--why"])
    told = capsys.readouterr().out
    assert "lexicon: letter → LET-er" in told
    assert "reading rules" not in told


def test_plan_tells_what_a_lexicon_entry_costs(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write(story(chapters=2, paragraphs=5))
    here.run()
    here.configure("lexicon: {letter: LET-er, lamp: lamp, harbour: {say: HAR-ber, voice: x}}\n")
    assert main(["plan", "--why", "--json"]) == 0
    (book,) = json.loads(capsys.readouterr().out)["books"]
    (entry,) = book["lexicon"]
    assert (entry["word"], entry["say"], entry["was"]) == ("letter", "LET-er", None)
    assert entry["chunks"] == len(book["why"]) == book["totals"]["to_record"] == 2
    assert entry["characters"] == book["totals"]["billable_characters"]
    assert entry["cost"] == book["totals"]["cost"] > 0
    assert all(reason["why"] == "lexicon: letter → LET-er" for reason in book["why"])
    assert main(["plan", "--why"]) == 0
    told = capsys.readouterr().out
    assert f"lexicon letter: 2 chunks to speak again, {entry['characters']} characters, $" in told
    assert main(["plan", "--json"]) == 0
    assert "lexicon" not in json.loads(capsys.readouterr().out)["books"][0]


def test_lexicon_files_are_read_and_their_faults_named(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write("CHAPTER 1\n\nSiobhan saw Ahab.\n\n\nCHAPTER 2\n\nAhab.\n")
    names = here.folder / "names.csv"
    here.configure("lexicon: [names.csv, {Ahab: AY-hab}]\n")
    assert main(["plan"]) == 2
    assert "lexicon: item 1 there is no file" in capsys.readouterr().err
    names.write_text("word,phonemes\nSiobhan,ʃɪˈvɔːn\n", "utf-8")
    assert main(["plan"]) == 0
    told = capsys.readouterr().out
    assert "note: lexicon: waves takes no phonemes" in told and ": Siobhan\n" in told
    here.run()
    assert [text for text in here.server.texts if "hab" in text] == [
        "Siobhan saw AY-hab.",
        "AY-hab.",
    ]
    names.write_text("word,say\nSiobhan,shi-VAWN\nAhab\n,x", "utf-8")
    assert main(["run"]) == 2
    assert "narrate: names.csv:4: a row without its word" in capsys.readouterr().err
    names.write_text("word,say\nSiobhan,shi-VAWN\nAhab,\n", "utf-8")
    assert main(["run"]) == 0
    assert here.server.texts[-1] == "shi-VAWN saw AY-hab."


def test_the_names_of_a_book_are_listed_as_a_lexicon_to_be_filled_in(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(here.write("He saw Ahab. Then Ahab saw Moby Dick, and Moby Dick saw Ahab.\n"))
    here.configure("lexicon: {ahab: AY-hab}\n")
    assert main(["script", path, "--names"]) == 0
    head, ahab, dick = (table := capsys.readouterr().out).splitlines()
    assert head == "word,say,phonemes,count,chapter,example"
    assert ahab.startswith("Ahab,AY-hab,,3,1,")
    assert dick.startswith("Moby Dick,,,2,1,")
    (here.folder / "names.csv").write_text(table, "utf-8")
    here.configure("lexicon: names.csv\n")
    assert main(["script", path, "--names", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["name"], each["known"], each["say"]) for each in told["names"]] == [
        ("Ahab", True, "AY-hab"),
        ("Moby Dick", False, None),
    ]
    hindi = str(here.write("राम ने रावण को देखा। राम हँसे।\n", "hindi.txt"))
    assert main(["script", hindi, "--names"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [head]
    assert "found by capital letters" in captured.err


def test_the_script_command_prints_text_and_json(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = here.write(story(chapters=2, paragraphs=2))
    assert main(["script", str(path)]) == 0
    assert "## 2. CHAPTER 2" in capsys.readouterr().out
    assert main(["script", str(path), "--json"]) == 0
    script = json.loads(capsys.readouterr().out)
    chapter = script["chapters"][0]
    assert set(chapter["chunks"][0]) >= {
        *("id", "index", "text", "spoken", "voice", "engine", "language", "pause_after"),
        *("kind", "source"),
    }
    title, *chunks = chapter["chunks"]
    assert (title["kind"], title["source"]) == ("heading", None)
    for chunk in chunks:
        start, end = chunk["source"]
        assert chapter["text"][start:end] == chunk["text"]


def test_readings_are_switched_by_chapter(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = here.write(story(chapters=3, paragraphs=1))
    here.configure("chapters: {2: {readings: true}, 3: {engine: hibari, voice: heart}}\n")
    assert main(["script", str(path), "--json"]) == 0
    first, second, third = (
        " ".join(chunk["spoken"] for chunk in chapter["chunks"])
        for chapter in json.loads(capsys.readouterr().out)["chapters"]
    )
    assert "CHAPTER 1" in first  # Waves puts figures into words itself
    assert "CHAPTER TWO" in second
    assert not any(map(str.isdigit, second + third))


def test_the_say_command_writes_a_file(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "Good morning to you.", "-o", "hello.wav", "--voice", "meher"]) == 0
    assert Path("hello.wav").stat().st_size > 10_000
    assert main(["say", "Good morning to you.", "-o", "again.mp3"]) == 0
    assert here.asked() == 1, "the same sentence is not paid for twice"


def test_the_voices_command_lists_voices(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voices", "--engine", "hibari"]) == 0
    out = capsys.readouterr().out
    assert "heart" in out
    assert "needs a download" in out
    assert main(["voices", "--engine", "pico", "--json"]) == 0
    names = {voice["name"] for voice in json.loads(capsys.readouterr().out)["voices"]}
    assert "es-ES" in names


def test_the_init_command_makes_a_project_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "novel"]) == 0
    (tmp_path / "novel/input/a.txt").write_text("One sentence only.")
    assert main(["plan", "--config", "novel/pipeline.yaml"]) == 0
    capsys.readouterr()
    assert main(["init", "novel"]) == 2
    assert "pipeline.yaml" in one_line(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "nowhere.txt"], 3, "nowhere.txt"),
        (["run", "--chapters", "9"], 3, "chapters"),
        (["run", "--speed", "fast"], 2, "--speed"),
        (["run", "--speed", "9"], 2, "speed"),
        (["run", "--engine", "wavs"], 2, "waves"),
        (["run", "--engine", "hibari", "--voice", "hart"], 5, "heart"),
        (["plan", "--config", "none.yaml"], 2, "none.yaml"),
        (["say", "x", "-o", "x.ogg"], 2, "x.ogg"),
        (["say", " ", "-o", "x.wav"], 2, "nothing to say"),
        (["script"], 2, "MANUSCRIPT"),
    ],
)
def test_a_fault_on_the_command_line_is_one_line_and_an_exit_code(
    here: Project,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    here.write("Just a sentence.\n")
    assert main(arguments) == code
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told
    assert here.asked() == 0


def test_every_fault_of_the_settings_is_named_at_once(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.configure("chapters: {3-5: {sped: 1}}\nworkerz: 3\n")
    assert main(["plan"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert any("chapters.3-5.sped: unknown key, did you mean speed?" in line for line in told)
    assert any("workerz: unknown key" in line for line in told)


def test_an_output_folder_that_cannot_be_written_costs_nothing(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write("Just a sentence.\n")
    (here.folder / "output").write_text("a file, where the folder should be")
    assert main([]) == 2
    assert "output" in one_line(capsys.readouterr().err)
    assert here.asked() == 0


def test_a_closed_pipe_is_no_fault(here: Project) -> None:
    path = here.write(story(chapters=3, paragraphs=60))
    process = subprocess.Popen(
        [sys.executable, "-m", "narrate", "script", str(path), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=30)
    assert b"Traceback" not in told
