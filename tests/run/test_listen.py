"""`narrate listen`: what was recorded is heard without a run, once, and doubtful takes named."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

import narrate
from narrate.audio import Audio
from narrate.cli.main import main
from narrate.errors import SettingsError
from narrate.files import disk
from narrate.listening.recogniser import Heard
from narrate.run.listen import ListenReport, listen
from tests.conftest import Project, RecordingReporter, story
from tests.listening.prepared import ScriptedRecogniser
from tests.run.conftest import Slips


@pytest.fixture
def recorded(project: Project, spoken: str, slips: Slips) -> str:
    """The book is delivered, without being heard; one of its takes lacks words."""
    project.configure("language: en\n")
    slips[spoken] = [cut(spoken)]
    assert project.run().exit_code == 0
    return spoken


def cut(spoken: str) -> str:
    return spoken.replace(", because the first time she had lost her place", "")


def heard(project: Project, recogniser: ScriptedRecogniser, *, again: bool = False) -> ListenReport:
    return listen(project.settings(), again=again, recogniser=recogniser)


def test_a_doubtful_take_is_named_with_its_place_and_what_was_heard(
    project: Project, recorded: str, recogniser: ScriptedRecogniser
) -> None:
    asked, delivered = project.asked(), project.delivered()
    report = heard(project, recogniser)
    (book,), (chapter,) = report.books, report.books[0].chapters
    (doubt,) = chapter.doubtful
    assert (report.exit_code, report.passed) == (6, False)
    assert chapter.takes == chapter.heard == recogniser.times == asked
    assert doubt.fault.startswith("cut off: ") and doubt.heard == cut(recorded)
    timeline = json.loads((Path(book.folder) / "timeline.json").read_text("utf-8"))
    (entry,) = timeline["chapters"]
    (place,) = [each for each in entry["chunks"] if each["id"] == doubt.id]
    assert doubt.file == entry["file"]
    assert doubt.seconds == pytest.approx(place["start"] / entry["sample_rate"])
    assert "listen: {takes: true}" in book.advice
    assert (project.asked(), project.delivered()) == (asked, delivered)


def test_a_take_is_heard_once_unless_it_is_asked_for_again(
    project: Project, recorded: str, recogniser: ScriptedRecogniser
) -> None:
    first = heard(project, recogniser)
    times = recogniser.times
    assert heard(project, recogniser) == first and recogniser.times == times
    assert heard(project, recogniser, again=True) == first and recogniser.times == 2 * times


def test_a_run_that_listens_hears_nothing_that_was_heard(
    project: Project, recorded: str, recogniser: ScriptedRecogniser
) -> None:
    heard(project, recogniser)
    times = recogniser.times
    project.configure("listen: {takes: true, retakes: 1}\nlanguage: en\n")
    narrate.run(project.settings(), recogniser=recogniser)
    assert recogniser.times == times + 1  # the retake
    assert heard(project, recogniser).exit_code == 0


def test_what_is_not_recorded_yet_is_counted_and_no_fault(
    project: Project, recogniser: ScriptedRecogniser
) -> None:
    project.write(story(chapters=2, paragraphs=2))
    report = heard(project, recogniser)
    assert report.exit_code == 0 and recogniser.times == 0
    assert all(each.unrecorded == each.takes > 0 for each in report.books[0].chapters)
    assert not (project.folder / "output").exists()


def test_a_language_that_is_not_heard_is_told_in_one_line(
    project: Project, recorded: str, tmp_path: Path
) -> None:
    told = RecordingReporter()
    recogniser = ScriptedRecogniser(tmp_path / "none.txt", frozenset({"es"}))
    report = listen(project.settings(), reporter=told, recogniser=recogniser)
    (chapter,) = report.books[0].chapters
    assert report.exit_code == 0 and chapter.unsupported == chapter.takes
    assert [line for line in told.warnings if "takes in en are not checked" in line]


def test_an_unknown_book_is_told_with_those_there_are(
    project: Project, recorded: str, recogniser: ScriptedRecogniser
) -> None:
    with pytest.raises(SettingsError, match=r"nobody: unknown book; known books: book\.txt"):
        listen(project.settings(), ["nobody"], recogniser=recogniser)


def test_listening_without_its_extra_is_a_matter_of_installing_it(
    project: Project,
    recorded: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["listen", "--config", str(project.folder / "pipeline.yaml")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "faster-whisper is not installed" in line and "pip install '.[listen]'" in line


@dataclass(frozen=True, slots=True)
class SlowRecogniser:
    """Is at its first take for a minute; writes down in which process."""

    journal: Path
    languages: frozenset[str] = frozenset({"en"})
    name: str = "slow"

    def prepare(self) -> None:
        pass

    def hear(self, audio: Audio, language: str, text: str) -> Heard:
        disk.write_bytes(self.journal, str(os.getpid()).encode())
        time.sleep(60)
        raise AssertionError("nobody interrupted")


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to itself ends a process there")
def test_ctrl_c_ends_listening_and_leaves_no_process(
    project: Project, recorded: str, tmp_path: Path
) -> None:
    slow = SlowRecogniser(tmp_path / "pid")

    def press() -> None:
        while not slow.journal.exists():
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    pressing = threading.Thread(target=press, daemon=True)
    pressing.start()
    with pytest.raises(KeyboardInterrupt):
        listen(project.settings(), recogniser=slow)
    with pytest.raises(ProcessLookupError):
        os.kill(int(slow.journal.read_text()), 0)
