from __future__ import annotations

import pytest

from narrate.manuscript.structure.content.inline_notes import (
    is_inline_note,
    without_inline_notes,
)
from narrate.manuscript.structure.passages import Part, Passage


@pytest.mark.parametrize(
    "text",
    [
        "[Transcriber’s Note: The spelling of “quay” varies and was left so.]",
        "TRANSCRIBER’S NOTE.—Two pages are missing from the copy that was used.",
        "[_Transcriber’s Notes_: A line was supplied.]",
        "[Note du transcripteur : la page 14 manquait.]",
        "[Anmerkungen zur Transkription: Die Schreibweise wurde vereinheitlicht.",
        "{Nota del transcriptor: Se ha respetado la ortografía.}",
        "[Примечание оцифровщика: в книге не хватает страницы.]",
        "［入力者注：底本では一行が欠けています。］",
    ],
)
def test_notes_are_known_by_the_name_that_they_begin_with(text: str) -> None:
    assert is_inline_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "The transcriber’s note that lay in the drawer said: nothing.",
        "“Transcriber’s note,” he said: “the last page has been eaten by mice.”",
        "Note: he never came back.",
        "Transcriber’s note: The tape stops here. I asked her what she had seen, and she told me.",
        "Transcriber’s Notes",
        "",
    ],
)
def test_prose_with_such_words_is_none(text: str) -> None:
    assert not is_inline_note(text)


def test_a_note_ends_where_its_bracket_closes() -> None:
    texts = ["One.", "[Transcriber’s Note: a line", "is missing.]", "Two.", "(Three.)"]
    part = Part("I", [Passage("paragraph", text) for text in texts])
    (found,) = without_inline_notes([part])
    assert [p.text for p in found.passages if p.is_read] == ["One.", "Two.", "(Three.)"]
