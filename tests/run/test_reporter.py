"""What a run tells those who watch it, and in which order."""

from __future__ import annotations

from narrate.report import ChapterReport, Outlook
from tests.conftest import Project, RecordingReporter, story


class EventReporter(RecordingReporter):
    """Records the name of everything that it is told, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[str] = []
        self.characters = 0
        self.costs: list[float] = []

    def begin(self, outlook: Outlook) -> None:
        self.events.append("begin")
        super().begin(outlook)

    def kept(self, characters: int) -> None:
        self.events.append("kept")
        self.characters += characters

    def delivered(self, book: str, chapter: ChapterReport) -> None:
        self.events.append("delivered")
        super().delivered(book, chapter)

    def retrying(self, label: str, error: str, wait: float) -> None:
        self.events.append("retrying")

    def spent(self, cost: float) -> None:
        self.costs.append(cost)

    def close(self) -> None:
        self.events.append("close")


def test_a_reporter_is_told_the_outlook_then_each_take_and_chapter(project: Project) -> None:
    project.write(story(2, 2))
    reporter = EventReporter()
    report = project.run(reporter)
    assert reporter.events[0] == "begin" and reporter.events.count("begin") == 1
    assert reporter.events.count("kept") == 6 == reporter.outlooks[0].to_record
    assert {chapter.number for chapter in reporter.chapters} == {1, 2}
    assert reporter.characters == reporter.outlooks[0].characters
    assert reporter.costs == sorted(reporter.costs)
    assert round(reporter.costs[-1], 8) == report.books[0].counts.cost


def test_a_reporter_hears_of_retries_and_of_what_was_given_up(project: Project) -> None:
    project.write(story(1, 6))
    project.server.faults = {"500": 0.3}
    reporter = EventReporter()
    report = project.run(reporter)
    assert reporter.events.count("retrying") == report.books[0].counts.retries > 0
    assert reporter.lost == []


def test_a_reporter_is_told_which_chunk_was_given_up_and_why(project: Project) -> None:
    project.write(story(1, 2))
    project.server.faults = {"400": 1.0}
    reporter = EventReporter()
    report = project.run(reporter)
    assert report.exit_code == 4
    assert len(reporter.lost) == 3
    assert any(
        lost.startswith("chapter 1 CHAPTER 1: “Paragraph 1001 begins.") for lost in reporter.lost
    )


def test_a_reporter_of_a_run_without_anything_to_do_hears_of_no_take(project: Project) -> None:
    project.write(story(1, 1))
    project.run()
    reporter = EventReporter()
    project.run(reporter)
    assert reporter.events.count("kept") == 0
    assert all(outlook.to_record == 0 for outlook in reporter.outlooks)
