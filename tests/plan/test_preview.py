from __future__ import annotations

import yaml

from narrate.cli.tables import preview_lines
from narrate.plan.preview import BookOutlook, Preview, UnknownWord, preview
from narrate.report import LeftOutTotal
from tests.conftest import Project


def test_a_plan_names_the_series_and_what_is_left_out() -> None:
    names = ("words", "chunks", "to_record", "recorded", "billable_characters", "seconds", "cost")
    book = BookOutlook(
        "input/lamp.epub",
        "The Lamp",
        "Jane Doe",
        "en",
        (),
        (LeftOutTotal("Index", "index", 12, "index"),),
        dict.fromkeys(names, 0.0),
        series="Lights",
        series_position="2",
    )
    lines = preview_lines(Preview((book,)))
    assert lines[0] == "The Lamp [Lights 2] by Jane Doe (en) - lamp.epub"
    assert "  not read: 12 characters" in lines
    assert Preview((book,)).as_json()["books"][0]["left_out"][0]["role"] == "index"


def test_words_that_the_voice_does_not_know_are_lines_of_a_lexicon() -> None:
    names = ("words", "chunks", "to_record", "recorded", "billable_characters", "seconds", "cost")
    words = [UnknownWord(f"Word{n}", 30 - n, "guessed") for n in range(12)]
    book = BookOutlook(
        "a.txt", "A", "", "en", (), (), dict.fromkeys(names, 0.0), unknown_words=tuple(words)
    )
    lines = preview_lines(Preview((book,)))
    at = lines.index("  lexicon:")
    assert "12 words" in lines[at - 1]
    pasted = yaml.safe_load("\n".join(line[2:] for line in lines[at:]))
    assert pasted == {"lexicon": {f"Word{n}": f"Word{n}" for n in range(10)}}
    assert lines[at + 1].endswith("# 30 times, guessed")
    assert len(Preview((book,)).as_json()["books"][0]["unknown_words"]) == 12


def test_a_plan_counts_the_words_that_its_voice_guesses(project: Project) -> None:
    project.write("# One\n\nUtterson saw Utterson’s house. Old Lanyon bowed to Zyxxo.\n", "a.md")
    (project.folder / "pipeline.yaml").write_text("engine: hibari\nlexicon: {Lanyon: Lannion}\n")
    book = preview(project.settings()).books[0]
    assert [(found.word, found.count) for found in book.unknown_words] == [
        ("Utterson", 2),
        ("Zyxxo", 1),
    ]
