"""From what was assembled to what is remembered of it, and on to the finished book."""

from __future__ import annotations

import json
import wave

import numpy as np

from narrate.engines.opened import Engines
from narrate.plan.plan import survey
from narrate.run.finishing import finished_book
from narrate.timeline import FinishedBook
from tests.assembly.takes import picture
from tests.conftest import Project, story


def test_the_timeline_says_to_the_sample_where_each_chunk_lies(project: Project) -> None:
    project.write(story(chapters=2, paragraphs=3))
    project.run()
    timeline = json.loads((project.folder / "output/book/timeline.json").read_text("utf-8"))
    for chapter in timeline["chapters"]:
        with wave.open(str(project.folder / "output/book" / chapter["file"])) as audio:
            assert audio.getnframes() == chapter["samples"]
            assert audio.getframerate() == chapter["sample_rate"]
            samples = audio.readframes(audio.getnframes())
        ends = 0
        for chunk in chapter["chunks"]:
            assert ends < chunk["start"] < chunk["end"] <= chapter["samples"]
            pause = samples[2 * ends : 2 * chunk["start"]]
            faint = np.frombuffer(pause, "<i2")
            assert np.abs(faint).max() < 64, "between chunks there is room tone"
            assert np.abs(np.frombuffer(samples, "<i2")[chunk["start"] : chunk["end"]]).max() > 999
            ends = chunk["end"]


def finished(project: Project) -> FinishedBook:
    settings = project.settings()
    (plan,) = survey(settings, [], lambda _: True, Engines(settings), read_all=True).plans
    return finished_book(plan)


def test_a_finished_book_has_its_tracks_with_files_and_text(project: Project) -> None:
    project.write(story(2, 2))
    project.run()
    book = finished(project)
    assert [track.number for track in book.tracks] == [1, 2]
    for track in book.tracks:
        assert track.paths["wav"].is_file() and track.chapter is not None
        assert track.chapter.title == track.title == f"CHAPTER {track.number}"
    assert book.about.narrator == "meher (waves)"
    assert book.manuscript.name == "book.txt"


def test_a_chapter_that_is_not_as_it_is_wanted_now_is_no_track(project: Project) -> None:
    project.write(story(2, 1))
    project.run()
    project.write(story(2, 1).replace("Paragraph 2001", "Paragraph 2009"))
    assert [track.number for track in finished(project).tracks] == [1]


def test_a_finished_book_has_the_cover_of_the_settings_where_it_is_a_picture(
    project: Project,
) -> None:
    project.write(story(1, 1))
    cover = project.folder / "cover.jpg"
    path = project.folder / "pipeline.yaml"
    path.write_text(path.read_text().replace("read_along: []", "read_along: [], cover: cover.jpg"))
    for content, kept in ((picture("jpg"), True), (b"no picture", False)):
        cover.write_bytes(content)
        assert (finished(project).about.cover == content) is kept


def test_a_book_with_a_narrator_in_the_settings_is_told_to_be_read_by_them(
    project: Project,
) -> None:
    project.write(story(1, 1))
    path = project.folder / "pipeline.yaml"
    path.write_text(path.read_text().replace("read_along: []", "read_along: [], narrator: Ann"))
    assert finished(project).about.narrator == "Ann"
