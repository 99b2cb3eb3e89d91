"""What of a book is not read, listed for people and for programs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from narrate.cli.tables import preview_lines
from narrate.engines.opened import Engines
from narrate.plan.left_out import left_out, left_out_lines, letters_total
from narrate.plan.listings import transcribe
from narrate.plan.plan import BookPlan, survey
from narrate.plan.preview import preview
from narrate.report import LeftOutTotal
from tests.conftest import Project, story
from tests.manuscript.making import ANSWERS, half_read


def planned(project: Project) -> BookPlan:
    settings = project.settings()
    return survey(settings, [], lambda _: True, Engines(settings)).plans[0]


def prose_of(project: Project) -> list[LeftOutTotal]:
    return [total for total in left_out(planned(project)) if total.prose]


def part(title: str, reason: str, characters: int, opening: str = "") -> LeftOutTotal:
    return LeftOutTotal(title, reason, characters, "index", opening=opening)


def inside(chapter: int, spans: int, characters: int) -> LeftOutTotal:
    return LeftOutTotal("One", "note marker", characters, "note_markers", chapter, spans)


def test_left_out_parts_are_listed_by_title_and_spans_summed_over_the_book() -> None:
    lines = list(
        left_out_lines([part("Index", "index", 1200, "cat, 1"), inside(1, 3, 4), inside(2, 2, 6)])
    )
    assert lines == [
        "not read: 1,210 characters",
        '  Index: index, 1,200 characters: "cat, 1…"',
        "  note marker: 5 in 2 chapters, 10 characters",
        "  To include any of these, add to pipeline.yaml:"
        " matter: {read: [index, note_markers]} (or a title)",
    ]


def test_a_book_of_which_all_is_read_lists_nothing_left_out() -> None:
    assert list(left_out_lines([])) == []


def test_every_left_out_part_is_listed_however_many_there_are() -> None:
    lines = list(left_out_lines([part(f"P{i}", "index", 10) for i in range(40)]))
    assert len(lines) == 42 and lines[40] == "  P39: index, 10 characters"


def test_left_out_text_that_no_setting_brings_back_has_no_hint() -> None:
    lines = list(left_out_lines([LeftOutTotal("front matter", "metadata", 5)]))
    assert len(lines) == 2


def test_running_prose_that_is_not_read_is_listed_first_with_the_setting(project: Project) -> None:
    half_read(project.folder / "input" / "ferry.epub")
    (plan,) = preview(project.settings()).books
    ferry, caption = [total for total in plan.left_out if total.prose]
    assert (ferry.title, ferry.reason, ferry.setting) == (
        *("The Ferry", "outside the reading order", ANSWERS[0]),
    )
    assert (caption.chapter, caption.title, caption.setting) == (2, "Two", ANSWERS[1])
    for total in (ferry, caption):
        assert total.opening.startswith("The ferry left at")
    lines = preview_lines(preview(project.settings()))
    start = next(i for i, line in enumerate(lines) if line.startswith("  not read: "))
    assert lines[start + 1].startswith("    warning: running prose: The Ferry: outside the reading")
    assert f"to read it, add to pipeline.yaml: {ANSWERS[0]};" in lines[start + 2]
    assert "warning: running prose, in chapter 2: Two: picture caption" in lines[start + 3]
    assert any("imprint" in line and "warning" not in line for line in lines[start + 5 :])


def test_a_plan_in_json_marks_running_prose_warns_of_it_and_counts_letters(
    project: Project,
) -> None:
    half_read(project.folder / "input" / "ferry.epub")
    result = preview(project.settings())
    assert result.exit_code == 0
    (book,) = result.as_json()["books"]
    assert {each["title"] for each in book["left_out"] if each["prose"]} == {"The Ferry", "Two"}
    assert sum("running prose is not read" in warning for warning in book["warnings"]) == 2
    letters = book["letters"]
    assert set(letters) == {"file", "spoken", "left_out", "not_understood"}
    assert letters["file"] == sum(letters[n] for n in ("spoken", "left_out", "not_understood"))
    assert letters["not_understood"] == 0 < letters["left_out"] < letters["file"]


@pytest.mark.parametrize("kind", ["read", "skip"])
def test_running_prose_that_a_setting_names_is_no_longer_marked(
    project: Project, kind: str
) -> None:
    half_read(project.folder / "input" / "ferry.epub")
    for answer, left in zip(ANSWERS, ("Two", "The Ferry"), strict=True):
        project.configure(answer.replace("read", kind) + "\n")
        assert [total.title for total in prose_of(project)] == [left]
        titles = [chapter.script.chapter.title for chapter in planned(project).chapters]
        assert ("The Ferry" in titles) == (kind == "read" and answer == ANSWERS[0])
    both = f'matter: {{{kind}: ["The Ferry", captions]}}\n'
    project.configure(both)
    assert prose_of(project) == []
    assert (letters_total(planned(project)).left_out < 100) == (kind == "read")


def test_a_page_whose_title_is_a_kind_of_matter_is_named_by_what_is_left_out(
    project: Project,
) -> None:
    path = half_read(project.folder / "input" / "ferry.epub")
    _retitle(path, "Notes")
    assert [total.setting for total in prose_of(project)] == [
        "matter: {read: [outside]}",
        ANSWERS[1],
    ]
    project.configure("matter: {read: [outside, captions]}\n")
    assert prose_of(project) == []


def _retitle(path: Path, title: str) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data.replace(b"The Ferry", title.encode()))


def test_letters_of_a_text_are_all_spoken_and_those_of_its_script_file_too(
    project: Project,
) -> None:
    project.write(story(2, 2))
    letters = letters_total(planned(project))
    assert letters.file == letters.spoken > 300
    assert letters.left_out == letters.not_understood == 0
    script = transcribe(project.settings(), project.folder / "input" / "book.txt").as_file()
    project.write(script, "book.md")
    assert letters_total(planned(project)) == letters


def test_a_script_file_keeps_the_mark_on_running_prose_until_it_is_skipped(
    project: Project,
) -> None:
    path = half_read(project.folder / "input" / "ferry.epub")
    transcript = transcribe(project.settings(), path)
    assert "The Ferry: outside the reading order" in transcript.as_text()
    assert ", running prose" in transcript.as_text()
    project.write(transcript.as_file(), "ferry.md")
    assert ", running prose}" in transcript.as_file(), "the caption in chapter 2"
    assert [total.title for total in prose_of(project)] == ["The Ferry", "Two"]
    assert any("`prose: true`" in warning for warning in planned(project).book.warnings)
    project.configure(ANSWERS[0] + "\n")
    left = [total.title for total in prose_of(project)]
    assert left == ["The Ferry", "Two"], "it is not in the script"
    project.configure(ANSWERS[0].replace("read", "skip") + "\n")
    assert [total.title for total in prose_of(project)] == ["Two"]
    project.configure('matter: {skip: ["The Ferry", captions]}\n')
    assert prose_of(project) == []
