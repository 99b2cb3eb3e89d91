from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Block, Chapter, LeftOut, Mark
from narrate.cli.tables import preview_lines
from narrate.plan.notes_to_self import notes_line, notes_lines, notes_to_self
from narrate.plan.preview import preview
from narrate.settings import load_settings

NOTES = [
    "He was born in [CHECK THIS].", "It cost TK dollars.", "It cost TKTK dollars.",
    "Joe TK TK left.",
    "TODO: his age", "She sat. TODO describe the room.", "FIXME", "They went to XXX and ate.",
    "XXX: add a scene", "The river [name?] ran on.", "[insert description of the fight]", "{{NB}}",
    "It was <<fix>> cold.", "<<check the date>>", "[which street?]", "[SCENE WITH JOE GOES HERE]",
    "(CHECK DATES)", "the town of XXXX, where", "[NB: he is left-handed]", "[citation needed]",
    "[note to self: more tension]", "He was XXX years old.", "It cost $XXX.", "[???]",
    "[Datum prüfen]", "[à vérifier]", "[falta la fecha]", "[How old is she?]",
]  # fmt: skip
STORY = [
    "He said [sic] so.", "[laughs]", "Chapter XXX", "Louis XXX of France", "There was much to do.",
    "Tk laughed at Tom.", "All my love, Mary XXX", "Yours. XXX", "the XXX Legion", "XXX", "XXXIV",
    "“[He] was right.”", "[To Anna] Come!", "[checks his watch]", "[...]", "<<Oui, dit-il.>>",
    "a bottle marked XXX", "in volume XXX of the series", "[END OF PART ONE]", "[illegible?]",
    "[Mary?]", "[1894?]", "T.K. came.", "an XXX film", "[added later]", "[Level Up!]", "to-do list",
    "[The letter breaks off here.]", "Psalm XXX is long.", "(see above)", "TK’s dog ran to TK.",
]  # fmt: skip


def found(text: str, language: str = "en", title: str = "One") -> list[str]:
    chapter = Chapter(1, title, text, (Block("paragraph", 0, len(text)),))
    return [note.words for note in notes_to_self([chapter], language)]


@pytest.mark.parametrize("text", NOTES)
def test_a_note_is_found(text: str) -> None:
    assert len(found(text)) == 1, text


@pytest.mark.parametrize("text", STORY)
def test_a_story_says_such_things_itself(text: str) -> None:
    assert found(text) == []


def test_todo_is_a_word_of_spanish() -> None:
    assert found("¡LO QUIERO TODO!", "es") == []
    assert found("¡LO QUIERO TODO!", "en") == ["TODO"]


def test_notes_know_their_place_and_what_is_not_read_holds_none() -> None:
    text = "The ferry[TK] left. [TK] It rained."
    chapter = Chapter(
        2, "The [TODO] Ferry", text, (Block("paragraph", 0, len(text)),), (LeftOut(9, 13, "note"),)
    )
    title, inside = notes_to_self([chapter], "en")
    assert (title.words, title.source) == ("[TODO]", None)
    assert (inside.words, inside.source) == ("[TK]", (20, 24))
    assert inside.place == "“[TK]” in chapter 2 The [TODO] Ferry"


def highlighted(*spans: tuple[int, int]) -> list[tuple[str, str]]:
    text = "The ferry left at six in the morning. It rained TK all day and all night long."
    marks = tuple(Mark(start, end, "highlight", "") for start, end in spans)
    chapter = Chapter(1, "", text, (Block("paragraph", 0, len(text)),), marks=marks)
    return [(note.words, note.kind) for note in notes_to_self([chapter], "en")]


def test_highlighted_words_are_named_unless_most_of_the_text_is() -> None:
    assert highlighted((4, 9)) == [("ferry", "highlight"), ("TK", "note")]
    assert highlighted((45, 54)) == [("TK", "note")]
    assert highlighted((0, 60)) == [("TK", "note")]


def test_notes_are_counted_in_words_for_people() -> None:
    notes = notes_to_self(
        [Chapter(1, "A", text := "TK " * 30, (Block("paragraph", 0, len(text)),))], "en"
    )
    assert notes_line([]) == "" and notes_lines([]) == []
    notes = [notes[0]] * 30
    assert notes_lines(notes)[0] == "30 notes to self would be read aloud:"
    assert notes_lines(notes)[-1] == "  and 10 more; plan --json lists them"
    assert notes_line(notes[:1]).startswith("1 note to self will be read aloud: “")


def test_a_plan_names_notes_before_anything_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "input").mkdir()
    text = "# The Ferry\n\nThe ferry left [CHECK THIS] at ==six==, and nobody looked up at all.\n"
    (tmp_path / "input" / "book.md").write_text(text, "utf-8")
    (tmp_path / "pipeline.yaml").write_text("engine: hibari\n", "utf-8")
    plan = preview(load_settings(tmp_path / "pipeline.yaml"))
    assert "  2 notes to self would be read aloud:" in preview_lines(plan)
    first, second = plan.as_json()["books"][0]["notes_to_self"]
    assert (first["words"], first["kind"], first["chapter"]) == ("[CHECK THIS]", "note", 1)
    assert (second["words"], second["title"]) == ("six", "The Ferry")
