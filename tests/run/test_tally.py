"""What a run counts for each book: chunks, takes, requests, characters and money."""

from __future__ import annotations

from tests.conftest import Project, RecordingReporter, story


def test_the_same_line_twice_in_a_book_is_one_request(project: Project) -> None:
    project.write("CHAPTER 1\n\n\nSaid twice.\n\n\nCHAPTER 2\n\n\nSaid twice.\n")
    reporter = RecordingReporter()
    report = project.run(reporter)
    assert project.server.texts.count("Said twice.") == 1
    assert report.books[0].counts.chunks == 4
    assert reporter.outlooks[0].to_record == 3


def test_a_take_that_two_books_want_is_paid_for_by_the_first(project: Project) -> None:
    shared = "CHAPTER 1\n\n\nThe lamp burned until the morning.\n"
    project.write(shared + "\n\nNobody asked why.\n", "a.txt")
    project.write(shared, "b.txt")
    report = project.run()
    first, second = (book.counts for book in report.books)
    assert (first.chunks, first.recorded, first.reused) == (3, 3, 0)
    assert (second.chunks, second.recorded, second.reused) == (2, 0, 2)
    assert second.billed_characters == 0 and second.cost == 0.0
    assert first.billed_characters == project.server.billed == first.planned_characters
    assert round(first.planned_cost, 8) == first.cost > 0


def test_a_rerun_counts_every_chunk_as_reused_and_no_money(project: Project) -> None:
    project.write(story(1, 3))
    project.run()
    path = next((project.folder / "output/book").glob("*.wav"))
    path.unlink()
    counts = project.run().books[0].counts
    assert (counts.chunks, counts.recorded, counts.reused, counts.failed) == (4, 0, 4, 0)
    assert (counts.requests, counts.planned_characters, counts.cost) == (0, 0, 0.0)


def test_the_outlook_of_a_run_counts_what_is_to_be_done(project: Project) -> None:
    project.write(story(2, 2))
    project.run()
    project.write(story(3, 2).replace("Paragraph 2001", "Paragraph 2009"))
    reporter = RecordingReporter()
    report = project.run(reporter)
    (outlook,) = reporter.outlooks
    assert (outlook.books, outlook.chapters, outlook.unchanged) == (1, 2, 1)
    assert (outlook.chunks, outlook.reused, outlook.to_record) == (6, 2, 4)
    assert outlook.characters == report.books[0].counts.billed_characters
    assert outlook.cost == report.books[0].counts.cost


def test_a_refused_chunk_counts_as_failed_in_every_chapter_that_wants_it(
    project: Project,
) -> None:
    project.write("CHAPTER 1\n\n\nThe lamp burned.\n\n\nCHAPTER 2\n\n\nThe lamp burned.\n")
    project.server.faults = {"400": 1.0}
    reporter = RecordingReporter()
    counts = project.run(reporter).books[0].counts
    assert (counts.chunks, counts.recorded, counts.failed) == (4, 0, 4)
    assert counts.cost == 0.0
    assert len(reporter.lost) == 3, "what two chapters want is told once"
