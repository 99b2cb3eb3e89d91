"""What engines are given before they speak, and what is told before that."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import narrate
from narrate.chunk import Voicing
from narrate.errors import EngineUnusable, TemporaryError
from narrate.recording.request import Request
from narrate.run.readiness import LexiconUploader
from narrate.script import Lexicon
from narrate.settings import Settings
from tests.conftest import Project, RecordingReporter, story
from tests.manuscript.making import ANSWERS, half_read
from tests.recording.stage import ToneEngine

PICO = Voicing("pico", "x", "en", 1.0)
LEXICONS = {
    name: Lexicon(words).for_voicing(PICO)
    for name, words in {"project": {"Ahab": "AY-hab"}, "b.txt": {"Starbuck": "STAR-buk"}}.items()
}


class LearningEngine(ToneEngine):
    """Learns after so many failures."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__()
        self.failures = failures
        self.uploaded: list[Mapping[str, Mapping[str, str]]] = []
        self.memories: set[Path] = set()
        self.at_once = 0

    async def learn(self, lexicons: Mapping[str, Mapping[str, str]], memory: Path) -> None:
        self.at_once += 1
        assert self.at_once == 1, "two would make the same dictionary twice"
        await asyncio.sleep(0)
        self.at_once -= 1
        self.uploaded.append(lexicons)
        self.memories.add(memory)
        if self.failures:
            self.failures -= 1
            raise TemporaryError("later", retry_after=0.001)


def request(lexicon: str = "") -> Request:
    options = (("lexicon", lexicon), ("pronunciations", ("a=b",))) if lexicon else ()
    return Request("key", "So.", Voicing("tone", "anna", "en", 1.0, options), "a line")


def uploader(engine: LearningEngine, tmp_path: Path) -> LexiconUploader:
    retry = {"attempts": 3, "wait_initial": 0.001, "wait_max": 0.001}
    settings = Settings.model_validate({"store": tmp_path, "retry": retry})
    return LexiconUploader({"tone": engine}, settings, LEXICONS)


async def test_an_engine_is_given_each_lexicon_it_will_speak_once(tmp_path: Path) -> None:
    engine = LearningEngine()
    uploads = uploader(engine, tmp_path)
    await uploads.upload([request(), request()])
    assert not engine.uploaded
    await uploads.upload([request(), request("project"), request("project")])
    assert engine.uploaded == [{"project": {"Ahab": "AY-hab"}}]
    await uploads.upload([request("project"), request("b.txt")])
    assert engine.uploaded[1:] == [{"b.txt": {"Starbuck": "STAR-buk"}}]
    await uploads.upload([request("project"), request("b.txt")])
    assert len(engine.uploaded) == 2
    assert engine.memories == {tmp_path}


async def test_two_requests_for_the_same_lexicon_give_it_to_the_engine_once(tmp_path: Path) -> None:
    engine = LearningEngine()
    uploads = uploader(engine, tmp_path)
    await asyncio.gather(*(uploads.upload([request("project")]) for _ in range(3)))
    assert len(engine.uploaded) == 1


async def test_a_temporary_error_in_giving_a_lexicon_is_tried_again(tmp_path: Path) -> None:
    engine = LearningEngine(failures=2)
    await uploader(engine, tmp_path).upload([request("project")])
    assert len(engine.uploaded) == 3


async def test_an_error_in_giving_a_lexicon_that_lasts_stops_the_run(tmp_path: Path) -> None:
    engine = LearningEngine(failures=3)
    uploads = uploader(engine, tmp_path)
    with pytest.raises(EngineUnusable, match=r"tone could not be given the lexicon: later"):
        await uploads.upload([request("project")])
    assert len(engine.uploaded) == 3
    await uploads.upload([request("project")])
    assert len(engine.uploaded) == 4, "a failed upload is not taken for done"


class NotingReporter(RecordingReporter):
    """Records the notes too."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        self.notes.append(message)


def test_a_run_says_in_a_line_what_of_a_book_is_not_read_and_warns_of_prose(
    project: Project,
) -> None:
    half_read(project.folder / "input" / "ferry.epub")
    project.write(story(1, 1))
    first, again = NotingReporter(), NotingReporter()
    report = project.run(first)
    assert report.exit_code == 0
    (note,) = [note for note in first.notes if "not read" in note]
    assert note.startswith("ferry.epub: not read: ") and note.endswith("; narrate plan lists them")
    for kind in ("outside the reading order 2", "picture caption 2", "imprint "):
        assert kind in note
    ferry, caption = [warning for warning in first.warnings if "running prose" in warning]
    assert "The Ferry (outside the reading order" in ferry and ANSWERS[0] in ferry
    assert "“The ferry left at six" in ferry and "in chapter 2 Two" in caption
    assert ANSWERS[1] in caption

    assert project.run(again).exit_code == 0
    assert again.notes == [note], "nothing was to be done"
    assert again.warnings == first.warnings


def test_the_report_of_a_run_has_what_the_plan_leaves_out(project: Project) -> None:
    half_read(project.folder / "input" / "ferry.epub")
    settings = project.settings()
    planned = json.loads(json.dumps(narrate.preview(settings).as_json()))["books"][0]["left_out"]
    assert [each["prose"] for each in planned] == [False, True, True]
    only_one = narrate.run(settings, wanted=lambda number: number == 1).as_json()["books"][0]
    assert list(only_one["left_out"]) == planned[:2], "no caption is in chapter 1"
    for _ in ("made", "up to date"):
        (book,) = project.run().as_json()["books"]
        assert list(book["left_out"]) == planned
    written = json.loads((project.folder / "output" / "ferry" / "report.json").read_text("utf-8"))
    assert written["left_out"] == planned
    again = narrate.run(settings, wanted=lambda number: number == 1).as_json()["books"][0]
    assert list(again["left_out"]) == planned[:2]


def test_a_book_of_which_all_is_read_has_no_line_about_it(project: Project) -> None:
    project.write(story(1, 1))
    reporter = NotingReporter()
    assert list(project.run(reporter).books[0].left_out) == []
    assert not [note for note in reporter.notes if "not read" in note]
