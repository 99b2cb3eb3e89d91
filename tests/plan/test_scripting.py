"""How a book's chapter titles are announced."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import narrate
from narrate.about import About
from narrate.book import Book, Chapter
from narrate.chunk import Voicing
from narrate.cli.main import main
from narrate.errors import SettingsError
from narrate.manuscript import open_manuscript
from narrate.plan.listings import transcribe
from narrate.plan.scripting import announcements, without_told_names
from narrate.script import ScriptOptions, Who, write_script
from narrate.script.titles import AS_WRITTEN, Announcement
from narrate.settings import Settings, load_settings
from tests.conftest import Project, story
from tests.run.test_sample import BOOK, configure, timeline

TITLES = ("Preface", "Loomings", "Chapter 2. The Carpet-Bag", "III")
USUAL = AS_WRITTEN


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("as_written", [USUAL, USUAL, USUAL, USUAL]),
        ("always", [USUAL, Announcement(number=1), USUAL, USUAL]),
        ("never", [USUAL, USUAL, Announcement(unsaid=(0, 11)), Announcement(unsaid=(0, 3))]),
    ],
)
def test_titles_of_chapters_are_announced_as_the_settings_want(
    wanted: str, expected: list[Announcement]
) -> None:
    assert _announced(TITLES, wanted) == expected


def test_a_story_under_the_title_of_its_book_is_announced_without_a_number() -> None:
    assert _announced(("The Book",), "always") == [USUAL]
    assert _announced(("A Chapter",), "always") == [Announcement(number=1)]


def _announced(titles: tuple[str, ...], wanted: str) -> list[Announcement]:
    chapters = tuple(Chapter(n, title, "", ()) for n, title in enumerate(titles, 1))
    settings = Settings.model_validate({"chapter_numbers": wanted})
    announced = announcements(Book(About("The Book", "", language="en"), chapters), settings)
    return [announced.get(chapter.number, AS_WRITTEN) for chapter in chapters]


def test_chapter_numbers_are_said_or_not_as_the_settings_want(project: Project) -> None:
    text = "# Preface\n\nFore.\n\n# Loomings\n\nOne.\n\n# The Carpet-Bag\n\nTwo.\n"
    project.write(text, "a.md")
    project.write("# Chapter I. The Bag\n\nThree.\n\n# Chapter II\n\nFour.\n", "b.md")
    configure(project, "", "chapter_numbers: always\nbooks: {b.md: {chapter_numbers: never}}\n")
    assert project.run().exit_code == 0
    said = project.server.texts
    assert {"Preface", "Chapter 1. Loomings", "Chapter 2. The Carpet-Bag", "The Bag"} <= set(said)
    assert not any("Chapter I" in text for text in said)
    assert sorted(path.name for path in (project.folder / "output/b").glob("*.wav")) == [
        "01 - Chapter I. The Bag.wav",
        "02 - Chapter II.wav",
    ]


def test_credits_are_delivered_before_and_after_the_book(project: Project) -> None:
    configure(project, "credits: true", BOOK)
    project.write(story(chapters=2, paragraphs=1))
    report = project.run()
    assert report.exit_code == 0
    assert sorted(project.delivered()) == [
        "00 - Opening Credits.wav",
        "01 - CHAPTER 1.wav",
        "02 - CHAPTER 2.wav",
        "03 - Closing Credits.wav",
    ]
    assert [(c["number"], c["kind"]) for c in timeline(project)] == [
        (0, "opening"),
        (1, "chapter"),
        (2, "chapter"),
        (3, "closing"),
    ]
    opening = [chunk["text"] for chunk in timeline(project)[0]["chunks"]]
    assert opening == [
        "The Lamp.",
        "Written by A. Writer.",
        "Narrated by the synthetic voice Meher.",
    ]
    assert timeline(project)[-1]["chunks"][-1]["text"] == "The End."


def test_a_changed_template_of_the_credits_costs_its_new_sentence_only(project: Project) -> None:
    configure(project, 'credits: {opening: "{title}. Read by {narrator}."}', BOOK)
    project.write(story(chapters=1, paragraphs=1))
    project.run()
    asked = project.asked()
    assert {c.status for c in project.run().books[0].chapters} == {"unchanged"}
    configure(project, 'credits: {opening: "{title}. Read aloud by {narrator}."}', BOOK)
    report = project.run()
    assert project.server.texts[asked:] == ["Read aloud by the synthetic voice Meher."]
    assert [c.status for c in report.books[0].chapters] == ["delivered", "unchanged"]
    configure(project, "", BOOK)
    project.run()
    assert sorted(project.delivered()) == ["01 - CHAPTER 1.wav"]


def test_credits_are_planned_and_paid_for(project: Project, capsys: Any) -> None:
    configure(project, "credits: true", BOOK)
    project.write(story(chapters=1, paragraphs=1))
    config = ["--config", str(project.folder / "pipeline.yaml")]
    assert main(["plan", "--json", *config]) == 0
    (book,) = json.loads(capsys.readouterr().out)["books"]
    assert [c["title"] for c in book["chapters"]] == [
        "Opening Credits",
        "CHAPTER 1",
        "Closing Credits",
    ]
    project.run()
    assert book["totals"]["billable_characters"] == project.server.billed


def test_credits_are_selected_by_number_but_by_no_range_of_the_settings(
    project: Project,
) -> None:
    voices = (
        "chapters: {1-: {voice: aarush}, 'Opening*': {voice: magnus}}\nlexicon: {Lamp: lehmp}\n"
    )
    configure(project, "credits: true", BOOK + voices)
    project.write(story(chapters=2, paragraphs=1))
    narrate.run(project.settings(), wanted=lambda number: number == 0)
    assert list(project.delivered()) == ["00 - Opening Credits.wav"]
    project.run()
    heard = {c["title"]: {chunk["voice"] for chunk in c["chunks"]} for c in timeline(project)}
    assert heard == {
        "Opening Credits": {"magnus"},
        "CHAPTER 1": {"aarush"},
        "CHAPTER 2": {"aarush"},
        "Closing Credits": {"meher"},
    }
    assert "Narrated by the synthetic voice Aarush." in project.server.texts
    assert "lehmp." in " ".join(project.server.texts)


def test_an_edited_script_file_has_no_credits_and_reads_back_the_same(project: Project) -> None:
    manuscript = project.write("# Home\n\nFirst words.\n\n# Away\n\nOther words.\n", "book.md")
    configure(project, "credits: true", "chapter_numbers: always\n")
    project.run()
    asked = project.asked()
    assert "Chapter 2. Away" in project.server.texts
    config = ["--config", str(project.folder / "pipeline.yaml")]
    script = project.folder / "input" / "script.md"
    assert main(["script", str(manuscript), "-o", str(script), *config]) == 0
    assert "Credits" not in script.read_text("utf-8")
    assert "Chapter" not in script.read_text("utf-8").partition("-->")[2]
    assert project.run().exit_code == 0
    assert project.asked() == asked


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ('"By {writer}"', "unknown placeholder {writer}.* known are {title}, {subtitle}"),
        ('"By {autor}"', "did you mean {author}?"),
        ('"By {author"', "a brace without its other half"),
    ],
)
def test_a_wrong_template_of_the_credits_is_a_fault_of_the_settings(
    project: Project, words: str, fault: str
) -> None:
    configure(project, f"credits: {{opening: {words}}}")
    with pytest.raises(SettingsError, match=fault):
        project.settings()


def credits_of(project: Project, deliver: str, more: str = BOOK) -> dict[str, list[str]]:
    """The sentences of each chapter of the script that is credits, by its title."""
    configure(project, deliver, more)
    chapters = transcribe(project.settings(), project.folder / "input" / "book.txt").script.chapters
    return {
        c.chapter.title: [chunk.text for chunk in c.chunks] for c in chapters if c.kind != "chapter"
    }


def test_credits_that_are_not_asked_for_are_not_made(project: Project) -> None:
    project.write(story(chapters=1, paragraphs=1))
    assert credits_of(project, "credits: false") == {}
    assert list(credits_of(project, "credits: {closing: true}")) == ["Closing Credits"]


def test_a_sentence_of_credits_whose_facts_nobody_knows_is_left_out(project: Project) -> None:
    project.write(story(chapters=1, paragraphs=1))
    template = 'credits: {opening: "{title}. Published by {publisher}."}'
    assert credits_of(project, template) == {"Opening Credits": ["The Lamp."]}
    unknown = 'credits: {opening: "Published by {publisher}."}'
    assert credits_of(project, unknown) == {}


def test_credits_name_the_narrator_of_the_settings_or_the_voice_heard_most(
    project: Project,
) -> None:
    project.write(story(chapters=3, paragraphs=2))
    voices = BOOK + "chapters: {2-3: {voice: aarush}}\n"
    template = 'credits: {opening: "Read by {narrator}."}'
    assert credits_of(project, template, voices) == {
        "Opening Credits": ["Read by the synthetic voice Aarush."]
    }
    named = template + ", narrator: Ms. Reader"
    assert credits_of(project, named, voices) == {"Opening Credits": ["Read by Ms. Reader."]}


PLAY = """\
ACT I

