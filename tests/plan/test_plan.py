"""What is to be done for each book, and what is up to date already."""

from __future__ import annotations

import narrate
from narrate.engines.opened import Engines
from narrate.plan.plan import BookPlan, Survey, idle_keys, survey
from tests.conftest import Project, story


def surveyed(project: Project, *chapters: int, read_all: bool = False) -> Survey:
    settings = project.settings()
    chosen = set(chapters)
    return survey(
        settings,
        [],
        lambda number: not chosen or number in chosen,
        Engines(settings),
        read_all=read_all,
    )


def planned(project: Project) -> BookPlan:
    (plan,) = surveyed(project, read_all=True).plans
    return plan


def test_a_plan_sends_nothing_and_writes_nothing(project: Project) -> None:
    project.write(story(2, 2))
    before = sorted(project.folder.rglob("*"))
    (plan,) = surveyed(project).plans
    assert [len(chapter.keys) for chapter in plan.chapters] == [3, 3]
    assert project.asked() == 0 and sorted(project.folder.rglob("*")) == before


def test_a_book_that_is_up_to_date_is_not_planned_again(project: Project) -> None:
    project.write(story(2, 1))
    project.run()
    assert surveyed(project).plans == ()
    (plan,) = surveyed(project, read_all=True).plans
    assert [plan.current(number) is not None for number in (1, 2, 3)] == [True, True, False]


def test_an_edited_chapter_alone_is_no_longer_current(project: Project) -> None:
    project.write(story(2, 1))
    project.run()
    project.write(story(2, 1).replace("Paragraph 2001", "Paragraph 2002"))
    (plan,) = surveyed(project).plans
    assert plan.current(1) is not None and plan.current(2) is None


def test_a_chapter_that_was_not_asked_for_is_current_while_no_input_changed(
    project: Project,
) -> None:
    project.write(story(2, 1))
    narrate.run(project.settings(), wanted=lambda number: number == 2)
    (plan,) = surveyed(project, 1).plans
    assert plan.current(2) is not None
    project.write(story(2, 1).replace("Paragraph 1001", "Paragraph 1002"))
    (plan,) = surveyed(project, 1).plans
    assert plan.current(2) is None


def test_a_manuscript_that_cannot_be_read_stops_no_other(project: Project) -> None:
    project.write(story(1, 1))
    project.write("", "empty.txt")
    found = surveyed(project)
    assert [plan.manuscript.name for plan in found.plans] == ["book.txt"]
    (problem,) = found.problems
    assert "empty.txt" in str(problem)


def test_a_book_without_the_chapters_asked_for_is_a_problem_that_says_which_it_has(
    project: Project,
) -> None:
    project.write(story(2, 1))
    found = surveyed(project, 7)
    assert found.plans == ()
    assert "has none of the chapters asked for; it has 1 to 2" in str(found.problems[0])


def test_the_same_words_in_one_voice_have_one_key(project: Project) -> None:
    project.write("CHAPTER 1\n\n\nHe slept.\n\n\nHe woke.\n\n\nHe slept.\n")
    (chapter,) = planned(project).chapters
    _, first, second, third = chapter.keys
    assert first == third != second
    project.configure("speed: 1.5\n")
    (chapter,) = planned(project).chapters
    assert first not in chapter.keys


def test_a_chapter_that_moves_keeps_its_keys(project: Project) -> None:
    project.write(story(2, 1))
    before = planned(project).chapters[1].keys
    project.write("A FOREWORD\n\n\nNew words.\n\n\n" + story(2, 1))
    assert before in [chapter.keys for chapter in planned(project).chapters]


def test_settings_that_fit_nothing_in_a_book_are_named(project: Project) -> None:
    project.write(story(2, 1))
    project.configure("chapters: {7: {voice: aarush}}\ncharacters: {Anna: aarush}\n")
    assert idle_keys(planned(project)) == [
        "chapters.7: matches no chapter of book.txt",
        "characters.Anna: was not found speaking in book.txt;"
        " `narrate script FILE --speakers` lists who speaks",
    ]


def test_a_word_of_the_lexicon_that_is_never_said_is_noted(project: Project) -> None:
    project.write(story(1, 1))
    (project.folder / "lexicon.yaml").write_text("harbour: HAR-ber\n", encoding="utf-8")
    project.configure("lexicon: lexicon.yaml\n")
    assert planned(project).notes == ()


def test_a_note_marker_changes_no_key_of_what_is_said(project: Project) -> None:
    """Takes recorded of the words without markers are as good for those with them."""

    def keys(text: str) -> list[str]:
        project.write(text)
        settings = project.settings()
        (plan,) = survey(settings, [], lambda _: True, Engines(settings), read_all=True).plans
        return [key for chapter in plan.chapters for key, _ in chapter.lines()]

    noted = "CHAPTER I\n\nThe king[1] of old ma[Pg 16]hogany slept.[2] He dreamt.\n\nIt rained.\n"
    plain = "CHAPTER I\n\nThe king of old mahogany slept. He dreamt.\n\nIt rained.\n"
    assert keys(noted) == keys(plain)
