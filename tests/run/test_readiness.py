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


HINDI = "# एक\n\nवह घर गया। उसने कहा, “चलो।” फिर वह सो गया।\n"
CHINESE = "第一章\n\n那一年河水結冰了，沒有人記得以前有過這樣的事。她沒有說話。\n"
HIBARI = "engine: hibari, voice: heart"


@pytest.mark.parametrize(
    ("name", "text", "settings", "told"),
    [
        (
            "hindi.md",
            HINDI,
            HIBARI,
            "hindi.md: hibari speaks only English, not Hindi (hi); nor does",
        ),
        ("cn.txt", CHINESE, HIBARI, "cn.txt: hibari speaks only English, not Chinese (zh)"),
        ("cn.md", CHINESE, f"{HIBARI}, language: en", "cn.md: hibari has no sounds"),
        ("x.txt", story(1, 1), "engine: hibari, voice: hart", "x.txt: hibari has no voice 'hart'"),
        ("x.txt", "", "author: X", "x.txt: the file is empty"),
    ],
)
def test_a_book_that_cannot_be_spoken_is_named_and_stops_no_other(
    project: Project, name: str, text: str, settings: str, told: str
) -> None:
    project.write(text, name)
    project.write(story(1, 2))
    project.configure(f"books: {{{name}: {{{settings}}}}}\n")
    report = project.run()
    (problem,) = report.problems
    assert problem.startswith(told) and "\n" not in problem
    assert [book.title for book in report.books] == ["Book"]
    assert report.exit_code == (3 if "empty" in told else 5)
    assert len(project.delivered()) == 1
    planned = narrate.preview(project.settings())
    assert planned.exit_code == report.exit_code and planned.problems[0].startswith(f"{name}: ")
    checked = narrate.check_books(project.settings())
    assert checked.books[0].passed
    unmade = [check.message for book in checked.books[1:] for _, check in book.failures()]
    assert not [message for message in unmade if "run narrate" in message]


def test_an_engine_that_can_speak_no_book_stops_the_run_with_the_book_named(
    project: Project,
) -> None:
    project.write(HINDI, "hindi.md")
    with pytest.raises(EngineUnusable, match=r"hindi\.md: hibari speaks only English, not Hindi"):
        project.run(engine="hibari")


def test_a_few_words_that_an_engine_has_no_letters_for_are_told_before_the_run(
    project: Project,
) -> None:
    text = f"# One\n\n{story(1, 6)}\n\n# Two\n\n{CHINESE.partition(chr(10))[2]}"
    project.write(f"---\nlanguage: en\n---\n\n{text}", "book.md")
    (note,) = (n for n in narrate.preview(project.settings(engine="hibari")).notes if "sounds" in n)
    assert note.startswith("book.md: hibari has no sounds for its letters (“那一年")


def test_an_output_folder_that_cannot_be_written_stops_only_its_own_book(project: Project) -> None:
    project.write(story(1, 1))
    project.write(story(1, 1), "other.txt")
    (project.folder / "output").mkdir()
    (project.folder / "output" / "book").write_text("a file in its place")
    report = project.run()
    assert report.exit_code == 2 and [book.title for book in report.books] == ["Other"]
    assert "output" in report.problems[0] and "book" in report.problems[0]


def test_a_fault_of_narrates_own_names_its_book_and_stops_no_other(
    project: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from narrate.manuscript.text import reader

    read = reader.read_text

    def faulty(path: Path, data: bytes) -> object:
        return data[10**9] if path.name == "faulty.txt" else read(path, data)

    monkeypatch.setattr(reader, "read_text", faulty)
    project.write(story(1, 1))
    project.write(story(1, 1), "faulty.txt")
    caplog.set_level("DEBUG", "narrate")
    report = project.run(RecordingReporter())
    told = "faulty.txt: IndexError: index out of range (test_readiness.py, line "
    for problems in (
        report.problems,
        narrate.preview(project.settings()).problems,
        narrate.check_books(project.settings()).problems,
    ):
        (problem,) = problems
        assert problem.startswith(told) and "a fault of narrate: please report it" in problem
    assert [book.title for book in report.books] == ["Book"] and report.exit_code == 1
    assert "Traceback" in caplog.text