ANNA. Who is it?

BEN. [Aside.] Nobody.

ANNA. Come in.

CLARA. Thank you.
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    path = tmp_path / "play.txt"
    path.write_text(PLAY + "\nACT II\n\nANNA. Stay.\n\nBEN. No.\n", "utf-8")
    return open_manuscript(path)


def unsaid(book: Book, voices: dict[str, str], **aliases: tuple[str, ...]) -> list[str]:
    """The names that are not said where these have a voice of their own."""

    def cast(chapter: Chapter, who: Who) -> Voicing:
        return Voicing("hibari", voices.get(who.speaker or "", "heart"), "en", 1.0, ())

    told = without_told_names(book, cast, aliases)
    script = write_script(told, cast, ScriptOptions())
    assert [replace(c, left_out=()) for c in told.chapters] == list(book.chapters)
    return [
        chapter.chapter.text[span.start : span.end]
        for chapter in script.chapters
        for span in chapter.left_out
    ]


def test_names_are_said_where_the_narrator_reads_all(book: Book) -> None:
    assert unsaid(book, {}) == []


def test_a_voice_of_ones_own_needs_no_name(book: Book) -> None:
    assert unsaid(book, {"Anna": "wren"}) == ["ANNA.", "ANNA.", "ANNA."]
    assert unsaid(book, {"Anna": "wren", "Ben": "linden"}) == [
        *("ANNA.", "BEN.", "ANNA."),
        *("ANNA.", "BEN."),
    ]


def test_those_who_share_a_voice_are_named(book: Book) -> None:
    assert unsaid(book, {"Anna": "wren", "Ben": "wren"}) == []


def test_two_names_of_one_character_share_a_voice(book: Book) -> None:
    voices = {"Anna": "wren", "Clara": "wren"}
    assert unsaid(book, voices, Anna=("Clara",)) == ["ANNA.", "ANNA.", "CLARA.", "ANNA."]


def test_the_settings_give_voices_and_so_leave_out_names(tmp_path: Path) -> None:
    (tmp_path / "play.txt").write_text(PLAY, "utf-8")
    (tmp_path / "pipeline.yaml").write_text(
        "voice: heart\ncharacters: {Anna: linden}\nmatter: {skip: [stage directions]}\n"
    )
    settings = load_settings(tmp_path / "pipeline.yaml", {})
    (chapter,) = transcribe(settings, tmp_path / "play.txt").as_json()["chapters"]
    assert [(c["text"], c["voice"]) for c in chapter["chunks"] if c["source"]] == [
        ("Who is it?", "linden"),
        ("BEN. Nobody.", "heart"),
        ("Come in.", "linden"),
        ("CLARA. Thank you.", "heart"),
    ]
