"""Credits, the sample, chapters in parts and announced numbers, in whole runs."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import Any

import pytest

import narrate
from narrate.cli.main import main
from narrate.errors import SettingsError
from tests.conftest import Project, story


def configure(project: Project, deliver: str = "", more: str = "") -> None:
    """pipeline.yaml with wav files, no read-along, and what a test wants of `deliver`."""
    project.configure()
    path = project.folder / "pipeline.yaml"
    lines = [line for line in path.read_text("utf-8").splitlines() if "deliver" not in line]
    extra = f", {deliver}" if deliver else ""
    lines.append(f"deliver: {{formats: [wav], read_along: [], profile: none{extra}}}")
    path.write_text("\n".join(lines) + "\n" + more, encoding="utf-8")


def timeline(project: Project) -> list[dict[str, Any]]:
    """The entries of timeline.json."""
    text = (project.folder / "output/book/timeline.json").read_text("utf-8")
    chapters: list[dict[str, Any]] = json.loads(text)["chapters"]
    return chapters


BOOK = "books: {book.txt: {title: The Lamp, author: A. Writer}}\n"


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


def test_a_long_chapter_is_delivered_in_parts(project: Project) -> None:
    configure(project, "max_minutes: 1")
    project.write(story(chapters=1, paragraphs=20) + "\n\n\nCHAPTER 2\n\n\nShort.\n")
    report = project.run()
    first = report.books[0].chapters[0]
    parts = [entry for entry in timeline(project) if entry["number"] == 1]
    assert len(parts) > 1
    assert first.file == "01 - CHAPTER 1 - Part 1.wav"
    assert first.files == tuple(entry["file"] for entry in parts)
    assert {(e["part"], e["parts"]) for e in parts} == {
        (n, len(parts)) for n in range(1, len(parts) + 1)
    }
    chunks = [chunk["id"] for entry in parts for chunk in entry["chunks"]]
    assert chunks == sorted(set(chunks)), "every chunk once, in order"
    assert len(chunks) == 21
    lengths = [_seconds(project, entry["file"]) for entry in parts]
    assert max(lengths) <= 60
    assert max(lengths) - min(lengths) < 10
    for entry in parts:
        head = entry["chunks"][0]["sentences"][0]["start"] / entry["sample_rate"]
        assert head == pytest.approx(0.75, abs=0.02)
    stamps = _stamps(project.folder / "output")
    assert {c.status for c in project.run().books[0].chapters} == {"unchanged"}
    assert _stamps(project.folder / "output") == stamps
    configure(project)
    asked = project.asked()
    assert project.run().books[0].chapters[0].file == "01 - CHAPTER 1.wav"
    assert sorted(project.delivered()) == ["01 - CHAPTER 1.wav", "02 - CHAPTER 2.wav"]
    assert project.asked() == asked


def test_the_sample_is_the_beginning_of_the_book_and_no_longer_than_asked(project: Project) -> None:
    configure(project, "sample_minutes: 0.5, credits: {opening: true}", BOOK)
    text = story(chapters=2, paragraphs=4)
    project.write(text)
    assert project.run().exit_code == 0
    sample = project.folder / "output/book/The Lamp - Sample.wav"
    assert 20 < _seconds(project, sample.name) <= 30
    assert "Sample" not in json.dumps(timeline(project))
    stamp = sample.stat().st_mtime_ns
    project.write(text.replace("Paragraph 2004", "Altered 2004"))
    project.run()
    assert sample.stat().st_mtime_ns == stamp, "it is not made of the book's end"
    sample.unlink()
    project.run()
    assert 20 < _seconds(project, sample.name) <= 30
    configure(project, "", BOOK)
    project.run()
    assert not sample.exists()


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


def _seconds(project: Project, name: str) -> float:
    with wave.open(str(project.folder / "output/book" / name)) as audio:
        return float(audio.getnframes() / audio.getframerate())


def _stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
