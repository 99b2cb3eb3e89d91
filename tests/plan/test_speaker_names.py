"""Whether a play's speakers are named, by their voices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from narrate.book import Book, Chapter
from narrate.chunk import Voicing
from narrate.manuscript import open_manuscript
from narrate.plan.listings import transcribe
from narrate.plan.scripting import without_told_names
from narrate.script import ScriptOptions, Who, write_script
from narrate.settings import load_settings

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
